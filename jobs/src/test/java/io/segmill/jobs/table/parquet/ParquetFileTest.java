package io.segmill.jobs.table.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.segmill.core.schema.DataType;
import io.segmill.jobs.session.TestSession;
import io.segmill.jobs.table.SparkTypes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.catalyst.CatalystTypeConverters;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ParquetFileTest {
    /** Two pages, one page and a row, and less than a byte of packed bits. */
    private static final List<Integer> GROUPS = List.of(2 * Pages.MOST_ROWS, Pages.MOST_ROWS + 1, 3);

    @TempDir
    private Path folder;

    private ParquetFile begin(StructType schema) throws IOException {
        return ParquetFile.create(new Configuration(), new org.apache.hadoop.fs.Path(folder.toUri()), 7, schema);
    }

    private static StructType schema(DataType key) {
        return new StructType()
                .add("word", DataTypes.StringType)
                .add("key", SparkTypes.of(key))
                .add("share", DataTypes.DoubleType);
    }

    @ParameterizedTest
    @MethodSource("io.segmill.jobs.pass.rows.KeyCutsTest#keys")
    void spark_and_duckdb_read_what_was_written_of_every_type(String named, List<Object> ascending) throws Exception {
        DataType type = DataType.named(named).orElseThrow();
        StructType schema = schema(type);
        Function<Object, Object> internal =
                value -> CatalystTypeConverters.createToCatalystConverter(SparkTypes.of(type))
                        .apply(value);
        Dictionary keys = new Dictionary(ascending.stream().map(internal).toList());
        List<String> words = List.of("a", "b", "c");
        Random random = new Random(1);
        List<Row> told = new ArrayList<>();
        WrittenFile written;
        try (ParquetFile file = begin(schema)) {
            for (int rows : GROUPS) {
                boolean isAnyShared = rows != GROUPS.get(1);
                List<Row> group = new ArrayList<>();
                for (int row = 0; row < rows; row++) {
                    group.add(RowFactory.create(
                            words.get(row * words.size() / rows),
                            ascending.get(random.nextInt(ascending.size())),
                            isAnyShared && random.nextBoolean() ? random.nextDouble() : null));
                }
                file.group(rows);
                CodedColumn word = file.coded(Dictionary.ofTexts(words));
                for (String one : words) {
                    word.add(
                            words.indexOf(one),
                            group.stream().filter(row -> row.get(0).equals(one)).count());
                }
                word.end();
                CodedColumn key = file.coded(keys);
                for (Row row : group) {
                    key.add(ascending.indexOf(row.get(1)));
                }
                key.end();
                if (isAnyShared) {
                    DoubleColumn share = file.doubles();
                    for (Row row : group) {
                        if (row.isNullAt(2)) {
                            share.addMissing();
                        } else {
                            share.add(row.getDouble(2));
                        }
                    }
                    share.end();
                } else {
                    file.missingDoubles();
                }
                told.addAll(group);
            }
            written = file.end(List.of("key"), Map.of());
        }
        Path path = folder.resolve(written.name());
        assertThat(written.bytes()).isEqualTo(Files.size(path));

        Dataset<Row> read = TestSession.spark().read().parquet(path.toString());
        assertThat(read.schema()).isEqualTo(schema);
        assertThat(read.collectAsList()).isEqualTo(told);
        Map<Object, Long> counts =
                told.stream().collect(Collectors.groupingBy(row -> row.get(1), Collectors.counting()));
        for (Object key : ascending) {
            // What is asked for is looked up in the statistics of groups and pages first.
            assertThat(read.where(functions.col("key").equalTo(functions.lit(key)))
                            .count())
                    .as(named + " " + key)
                    .isEqualTo(counts.getOrDefault(key, 0L));
        }
        assertThat(read.where("word = 'b'").count())
                .isEqualTo(told.stream().filter(row -> row.get(0).equals("b")).count());
        assertThat(read.where("share is null").count())
                .isEqualTo(told.stream().filter(row -> row.isNullAt(2)).count());
        assertThat(countsOfDuckDb(path))
                .containsExactlyElementsOf(counts.values().stream().sorted().toList());
    }

    private static List<Long> countsOfDuckDb(Path path) throws SQLException {
        try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
                ResultSet rows = duckDb.createStatement()
                        .executeQuery("SELECT count(*) FROM read_parquet('" + path + "') GROUP BY key ORDER BY 1")) {
            List<Long> counts = new ArrayList<>();
            while (rows.next()) {
                counts.add(rows.getLong(1));
            }
            return counts;
        }
    }

    private WrittenFile ofKeys(DataType type, List<?> internal, int... places) throws IOException {
        try (ParquetFile file = begin(new StructType().add("key", SparkTypes.of(type)))) {
            for (int place : places) {
                file.group(1);
                CodedColumn key = file.coded(new Dictionary(internal));
                key.add(place);
                key.end();
            }
            return file.end(List.of("key"), Map.of("made-of", "keys"));
        }
    }

    @Test
    void statistics_tell_of_several_columns() throws Exception {
        StructType schema = new StructType()
                .add("on", DataTypes.DateType)
                .add("key", DataTypes.LongType)
                .add("n", DataTypes.LongType);
        try (ParquetFile file = begin(schema)) {
            file.group(2);
            for (Dictionary two : List.of(
                    new Dictionary(List.of(0, 1)), new Dictionary(List.of(3L, 4L)), new Dictionary(List.of(5L, 6L)))) {
                CodedColumn column = file.coded(two);
                column.add(0);
                column.add(1);
                column.end();
            }
            assertThat(file.end(List.of("on", "key"), Map.of()).statistics())
                    .isEqualTo("{\"numRecords\":2,\"minValues\":{\"on\":\"1970-01-01\",\"key\":3},"
                            + "\"maxValues\":{\"on\":\"1970-01-02\",\"key\":4},"
                            + "\"nullCount\":{\"on\":0,\"key\":0}}");
        }
    }

    @Test
    void statistics_tell_rows_and_the_least_and_greatest_value_that_is_there() throws Exception {
        assertThat(ofKeys(DataType.BIGINT, List.of(-1L, 5L, 7L, 9L), 2, 1).statistics())
                .isEqualTo("{\"numRecords\":2,\"minValues\":{\"key\":5},\"maxValues\":{\"key\":7},"
                        + "\"nullCount\":{\"key\":0}}");
        assertThat(ofKeys(DataType.DATE, List.of(0, 20_000), 1).statistics())
                .isEqualTo("{\"numRecords\":1,\"minValues\":{\"key\":\"2024-10-04\"},"
                        + "\"maxValues\":{\"key\":\"2024-10-04\"},\"nullCount\":{\"key\":0}}");
    }

    @Test
    void of_texts_that_delta_would_cut_only_the_rows_are_told() throws Exception {
        List<?> texts = List.of(
                org.apache.spark.unsafe.types.UTF8String.fromString("a \"quoted\" one"),
                org.apache.spark.unsafe.types.UTF8String.fromString("b".repeat(33)));
        assertThat(ofKeys(DataType.STRING, texts, 0).statistics())
                .isEqualTo("{\"numRecords\":1,\"minValues\":{\"key\":\"a \\\"quoted\\\" one\"},"
                        + "\"maxValues\":{\"key\":\"a \\\"quoted\\\" one\"},\"nullCount\":{\"key\":0}}");
        assertThat(ofKeys(DataType.STRING, texts, 0, 1).statistics()).isEqualTo("{\"numRecords\":2}");
    }

    @Test
    void nothing_is_left_of_a_file_that_was_not_ended() throws Exception {
        assertThatThrownBy(() -> {
                    try (ParquetFile file = begin(schema(DataType.INT))) {
                        file.group(1);
                        throw new IOException("the disk is full");
                    }
                })
                .hasMessage("the disk is full");
        assertThat(folder).isEmptyDirectory();
    }
}
