package io.segmill.jobs.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BadRowsTest {
    private static final List<String> EXAMPLES = List.of("a.csv:7: column 'id': 'x' is not an int");

    @TempDir
    Path root;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # allowed % | bad | of all  | fails
            0           | 1   | 1000000 | yes
            0.1         | 1   | 1000    | no
            0.1         | 1   | 999     | yes
            0.1         | 2   | 2001    | no
            33.3        | 1   | 3       | yes
            33.34       | 1   | 3       | no
            100         | 3   | 3       | no
            """)
    void the_share_is_compared_exactly(String allowed, long bad, long rows, String fails) throws IOException {
        BadRows judged = judged(allowed, bad, rows);
        assertThat(judged instanceof BadRows.TooMany ? "yes" : "no").isEqualTo(fails);
    }

    @Test
    void both_outcomes_give_the_counts_and_examples() throws IOException {
        assertThat(judged("0.1", 1, 999))
                .isEqualTo(new BadRows.TooMany(
                        "1 of 999 rows is bad (0.11 %), more than the 0.1 % that bad-rows allows;"
                                + " see quarantine/orders\n  a.csv:7: column 'id': 'x' is not an int",
                        OptionalLong.of(4)));
        assertThat(judged("5.0", 2, 100))
                .isEqualTo(new BadRows.Allowed(
                        List.of("2 of 100 rows are bad (2 %); see quarantine/orders\n"
                                + "  a.csv:7: column 'id': 'x' is not an int"),
                        OptionalLong.of(4)));
    }

    private BadRows judged(String allowed, long bad, long rows) throws IOException {
        return BadRows.judged(
                new SampleSource(root, "id int").allowPercent(allowed).source(), bad, rows, EXAMPLES, 4);
    }
}
