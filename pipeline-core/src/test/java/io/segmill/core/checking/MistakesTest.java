package io.segmill.core.checking;

import static org.assertj.core.api.Assertions.assertThat;

import io.segmill.core.problem.Problem;
import io.segmill.core.problem.Severity;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A project with some forty mistakes, one beside the other: every one is told, in one go, and none twice. */
class MistakesTest {
    private static Path resource(String name) throws URISyntaxException {
        URL url = Objects.requireNonNull(MistakesTest.class.getResource(name), name);
        return Path.of(url.toURI());
    }

    @Test
    void all_mistakes_of_a_project_are_found_in_one_go() throws IOException, URISyntaxException {
        ProjectChecker.Outcome outcome = ProjectChecker.check(resource("/mistakes"), Map.of());
        String expected = Files.readString(resource("/mistakes.expected.txt"));
        assertThat(String.join("\n", Shop.told(outcome.problems())) + "\n").isEqualTo(expected);
        assertThat(outcome.project()).isEmpty();
    }

    @Test
    void there_are_enough_of_them_and_of_enough_kinds() throws URISyntaxException {
        List<Problem> problems =
                ProjectChecker.check(resource("/mistakes"), Map.of()).problems();
        assertThat(problems.stream().filter(problem -> problem.severity() == Severity.ERROR))
                .hasSizeGreaterThanOrEqualTo(25);
        assertThat(problems.stream().map(Problem::code).distinct()).hasSizeGreaterThanOrEqualTo(25);
    }
}
