package io.segmill.orchestration.cli.data;

import io.segmill.core.checking.CheckedProject;
import io.segmill.core.project.Segment;
import io.segmill.core.run.SkipReason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The segments that a run of the whole project evaluates together, as far as the project's files decide on it.
 *
 * @param segments each after those that it refers to
 * @param skipped the others, by id
 */
record PlannedSegments(List<Segment> segments, List<Skipped> skipped) {
    /** A segment that is not evaluated. */
    record Skipped(String segment, String reason) {}

    static PlannedSegments of(CheckedProject project, Instant moment) {
        List<Segment> planned = new ArrayList<>();
        Map<String, SkipReason> skipped = new TreeMap<>();
        for (Segment segment : project.segmentsInDependencyOrder()) {
            Optional<SkipReason> reason = own(segment, moment).or(() -> project.referencedSegments(segment).stream()
                    .flatMap(other -> upstream(other, skipped).stream())
                    .findFirst());
            if (reason.isPresent()) {
                skipped.put(segment.id(), reason.get());
            } else {
                planned.add(segment);
            }
        }
        return new PlannedSegments(
                List.copyOf(planned),
                skipped.entrySet().stream()
                        .map(one -> new Skipped(one.getKey(), one.getValue().toString()))
                        .toList());
    }

    private static Optional<SkipReason> own(Segment segment, Instant moment) {
        if (segment.activation().at(moment) == Segment.State.INACTIVE) {
            return Optional.of(SkipReason.INACTIVE);
        }
        return switch (segment.type()) {
            case DYNAMIC, EXPANSION -> Optional.empty();
            case STATIC -> Optional.of(SkipReason.STATIC);
        };
    }

    /** A static segment gives the members that it has. */
    private static Optional<SkipReason> upstream(String other, Map<String, SkipReason> skipped) {
        return Optional.ofNullable(skipped.get(other)).flatMap(reason -> switch (reason.kind()) {
            case STATIC, UNCHANGED, HELD -> Optional.empty();
            case INACTIVE -> Optional.of(SkipReason.upstreamInactive(other));
            case UPSTREAM_FAILED, UPSTREAM_INACTIVE -> Optional.of(reason);
        });
    }
}
