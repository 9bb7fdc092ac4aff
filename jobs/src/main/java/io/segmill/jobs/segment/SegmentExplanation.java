package io.segmill.jobs.segment;

import io.segmill.core.checking.CheckedProject;
import io.segmill.core.condition.Condition;
import io.segmill.core.condition.Operand;
import io.segmill.core.explanation.Answers;
import io.segmill.core.explanation.Finding;
import io.segmill.core.explanation.Findings;
import io.segmill.core.explanation.Question;
import io.segmill.core.explanation.Ranking;
import io.segmill.core.explanation.Resemblance;
import io.segmill.core.project.Segment;
import io.segmill.core.project.Selection;
import io.segmill.jobs.pass.Expander;
import io.segmill.jobs.query.CustomerQueries;
import io.segmill.jobs.query.PublishedMembers;
import io.segmill.jobs.query.ReadablePlan;
import io.segmill.jobs.query.SourceTables;
import io.segmill.jobs.table.Publication;
import io.segmill.jobs.table.TableVersions;
import io.segmill.jobs.table.Warehouse;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * Explains segments over what one publication holds, as of its date: by the query that a refresh would run, and by what
 * that query's parts answer for one customer. Nothing is recorded.
 */
public final class SegmentExplanation {
    private final CheckedProject project;
    private final SourceTables tables;
    private final PublishedMembers published;
    private final CustomerQueries queries;
    private final Set<String> everRefreshed;
    private final LocalDate asOf;
    private final Expander expander;

    /** @param expander rates customers */
    public SegmentExplanation(CheckedProject project, Warehouse warehouse, Publication publication, Expander expander) {
        this.expander = expander;
        this.project = project;
        this.asOf = publication.asOf();
        this.tables = SourceTables.of(warehouse, new TableVersions(publication.versions()));
        this.published = new PublishedMembers(project, warehouse, publication);
        this.queries = new CustomerQueries(project, tables, published::customers, asOf);
        this.everRefreshed = published.everRefreshed();
    }

    /**
     * How a customer stands to a segment.
     *
     * @param meets whether the definition takes the customer
     * @param isPublished whether the customer is among the published members
     * @param isRefreshed whether the segment ever had members to publish
     * @param findings one after the other, each of which must be met
     */
    public record Standing(boolean meets, boolean isPublished, boolean isRefreshed, List<Finding> findings) {
        public Standing {
            findings = List.copyOf(findings);
        }

        /** Of a customer whom the definition does not take: the first thing that decides so. */
        public Optional<String> reason() {
            return findings.stream()
                    .flatMap(finding -> finding.reason().stream())
                    .findFirst();
        }
    }

    /** Whether there is such a customer. @param key of the type of the customer key */
    public boolean isCustomer(Object key) {
        return !one(tables.rows(project.customers().id()), project.customerKey().name(), key)
                .isEmpty();
    }

    private static List<Row> one(Dataset<Row> rows, String column, Object key) {
        // Within backquotes a name is only ever a name.
        Column named = functions.col("`" + column.replace("`", "``") + "`");
        return rows.where(named.equalTo(functions.lit(key))).limit(1).collectAsList();
    }

    /** The compiled query, a step a line; of an expansion the one that finds its candidates. */
    public List<String> query(Segment segment) {
        return ReadablePlan.of(compiled(segment));
    }

    /** Spark's own account of how it runs that query. */
    public String sparkPlan(Segment segment) {
        return ReadablePlan.physical(compiled(segment));
    }

    private Dataset<Row> compiled(Segment segment) {
        return segment.selection().match(new Selection.Cases<>() {
            @Override
            public Dataset<Row> where(Selection.Where where) {
                return queries.members(where.condition(), where.limits());
            }

            @Override
            public Dataset<Row> listed(Selection.Listed listed) {
                return customersOf(listed);
            }

            @Override
            public Dataset<Row> similar(Selection.Similar similar) {
                return queries.meeting(similar.candidate());
            }
        });
    }

    private Dataset<Row> customersOf(Selection.Listed listed) {
        return new ListedCustomers(
                        listed,
                        tables.rows(project.customers().id()),
                        project.customerKey().name(),
                        project.settings().timeZone())
                .customers();
    }

    /** How a customer stands to a segment. @param key of a customer that there is */
    public Standing of(Segment segment, Object key) {
        boolean isPublished = !one(published.customers(segment.id()), CustomerQueries.CUSTOMER_ID, key)
                .isEmpty();
        boolean isRefreshed = everRefreshed.contains(segment.id());
        return segment.selection().match(new Selection.Cases<>() {
            private Standing decided(List<Finding> findings) {
                return new Standing(findings.stream().allMatch(Finding::met), isPublished, isRefreshed, findings);
            }

            @Override
            public Standing where(Selection.Where where) {
                return decided(findings(where, key));
            }

            @Override
            public Standing listed(Selection.Listed listed) {
                boolean isListed = !one(customersOf(listed), CustomerQueries.CUSTOMER_ID, key)
                        .isEmpty();
                return decided(List.of(nobody().of(listed, isListed)));
            }

            @Override
            public Standing similar(Selection.Similar similar) {
                Condition candidate = similar.candidate();
                List<Finding> found = new ArrayList<>();
                found.add(findings(candidate, key).of(candidate));
                Expander.Rating rating = expander.rating(segment, Expander.customers(queries, similar), key);
                found.addAll(nobody().of(
                                similar, new Resemblance(rating.similarity(), rating.isMember(), rating.reasons())));
                return decided(found);
            }
        });
    }

    private Findings nobody() {
        return new Findings(project, asOf, new Answers(Map.of(), Map.of()));
    }

    private List<Finding> findings(Selection.Where where, Object key) {
        Findings findings = findings(where.condition(), key);
        List<Finding> found = new ArrayList<>();
        found.add(findings.of(where.condition()));
        for (int index = 0; index < where.limits().size(); index++) {
            Optional<Ranking> ranking =
                    found.stream().allMatch(Finding::met) ? ranking(where, index, key) : Optional.empty();
            found.add(findings.of(where.limits().get(index), ranking));
        }
        return found;
    }

    private Optional<Ranking> ranking(Selection.Where where, int index, Object key) {
        Dataset<Row> ranked = queries.ranking(where.condition(), where.limits(), index);
        return one(ranked, CustomerQueries.CUSTOMER_ID, key).stream()
                .findFirst()
                .map(row -> new Ranking(
                        Optional.ofNullable(row.get(1)), ((Number) row.get(2)).longValue(), row.getLong(3)));
    }

    private Findings findings(Condition condition, Object key) {
        Question question = Question.of(condition, project, asOf);
        Row row = one(queries.answers(question.conditions(), question.operands()), CustomerQueries.CUSTOMER_ID, key)
                .get(0);
        Map<Condition, Boolean> met = new HashMap<>();
        Map<Operand, Object> values = new HashMap<>();
        int column = 1;
        for (Condition one : question.conditions()) {
            met.put(one, row.getBoolean(column++));
        }
        for (Operand operand : question.operands()) {
            Object value = row.get(column++);
            if (value != null) {
                values.put(operand, value);
            }
        }
        return new Findings(project, asOf, new Answers(met, values));
    }
}
