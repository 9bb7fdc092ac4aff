package io.segmill.jobs.segment;

import io.segmill.core.project.Segment;
import io.segmill.jobs.pass.Evaluated;
import io.segmill.jobs.pass.plan.Evaluation;
import io.segmill.jobs.pass.plan.SharedPlan;
import io.segmill.jobs.pass.rows.Accumulator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Shares a pass's cost among its segments: the time of a test is shared by the segments that ask it, the time of an
 * aggregate's rows by the tests that read it. Where nothing was measured all shares are alike.
 */
final class PassCost {
    private PassCost() {}

    /** Of all segments together 1. */
    static Map<String, Double> shares(SharedPlan plan, List<Segment> segments, Evaluated.Cost cost) {
        double[] tests = tests(plan.evaluation(), cost);
        Map<String, Set<Integer>> asked = new HashMap<>();
        int[] asking = new int[tests.length];
        for (Segment segment : segments) {
            Set<Integer> all = plan.tests(segment.id());
            asked.put(segment.id(), all);
            all.forEach(test -> asking[test]++);
        }
        Map<String, Double> shares = new HashMap<>();
        double sum = 0;
        for (Segment segment : segments) {
            double share = asked.get(segment.id()).stream()
                    .mapToDouble(test -> tests[test] / asking[test])
                    .sum();
            shares.put(segment.id(), share);
            sum += share;
        }
        double all = sum;
        shares.replaceAll((id, share) -> all > 0 ? Math.min(1, share / all) : 1.0 / segments.size());
        return shares;
    }

    /** The time of each test with its part of the rows' time. */
    private static double[] tests(Evaluation evaluation, Evaluated.Cost cost) {
        int[] reading = new int[evaluation.slots().size()];
        evaluation.leaves().forEach(leaf -> leaf.slots().forEach(slot -> reading[slot]++));
        double[] tests = new double[evaluation.leaves().size()];
        for (int test = 0; test < tests.length; test++) {
            tests[test] = cost.testNanos()[test];
            for (int slot : evaluation.leaves().get(test).slots()) {
                tests[test] += slot(evaluation, evaluation.slots().get(slot), cost) / reading[slot];
            }
        }
        return tests;
    }

    private static double slot(Evaluation evaluation, Evaluation.Slot slot, Evaluated.Cost cost) {
        if (!(slot.origin() instanceof Evaluation.Origin.Rows rows)) {
            return 0;
        }
        long[] fed = cost.rows()[rows.feed()];
        long all = 0;
        for (long one : fed) {
            all += one;
        }
        double nanos = 0;
        for (Accumulator accumulator : rows.accumulators()) {
            int number = evaluation.feeds().get(rows.feed()).accumulators().indexOf(accumulator);
            nanos += all == 0 ? 0 : (double) cost.feedNanos()[rows.feed()] * fed[number] / all;
        }
        return nanos;
    }
}
