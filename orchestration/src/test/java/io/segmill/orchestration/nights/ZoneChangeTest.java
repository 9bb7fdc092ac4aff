package io.segmill.orchestration.nights;

import static org.assertj.core.api.Assertions.assertThat;

import io.segmill.jobs.table.TableName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A project moves to another time zone: what its files say is meant there from then on. */
class ZoneChangeTest {
    @TempDir
    private Path folder;

    @Test
    void timestamps_without_an_offset_are_read_again_and_dates_are_not() throws IOException {
        Path project = folder.resolve("bookshop");
        assertThat(Told.by(folder, "init", project.toString()).exitCode()).isZero();
        Files.writeString(project.resolve("data/visits-2026-05.jsonl"), """
                {"customer_id": 1, "visited_at": "2026-03-29T02:30:00", "page": "/lacking in Berlin"}
                {"customer_id": 1, "visited_at": "2026-10-25T02:30:00", "page": "/twice in Berlin"}
                {"customer_id": 1, "visited_at": "2028-02-29T23:30:00+01:00", "page": "/with an offset"}
                """);
        Files.delete(project.resolve("data/visits-2026-06.jsonl"));
        String[] load = {"run", "--select", "source:visits", "source:orders"};
        assertThat(Told.by(project, load).exitCode()).isZero();
        assertThat(moments(project))
                .containsExactly(
                        "/lacking in Berlin,1774751400", "/twice in Berlin,1792895400", "/with an offset,1835476200");

        Path settings = project.resolve("segmill.yaml");
        Files.writeString(settings, Files.readString(settings).replace("time-zone: UTC", "time-zone: Europe/Berlin"));
        Told moved = Told.by(project, load);

        assertThat(moved.exitCode()).as(moved.all()).isZero();
        assertThat(moved.err())
                .contains("source:visits: Completed with warnings, 3 rows", "source:orders: Skipped (unchanged)");
        assertThat(moments(project))
                .containsExactly(
                        "/lacking in Berlin,1774747800", "/twice in Berlin,1792888200", "/with an offset,1835476200");
        assertThat(Told.by(project, load).err()).contains("source:visits: Skipped (unchanged)");
    }

    private static List<String> moments(Path project) {
        try (PublishedTables tables = new PublishedTables(project)) {
            return tables.rows(TableName.source("visits"), "page", "unix_seconds(visited_at)");
        }
    }
}
