package io.segmill.orchestration.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RunProcessTest {
    private static final RunProcess HERE = RunProcess.here();

    @Test
    void a_process_is_gone_when_it_ended() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "--version")
                .start();
        RunProcess other = new RunProcess(
                HERE.host(), process.pid(), process.info().startInstant().orElse(HERE.started()));
        process.waitFor();
        assertThat(other.isGone(Duration.ZERO)).isTrue();
        assertThat(HERE.isGone(Duration.ZERO)).isFalse();
    }

    @Test
    void one_that_had_the_number_of_this_process_is_gone() {
        RunProcess earlier =
                new RunProcess(HERE.host(), HERE.pid(), HERE.started().minus(Duration.ofMinutes(5)));
        assertThat(earlier.isGone(Duration.ZERO)).isTrue();
    }

    @Test
    void one_that_seems_to_have_started_at_another_time_is_gone_when_it_is_silent_since_clocks_are_set() {
        ProcessHandle shell = ProcessHandle.current().parent().orElseThrow();
        RunProcess earlier =
                new RunProcess(HERE.host(), shell.pid(), HERE.started().minus(Duration.ofDays(500)));
        assertThat(earlier.isGone(Duration.ofSeconds(60))).isFalse();
        assertThat(earlier.isGone(Duration.ofSeconds(61))).isTrue();
    }

    @Test
    void a_process_on_another_machine_is_gone_when_it_is_silent_for_a_minute() {
        RunProcess other = new RunProcess("elsewhere." + HERE.host(), 1, HERE.started());
        assertThat(other.isGone(Duration.ofSeconds(60))).isFalse();
        assertThat(other.isGone(Duration.ofSeconds(61))).isTrue();
        assertThat(HERE.isGone(Duration.ofDays(1))).isFalse();
    }
}
