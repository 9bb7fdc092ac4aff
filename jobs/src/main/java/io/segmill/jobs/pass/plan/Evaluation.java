package io.segmill.jobs.pass.plan;

import io.segmill.core.condition.Condition;
import io.segmill.core.condition.Operand;
import io.segmill.core.project.Limit;
import io.segmill.core.schema.ColumnPath;
import io.segmill.core.schema.DataType;
import io.segmill.jobs.pass.code.Ranges;
import io.segmill.jobs.pass.feed.Accumulator;
import io.segmill.jobs.pass.feed.Feed;
import io.segmill.jobs.pass.graph.Node;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * What is done for every customer: the part of a plan that travels to the executors.
 *
 * @param customerColumns what is read of the customer's own frame
 * @param words accumulated for each customer, of 64 bits
 * @param bags of values for each customer
 * @param slots values that tests read, each once
 * @param stages for each node in which stage it can be answered: one more than the limits below it
 * @param kept nodes whose members are asked for by someone
 */
public record Evaluation(
        LocalDate asOf,
        ZoneId zone,
        DataType key,
        List<ColumnPath> customerColumns,
        List<Feed> feeds,
        int words,
        int bags,
        List<Slot> slots,
        List<Leaf> leaves,
        List<Node> nodes,
        List<Integer> stages,
        List<Integer> kept,
        List<Ranked> ranked) {
    /** A value of a customer. */
    public record Slot(Operand operand, Origin origin) {}

    /** Where a value comes from. */
    public sealed interface Origin {
        /** A column of the customer's frame, by its number. */
        record Customer(int column) implements Origin {}

        /** Accumulated from the rows of a feed. */
        record Rows(int feed, List<Accumulator> accumulators) implements Origin {}
    }

    /**
     * A test of values.
     *
     * @param slots that it reads
     * @param ranges of the one value that it reads, where these say it all
     */
    public record Leaf(Condition condition, List<Integer> slots, Optional<Ranges> ranges) {}

    /**
     * Members who are found only when everybody is known: by the ranks that limits ask for, or because they are like
     * others.
     *
     * @param node that candidates meet
     * @param limits by which candidates are ranked; none where they are like others
     * @param like the node of those whom they are like
     */
    public record Ranked(int node, List<Limit> limits, Optional<Integer> like) {
        public Ranked {
            limits = List.copyOf(limits);
            if (limits.isEmpty() == like.isEmpty()) {
                throw new IllegalArgumentException(limits + " " + like);
            }
        }
    }

    public Evaluation {
        customerColumns = List.copyOf(customerColumns);
        feeds = List.copyOf(feeds);
        slots = List.copyOf(slots);
        leaves = List.copyOf(leaves);
        nodes = List.copyOf(nodes);
        stages = List.copyOf(stages);
        kept = List.copyOf(kept);
        ranked = List.copyOf(ranked);
    }

    /** The stage after which the candidates, and those whom they are like, are known. */
    public int stage(Ranked one) {
        return Math.max(stages.get(one.node()), one.like().map(stages::get).orElse(0));
    }

    /** The greatest stage. */
    public int lastStage() {
        return stages.stream().mapToInt(stage -> stage).max().orElse(0);
    }
}
