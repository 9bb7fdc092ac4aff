package io.segmill.jobs.pass.block;

import io.segmill.core.condition.Condition;
import io.segmill.core.condition.Operand;
import io.segmill.core.evaluation.ConditionEvaluator;
import io.segmill.core.evaluation.Readings;
import io.segmill.core.schema.ColumnPath;
import io.segmill.jobs.pass.code.Interns;
import io.segmill.jobs.pass.code.Ranges;
import io.segmill.jobs.pass.plan.Evaluation;
import io.segmill.jobs.pass.rows.Days;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.unsafe.types.UTF8String;

/** Answers tests of values for all customers of a bin, a bit each; for one thread. */
final class Tests {
    private final Evaluation evaluation;
    private final ConditionEvaluator evaluator;
    private final Interns interns;
    private final Days days;
    private final SharedAnswers sharedAnswers;
    private final Map<Operand, Integer> slots = new HashMap<>();
    private final Map<Object, Integer> slotsOfObjects = new IdentityHashMap<>();
    private final Looked[] looked;
    private final long[] nanos;
    private final String[] errors;

    Tests(
            Evaluation evaluation,
            ConditionEvaluator evaluator,
            Interns interns,
            Days days,
            SharedAnswers sharedAnswers) {
        this.evaluation = evaluation;
        this.evaluator = evaluator;
        this.interns = interns;
        this.days = days;
        this.sharedAnswers = sharedAnswers;
        this.nanos = new long[evaluation.leaves().size()];
        this.errors = new String[evaluation.leaves().size()];
        this.looked = looked(evaluation);
        for (int slot = 0; slot < evaluation.slots().size(); slot++) {
            slots.put(evaluation.slots().get(slot).operand(), slot);
        }
    }

    /**
     * The answer to a test of one value that is looked up.
     *
     * @param slot the value and all tests of it
     * @param place of the test among these
     */
    private record Looked(LookedSlot slot, int place) {}

    /** A value whose tests are answered together, once for all customers of a bin that have it alike. */
    private static final class LookedSlot {
        private final int number;
        private final List<Condition> tests = new ArrayList<>();
        /** From the first customers on. */
        private KnownAnswers known;

        /** What is known to all tasks of texts, whose numbers are a task's own; null where longs are the same in all. */
        private Map<UTF8String, long[]> ofTexts;

        private Vector answeredFor;
        private long[][] answered;

        LookedSlot(int number) {
            this.number = number;
        }
    }

    /** By test; none where it is answered otherwise. */
    private static Looked[] looked(Evaluation evaluation) {
        Map<Integer, LookedSlot> slots = new HashMap<>();
        Looked[] looked = new Looked[evaluation.leaves().size()];
        for (int test = 0; test < looked.length; test++) {
            Evaluation.Leaf leaf = evaluation.leaves().get(test);
            if (leaf.ranges().isEmpty() && leaf.slots().size() == 1) {
                LookedSlot slot = slots.computeIfAbsent(leaf.slots().get(0), LookedSlot::new);
                looked[test] = new Looked(slot, slot.tests.size());
                slot.tests.add(leaf.condition());
            }
        }
        return looked;
    }

    /** Time that went into each test, in nanoseconds. */
    long[] nanos() {
        return nanos;
    }

    /** What went wrong with a test, if anything. */
    String[] errors() {
        return errors;
    }

    /** Which customers meet a test. */
    long[] met(int number, int customers, Vector[] vectors) {
        long began = System.nanoTime();
        Evaluation.Leaf leaf = evaluation.leaves().get(number);
        long[] met = new long[Vector.words(customers)];
        try {
            for (int slot : leaf.slots()) {
                if (vectors[slot].error() != null) {
                    throw new ArithmeticException(vectors[slot].error());
                }
            }
            if (leaf.ranges().isPresent()) {
                inside(leaf, customers, vectors[leaf.slots().get(0)], met, vectors);
            } else if (looked[number] != null) {
                looked(looked[number], leaf, customers, vectors, met);
            } else {
                asked(leaf.condition(), customers, vectors, met);
            }
        } catch (ArithmeticException e) {
            errors[number] = e.getMessage();
        }
        nanos[number] += System.nanoTime() - began;
        return met;
    }

    private void inside(Evaluation.Leaf leaf, int customers, Vector vector, long[] met, Vector[] vectors) {
        Ranges ranges = leaf.ranges().orElseThrow();
        long[] values = vector.values;
        if (ranges.view() == Ranges.View.DAY) {
            values = new long[customers];
            for (int customer = 0; customer < customers; customer++) {
                values[customer] = vector.isSet(customer) ? days.of(vector.values[customer]) : 0;
            }
        }
        for (int range = 0; range < ranges.from().length; range++) {
            inside(values, ranges.from()[range], ranges.to()[range], met);
        }
        for (int word = 0; word < met.length; word++) {
            met[word] &= vector.set[word];
        }
        if (vector.hasBeyond()) {
            for (int customer : vector.beyond()) {
                boolean meets = evaluator.meets(leaf.condition(), new CustomerReadings(customer, vectors));
                long bit = 1L << customer;
                met[customer >>> 6] = meets ? met[customer >>> 6] | bit : met[customer >>> 6] & ~bit;
            }
        }
    }

