package io.segmill.core.run;

import io.segmill.core.checking.CheckedProject;
import io.segmill.core.problem.Failure;
import io.segmill.core.problem.NearestName;
import io.segmill.core.project.Export;
import io.segmill.core.project.OutputColumn;
import io.segmill.core.project.Segment;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The tasks of a project, and which of them a command is about. */
public final class Workflow {
    private Workflow() {}

    /** The whole night: data sources, profiling, segments, exports. */
    public static TaskGraph of(CheckedProject project) {
        Map<TaskName, Set<TaskName>> upstream = new TreeMap<>();
        Map<TaskName, Set<String>> tags = new TreeMap<>();
        for (String source : project.sources().keySet()) {
            upstream.put(TaskName.source(source), Set.of());
            upstream.put(TaskName.profile(source), Set.of(TaskName.source(source)));
        }
        for (Segment segment : project.segments().values()) {
            Set<TaskName> before = new TreeSet<>();
            before.add(TaskName.source(project.customers().id()));
            project.referencedSources(segment).forEach(source -> before.add(TaskName.source(source)));
            project.referencedSegments(segment).forEach(other -> before.add(TaskName.segment(other)));
            upstream.put(TaskName.segment(segment.id()), before);
            tags.put(TaskName.segment(segment.id()), Set.copyOf(segment.tags()));
        }
        for (Export export : project.exports().values()) {
            Set<TaskName> before = new TreeSet<>();
            for (String segment : export.segments()) {
                before.add(TaskName.segment(segment));
                List<OutputColumn> columns =
                        export.columns().orElse(project.segments().get(segment).columns());
                project.referencedSources(columns).forEach(source -> before.add(TaskName.source(source)));
            }
            upstream.put(TaskName.export(export.id()), before);
        }
        return new TaskGraph(upstream, tags);
    }

    /**
     * The refresh of segments: those and the dynamic ones and expansions on which they depend.
     *
     * @throws Failure if there is no such segment
     */
    public static TaskGraph refresh(CheckedProject project, Collection<String> segments) {
        Set<TaskName> tasks = new TreeSet<>();
        Deque<String> open = new ArrayDeque<>();
        for (String id : segments) {
            open.add(existing(project, id).id());
        }
        while (!open.isEmpty()) {
            Segment segment = project.segments().get(open.remove());
            if (tasks.add(TaskName.segment(segment.id()))) {
                project.referencedSegments(segment).stream()
                        .filter(other -> project.segments().get(other).type() != Segment.Type.STATIC)
                        .forEach(open::add);
            }
        }
        return of(project).only(tasks);
    }

    /** The refresh of every dynamic and expansion segment. */
    public static TaskGraph refreshAll(CheckedProject project) {
        return refresh(
                project,
                project.segments().values().stream()
                        .filter(segment -> segment.type() != Segment.Type.STATIC)
                        .map(Segment::id)
                        .toList());
    }

    /** Those tasks and the loads of the sources that they need. */
    public static TaskGraph withSources(CheckedProject project, TaskGraph tasks) {
        TaskGraph all = of(project);
        Set<TaskName> with = new TreeSet<>(tasks.tasks());
        for (TaskName task : tasks.tasks()) {
            all.upstream().get(task).stream()
                    .filter(before -> before.process() == Process.DATA_SOURCES)
                    .forEach(with::add);
        }
        return all.only(with);
    }

    /** One export that the project has, of its segments' published members. */
    public static TaskGraph export(CheckedProject project, String id) {
        return of(project).only(Set.of(TaskName.export(id)));
    }

    private static Segment existing(CheckedProject project, String id) {
        return project.segment(id)
                .orElseThrow(() -> new Failure(
                        Failure.Blame.USER,
                        "there is no segment '" + id + "'; "
                                + NearestName.fix(id, project.segments().keySet(), "the project has no segments")));
    }
}
