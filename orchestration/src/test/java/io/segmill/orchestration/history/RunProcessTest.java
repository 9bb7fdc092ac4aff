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
        assertThat(other.isGone()).isTrue();
        assertThat(HERE.isGone()).isFalse();
    }

    @Test
    void another_process_with_the_same_number_does_not_count() {
        RunProcess earlier =
                new RunProcess(HERE.host(), HERE.pid(), HERE.started().minus(Duration.ofMinutes(5)));
        assertThat(earlier.isGone()).isTrue();
    }

    @Test
    void of_processes_on_other_machines_nothing_is_known() {
        assertThat(new RunProcess("elsewhere." + HERE.host(), 1, HERE.started()).isGone())
                .isFalse();
    }
}
