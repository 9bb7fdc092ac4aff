package io.segmill.jobs.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.segmill.core.project.Settings.SparkSettings;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuerySettingsTest {
    private static final SparkSettings PROJECT = new SparkSettings("local[2]", Map.of("spark.x", "y"));

    @TempDir
    Path warehouse;

    @Test
    void queries_on_small_tables_are_interpreted() throws IOException {
        table("orders", 4 << 20);
        table("customers", 4 << 20);
        assertThat(QuerySettings.forReading(PROJECT, warehouse.toString()))
                .isEqualTo(new SparkSettings(
                        "local[2]",
                        Map.of(
                                "spark.x",
                                "y",
                                "spark.sql.codegen.wholeStage",
                                "false",
                                "spark.sql.codegen.factoryMode",
                                "NO_CODEGEN")));
    }

    @Test
    void what_the_project_says_goes_before() throws IOException {
        table("orders", 1);
        SparkSettings project = new SparkSettings(
                "local[2]",
                Map.of("spark.sql.codegen.wholeStage", "true", "spark.sql.codegen.factoryMode", "FALLBACK"));
        assertThat(QuerySettings.forReading(project, warehouse.toString())).isEqualTo(project);
    }

    @Test
    void larger_tables_and_those_elsewhere_are_read_as_ever() throws IOException {
        table("orders", 4 << 20);
        table("customers", (4 << 20) + 1);
        assertThat(QuerySettings.forReading(PROJECT, warehouse.toString())).isEqualTo(PROJECT);
        assertThat(QuerySettings.forReading(PROJECT, warehouse.resolve("none").toString()))
                .isEqualTo(PROJECT);
        assertThat(QuerySettings.forReading(PROJECT, "s3a://bucket/warehouse")).isEqualTo(PROJECT);
    }

    @Test
    void what_may_be_loaded_counts_too() throws IOException {
        assertThat(QuerySettings.forWriting(PROJECT, warehouse.resolve("none").toString(), 8 << 20))
                .isNotEqualTo(PROJECT);
        table("orders", 4 << 20);
        assertThat(QuerySettings.forWriting(PROJECT, warehouse.toString(), 4 << 20))
                .isNotEqualTo(PROJECT);
        assertThat(QuerySettings.forWriting(PROJECT, warehouse.toString(), (4 << 20) + 1))
                .isEqualTo(PROJECT);
        assertThat(QuerySettings.forWriting(PROJECT, warehouse.toString(), Long.MAX_VALUE))
                .isEqualTo(PROJECT);
        assertThat(QuerySettings.forWriting(PROJECT, "s3a://bucket/warehouse", 0))
                .isEqualTo(PROJECT);
    }

    private void table(String name, long bytes) throws IOException {
        Path folder = Files.createDirectories(warehouse.resolve("sources").resolve(name));
        try (RandomAccessFile file =
                new RandomAccessFile(folder.resolve("part-0.parquet").toFile(), "rw")) {
            file.setLength(bytes);
        }
    }
}
