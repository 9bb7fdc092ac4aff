package io.segmill.orchestration.nights;

import static org.assertj.core.api.Assertions.assertThat;

import io.segmill.jobs.table.TableName;
import io.segmill.orchestration.app.Main;
import io.segmill.orchestration.app.OneSpark;
import io.segmill.orchestration.cli.Surroundings;
import io.segmill.orchestration.cli.print.Terminal;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two nights of weeks ago, and what a night of today removes of them by the settings' retention. */
class RetentionNightsTest {
    private static final Pattern REMOVED = Pattern.compile("\"deletionTimestamp\":\\d+");

    @TempDir
    private Path folder;

    private Path project;

    @Test
    void a_night_removes_what_is_over_and_leaves_what_is_needed() throws IOException {
        project = folder.resolve("bookshop");
        assertThat(Told.by(folder, "init", project.toString()).exitCode()).isZero();
        Instant today = Instant.now();
        night(today.minus(Duration.ofDays(20)), "2026-06-28");
        order("1011;8;2026-06-27;70.00");
        night(today.minus(Duration.ofDays(19)), "2026-06-29");
        Map<String, Set<String>> before;
        try (PublishedTables tables = new PublishedTables(project)) {
            before = tables.members();
            assertThat(tables.rows(TableName.COUNTS, "run_id")).hasSize(6);
        }

        Path settings = project.resolve("segmill.yaml");
        Files.writeString(
                settings,
                Files.readString(settings) + "retention: {history-days: 5, warehouse-days: 5, export-days: 5}\n");
        order("1012;6;2026-06-28;5.00");
        Told third = night(today, "2026-06-30");

        assertThat(third.err())
                .contains(
                        "retention: rows of runs of more than 5 days ago deleted from tables",
                        "retention: 2 folders of exports for days before",
                        "retention: 1 run of more than 5 days ago taken out of the history",
                        " of old versions of tables deleted, ")
                .doesNotContain("warning");
        assertThat(Files.list(project.resolve("outbox/mailing/winback")).map(Path::getFileName))
                .containsExactly(Path.of("2026-06-30"));
        // The customers did not change since the first night: what it knows of them is still shown.
        assertThat(Told.by(project, "runs").out().lines().skip(2).map(line -> line.strip()
                        .substring(0, 1)))
                .containsExactly("3", "1");
        assertThat(Told.by(project, "status", "1").out())
                .contains("source:customers", "profile:visits")
                .doesNotContain("source:orders", "segment:");
        assertThat(Told.by(project, "sources").out()).containsPattern("customers .*8 ");
        assertThat(Told.by(project, "profile", "customers").exitCode()).isZero();
        try (PublishedTables tables = new PublishedTables(project)) {
            assertThat(tables.members()).isEqualTo(before);
            assertThat(tables.rows(TableName.COUNTS, "run_id")).hasSize(3);
            assertThat(tables.rows(TableName.source("orders"), "order_id")).hasSize(12);
            assertThat(tables.rows(TableName.RUN_FILES, "source"))
                    .containsExactly("customers", "orders", "visits", "visits");
            assertThat(tables.publication().number()).isEqualTo(3);
        }
        assertThat(Told.by(project, "tables", "--run", "1").exitCode()).isEqualTo(2);

        Told fourth = night(today, "2026-06-30");
        assertThat(fourth.err()).as("all is removed").doesNotContain("retention");
    }

    private void order(String line) throws IOException {
        Path orders = project.resolve("data/orders.csv");
        Files.writeString(orders, Files.readString(orders) + line + "\n");
    }

    /** A night at that moment, from which its files are too. */
    private Told night(Instant now, String asOf) throws IOException {
        Instant begun = Instant.now();
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        OneSpark.started();
        int code = Main.run(
                List.of("run", "--as-of", asOf, "--project", project.toString()),
                new Surroundings(
                        Terminal.of(new PrintWriter(out), new PrintWriter(err), Terminal.Kind.PIPE, Map.of()),
                        Map.of(),
                        Clock.fixed(now, ZoneOffset.UTC)));
        Told told = new Told(code, out.toString(), err.toString());
        assertThat(code).as(told.all()).isZero();
        List<Path> written = new ArrayList<>();
        for (Path root : List.of(project.resolve("warehouse"), project.resolve("outbox"))) {
            try (Stream<Path> files = Files.walk(root)) {
                written.addAll(files.filter(Files::isRegularFile).toList());
            }
        }
        for (Path file : written) {
            if (Files.getLastModifiedTime(file).toInstant().isAfter(begun.minusSeconds(2))) {
                if (file.toString().endsWith(".json") && file.toString().contains("_delta_log")) {
                    Matcher removed = REMOVED.matcher(Files.readString(file));
                    Files.writeString(file, removed.replaceAll("\"deletionTimestamp\":" + now.toEpochMilli()));
                    Files.deleteIfExists(file.resolveSibling("." + file.getFileName() + ".crc"));
                }
                Files.setLastModifiedTime(file, FileTime.from(now));
            }
        }
        return told;
    }
}