    private static void inside(long[] values, long from, long to, long[] met) {
        for (int word = 0; word < met.length; word++) {
            int first = word << 6;
            int end = Math.min(values.length, first + 64);
            long bits = 0;
            for (int customer = first; customer < end; customer++) {
                long value = values[customer];
                bits |= (value >= from & value <= to ? 1L : 0L) << customer;
            }
            met[word] |= bits;
        }
    }

    /** Equal values have equal answers, to all such tests of one slot at once. */
    private void looked(Looked test, Evaluation.Leaf leaf, int customers, Vector[] vectors, long[] met) {
        LookedSlot slot = test.slot();
        Vector vector = vectors[slot.number];
        if (vector.hasBeyond()) {
            asked(leaf.condition(), customers, vectors, met);
            return;
        }
        if (slot.answeredFor != vector) {
            slot.answeredFor = vector;
            slot.answered = answers(slot, customers, vectors);
        }
        System.arraycopy(slot.answered[test.place()], 0, met, 0, met.length);
    }

    private long[][] answers(LookedSlot slot, int customers, Vector[] vectors) {
        Vector vector = vectors[slot.number];
        if (slot.known == null) {
            slot.ofTexts = vector.isSharable() ? null : sharedAnswers.ofTexts(slot.number);
            slot.known = vector.isSharable() ? sharedAnswers.ofLongs(slot.number) : new KnownAnswers();
        }
        KnownAnswers known = slot.known;
        long[][] met = new long[slot.tests.size()][Vector.words(customers)];
        for (int customer = 0; customer < customers; customer++) {
            if (!vector.isSet(customer)) {
                continue;
            }
            long value = vector.values[customer];
            long[] answers = known.of(value);
            if (answers == null) {
                CustomerReadings readings = new CustomerReadings(customer, vectors);
                answers = slot.ofTexts == null
                        ? answers(slot, readings)
                        : SharedAnswers.of(slot.ofTexts, interns.text(value), () -> answers(slot, readings));
                known.put(value, answers);
            }
            for (int word = 0; word < answers.length; word++) {
                for (long bits = answers[word]; bits != 0; bits &= bits - 1) {
                    met[(word << 6) + Long.numberOfTrailingZeros(bits)][customer >>> 6] |= 1L << customer;
                }
            }
        }
        return met;
    }

    private long[] answers(LookedSlot slot, CustomerReadings readings) {
        long[] bits = new long[(slot.tests.size() + 63) >>> 6];
        for (int test = 0; test < slot.tests.size(); test++) {
            bits[test >>> 6] |= evaluator.meets(slot.tests.get(test), readings) ? 1L << test : 0;
        }
        return bits;
    }

    private void asked(Condition condition, int customers, Vector[] vectors, long[] met) {
        for (int customer = 0; customer < customers; customer++) {
            met[customer >>> 6] |=
                    evaluator.meets(condition, new CustomerReadings(customer, vectors)) ? 1L << customer : 0;
        }
    }

    /** What an operand is for a customer. */
    Optional<Object> value(Operand operand, int customer, Vector[] vectors) {
        return evaluator.value(operand, new CustomerReadings(customer, vectors));
    }

    private final class CustomerReadings implements Readings {
        private final int customer;
        private final Vector[] vectors;

        CustomerReadings(int customer, Vector[] vectors) {
            this.customer = customer;
            this.vectors = vectors;
        }

        @Override
        public Optional<Object> attribute(ColumnPath path) {
            Integer slot = slotsOfObjects.computeIfAbsent(
                    path, any -> slots.get(new Operand.Attribute(path, Optional.empty())));
            return vectors[slot].value(customer, interns);
        }

        @Override
        public Optional<Object> aggregate(Operand.Aggregate aggregate) {
            Integer slot = slotsOfObjects.computeIfAbsent(aggregate, any -> slots.get(aggregate));
            return vectors[slot].value(customer, interns);
        }

        @Override
        public boolean isMember(String segment) {
            throw new IllegalStateException("not a test of values: member of " + segment);
        }
    }

    static long[] everybody(int customers) {
        long[] all = new long[Vector.words(customers)];
        Arrays.fill(all, -1);
        if ((customers & 63) != 0) {
            all[all.length - 1] = (1L << customers) - 1;
        }
        return all;
    }
}
