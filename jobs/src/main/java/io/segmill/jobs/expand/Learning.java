package io.segmill.jobs.expand;

import io.segmill.core.condition.Operand;
import io.segmill.core.explanation.Words;
import io.segmill.jobs.pass.Expander;
import io.segmill.jobs.query.CustomerQueries;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** Learns who the members of a segment are from a sample of them and of the others, always the same one. */
final class Learning {
    /** Of members, and of others. */
    private static final int MOST_OF_A_KIND = 10_000;

    private static final String SALT = "segmill expansion";
    private static final int COLUMNS_BEFORE = 2;

    private final Words words;

    Learning(Words words) {
        this.words = words;
    }

    private record Drawn(long order, boolean isLiked, Row row) {}

    /**
     * Learns.
     *
     * @param customers with the compared values in columns as {@link #column} names them
     */
    Learned of(Dataset<Row> customers, List<Operand> compared) {
        List<Drawn> drawn = new ArrayList<>();
        drawn.addAll(drawn(customers, compared.size(), true));
        drawn.addAll(drawn(customers, compared.size(), false));
        int liked = (int) drawn.stream().filter(Drawn::isLiked).count();
        int others = drawn.size() - liked;
        List<Integer> columns = new ArrayList<>();
        List<Levels> levels = new ArrayList<>();
        List<String> rare = new ArrayList<>();
        for (int feature = 0; feature < compared.size(); feature++) {
            int column = COLUMNS_BEFORE + feature;
            List<Levels.Weighed> values = drawn.stream()
                    .map(one -> new Levels.Weighed(
                            Optional.ofNullable(one.row().get(column)), 0.5 / (one.isLiked() ? liked : others)))
                    .toList();
            Optional<Levels> found = Levels.of(compared.get(feature).type().kind(), values, Math.min(liked, others));
            if (found.isEmpty()) {
                rare.add(words.phrase(compared.get(feature)));
            } else if (differ(found.get(), values)) {
                columns.add(feature);
                levels.add(found.get());
            }
        }
        Sample sample = sample(drawn, columns, levels);
        Training training = new Training(
                customers.sparkSession(),
                sample,
                levels.stream().mapToInt(Levels::count).toArray());
        Separation separation = Separation.of(training, sample);
        Likeness model = training.ofAll();
        List<LearnedFeature> features = new ArrayList<>();
        for (int index = 0; index < columns.size(); index++) {
            Operand operand = compared.get(columns.get(index));
            features.add(LearnedFeature.of(words.phrase(operand), operand, levels.get(index), sample, index, model));
        }
        return new Learned(columns, features, model, separation, sample, rare);
    }

    /** The column of a compared feature's values, by its number. */
    static String column(int feature) {
        return "feature_" + (feature + 1);
    }

    private static List<Drawn> drawn(Dataset<Row> customers, int features, boolean isLiked) {
        Column key = functions.col(CustomerQueries.CUSTOMER_ID);
        List<Column> columns = new ArrayList<>();
        columns.add(functions.xxhash64(functions.lit(SALT), key.cast("string")).as("order"));
        columns.add(key);
        for (int feature = 0; feature < features; feature++) {
            columns.add(functions.col(column(feature)));
        }
        Column is = functions.col(Expander.IS_LIKED);
        return customers
                .where(isLiked ? is : functions.not(is))
                .select(columns.toArray(Column[]::new))
                .orderBy(functions.col("order"), key)
                .limit(MOST_OF_A_KIND)
                .collectAsList()
                .stream()
                .map(row -> new Drawn(row.getLong(0), isLiked, row))
                .toList();
    }

    /** Whether there are customers at different levels. */
    private static boolean differ(Levels levels, List<Levels.Weighed> values) {
        return values.stream()
                        .mapToInt(one -> levels.of(one.value().orElse(null)))
                        .distinct()
                        .limit(2)
                        .count()
                > 1;
    }

    private static Sample sample(List<Drawn> drawn, List<Integer> columns, List<Levels> levels) {
        List<int[]> all = new ArrayList<>();
        boolean[] liked = new boolean[drawn.size()];
        int[] folds = new int[drawn.size()];
        for (int index = 0; index < liked.length; index++) {
            Drawn one = drawn.get(index);
            all.add(levels(one.row(), COLUMNS_BEFORE, columns, levels));
            liked[index] = one.isLiked();
            folds[index] = Math.floorMod(one.order(), Sample.FOLDS);
        }
        return new Sample(all, liked, folds);
    }

    /** The levels of a row's values. @param before how many columns are in front of the compared ones */
    static int[] levels(Row row, int before, List<Integer> columns, List<Levels> levels) {
        int[] found = new int[columns.size()];
        for (int index = 0; index < found.length; index++) {
            found[index] = levels.get(index).of(row.get(before + columns.get(index)));
        }
        return found;
    }
}
