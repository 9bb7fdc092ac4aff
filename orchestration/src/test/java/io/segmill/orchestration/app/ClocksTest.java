package io.segmill.orchestration.app;

import static io.segmill.orchestration.app.Shell.segmill;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.segmill.core.run.RunStatus;
import io.segmill.orchestration.app.Shell.Answer;
import io.segmill.orchestration.history.JdbcHistory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What commands make of the clock, on days that have 23 or 25 hours, and of nights that nobody ran. */
class ClocksTest {
    private static final String SCHEDULE = "schedule: {cron: \"0 30 2 * * *\", time-zone: Europe/Berlin}\n";

    @TempDir
    Path folder;

    private Path project;

    @BeforeEach
    void init() {
        project = folder.resolve("shop");
        assertThat(segmill("init", project.toString()).code()).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # now                | time-zone          | as of      | last 180 days begin
            2026-03-28T22:59:59Z | Europe/Berlin      | 2026-03-28 | 2025-09-30
            2026-03-28T23:00:00Z | Europe/Berlin      | 2026-03-29 | 2025-10-01
            2026-03-29T21:59:59Z | Europe/Berlin      | 2026-03-29 | 2025-10-01
            2026-03-29T22:00:00Z | Europe/Berlin      | 2026-03-30 | 2025-10-02
            2026-10-24T21:59:59Z | Europe/Berlin      | 2026-10-24 | 2026-04-28
            2026-10-24T22:00:00Z | Europe/Berlin      | 2026-10-25 | 2026-04-29
            2026-10-25T22:59:59Z | Europe/Berlin      | 2026-10-25 | 2026-04-29
            2026-10-25T23:00:00Z | Europe/Berlin      | 2026-10-26 | 2026-04-30
            2028-02-28T23:00:00Z | Europe/Berlin      | 2028-02-29 | 2027-09-03
            2028-02-29T22:59:59Z | Europe/Berlin      | 2028-02-29 | 2027-09-03
            2028-02-29T23:00:00Z | Europe/Berlin      | 2028-03-01 | 2027-09-04
            2026-12-31T22:59:59Z | Europe/Berlin      | 2026-12-31 | 2026-07-05
            2026-12-31T23:00:00Z | Europe/Berlin      | 2027-01-01 | 2026-07-06
            2026-06-30T10:30:00Z | UTC                | 2026-06-30 | 2026-01-02
            2026-06-30T10:30:00Z | Pacific/Kiritimati | 2026-07-01 | 2026-01-03
            2026-06-30T10:30:00Z | Pacific/Pago_Pago  | 2026-06-29 | 2026-01-01
            """)
    void today_is_the_day_of_the_projects_clock(Instant now, String zone, LocalDate asOf, LocalDate from) {
        set("as-of: 2026-06-30\n", "");
        set("time-zone: UTC", "time-zone: " + zone);
        assertThat(segmill(now, "segments", "explain", "regulars", "--project", project.toString())
                        .out())
                .contains("in words, as of " + asOf + "\n", "last 180 days (" + from + " to " + asOf + ")");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # started            | ended                | as people read it in Berlin
            2026-03-29T00:30:00Z | 2026-03-29T01:30:00Z | started 2026-03-29 01:30:00, ended 2026-03-29 03:30:00 (1 h 00 min)
            2026-10-25T00:30:00Z | 2026-10-25T01:30:00Z | started 2026-10-25 02:30:00, ended 2026-10-25 02:30:00 (1 h 00 min)
            2026-12-31T22:59:30Z | 2026-12-31T23:01:00Z | started 2026-12-31 23:59:30, ended 2027-01-01 00:01:00 (1 min 30 s)
            2028-02-28T22:00:00Z | 2028-03-01T00:00:00Z | started 2028-02-28 23:00:00, ended 2028-03-01 01:00:00 (26 h 00 min)
            """)
    void a_run_takes_as_long_as_it_takes_whatever_clocks_do(Instant started, Instant ended, String told) {
        set("time-zone: UTC", "time-zone: Europe/Berlin");
        ran("run", started, ended);
        assertThat(at(ended, "status").out()).contains(told + "\n");
    }

