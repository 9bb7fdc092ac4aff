package io.segmill.orchestration.nights;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code segmill serve} as a process, with the processes that it starts. */
class ServeNightsTest {
    @TempDir
    private Path folder;

    private final List<String> told = new ArrayList<>();

    /** Reads on up to a line that contains a text. @return that line */
    private String until(BufferedReader lines, String text) throws IOException {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            told.add(line);
            if (line.contains(text)) {
                return line;
            }
        }
        throw new AssertionError("never said '" + text + "':\n" + String.join("\n", told));
    }

    @Test
    void a_segment_becomes_active_on_the_dot_and_a_night_ends_with_the_scheduler()
            throws IOException, InterruptedException {
        Path project = folder.resolve("bookshop");
        assertThat(Told.by(folder, "init", project.toString()).exitCode()).isZero();
        Path settings = project.resolve("segmill.yaml");
        Files.writeString(settings, Files.readString(settings).replace("as-of: 2026-06-30\n", ""));
        Path regulars = project.resolve("segments/regulars.yaml");
        String definition = Files.readString(regulars);
        Files.writeString(regulars, definition.replace("where:", "state: inactive\nwhere:"));

        Told nothing = Told.by(project, "serve");
        assertThat(nothing.exitCode()).isEqualTo(2);
        assertThat(nothing.err()).isEqualTo("""
                there is nothing to serve: segmill.yaml has no schedule, and no segment becomes active or inactive later
                fix: add a schedule, such as schedule: {cron: "0 0 2 * * *"}
                """);
        Told port = Told.by(project, "serve", "--port", "8080");
        assertThat(port.exitCode()).isEqualTo(2);
        assertThat(port.err()).isEqualTo("""
                there is no web console yet
                fix: leave --port out; `segmill serve` is the scheduler alone
                """);

        String scheduled = Files.readString(settings) + "schedule: {cron: \"0 0 2 29 2 *\"}\n";
        Files.writeString(settings, scheduled);
        Told night = Told.by(project, "run", "--as-of", "2026-06-30");
        assertThat(night.exitCode()).as(night.all()).isZero();

        Process serve = NightProcess.start(project, "serve");
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(serve.getErrorStream(), StandardCharsets.UTF_8))) {
            until(lines, "the next night is due at 20");
            Told second = Told.by(project, "serve");
            assertThat(second.exitCode()).as(second.all()).isEqualTo(3);
            assertThat(second.err())
                    .startsWith("another `segmill serve` has the project: serve, process " + serve.pid() + " on ")
                    .endsWith("\nfix: end it first, or leave it at that\n");

            Instant moment = Instant.now().plusSeconds(10).truncatedTo(ChronoUnit.SECONDS);
            String at = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").format(moment.atOffset(ZoneOffset.UTC));
            Files.writeString(
                    regulars, definition.replace("where:", "state: inactive\nactivate-at: " + at + "\nwhere:"));
            assertThat(until(lines, "becomes")).endsWith("  segment regulars becomes active");
            until(lines, "the refresh of regulars begins: process ");
            until(lines, "the refresh of regulars is done");
            JsonNode refresh = json(Told.by(project, "status", "--json"));
            assertThat(refresh.get("tasks")).hasSize(1);
            assertThat(refresh.get("tasks").get(0).get("task").textValue()).isEqualTo("segment:regulars");
            assertThat(refresh.get("tasks").get(0).get("status").textValue()).isEqualTo("Successful");
            assertThat(Instant.parse(refresh.get("started").textValue())).isBetween(moment, moment.plusSeconds(60));

            Files.writeString(regulars, definition.replace("name:", "nmae:"));
            until(lines, "unknown key 'nmae'");
            until(lines, "the project's files have changed and have errors; the schedule stays as it was");
            Files.writeString(regulars, definition);
            Files.writeString(settings, scheduled.replace("0 0 2 29 2 *", "* * * * * *"));
            until(lines, "source:orders: Refreshing");
            assertThat(told)
                    .anyMatch(
                            line -> line.matches(".*  the night of .* is left out: the night of .* still goes on .*"));
            // The process's own method would close what it says.
            serve.toHandle().destroy();
            until(lines, "is asked to stop");
            assertThat(until(lines, "was stopped")).contains("(exit code 143); `segmill retry` takes it up");
            until(lines, "  stopped");
            assertThat(serve.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(serve.exitValue()).isEqualTo(143);
        } finally {
            serve.destroyForcibly();
        }
        assertThat(json(Told.by(project, "status", "--json")).get("status").textValue())
                .isEqualTo("Canceled");
    }

    private static JsonNode json(Told told) throws IOException {
        assertThat(told.exitCode()).as(told.all()).isZero();
        return new ObjectMapper().readTree(told.out());
    }
}
