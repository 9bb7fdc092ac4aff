package io.segmill.orchestration.cli.running;

import static org.assertj.core.api.Assertions.assertThat;

import io.segmill.core.run.SharedCost;
import io.segmill.core.run.TaskName;
import io.segmill.core.run.TaskResult;
import io.segmill.core.run.TaskStatus;
import io.segmill.orchestration.cli.print.Terminal;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TaskLinesTest {
    private static final TaskName VIP = TaskName.segment("vip");
    private static final TaskName LAPSED = TaskName.segment("lapsed");

    @Test
    void a_segment_of_a_shared_pass_tells_its_share_and_no_time_of_its_own() {
        StringWriter err = new StringWriter();
        Terminal terminal =
                Terminal.of(new PrintWriter(new StringWriter()), new PrintWriter(err), Terminal.Kind.PIPE, Map.of());
        Clock clock = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
        try (TaskLines lines = new TaskLines(terminal, clock)) {
            lines.moved(VIP, TaskStatus.REFRESHING);
            lines.moved(LAPSED, TaskStatus.REFRESHING);
            lines.ended(
                    VIP,
                    TaskResult.refreshed(
                            1_190,
                            30,
                            10,
                            List.of("many entered"),
                            Optional.of(new SharedCost(Duration.ofMillis(3_214), 0.004))));
            lines.ended(LAPSED, TaskResult.refreshed(1, 1, 0, List.of(), Optional.empty()));
        }
        assertThat(err).hasToString("""
                segment:vip: Refreshing
                segment:lapsed: Refreshing
                segment:vip: Completed with warnings, 1,190 rows, 0.40 % of a shared pass of 3.2 s
                  warning: many entered
                segment:lapsed: Successful, 1 row, 0.0 s
                """);
    }
}
