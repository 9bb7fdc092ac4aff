package io.segmill.jobs.pass.rows;

import io.segmill.core.evaluation.ConditionEvaluator;
import io.segmill.core.schema.ColumnPath;
import io.segmill.core.schema.DataType;
import io.segmill.jobs.pass.batch.BatchColumn;
import io.segmill.jobs.pass.batch.BatchColumns;
import io.segmill.jobs.pass.batch.Selection;
import io.segmill.jobs.pass.code.Packed;
import io.segmill.jobs.pass.feed.Classifier;
import io.segmill.jobs.pass.feed.Fed;
import io.segmill.jobs.pass.feed.Feed;
import io.segmill.jobs.pass.feed.SignatureTable;
import io.segmill.jobs.pass.feed.Signatures;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Writes related rows as a {@link Layout} says, those that feed something; a column at a time until it is known what a
 * row feeds. For one thread.
 */
public final class FeedEncoder implements Chunks.Encoder {
    private final int number;
    private final BatchColumns columns;
    private final BatchColumn tie;
    private final DayReader[] parentTimes;
    private final DayReader ownTime;
    private final boolean needsTime;
    private final long firstDay;
    private final long lastDay;
    private final Signatures signatures;
    private final ClassReader[] classes;
    private final int[] classifiers;
    private final Follower[] followers;
    private final SignatureTable table;
    private final ValueWriter carriers;
    private final Selection visible = new Selection();
    /** The words of the signature of each visible row. */
    private final long[][] words;

    private final long[] signature;

    public FeedEncoder(
            int number, Layout layout, BatchColumns columns, ConditionEvaluator evaluator, Days days, long asOf) {
        Feed feed = layout.feed();
        this.number = number;
        this.columns = columns;
        this.tie = columns.of(feed.tie());
        this.parentTimes = feed.parentTimes().stream()
                .map(time -> new DayReader(columns.of(time), days))
                .toArray(DayReader[]::new);
        this.ownTime =
                feed.time().map(time -> new DayReader(columns.of(time), days)).orElse(null);
        this.needsTime = feed.needsTime();
        this.firstDay = feed.firstDay();
        this.lastDay = asOf;
        this.signatures = layout.signatures();
        this.classifiers = IntStream.range(0, feed.classifiers().size())
                .filter(index -> layout.place(feed.classifiers().get(index)) < 0)
                .toArray();
        this.followers = new Follower[layout.lookups().size()];
        for (int index = 0; index < followers.length; index++) {
            Lookup lookup = layout.lookups().get(index);
            followers[index] = new Follower(lookup.ready(), layout.partial(index), columns.of(lookup.from()));
        }
        this.classes = Arrays.stream(classifiers)
                .mapToObj(index -> reader(feed.classifiers().get(index), layout, evaluator, days))
                .toArray(ClassReader[]::new);
        this.table = new SignatureTable(layout.feeding());
        this.words = new long[signatures.words()][0];
        this.signature = new long[signatures.words()];
        this.carriers =
                new ValueWriter(layout.ownMeasures().stream().map(columns::of).toList(), List.of(followers));
    }

    /** Of a classifier that reads columns of the row itself, and maybe of lookups. */
    private ClassReader reader(Classifier classifier, Layout layout, ConditionEvaluator evaluator, Days days) {
        boolean isOwn = classifier.columns().stream().allMatch(path -> layout.lookup(path) < 0);
        if (isOwn) {
            return ClassReader.of(classifier, columns, evaluator, days);
        }
        Classifier.Whole whole = (Classifier.Whole) classifier;
        return ClassReader.of(whole, (path, row) -> value(layout.lookup(path), path, row), evaluator);
    }

    private Optional<Object> value(int lookup, ColumnPath path, int row) {
        return lookup < 0 ? columns.value(path, row) : followers[lookup].value(path, row);
    }

    @Override
    public void encode(Chunks chunks) {
        select();
        if (visible.size() == 0) {
            return;
        }
        sign();
        carriers.next();
        for (int index = 0; index < visible.size(); index++) {
            for (int word = 0; word < signature.length; word++) {
                signature[word] = words[word][index];
            }
            Fed fed = table.next(signature);
            if (!fed.isNothing()) {
                int row = visible.row(index);
                Packed packed = chunks.at(number, tie, row);
                for (long word : signature) {
                    packed.unsigned(word);
                }
                carriers.write(fed.carried(), row, packed);
            }
        }
    }

    /** Finds the rows that are visible. */
    private void select() {
        visible.all(columns.rows());
        visible.keep(row -> !tie.isMissing(row));
        for (DayReader parent : parentTimes) {
            visible.keep(row -> parent.isMissing(row) || parent.of(row) <= lastDay);
        }
        if (ownTime != null) {
            visible.keep(row -> {
                if (ownTime.isMissing(row)) {
                    return !needsTime;
                }
                long day = ownTime.of(row);
                return day <= lastDay && day >= firstDay;
            });
        }
    }

    /** Finds the signatures of the visible rows. */
    private void sign() {
        for (int word = 0; word < words.length; word++) {
            if (words[word].length < visible.size()) {
                words[word] = new long[columns.rows()];
            }
            Arrays.fill(words[word], 0, visible.size(), 0);
        }
        for (Follower follower : followers) {
            follower.follow(visible, words);
        }
        for (int index = 0; index < classes.length; index++) {
            int classifier = classifiers[index];
            classes[index].add(visible, signatures.factor(classifier), words[signatures.word(classifier)]);
        }
    }

    /** Finds the places of rows in a lookup. */
    private static final class Follower implements ValueWriter.Places {
        private final Lookup lookup;
        private final long[][] partial;
        private final BatchColumn from;
        /** What conditions on several columns ask for. */
        private final BatchColumns columns;

        private long[] places = new long[0];
        private boolean[] missing = new boolean[0];

        Follower(Lookup lookup, long[][] partial, BatchColumn from) {
            this.lookup = lookup;
            this.partial = partial;
            this.from = from;
            this.columns = lookup.columns();
        }

        void follow(Selection rows, long[][] words) {
            int last = rows.row(rows.size() - 1);
            if (places.length <= last) {
                places = new long[last + 1];
                missing = new boolean[last + 1];
            }
            for (int index = 0; index < rows.size(); index++) {
                int row = rows.row(index);
                int place = lookup.place(from, row);
                places[row] = place;
                missing[row] = place == lookup.places() - 1;
                for (int word = 0; word < words.length; word++) {
                    words[word][index] += partial[word][place];
                }
            }
        }

        Optional<Object> value(ColumnPath path, int row) {
            return columns.value(path, (int) places[row]);
        }

        @Override
        public boolean[] missing() {
            return missing;
        }

        @Override
        public long[] places() {
            return places;
        }
    }

    private static final class DayReader {
        private final BatchColumn column;
        private final boolean isTimestamp;
        private final Days days;

        DayReader(BatchColumn column, Days days) {
            this.column = column;
            this.isTimestamp = column.coding().kind() == DataType.Kind.TIMESTAMP;
            this.days = days;
        }

        boolean isMissing(int row) {
            return column.isMissing(row);
        }

        long of(int row) {
            long code = column.codes()[row];
            return isTimestamp ? days.of(code) : code;
        }
    }
}
