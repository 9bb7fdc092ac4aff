package io.segmill.jobs.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.segmill.core.fault.FaultPoint;
import io.segmill.core.fault.Faults;
import io.segmill.core.problem.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportRetentionTest {
    private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
    private static final LocalDate BEFORE = LocalDate.parse("2026-06-01");

    private final ExportRetention retention = new ExportRetention(BEFORE, ZONE, Faults.NONE);

    @TempDir
    private Path to;

    @Test
    void folders_of_older_dates_leave_but_for_the_newest_of_each_segment() throws IOException {
        exported("vip", "2026-04-30", "2026-04-30T02:00:00Z");
        exported("vip", "2026-05-31", "2026-05-31T02:00:00Z");
        exported("vip", "2026-06-01", "2026-06-01T02:00:00Z");
        exported("rare", "2025-01-01", "2025-01-01T02:00:00Z");
        exported("rare", "2025-06-01", "2025-06-01T02:00:00Z");

        assertThat(retention.remove(to.toString()))
                .containsExactlyInAnyOrder(
                        to.resolve("vip/2026-04-30"), to.resolve("vip/2026-05-31"), to.resolve("rare/2025-01-01"));

        assertThat(names("vip")).containsExactly("2026-06-01");
        assertThat(names("rare")).containsExactly("2025-06-01");
    }

    @Test
    void a_kill_leaves_a_folder_whole_or_hidden() throws IOException {
        exported("vip", "2026-04-30", "2026-04-30T02:00:00Z");
        exported("vip", "2026-06-01", "2026-06-01T02:00:00Z");
        for (FaultPoint point : List.of(FaultPoint.BEFORE_RENAME, FaultPoint.AFTER_RENAME)) {
            ExportRetention killed = new ExportRetention(BEFORE, ZONE, (at, subject) -> {
                if (at == point) {
                    throw new IllegalStateException(subject);
                }
            });
            assertThatThrownBy(() -> killed.remove(to.toString()))
                    .hasMessage("vip/2026-04-30 to .2026-04-30.segmill-new");
            assertThat(names("vip"))
                    .containsExactlyInAnyOrder(
                            "2026-06-01", point == FaultPoint.BEFORE_RENAME ? "2026-04-30" : ".2026-04-30.segmill-new");
        }
    }

    @Test
    void what_was_written_since_stays() throws IOException {
        exported("vip", "2024-01-01", "2026-05-31T22:00:00Z");
        exported("vip", "2024-01-02", "2026-05-31T21:59:59Z");
        exported("vip", "2026-06-30", "2026-06-30T02:00:00Z");

        assertThat(retention.remove(to.toString()))
                .as("the 31st ends at 22:00 in UTC")
                .containsExactly(to.resolve("vip/2024-01-02"));
    }

    @Test
    void nothing_else_is_touched() throws IOException {
        exported("vip", "2026-06-30", "2026-06-30T02:00:00Z");
        exported("vip", "old-ones", "2024-01-01T02:00:00Z");
        exported("vip", ".2024-01-01.segmill-new", "2024-01-01T02:00:00Z");
        exported("vip", "2024-13-01", "2024-01-01T02:00:00Z");
        Files.createDirectories(to.resolve("vip/2024-01-01/somebody's own"));
        exported("elsewhere", "2024-01-01", "2024-01-01T02:00:00Z");
        exported("elsewhere", "2026-06-30", "2026-06-30T02:00:00Z");
        Path other = to.resolve("other");
        Files.createDirectories(other);
        Path link = Files.createSymbolicLink(other.resolve("linked"), to.resolve("elsewhere"));
        Files.createSymbolicLink(to.resolve("vip/2024-02-02"), to.resolve("elsewhere/2024-01-01"));

        assertThat(retention.remove(other.toString())).isEmpty();
        assertThat(link.resolve("2024-01-01/manifest.json")).exists();
        assertThat(retention.remove(to.toString())).containsExactly(to.resolve("elsewhere/2024-01-01"));
        assertThat(names("vip"))
                .containsExactly(
                        ".2024-01-01.segmill-new", "2024-01-01", "2024-02-02", "2024-13-01", "2026-06-30", "old-ones");
        assertThat(retention.remove(to.resolve("not there").toString())).isEmpty();
        assertThatThrownBy(() -> retention.remove("s3a://bucket/x")).isInstanceOf(Failure.class);
    }

    private void exported(String segment, String date, String written) throws IOException {
        Path folder = Files.createDirectories(to.resolve(segment).resolve(date));
        Files.writeString(folder.resolve(segment + "-0001.csv"), "id\r\n");
        Path manifest = Files.writeString(folder.resolve("manifest.json"), "{}");
        Files.setLastModifiedTime(manifest, FileTime.from(Instant.parse(written)));
    }

    private Stream<String> names(String segment) throws IOException {
        try (Stream<Path> paths = Files.list(to.resolve(segment))) {
            return paths.map(path -> path.getFileName().toString()).sorted().toList().stream();
        }
    }
}
