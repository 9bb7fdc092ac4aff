package io.segmill.jobs.pass.rows;

import io.segmill.core.schema.ColumnPath;
import io.segmill.core.schema.RowPath;
import io.segmill.jobs.pass.plan.Node;
import java.util.List;
import java.util.Optional;

/**
 * The rows at the end of one path from customers, and all that aggregates make of them.
 *
 * @param tie the column that ties a row to its customers
 * @param parentTimes event times of the rows through which a row is reached; one after the as-of date hides the row
 * @param needsTime whether no aggregate takes rows without event time
 * @param firstDay rows before that day, since 1970, count for no aggregate
 * @param tests for each leaf of the filters' nodes where it is answered
 * @param filters the node of each filter
 * @param groups the filters, those together that need the same classifiers
 * @param measures columns whose values travel with a row
 */
public record Feed(
        RowPath path,
        ColumnPath tie,
        Optional<ColumnPath> time,
        List<ColumnPath> parentTimes,
        boolean needsTime,
        long firstDay,
        List<Classifier> classifiers,
        List<Test> tests,
        List<Node> nodes,
        List<Integer> filters,
        List<Group> groups,
        List<ColumnPath> measures,
        List<Accumulator> accumulators) {
    /**
     * Where a test is answered.
     *
     * @param number among the classifier's tests
     */
    public record Test(int classifier, int number) {}

    /** Filters that hang on the same classifiers. */
    public record Group(List<Integer> classifiers, List<Integer> filters) {}

    /** Whether rows of those classes meet a filter. */
    public boolean meets(int filter, long[] classes) {
        return met(filters.get(filter), classes);
    }

    private boolean met(int number, long[] classes) {
        Node node = nodes.get(number);
        if (node instanceof Node.Leaf leaf) {
            Test test = tests.get(leaf.leaf());
            return classifiers.get(test.classifier()).meets(classes[test.classifier()], test.number());
        }
        if (node instanceof Node.All all) {
            for (int part : all.parts()) {
                if (!met(part, classes)) {
                    return false;
                }
            }
            return true;
        }
        if (node instanceof Node.Any any) {
            for (int part : any.parts()) {
                if (met(part, classes)) {
                    return true;
                }
            }
            return false;
        }
        if (node instanceof Node.Not not) {
            return !met(not.part(), classes);
        }
        if (node instanceof Node.AtLeast atLeast) {
            int met = 0;
            for (int part : atLeast.parts()) {
                met += met(part, classes) ? 1 : 0;
            }
            return met >= atLeast.count();
        }
        if (node instanceof Node.Given) {
            throw new IllegalStateException("rows are in no segment");
        }
        return true;
    }
}
