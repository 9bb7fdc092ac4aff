package io.segmill.jobs.bench.data;

import io.segmill.jobs.table.SparkTypes;
import io.segmill.jobs.table.TableName;
import io.segmill.jobs.table.TableVersions;
import io.segmill.jobs.table.Warehouse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/**
 * TPC-DS data of one scale as the sources of a warehouse, in files as one night's ingestion leaves them; made once.
 *
 * @param scale 1 is 100,000 customers and 5 million sales
 * @param folder where it lies, one folder a scale
 */
public record BenchData(double scale, Path folder) {
    private static final int ROWS_PER_FILE = 1_500_000;
    private static final int RETENTION_DAYS = 31;
    private static final int MOVED = 47;

    /** Made in that folder unless it is there already. */
    public static BenchData in(Path root, double scale, SparkSession spark) {
        BenchData data = at(root, scale);
        if (!Files.exists(data.complete())) {
            data.make(spark);
        }
        return data;
    }

    public static boolean isIn(Path root, double scale) {
        return Files.exists(at(root, scale).complete());
    }

    /** In that folder, where an earlier call made it. */
    public static BenchData at(Path root, double scale) {
        return new BenchData(scale, root.resolve("scale-" + text(scale)).toAbsolutePath());
    }

    /** As people write it: {@code 1}, {@code 0.1}. */
    public static String text(double scale) {
        return BigDecimal.valueOf(scale).stripTrailingZeros().toPlainString();
    }

    private Path complete() {
        return folder.resolve("complete");
    }

    public Path warehouse() {
        return folder.resolve("warehouse");
    }

    public Warehouse warehouse(SparkSession spark) {
        return new Warehouse(spark, warehouse().toString(), RETENTION_DAYS);
    }

    /**
     * The same data, but that one in {@value #MOVED} customers has all columns but the key from the customer after it; made
     * once. In a thousand realistic segments that changes about one membership in a hundred.
     */
    public Warehouse nextNight(SparkSession spark) {
        Path next = folder.resolve("next-night-" + MOVED);
        Warehouse warehouse = new Warehouse(spark, next.toString(), RETENTION_DAYS);
        if (Files.exists(next.resolve("complete"))) {
            return warehouse;
        }
        clear(next);
        TableName customers = TableName.source(BenchSource.CUSTOMER.id());
        try {
            Files.createDirectories(next.resolve("sources"));
            for (BenchSource source : BenchSource.values()) {
                Path table = Path.of(TableName.source(source.id()).path());
                if (source != BenchSource.CUSTOMER) {
                    Files.createSymbolicLink(next.resolve(table), warehouse().resolve(table));
                }
            }
            warehouse.createIfMissing(customers, SparkTypes.schema(BenchSource.CUSTOMER.columns()));
            warehouse.append(customers, moved(warehouse(spark).read(customers, 1)), "ingestion");
            Files.createFile(next.resolve("complete"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return warehouse;
    }

    private static Dataset<Row> moved(Dataset<Row> customers) {
        String key = BenchSource.CUSTOMER.key().orElseThrow();
        Dataset<Row> others = customers
                .where(functions.col(key).mod(functions.lit(MOVED)).equalTo(functions.lit(1)))
                .alias("other");
        Column other = functions.col("other." + key);
        Column[] columns = Stream.of(customers.columns())
                .map(name -> name.equals(key)
                        ? functions.col("own." + key)
                        : functions
                                .when(other.isNull(), functions.col("own." + name))
                                .otherwise(functions.col("other." + name))
                                .as(name))
                .toArray(Column[]::new);
        return customers
                .alias("own")
                .join(others, functions.col("own." + key).plus(functions.lit(1)).equalTo(other), "left_outer")
                .select(columns)
                .coalesce(1);
    }

    /** The sources' tables alone, as after the first night's ingestion. */
    public TableVersions versions() {
        Map<TableName, Long> versions = new HashMap<>();
        for (BenchSource source : BenchSource.values()) {
            versions.put(TableName.source(source.id()), 1L);
        }
        return new TableVersions(versions);
    }

    /** The Parquet files of a source's table, for readers that do not know Delta. */
    public String files(BenchSource source) {
        return warehouse()
                .resolve("sources")
                .resolve(source.id())
                .resolve("*.parquet")
                .toString();
    }

    private void make(SparkSession spark) {
        clear(folder);
        Warehouse warehouse = warehouse(spark);
        JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        for (BenchSource source : BenchSource.values()) {
            TableName table = TableName.source(source.id());
            warehouse.createIfMissing(table, SparkTypes.schema(source.columns()));
            List<TpcdsRows> parts = TpcdsRows.parts(source, scale, parts(source));
            warehouse.append(
                    table,
                    spark.createDataFrame(
                            context.parallelize(parts, parts.size()).flatMap(TpcdsRows::rows),
                            SparkTypes.schema(source.columns())),
                    "ingestion");
        }
        try {
            Files.createFile(complete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As many files as the rows of the sales fill; an even number, for two cores. */
    private int parts(BenchSource source) {
        double rows =
                switch (source) {
                    case STORE_SALES -> 2_880_000 * scale;
                    case CATALOG_SALES -> 1_440_000 * scale;
                    case WEB_SALES -> 720_000 * scale;
                    case CUSTOMER, CUSTOMER_ADDRESS, HOUSEHOLD_DEMOGRAPHICS, INCOME_BAND, ITEM -> 0;
                };
        return rows == 0 ? 1 : 2 * (int) Math.ceil(rows / (2 * ROWS_PER_FILE));
    }

    /** Deletes a folder and all that is in it. */
    public static void clear(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> deepestFirst =
                    files.sorted((one, other) -> other.compareTo(one)).toList();
            for (Path file : deepestFirst) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
