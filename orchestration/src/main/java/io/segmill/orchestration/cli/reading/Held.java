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
import java.util.TreeMap;

/**
 * The segments that are held back from exports now.
 *
 * @param why by export and segment, a part of a sentence
 */
public record Held(Map<String, Map<String, String>> why) {
    public Held {
        why = Map.copyOf(why);
    }

    public static Held of(CheckedProject project) {
        return SegmillCommand.read(project, new Held(Map.of()), history -> of(project, history));
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
        return new Held(why);
    }

    /** Why segments are held back from an export, by segment. */
    public Map<String, String> from(Export export) {
        return why.getOrDefault(export.id(), Map.of());
    }
}
