package io.segmill.jobs.reading;

import static org.assertj.core.api.Assertions.assertThat;

import io.segmill.core.project.Format;
import io.segmill.jobs.ingest.SampleSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonRowsTest {
    @TempDir
    Path root;

    @Test
    void values_become_the_declared_type_by_what_is_written() throws IOException {
        SampleSource source = new SampleSource(
                        root,
                        "id int; in-file=Id",
                        "amount decimal(20,2)",
                        "flag boolean",
                        "rate double",
                        "day date",
                        "note string")
                .format(Format.JSON)
                .file("a.json", 0, """
                        {"Id": 1, "amount": 123456789012345678.25, "flag": true, "rate": 1, "day": "2024-02-29", "note": "ü \\"x\\""}
                        {"note": 1.50, "other": {"a": [1]}, "flag": 0, "Id": " 12 ", "rate": "NaN", "amount": "1e2"}

                        {"Id": 3, "note": {"a": [1, "b"],  "c": null}, "amount": null}
                          \t
                        {"Id": 4, "note": true}
                        {"Id": 5, "note": ""}
                        """);
        ReadSource read = ReadSource.of(source);
        assertThat(read.bad()).isEmpty();
        assertThat(read.good())
                .containsExactly(
                        "1 | 123456789012345678.25 | true | 1.0 | 2024-02-29 | ü \"x\"",
                        "12 | 100.00 | false | - | - | 1.50",
                        "3 | - | - | - | - | {\"a\": [1, \"b\"],  \"c\": null}",
                        "4 | - | - | - | - | true",
                        "5 | - | - | - | - | ");
    }

    @Test
    void lines_that_are_no_such_object_are_bad_rows() throws IOException {
        SampleSource source = new SampleSource(root, "id int; required", "day date; pii")
                .format(Format.JSON)
                .file("a.json", 0, """
                        [1]
                        {"id": 1

                        {"id": 1, "id": 2}
                        {"id": {"a": 1}}
                        {"id": 1.0, "day": "secret"}
                        {"id": 1} more
                        {"day": ""}
                        {"id": 1, "x": {"b": 1, "b": 2}}
                        """);
        assertThat(ReadSource.of(source).bad())
                .containsExactly(
                        "1 | not a JSON object | [1]",
                        "2 | not JSON, at character 9 | {\"id\": 1",
                        "4 | a JSON key is repeated, at character 15 | {\"id\": 1, \"id\": 2}",
                        "5 | column 'id': '{\"a\": 1}' is not an int | {\"id\": {\"a\": 1}}",
                        "6 | column 'id': '1.0' is not an int; column 'day': not a date (value hidden: pii)"
                                + " | {\"id\": 1.0, \"day\": \"secret\"}",
                        "7 | not JSON, at character 11 | {\"id\": 1} more",
                        "8 | column 'day': not a date (value hidden: pii); column 'id': missing, but required"
                                + " | {\"day\": \"\"}",
                        "9 | a JSON key is repeated, at character 28 | {\"id\": 1, \"x\": {\"b\": 1, \"b\": 2}}");
    }

    @Test
    void lines_are_counted_over_splits_and_bytes_must_be_utf_8() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 10; i++) {
            text.append("\n{\"id\": ").append(i).append(", \"note\": \"a \\\" quote\"}\r\n\n");
        }
        SampleSource source = new SampleSource(root, "id int", "note string")
                .format(Format.JSON)
                .file("a.json", 0, text + "{\"note\": \"é\"}", StandardCharsets.ISO_8859_1);
        ReadSource read = ReadSource.inSplits(50, source);
        assertThat(read).isEqualTo(ReadSource.of(source));
        assertThat(read.good()).hasSize(10).contains("9 | a \" quote");
        assertThat(read.bad()).containsExactly("31 | bytes that are not UTF-8 | {\"note\": \"\uFFFD\"}");
    }
}
