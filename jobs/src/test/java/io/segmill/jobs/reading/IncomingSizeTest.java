package io.segmill.jobs.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IncomingSizeTest {
    @TempDir
    private Path root;

    @Test
    void files_globs_and_what_is_missing_add_up() throws IOException {
        Files.writeString(root.resolve("a.csv"), "12345");
        Files.writeString(root.resolve("b-1.csv"), "123");
        Files.writeString(root.resolve("b-2.csv"), "12");
        assertThat(IncomingSize.of(List.of(root + "/a.csv", root + "/b-*.csv", root + "/none.csv")))
                .isEqualTo(10);
    }

    @Test
    void a_folder_counts_with_the_folders_in_it() throws IOException {
        Files.createDirectories(root.resolve("table/day=1"));
        Files.writeString(root.resolve("table/day=1/part-0.parquet"), "x".repeat(100_000));
        assertThat(IncomingSize.of(List.of(root + "/table"))).isGreaterThanOrEqualTo(100_000);
    }

    @Test
    void what_lies_elsewhere_is_not_known_to_be_small() {
        assertThat(IncomingSize.of(List.of(root + "/none.csv", "s3a://bucket/orders.csv")))
                .isEqualTo(Long.MAX_VALUE);
    }
}
