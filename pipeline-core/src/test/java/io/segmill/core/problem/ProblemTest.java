package io.segmill.core.problem;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProblemTest {
    private static Problem saying(String what) {
        return new Problem(Severity.ERROR, Code.UNKNOWN_COLUMN, SourceLocation.wholeFile("a.yaml"), what, "mend it");
    }

    @Test
    void what_nobody_would_see_is_shown() {
        assertThat(saying("no 'res\u200Bidents', 'a\u0085b' or 'c\u2028d', tab\there")
                        .what())
                .isEqualTo("no 'res\uFFFDidents', 'a\uFFFDb' or 'c\uFFFDd', tab here");
    }

    @Test
    void nobody_has_to_read_a_name_of_a_million_characters() {
        assertThat(saying("x".repeat(1_500)).what()).hasSize(1_500);
        assertThat(saying("x".repeat(1_000_000)).what()).hasSize(1_501).endsWith("x…");
    }
}
