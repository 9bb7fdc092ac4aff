package io.segmill.core.checking;

import io.segmill.core.definition.ConditionDefinition;
import io.segmill.core.definition.Literal;
import io.segmill.core.definition.MembersDefinition;
import io.segmill.core.definition.SegmentDefinition;
import io.segmill.core.problem.Code;
import io.segmill.core.problem.Problems;
import io.segmill.core.problem.SourceLocation;
import io.segmill.core.project.Segment;
import io.segmill.core.project.Selection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** Warns where a project is larger than Segmill is made for; docs/limits.md says where the numbers come from. */
final class SizeChecker {
    static final long MOST_ACTIVE_SEGMENTS = 5_000;
    static final long MOST_CONDITIONS_OF_A_SEGMENT = 500;
    static final long MOST_CONDITIONS = 50_000;
    static final long MOST_MEMBERS_BYTES = 100L << 20;

    private final SourceLocation project;
    private final Problems problems;

    /** @param project where problems of the whole project are told */
    SizeChecker(SourceLocation project, Problems problems) {
        this.project = project;
        this.problems = problems;
    }

    /** @param moment that decides which segments are active */
    void activeSegments(Collection<Segment> segments, Instant moment) {
        long active = segments.stream()
                .filter(segment -> segment.activation().at(moment) == Segment.State.ACTIVE)
                .count();
        if (active > MOST_ACTIVE_SEGMENTS) {
            beyond(
                    project,
                    "the project has " + number(active) + " active segments, more than the "
                            + number(MOST_ACTIVE_SEGMENTS) + " that Segmill is made for",
                    "write state: inactive in those that nobody uses");
        }
    }

    /** In each segment and in all of them; what a {@code where} of related rows asks of those rows is not counted. */
    void conditions(Collection<SegmentDefinition> segments) {
        long all = 0;
        for (SegmentDefinition segment : segments) {
            if (segment.where().isEmpty()) {
                continue;
            }
            ConditionDefinition where = segment.where().get();
            long count = where.match(new Count());
            all += count;
            if (count > MOST_CONDITIONS_OF_A_SEGMENT) {
                beyond(
                        where.location(),
                        "segment '" + segment.id() + "' has " + number(count) + " conditions, more than the "
                                + number(MOST_CONDITIONS_OF_A_SEGMENT) + " that Segmill is made for",
                        "write values of one attribute as one condition: in: […], or put the customers into a file:"
                                + " members: FILE.csv");
            }
        }
        if (all > MOST_CONDITIONS) {
            beyond(
                    project,
                    "the project's segments have " + number(all) + " conditions, more than the "
                            + number(MOST_CONDITIONS) + " that Segmill is made for",
                    "put what many segments ask into one segment, and write member-of: ID in the others");
        }
    }

    /** The file from which a segment's members come, if they come from one. */
    void membersFile(SegmentDefinition definition, Segment segment) {
        if (!(segment.selection() instanceof Selection.Listed listed)) {
            return;
        }
        long bytes = bytes(Path.of(listed.file()));
        if (bytes > MOST_MEMBERS_BYTES) {
            Literal file = definition.members().flatMap(MembersDefinition::file).orElseThrow();
            beyond(
                    file.location(),
                    "the file " + file.shown() + " has " + megabytes(bytes) + " MB, more than the "
                            + megabytes(MOST_MEMBERS_BYTES) + " MB of members that Segmill is made for",
                    "declare the file as a source, with a relationship to the customers, and ask: has: SOURCE");
        }
    }

    private void beyond(SourceLocation location, String what, String fix) {
        problems.warning(Code.BEYOND_LIMIT, location, what, fix);
    }

    /** A file that is gone by now is for those to tell who read it. */
    private static long bytes(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            return 0;
        }
    }

    private static String megabytes(long bytes) {
        long mebi = 1L << 20;
        return number((bytes + mebi - 1) / mebi);
    }

    private static String number(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** The conditions that are no lists of others. */
    private static final class Count implements ConditionDefinition.Cases<Long> {
        private long of(List<ConditionDefinition> parts) {
            return parts.stream().mapToLong(part -> part.match(this)).sum();
        }

        @Override
        public Long everyone(ConditionDefinition.Everyone everyone) {
            return 1L;
        }

        @Override
        public Long group(ConditionDefinition.Group group) {
            return of(group.parts());
        }

        @Override
        public Long not(ConditionDefinition.Not not) {
            return not.inner().match(this);
        }

        @Override
        public Long atLeast(ConditionDefinition.AtLeast atLeast) {
            return of(atLeast.parts());
        }

        @Override
        public Long memberOf(ConditionDefinition.MemberOf memberOf) {
            return 1L;
        }

        @Override
        public Long has(ConditionDefinition.Has has) {
            return 1L;
        }

        @Override
        public Long test(ConditionDefinition.Test test) {
            return 1L;
        }

        @Override
        public Long broken(ConditionDefinition.Broken broken) {
            return 0L;
        }
    }
}
