package io.segmill.orchestration.cli;

import io.segmill.core.checking.CheckedProject;
import io.segmill.core.project.Export;
import io.segmill.core.project.Segment;
import java.util.List;

/**
 * What refers to a segment.
 *
 * @param segments ids
 * @param exports ids
 */
public record Uses(List<String> segments, List<String> exports) {
    public Uses {
        segments = List.copyOf(segments);
        exports = List.copyOf(exports);
    }

    public static Uses of(CheckedProject project, String segment) {
        return new Uses(
                project.segments().values().stream()
                        .filter(other -> project.referencedSegments(other).contains(segment))
                        .map(Segment::id)
                        .toList(),
                project.exports().values().stream()
                        .filter(export -> export.segments().contains(segment))
                        .map(Export::id)
                        .toList());
    }
}
