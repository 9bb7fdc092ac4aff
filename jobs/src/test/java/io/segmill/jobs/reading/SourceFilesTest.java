package io.segmill.jobs.reading;

import static org.assertj.core.api.Assertions.assertThat;

import io.segmill.core.problem.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceFilesTest {
    @TempDir
    Path root;

    @Test
    void a_file_a_folder_or_a_glob_is_found_oldest_first() throws IOException {
        file("b.csv", 1);
        file("a.csv", 2);
        file("c.csv", 2);
        file("other.txt", 0);
        file("_hidden.csv", 0);
        file(".hidden.csv", 0);
        file("a folder/inside.csv", 0);
        file("[odd].csv", 9);
        assertThat(names("b.csv")).containsExactly("b.csv");
        assertThat(names("[odd].csv")).containsExactly("[odd].csv");
        assertThat(names("_hidden.csv")).containsExactly("_hidden.csv");
        assertThat(names("[ab].csv")).containsExactly("b.csv", "a.csv");
        assertThat(names("*")).containsExactly("other.txt", "b.csv", "a.csv", "c.csv", "[odd].csv");
        assertThat(names("*/*.csv")).containsExactly("a folder/inside.csv");
        assertThat(names("")).containsExactly("other.txt", "b.csv", "a.csv", "c.csv", "[odd].csv");
        assertThat(SourceFiles.find(root.resolve("b.csv").toUri().toString(), new Configuration()))
                .containsExactly(new FoundFile(
                        root + "/b.csv", "file:" + root + "/b.csv", 4, Instant.parse("2026-01-01T01:00:00Z")));
    }

    @Test
    void nothing_to_be_found_says_what_there_is_instead() throws IOException {
        assertThat(failure("x/orders-*.csv"))
                .isEqualTo(("no file matches %1$s/x/orders-*.csv: expected at least one,"
                                + " but the folder %1$s/x does not exist")
                        .formatted(root));
        assertThat(failure("*.csv"))
                .isEqualTo(("no file matches %1$s/*.csv: expected at least one, but the folder %1$s has no files")
                        .formatted(root));
        file("orders.tsv", 0);
        assertThat(failure("orders.csv"))
                .isEqualTo(("no file matches %1$s/orders.csv: expected at least one,"
                                + " but the folder %1$s has 1 other file: orders.tsv; did you mean 'orders.tsv'?")
                        .formatted(root));
        for (String name : List.of("a", "b", "c", "d")) {
            file(name + ".txt", 0);
        }
        assertThat(failure("*/*.csv"))
                .isEqualTo(("no file matches %1$s/*/*.csv: expected at least one,"
                                + " but the folder %1$s has 5 other files, e.g. a.txt, b.txt, c.txt")
                        .formatted(root));
    }

    @Test
    void a_folder_with_hidden_files_only_has_none() throws IOException {
        file("in/_SUCCESS", 0);
        assertThat(failure("in"))
                .isEqualTo(("no file matches %1$s/in: expected at least one, but the folder %1$s/in has no files")
                        .formatted(root));
    }

    private void file(String name, int hour) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "text");
        Files.setLastModifiedTime(
                file, FileTime.from(Instant.parse("2026-01-01T00:00:00Z").plusSeconds(hour * 3600L)));
    }

    private List<String> names(String path) {
        return SourceFiles.find(root + "/" + path, new Configuration()).stream()
                .map(file -> file.name().substring(root.toString().length() + 1))
                .toList();
    }

    private String failure(String path) {
        try {
            return "found " + names(path);
        } catch (Failure failure) {
            return failure.getMessage();
        }
    }
}
