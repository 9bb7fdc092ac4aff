package io.segmill.jobs.pass.plan;

import io.segmill.core.project.Segment;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a shared plan reads and asks, each thing once, and which segments share it. What several lists hold is in the
 * order of how many segments ask for it.
 *
 * @param columns of customers
 * @param words accumulated for each customer, of 64 bits
 * @param bags of values for each customer
 * @param ownScans segments that read data by themselves besides
 */
public record PlanSummary(
        LocalDate asOf,
        List<Scan> scans,
        List<Asked> columns,
        List<Rows> rows,
        int words,
        int bags,
        List<Asked> conditions,
        Graph graph,
        List<Stage> stages,
        List<Share> segments,
        List<String> ownScans) {
    /**
     * One reading of a source's table, for all segments together.
     *
     * @param paths from customers to the rows; none for the customers themselves
     * @param forEach what the rows are tied to, if it is not the customer
     * @param columns those that are read, by name
     * @param of how many columns the source has
     */
    public record Scan(
            String source,
            List<String> paths,
            Optional<String> forEach,
            List<String> columns,
            int of,
            Days days,
            List<Joined> joined) {
        public Scan {
            Objects.requireNonNull(forEach);
            Objects.requireNonNull(days);
            paths = List.copyOf(paths);
            columns = List.copyOf(columns);
            joined = List.copyOf(joined);
        }
    }

    /** A table beside the rows of a scan. @param path from these rows to its one row */
    public record Joined(String source, String path, List<String> columns, int of) {
        public Joined {
            columns = List.copyOf(columns);
        }
    }

    /**
     * Which rows of a scan can count for anyone, by their event time; the others are left out.
     *
     * @param from the earliest day that any window takes in; absent if a window has no beginning
     * @param to the as-of date; absent if the rows have no event time
     * @param undated whether rows without event time are among them
     */
    public record Days(Optional<LocalDate> from, Optional<LocalDate> to, boolean undated) {
        /** Every row. */
        static final Days ALL = new Days(Optional.empty(), Optional.empty(), true);

        public Days {
            Objects.requireNonNull(from);
            Objects.requireNonNull(to);
        }
    }

    /** Something that is asked for, in words, and by whom. */
    public record Asked(String what, List<String> segments) {
        public Asked {
            segments = List.copyOf(segments);
        }

        public boolean isShared() {
            return segments.size() > 1;
        }
    }

    /**
     * What becomes of the rows at the end of one path from customers.
     *
     * @param forEach what the aggregates are made for once, if it is not the customer: then they are columns of
     *     customers
     */
    public record Rows(String path, Optional<String> forEach, List<Asked> filters, List<Asked> aggregates) {
        public Rows {
            Objects.requireNonNull(forEach);
            filters = List.copyOf(filters);
            aggregates = List.copyOf(aggregates);
        }
    }

    /**
     * The boolean graph, in which equal conditions are one node.
     *
     * @param tests of values
     * @param combinations of other nodes
     * @param lists of members that are given or that a limit makes
     */
    public record Graph(int nodes, int tests, int combinations, int lists) {}

    /**
     * Segments whose members are known together.
     *
     * @param limits segments whose limits are applied before
     */
    public record Stage(int stage, List<String> segments, List<String> limits) {
        public Stage {
            segments = List.copyOf(segments);
            limits = List.copyOf(limits);
        }
    }

    /**
     * What one segment asks, and how much of it others ask too.
     *
     * @param refersTo segments whose members it asks for
     * @param waitsFor segments whose limits must be applied first, its own too
     */
    public record Share(
            String segment,
            int conditions,
            int sharedConditions,
            int aggregates,
            int sharedAggregates,
            int stage,
            List<String> refersTo,
            List<String> waitsFor) {
        public Share {
            refersTo = List.copyOf(refersTo);
            waitsFor = List.copyOf(waitsFor);
        }
    }

    public PlanSummary {
        Objects.requireNonNull(asOf);
        Objects.requireNonNull(graph);
        scans = List.copyOf(scans);
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
        conditions = List.copyOf(conditions);
        stages = List.copyOf(stages);
        segments = List.copyOf(segments);
        ownScans = List.copyOf(ownScans);
    }

    /** @param segments those that were planned */
    public static PlanSummary of(SharedPlan plan, List<Segment> segments) {
        return new PlanSurvey(plan, segments).summary();
    }
}
