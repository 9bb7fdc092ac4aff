package io.segmill.jobs.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.segmill.core.problem.Failure;
import io.segmill.core.project.LoadMode;
import io.segmill.core.run.LoadedFile;
import io.segmill.jobs.ingest.LoadRequest.Definition;
import io.segmill.jobs.ingest.LoadRequest.Reading;
import io.segmill.jobs.reading.FoundFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoadPlanTest {
    private static final Instant MORNING = Instant.parse("2026-01-01T06:00:00Z");

    @TempDir
    Path root;

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            # loaded (run:file=bytes)   | today     | mode   | definition | reading      | effect  | files read
            -                           | a=1 b=2   | FULL   | SAME       | CHANGED_ONLY | REPLACE | a=1 b=2
            1:a=1 1:b=2                 | a=1 b=2   | FULL   | SAME       | CHANGED_ONLY | REPLACE | -
            1:a=1 1:b=2                 | a=1 b=2   | FULL   | CHANGED    | CHANGED_ONLY | REPLACE | a=1 b=2
            1:a=1 1:b=2                 | a=1 b=2   | FULL   | SAME       | EVERYTHING   | REPLACE | a=1 b=2
            1:a=1 1:b=2                 | a=1       | FULL   | SAME       | CHANGED_ONLY | REPLACE | a=1
            1:a=1                       | a=1 b=2   | FULL   | SAME       | CHANGED_ONLY | REPLACE | a=1 b=2
            1:a=1                       | a=2       | FULL   | SAME       | CHANGED_ONLY | REPLACE | a=2
            1:a=1 2:b=2                 | a=1       | FULL   | SAME       | CHANGED_ONLY | REPLACE | a=1
            1:a=1 2:b=2                 | b=2       | FULL   | SAME       | CHANGED_ONLY | REPLACE | -
            -                           | a=1       | APPEND | SAME       | CHANGED_ONLY | REPLACE | a=1
            1:a=1                       | a=1       | APPEND | SAME       | CHANGED_ONLY | ADD     | -
            1:a=1                       | a=1       | APPEND | CHANGED    | CHANGED_ONLY | ADD     | -
            1:a=1 2:b=2                 | b=2 c=3   | APPEND | SAME       | CHANGED_ONLY | ADD     | c=3
            1:a=1                       | a=1 b=2   | MERGE  | SAME       | CHANGED_ONLY | UPSERT  | b=2
            1:a=1                       | a=1 b=2   | MERGE  | SAME       | EVERYTHING   | REPLACE | a=1 b=2
            # a file that was changed and read by --full is known as it is now
            1:a=1 2:a=9                 | a=9 b=2   | APPEND | SAME       | CHANGED_ONLY | ADD     | b=2
            # --full came without a, so a is not in the table
            1:a=1 1:b=2 2:b=2           | a=1 b=2   | APPEND | SAME       | CHANGED_ONLY | ADD     | a=1
            """)
    void what_is_read_follows_from_what_was_loaded(
            String loaded,
            String today,
            LoadMode mode,
            Definition definition,
            Reading reading,
            LoadPlan.Effect effect,
            String read)
            throws IOException {
        LoadRequest request = request(loaded, definition, reading);
        LoadPlan plan = LoadPlan.of(new SampleSource(root, "id int").load(mode).source(), request, found(today));
        assertThat(plan).isEqualTo(new LoadPlan(effect, found(read)));
    }

    @Test
    void an_appended_file_must_not_change() throws IOException {
        LoadRequest request = request("1:a=1", Definition.SAME, Reading.CHANGED_ONLY);
        SampleSource source = new SampleSource(root, "id int").load(LoadMode.APPEND);
        assertThatThrownBy(() -> LoadPlan.of(source.source(), request, found("a=2")))
                .isInstanceOf(Failure.class)
                .hasMessage("a changed after it was loaded: it had 1 bytes of 2026-01-01T06:00:00Z,"
                        + " now it has 2 bytes of 2026-01-01T06:00:00Z\n"
                        + "  give new rows a new file, or read everything again with --full");
    }

    private static LoadRequest request(String loaded, Definition definition, Reading reading) {
        List<LoadedFile> earlier = words(loaded).stream()
                .map(word -> new LoadedFile(
                        "orders",
                        word.substring(2, word.indexOf('=')),
                        Long.parseLong(word.substring(word.indexOf('=') + 1)),
                        MORNING,
                        10,
                        "run-" + word.charAt(0)))
                .toList();
        OptionalLong version = earlier.isEmpty() ? OptionalLong.empty() : OptionalLong.of(3);
        return new LoadRequest("run-9", LocalDate.of(2026, 6, 30), version, earlier, definition, reading);
    }

    private static List<FoundFile> found(String files) {
        return words(files).stream()
                .map(word -> word.split("="))
                .map(file -> new FoundFile(file[0], "file:/" + file[0], Long.parseLong(file[1]), MORNING))
                .toList();
    }

    private static List<String> words(String text) {
        return text == null ? List.of() : Arrays.asList(text.split(" "));
    }
}
