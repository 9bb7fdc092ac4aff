package io.segmill.jobs.segment;

import io.segmill.core.checking.CheckedProject;
import io.segmill.core.condition.Condition;
import io.segmill.core.problem.Failure;
import io.segmill.core.project.Segment;
import io.segmill.core.project.Selection;
import io.segmill.core.run.SkipReason;
import io.segmill.jobs.pass.Expander;
import io.segmill.jobs.query.CustomerQueries;
import io.segmill.jobs.table.Publication;
import io.segmill.jobs.table.TableVersions;
import io.segmill.jobs.table.Warehouse;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * What a refresh of one segment would give, over the data as last published; nothing is written.
 *
 * @param rules what each rule of the topmost list does, in its order; none for a list of members
 * @param first of the members by key: the key, then the segment's columns, personal values masked, then the similarity
 *     of an expansion's members
 * @param entered members that the published segment does not have
 * @param left published members that would be no more
 * @param details how an expansion's members were found, whole sentences
 * @param warnings whole sentences
 */
public record SegmentPreview(
        long members,
        List<Rule> rules,
        List<List<String>> first,
        long entered,
        long left,
        List<String> details,
        List<String> warnings) {
    /** How many members are shown at most. */
    public static final int FIRST_MEMBERS = 100;

    /**
     * A rule's part in the whole.
     *
     * @param alone customers who meet this rule
     * @param together customers for whom the list up to this rule is met
     */
    public record Rule(long alone, long together) {}

    public SegmentPreview {
        rules = List.copyOf(rules);
        first = List.copyOf(first);
        details = List.copyOf(details);
        warnings = List.copyOf(warnings);
    }

    /**
     * Evaluates a segment and the dynamic and expansion ones on which it depends; static ones give their published members.
     *
     * @param now decides which segments are active, if {@code asOf} is today
     * @param expander finds the members of expansions
     * @throws Failure if it would be skipped or cannot be evaluated
     */
    public static SegmentPreview of(
            CheckedProject project,
            Segment segment,
            Warehouse warehouse,
            Publication publication,
            LocalDate asOf,
            Instant now,
            Expander expander) {
        TableVersions versions = new TableVersions(publication.versions());
        Instant moment = project.settings().momentOf(asOf, now);
        try (SegmentQueries segments = new SegmentQueries(project, warehouse, versions, asOf, expander)) {
            for (Segment upstream : upstream(project, segment)) {
                if (upstream.activation().at(moment) == Segment.State.INACTIVE
                        || (upstream.type() == Segment.Type.STATIC && !segments.stands(upstream.id()))) {
                    throw new Failure(
                            Failure.Blame.DATA,
                            "segment '" + segment.id() + "' would be skipped, "
                                    + SkipReason.upstreamInactive(upstream.id()));
                }
                if (upstream.type() != Segment.Type.STATIC) {
                    segments.evaluate(upstream);
                }
            }
            SegmentQueries.Told told = segments.evaluate(segment);
            Dataset<Row> members = segments.members(segment.id());
            Column isMember = functions.col("is_member");
            Column wasMember = functions.col("was_member");
            Row counts = members.withColumn("is_member", functions.lit(true))
                    .join(
                            segments.published(segment.id()).withColumn("was_member", functions.lit(true)),
                            CustomerQueries.CUSTOMER_ID,
                            "full")
                    .agg(
                            functions.count(isMember),
                            functions.count_if(wasMember.isNull()),
                            functions.count_if(isMember.isNull()))
                    .first();
            return new SegmentPreview(
                    counts.getLong(0),
                    rules(segments.queries(), segment),
                    segments.queries().first(segments.evaluated(segment.id()), segment.columns(), FIRST_MEMBERS),
                    counts.getLong(1),
                    counts.getLong(2),
                    told.details(),
                    told.warnings());
        }
    }

    /** The segments on which one depends, each after those on which it depends itself; nobody asks what a static one does. */
    private static List<Segment> upstream(CheckedProject project, Segment segment) {
        Set<String> wanted = new TreeSet<>(project.referencedSegments(segment));
        List<String> open = new ArrayList<>(wanted);
        while (!open.isEmpty()) {
            Segment next = project.segment(open.remove(0)).orElseThrow();
            if (next.type() != Segment.Type.STATIC) {
                project.referencedSegments(next).stream().filter(wanted::add).forEach(open::add);
            }
        }
        return project.segmentsInDependencyOrder().stream()
                .filter(one -> wanted.contains(one.id()))
                .toList();
    }

    private static List<Rule> rules(CustomerQueries queries, Segment segment) {
        if (!(segment.selection() instanceof Selection.Where where)) {
            return List.of();
        }
        List<Condition> alone = where.condition().rules();
        List<Column> counts = new ArrayList<>();
        for (int rule = 1; rule <= alone.size(); rule++) {
            counts.add(functions.count_if(met(rule)));
            counts.add(functions.count_if(together(where.condition(), rule)));
        }
        Row row = queries.answers(alone, List.of())
                .agg(counts.get(0), counts.subList(1, counts.size()).toArray(Column[]::new))
                .first();
        List<Rule> rules = new ArrayList<>();
        for (int rule = 0; rule < alone.size(); rule++) {
            rules.add(new Rule(row.getLong(2 * rule), row.getLong(2 * rule + 1)));
        }
        return rules;
    }

    private static Column met(int rule) {
        return functions.col("met_" + rule);
    }

    /** The condition with only so many of its rules. */
    private static Column together(Condition condition, int rules) {
        Column any = functions.lit(false);
        Column all = functions.lit(true);
        Column count = functions.lit(0);
        for (int rule = 1; rule <= rules; rule++) {
            any = any.or(met(rule));
            all = all.and(met(rule));
            count = count.plus(met(rule).cast("int"));
        }
        if (condition instanceof Condition.Any) {
            return any;
        }
        if (condition instanceof Condition.None) {
            return functions.not(any);
        }
        return condition instanceof Condition.AtLeast atLeast ? count.geq(functions.lit(atLeast.count())) : all;
    }
}
