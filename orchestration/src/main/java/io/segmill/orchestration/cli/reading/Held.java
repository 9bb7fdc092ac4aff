package io.segmill.orchestration.cli.reading;

import io.segmill.core.checking.CheckedProject;
import io.segmill.core.project.Export;
import io.segmill.core.run.History;
import io.segmill.core.run.Holds;
import io.segmill.core.run.Process;
import io.segmill.core.run.SegmentCount;
import io.segmill.core.run.TaskRecord;
import io.segmill.orchestration.cli.SegmillCommand;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The segments that are held back from exports now.
 *
 * @param why by export and segment, a part of a sentence
 * @param unknown segments whose last refresh the history does not know, because it was lost or they never had one
 */
public record Held(Map<String, Map<String, String>> why, Set<String> unknown) {
    /** As long as there is no history. */
    static final Held NOTHING = new Held(Map.of(), Set.of());

    public Held {
        why = Map.copyOf(why);
        unknown = Set.copyOf(unknown);
    }

    public static Held of(CheckedProject project) {
        return SegmillCommand.read(project, NOTHING, history -> of(project, history));
    }

    static Held of(CheckedProject project, History history) {
        Map<String, TaskRecord> newest = history.newestSuccess(Process.SEGMENTS);
        Holds holds = new Holds(project.settings().changeLimits(), history.releases());
        Map<String, Map<String, String>> why = new TreeMap<>();
        for (Export export : project.exports().values()) {
            Map<String, String> ofExport = new TreeMap<>();
            for (String segment : export.segments()) {
                Optional.ofNullable(newest.get(segment))
                        .flatMap(SegmentCount::of)
                        .flatMap(count -> holds.why(export.id(), count))
                        .ifPresent(alert -> ofExport.put(segment, alert));
            }
            why.put(export.id(), ofExport);
        }
        Set<String> unknown = new TreeSet<>(project.segments().keySet());
        unknown.removeAll(newest.keySet());
        return new Held(why, unknown);
    }

    /** Why segments are held back from an export, by segment. */
    public Map<String, String> from(Export export) {
        return why.getOrDefault(export.id(), Map.of());
    }
}
