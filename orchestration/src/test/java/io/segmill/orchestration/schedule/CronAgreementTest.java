package io.segmill.orchestration.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.segmill.core.checking.ProjectChecker;
import io.segmill.core.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.scheduling.support.CronExpression;

/** What {@code validate} takes for a schedule, Spring reads, and the other way round but for oddities. */
class CronAgreementTest {
    private static final String ALPHABET = "0123456789*,-/?LW#";
    private static final List<String> WORDS = List.of(
            "*",
            "?",
            "0",
            "7",
            "8",
            "12",
            "13",
            "23",
            "24",
            "31",
            "32",
            "59",
            "60",
            "L",
            "LW",
            "L-3",
            "L-31",
            "15W",
            "0W",
            "31W",
            "32W",
            "1#2",
            "5#6",
            "MON",
            "SUN",
            "MONL",
            "7L",
            "8L",
            "JAN",
            "DEC-JAN",
            "MON-SUN",
            "SUN-MON",
            "SAT-SUN",
            "5-2",
            "7-1",
            "1-5/2",
            "*/3",
            "0/15",
            "*/0",
            "1,2",
            "1,,2",
            "L,5",
            "MON#1,FRI#2",
            "jan",
            "mon",
            "00",
            "007");

    @TempDir
    Path folder;

    @Test
    void a_schedule_that_is_valid_can_be_read() throws Exception {
        Files.writeString(folder.resolve("segmill.yaml"), "customer: {source: c, key: k}\n");
        Random random = new Random(20260630);
        int read = 0;
        int odd = 0;
        for (int i = 0; i < 4_000; i++) {
            String cron = cron(random);
            boolean isRead = isRead(cron);
            boolean isValid = isValid(cron);
            assertThat(isRead || !isValid).as(cron).isTrue();
            read += isRead ? 1 : 0;
            odd += isRead && !isValid ? 1 : 0;
        }
        assertThat(odd)
                .as("what Spring reads and nobody means, such as JAN0 for October, or a 63rd Friday")
                .isLessThan(read / 20);
        assertThat(read).as("some of both kinds").isBetween(500, 3_500);
    }

    /** One field is out of the ordinary. */
    private static String cron(Random random) {
        List<String> fields = new ArrayList<>(List.of("0", "0", "2", "*", "*", "*"));
        String odd = WORDS.get(random.nextInt(WORDS.size()));
        if (random.nextInt(3) == 0) {
            int at = random.nextInt(odd.length() + 1);
            odd = odd.substring(0, at) + ALPHABET.charAt(random.nextInt(ALPHABET.length())) + odd.substring(at);
        }
        fields.set(random.nextInt(fields.size()), odd);
        return String.join(" ", fields);
    }

    private static boolean isRead(String cron) {
        try {
            CronExpression.parse(cron);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private boolean isValid(String cron) {
        String settings = "customer: {source: c, key: k}\nschedule: {cron: \"" + cron + "\"}\n";
        return ProjectChecker.check(
                        folder,
                        Map.of(),
                        Map.of("segmill.yaml", Optional.of(settings.getBytes(StandardCharsets.UTF_8))))
                .problems()
                .stream()
                .map(Problem::location)
                .noneMatch(location -> location.line() == 2);
    }
}