    @Test
    void status_tells_the_nights_that_nobody_ran() throws IOException {
        set("time-zone: UTC\n", "time-zone: UTC\n" + SCHEDULE);
        assertThat(at("2026-03-27T02:00:00Z", "status").out()).isEqualTo("no run yet\n");
        ran("run", Instant.parse("2026-03-27T01:30:04Z"), Instant.parse("2026-03-27T01:40:00Z"));
        assertThat(at("2026-03-28T01:34:59Z", "status").out())
                .as("a night may begin a little late")
                .doesNotContain("missed");
        ran("refresh", Instant.parse("2026-03-29T07:00:00Z"), Instant.parse("2026-03-29T07:00:09Z"));

        assertThat(at("2026-03-30T08:00:00Z", "status").out()).endsWith("""

                missed since run 1: 3 nights of the schedule (Europe/Berlin)
                  2026-03-28 02:30:00
                  2026-03-29 02:30:00, left out: clocks were put forward over it
                  2026-03-30 02:30:00
                """);
        assertThat(at("2026-04-02T08:00:00Z", "status").out()).endsWith("""

                missed since run 1: 6 nights of the schedule (Europe/Berlin)
                  2026-03-28 02:30:00
                  2026-03-29 02:30:00, left out: clocks were put forward over it
                  2026-03-30 02:30:00
                  … and the last: 2026-04-02 02:30:00
                """);
        JsonNode missed = new ObjectMapper()
                .readTree(at("2026-03-29T08:00:00Z", "status", "--json").out())
                .get("missed_nights");
        assertThat(missed).hasSize(2);
        assertThat(missed.get(1).toString())
                .isEqualTo("{\"due\":\"2026-03-29T01:00:00Z\",\"clock\":\"2026-03-29T02:30:00\","
                        + "\"time_zone\":\"Europe/Berlin\",\"on_the_clock\":false}");
        assertThat(at("2036-03-30T08:00:00Z", "status").out()).contains("at least 1,000 nights");
    }

    @Test
    void a_night_that_ran_when_another_was_due_stands_for_it_and_one_that_died_does_not() {
        set("time-zone: UTC\n", "time-zone: UTC\n" + SCHEDULE);
        // Somebody's cron starts an hour before the schedule, which a long night then passes.
        ran("run --full", Instant.parse("2026-06-29T23:30:00Z"), Instant.parse("2026-06-30T00:45:00Z"));
        assertThat(at("2026-06-30T08:00:00Z", "status").out()).doesNotContain("missed");

        // Its process was gone long before the next morning, when that was found out. Its beats are by the real clock.
        try (JdbcHistory history = Shell.history(project)) {
            history.begin("r2", "run", LocalDate.EPOCH, "hash", Map.of(), Instant.parse("2126-06-30T12:00:00Z"));
            history.interrupted("r2", "process ended", Instant.parse("2126-07-02T07:00:00Z"));
        }
        assertThat(at("2126-07-02T08:00:00Z", "status").out()).endsWith("""

                missed since run 2: 2 nights of the schedule (Europe/Berlin)
                  2126-07-01 02:30:00
                  2126-07-02 02:30:00
                """);
    }

    private Answer at(String now, String... command) {
        return at(Instant.parse(now), command);
    }

    private Answer at(Instant now, String... command) {
        String[] whole = new String[command.length + 2];
        System.arraycopy(command, 0, whole, 0, command.length);
        whole[command.length] = "--project";
        whole[command.length + 1] = project.toString();
        Answer answer = segmill(now, whole);
        assertThat(answer.code()).as(answer.toString()).isZero();
        return answer;
    }

    private void ran(String kind, Instant started, Instant ended) {
        try (JdbcHistory history = Shell.history(project)) {
            String id = started.toString();
            history.begin(id, kind, LocalDate.EPOCH, "hash", Map.of(), started);
            history.ended(id, RunStatus.SUCCESSFUL, ended);
        }
    }

    private void set(String old, String changed) {
        Path settings = project.resolve("segmill.yaml");
        try {
            String before = Files.readString(settings);
            assertThat(before).contains(old);
            Files.writeString(settings, before.replace(old, changed));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
