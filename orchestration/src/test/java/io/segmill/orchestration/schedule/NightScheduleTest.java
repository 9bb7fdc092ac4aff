package io.segmill.orchestration.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.segmill.core.project.Settings;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NightScheduleTest {
    private static final String BERLIN = "Europe/Berlin";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            # story                                         | cron           | zone            | after                | due on the clock, at
              an ordinary night                             | 0 0 2 * * *    | Europe/Berlin   | 2026-06-29T12:00:00Z | 2026-06-30T02:00 2026-06-30T00:00:00Z SHOWN
              at that very moment it is over                | 0 0 2 * * *    | Europe/Berlin   | 2026-06-30T00:00:00Z | 2026-07-01T02:00 2026-07-01T00:00:00Z SHOWN
              clocks go forward over it                     | 0 30 2 * * *   | Europe/Berlin   | 2026-03-28T12:00:00Z | 2026-03-29T02:30 2026-03-29T01:00:00Z LEFT_OUT
              the night after that                          | 0 30 2 * * *   | Europe/Berlin   | 2026-03-29T01:00:00Z | 2026-03-30T02:30 2026-03-30T00:30:00Z SHOWN
              of two in the gap the first                   | 0 0,30 2 * * * | Europe/Berlin   | 2026-03-29T00:00:00Z | 2026-03-29T02:00 2026-03-29T01:00:00Z LEFT_OUT
              another right after the gap stands for it     | 0 0 2,3 * * *  | Europe/Berlin   | 2026-03-29T00:00:00Z | 2026-03-29T03:00 2026-03-29T01:00:00Z SHOWN
              one an hour later does not                    | 0 0 2,4 * * *  | Europe/Berlin   | 2026-03-29T00:00:00Z | 2026-03-29T02:00 2026-03-29T01:00:00Z LEFT_OUT
              not every Sunday goes over the gap            | 0 30 2 * * MON | Europe/Berlin   | 2026-03-28T12:00:00Z | 2026-03-30T02:30 2026-03-30T00:30:00Z SHOWN
              a year's only night falls into the gap        | 0 30 2 29 3 *  | Europe/Berlin   | 2025-12-01T00:00:00Z | 2026-03-29T02:30 2026-03-29T01:00:00Z LEFT_OUT
              clocks go back: the first of two              | 0 30 2 * * *   | Europe/Berlin   | 2026-10-24T12:00:00Z | 2026-10-25T02:30 2026-10-25T00:30:00Z SHOWN
              and not the second                            | 0 30 2 * * *   | Europe/Berlin   | 2026-10-25T00:30:00Z | 2026-10-26T02:30 2026-10-26T01:30:00Z SHOWN
              midnight that does not exist                  | 0 0 0 * * *    | America/Santiago | 2026-09-05T12:00:00Z | 2026-09-06T00:00 2026-09-06T04:00:00Z LEFT_OUT
              a day that does not exist: the next one       | 0 0 2 * * *    | Pacific/Apia    | 2011-12-29T18:00:00Z | 2011-12-31T02:00 2011-12-30T12:00:00Z SHOWN
              leap day                                      | 0 0 2 29 2 *   | UTC             | 2026-01-01T00:00:00Z | 2028-02-29T02:00 2028-02-29T02:00:00Z SHOWN
              the last day of a leap February               | 0 0 2 L * *    | UTC             | 2028-02-01T00:00:00Z | 2028-02-29T02:00 2028-02-29T02:00:00Z SHOWN
              over the year's end                           | 0 0 2 * * *    | Europe/Berlin   | 2026-12-31T12:00:00Z | 2027-01-01T02:00 2027-01-01T01:00:00Z SHOWN
              the zone decides                              | 0 0 2 * * *    | Asia/Tokyo      | 2026-06-29T12:00:00Z | 2026-06-30T02:00 2026-06-29T17:00:00Z SHOWN
            """)
    void a_night_is_due_once_also_when_clocks_are_changed(
            String story, String cron, String zone, Instant after, String due) {
        assertThat(new NightSchedule(new Settings.Schedule(cron, ZoneId.of(zone))).next(after))
                .hasValueSatisfying(night -> assertThat(night.clock() + " " + night.at() + " " + night.onTheClock())
                        .isEqualTo(due));
    }

    @Test
    void a_day_that_never_comes_is_never_due() {
        assertThat(schedule("0 0 2 31 2 *").next(Instant.parse("2026-01-01T00:00:00Z")))
                .isEmpty();
        assertThat(schedule("0 0 2 31 2 *").between(Instant.EPOCH, Instant.parse("2026-01-01T00:00:00Z"), 5))
                .isEmpty();
    }

    @Test
    void a_schedule_for_all_hours_follows_the_hours_as_they_pass() {
        assertThat(clocks("0 0 * * * *", "2026-03-29T00:00:00Z", "2026-03-29T02:00:00Z"))
                .containsExactly("2026-03-29T03:00", "2026-03-29T04:00");
        assertThat(clocks("0 0 * * * *", "2026-10-24T23:00:00Z", "2026-10-25T02:00:00Z"))
                .containsExactly("2026-10-25T02:00", "2026-10-25T02:00", "2026-10-25T03:00");
    }

    @Test
    void a_year_has_as_many_nights_as_days() {
        List<DueNight> year = schedule("0 30 2 * * *")
                .between(Instant.parse("2025-12-31T23:00:00Z"), Instant.parse("2026-12-31T22:59:59Z"), 1_000);
        assertThat(year)
                .extracting(night -> night.clock().toLocalDate())
                .hasSize(365)
                .doesNotHaveDuplicates();
        assertThat(year)
                .filteredOn(night -> night.onTheClock() == DueNight.OnTheClock.LEFT_OUT)
                .extracting(DueNight::clock)
                .containsExactly(LocalDateTime.parse("2026-03-29T02:30"));
        assertThat(schedule("0 30 2 * * *").between(Instant.EPOCH, Instant.parse("2026-12-31T22:59:59Z"), 7))
                .hasSize(7);
    }

    private static NightSchedule schedule(String cron) {
        return new NightSchedule(new Settings.Schedule(cron, ZoneId.of(BERLIN)));
    }

    private static List<String> clocks(String cron, String after, String until) {
        List<String> clocks = new ArrayList<>();
        schedule(cron)
                .between(Instant.parse(after), Instant.parse(until), 100)
                .forEach(night -> clocks.add(night.clock().toString()));
        return clocks;
    }
}
