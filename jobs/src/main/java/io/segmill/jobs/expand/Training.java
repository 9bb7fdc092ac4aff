package io.segmill.jobs.expand;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Learns from a sample by logistic regression, members and others weighted alike. All rows are in one partition in the
 * sample's order: sums arrive in the order of tasks otherwise, and two runs differ.
 */
final class Training {
    private static final int MOST_ITERATIONS = 100;
    private static final double TOLERANCE = 1e-7;

    /** The variance that a level's weight is expected to have; with fewer customers the weights stay nearer to 0. */
    private static final double PRIOR_VARIANCE = 0.1;

    private static final int CUSTOMERS_A_SLICE = 2000;

    private final Sample sample;
    private final int[] counts;
    private final Dataset<Row> rows;

    /** @param counts how many levels each feature has */
    Training(SparkSession spark, Sample sample, int[] counts) {
        this.sample = sample;
        this.counts = counts;
        this.rows = rows(spark);
    }

    private record Customer(int number, boolean isLiked, int fold, int[] levels) implements Serializable {
        Row row(int[] counts) {
            int[] places = new int[levels.length];
            double[] ones = new double[levels.length];
            int before = 0;
            for (int feature = 0; feature < levels.length; feature++) {
                places[feature] = before + levels[feature];
                ones[feature] = 1;
                before += counts[feature];
            }
            return RowFactory.create(isLiked ? 1.0 : 0.0, fold, Vectors.sparse(before, places, ones));
        }
    }

    private Dataset<Row> rows(SparkSession spark) {
        List<Customer> customers = new ArrayList<>();
        for (int row = 0; row < sample.size(); row++) {
            customers.add(new Customer(
                    row,
                    sample.liked()[row],
                    sample.folds()[row],
                    sample.levels().get(row)));
        }
        int[] sent = counts;
        // Shuffled once, so that the sample does not travel with the tasks of every iteration.
        JavaRDD<Row> rows = JavaSparkContext.fromSparkContext(spark.sparkContext())
                .parallelize(customers, Math.max(1, customers.size() / CUSTOMERS_A_SLICE))
                .repartition(1)
                .mapPartitions(some -> {
                    List<Customer> all = new ArrayList<>();
                    some.forEachRemaining(all::add);
                    all.sort(Comparator.comparingInt(Customer::number));
                    return all.stream().map(one -> one.row(sent)).iterator();
                });
        return spark.createDataFrame(
                rows,
                new StructType()
                        .add("label", DataTypes.DoubleType)
                        .add("fold", DataTypes.IntegerType)
                        .add("features", SQLDataTypes.VectorType()));
    }

    /** Learned from everybody. */
    Likeness ofAll() {
        return learned(rows, -1);
    }

    /** Learned from those outside of a fold. */
    Likeness without(int fold) {
        return learned(rows.where(functions.col("fold").notEqual(functions.lit(fold))), fold);
    }

    private Likeness learned(Dataset<Row> from, int fold) {
        int liked = count(true, fold);
        int others = count(false, fold);
        int fewest = Math.min(liked, others);
        if (counts.length == 0 || fewest == 0) {
            double[][] nothing = Arrays.stream(counts).mapToObj(double[]::new).toArray(double[][]::new);
            return new Likeness(0, nothing);
        }
        Dataset<Row> weighed = from.withColumn(
                "weight",
                functions
                        .when(functions.col("label").equalTo(functions.lit(1.0)), functions.lit(0.5 / liked))
                        .otherwise(functions.lit(0.5 / others)));
        LogisticRegressionModel model = new LogisticRegression()
                .setFamily("binomial")
                .setWeightCol("weight")
                .setStandardization(false)
                .setElasticNetParam(0)
                .setRegParam(1 / (PRIOR_VARIANCE * 4 * fewest))
                .setMaxIter(MOST_ITERATIONS)
                .setTol(TOLERANCE)
                .fit(weighed);
        double[] all = model.coefficients().toArray();
        double[][] weights = new double[counts.length][];
        int before = 0;
        for (int feature = 0; feature < counts.length; feature++) {
            weights[feature] = Arrays.copyOfRange(all, before, before + counts[feature]);
            before += counts[feature];
        }
        double[] shares = new double[sample.size()];
        for (int row = 0; row < shares.length; row++) {
            if (sample.folds()[row] != fold) {
                shares[row] = 0.5 / (sample.liked()[row] ? liked : others);
            }
        }
        return Likeness.centred(model.intercept(), weights, sample, shares);
    }

    private int count(boolean isLiked, int without) {
        int count = 0;
        for (int row = 0; row < sample.size(); row++) {
            count += sample.liked()[row] == isLiked && sample.folds()[row] != without ? 1 : 0;
        }
        return count;
    }
}
