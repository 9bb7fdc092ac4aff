package io.segmill.jobs.export;

import static io.segmill.jobs.export.Extracts.row;
import static io.segmill.jobs.export.Extracts.rows;
import static io.segmill.jobs.export.Extracts.sha256;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.segmill.core.fault.Faults;
import io.segmill.core.problem.Failure;
import io.segmill.core.project.CsvOutput;
import io.segmill.core.project.CsvOutput.Compression;
import io.segmill.core.schema.DataType;
import io.segmill.jobs.session.TestSession;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.SparkException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportWriterTest {
    private static final List<ExtractColumn> COLUMNS = List.of(
            ExtractColumn.plain("id", DataType.BIGINT),
            ExtractColumn.hashed("email", DataType.STRING),
            ExtractColumn.plain("note", DataType.STRING));
    private static final CsvOutput TWO_A_FILE = new CsvOutput(',', true, Compression.NONE, 2, true);

    private final ExportWriter writer = new ExportWriter(TestSession.ZONE, Faults.NONE);

    @TempDir
    private Path to;

    @Test
    void the_manifest_says_what_lies_beside_it() throws Exception {
        writer.write(
                request("vip"), rows(COLUMNS, row(1L, "a@b.c", "=1"), row(2L, null, "x"), row(3L, "A@b.c", "+49 30")));

        Path folder = to.resolve("vip/2026-06-30");
        assertThat(files(folder)).containsExactly("manifest.json", "vip-0001.csv", "vip-0002.csv");
        Path first = folder.resolve("vip-0001.csv");
        Path second = folder.resolve("vip-0002.csv");
        assertThat(Files.readString(folder.resolve("manifest.json")))
                .isEqualTo("""
                        {
                          "run" : "20260630T020000Z-7f3a",
                          "as_of" : "2026-06-30",
                          "segment" : "vip",
                          "columns" : [ "id", "email", "note" ],
                          "members" : 3,
                          "guarded_cells" : 1,
                          "files" : [ {
                            "name" : "vip-0001.csv",
                            "rows" : 2,
                            "bytes" : %d,
                            "sha256" : "%s"
                          }, {
                            "name" : "vip-0002.csv",
                            "rows" : 1,
                            "bytes" : %d,
                            "sha256" : "%s"
                          } ]
                        }
                        """.formatted(Files.size(first), sha256(first), Files.size(second), sha256(second)));
    }

    @Test
    void a_folder_that_exists_is_replaced_whole() throws Exception {
        writer.write(request("vip"), rows(COLUMNS, row(1L, null, "x"), row(2L, null, "x"), row(3L, null, "x")));

        writer.write(request("vip"), rows(COLUMNS, row(4L, null, "y")));

        assertThat(files(to.resolve("vip"))).containsExactly("2026-06-30");
        assertThat(files(to.resolve("vip/2026-06-30"))).containsExactly("manifest.json", "vip-0001.csv");
        assertThat(Files.readString(to.resolve("vip/2026-06-30/vip-0001.csv"))).isEqualTo("id,email,note\r\n4,,y\r\n");
    }

    @Test
    void what_fails_leaves_the_folder_as_it_was_and_nothing_beside_it() throws Exception {
        writer.write(request("vip"), rows(COLUMNS, row(1L, null, "x")));
        Dataset<Row> broken = rows(COLUMNS, row(1L, null, "x"), row(2L, null, "y"))
                .select(
                        functions.col("id"),
                        functions.col("email"),
                        functions
                                .raise_error(functions.lit("the cluster is gone"))
                                .cast("string"));

        assertThatThrownBy(() -> writer.write(request("vip"), broken))
                .hasStackTraceContaining(SparkException.class.getPackageName())
                .hasStackTraceContaining("the cluster is gone");

        assertThat(files(to.resolve("vip"))).containsExactly("2026-06-30");
        assertThat(Files.readString(to.resolve("vip/2026-06-30/vip-0001.csv"))).isEqualTo("id,email,note\r\n1,,x\r\n");
    }

    @Test
    void what_a_killed_process_left_is_cleaned_and_a_folder_renamed_away_comes_back() throws Exception {
        Path segment = to.resolve("vip");
        leave(segment.resolve(".2026-06-29.segmill-new"), "half");
        leave(segment.resolve(".2026-06-29.segmill-old"), "whole of the 29th");
        leave(segment.resolve(".2026-06-28.segmill-old"), "replaced");
        leave(segment.resolve("2026-06-28"), "whole of the 28th");
        leave(segment.resolve(".2026-06-30.segmill-new"), "half");
        leave(segment.resolve(".mine"), "kept");

        writer.write(request("vip"), rows(COLUMNS));

        assertThat(files(segment)).containsExactly(".mine", "2026-06-28", "2026-06-29", "2026-06-30");
        assertThat(segment.resolve("2026-06-28/file")).hasContent("whole of the 28th");
        assertThat(segment.resolve("2026-06-29/file")).hasContent("whole of the 29th");
        assertThat(files(segment.resolve("2026-06-30"))).containsExactly("manifest.json", "vip-0001.csv");
    }

    @Test
    void a_folder_that_was_renamed_away_comes_back_also_when_nothing_is_written() throws Exception {
        Path segment = to.resolve("vip");
        leave(segment.resolve(".2026-06-29.segmill-old"), "whole of the 29th");
        leave(segment.resolve(".2026-06-29.segmill-new"), "half");

        ExportWriter.recover(to.toString(), "vip", Faults.NONE);
        ExportWriter.recover(to.toString(), "vip", Faults.NONE);
        ExportWriter.recover(to.toString(), "never-written", Faults.NONE);

        assertThat(files(to)).containsExactly("vip");
        assertThat(files(segment)).containsExactly("2026-06-29");
        assertThat(segment.resolve("2026-06-29/file")).hasContent("whole of the 29th");
    }

    @Test
    void nothing_is_written_through_a_link() throws Exception {
        Path elsewhere = Files.createDirectories(to.resolveSibling("elsewhere"));
        Files.createDirectories(to);
        Files.createSymbolicLink(to.resolve("vip"), elsewhere);
        assertThatThrownBy(() -> writer.write(request("vip"), rows(COLUMNS)))
                .isInstanceOf(Failure.class)
                .hasMessage(to.resolve("vip") + " is a link, and an export is not written through one; delete it, or"
                        + " name where it leads to in 'to'");
        assertThat(files(elsewhere)).isEmpty();

        Files.delete(to.resolve("vip"));
        Files.createDirectory(to.resolve("vip"));
        Files.createSymbolicLink(to.resolve("vip/2026-06-30"), elsewhere);
        writer.write(request("vip"), rows(COLUMNS));
        assertThat(files(elsewhere))
                .as("the link is replaced, not what it leads to")
                .isEmpty();
        assertThat(files(to.resolve("vip/2026-06-30"))).contains("manifest.json");
    }

    @Test
    void a_folder_elsewhere_is_refused() {
        assertThatThrownBy(() -> writer.write(request("../vip"), rows(COLUMNS)))
                .isInstanceOf(Failure.class)
                .hasMessage("the export of segment '../vip' would lie outside its folder " + to);
        assertThatThrownBy(() -> ExportWriter.folder(request("vip", "s3a://bucket/crm")))
                .isInstanceOf(Failure.class)
                .hasMessage("an export goes to a local folder, and s3a://bucket/crm is none; set 'to' to a path on this"
                        + " machine");
    }

    @Test
    void a_file_uri_is_a_local_folder() {
        assertThat(ExportWriter.folder(request("vip", to.toUri().toString()))).isEqualTo(to.resolve("vip/2026-06-30"));
    }

    @Test
    void a_file_in_the_way_is_told() throws Exception {
        Files.createFile(to.resolve("vip"));

        assertThatThrownBy(() -> writer.write(request("vip"), rows(COLUMNS)))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.blame()).isEqualTo(Failure.Blame.ENVIRONMENT))
                .hasMessage("cannot write " + to + "/vip/2026-06-30: " + to
                        + "/vip is in the way; mend the disk or the rights there, then retry");
    }

    private ExportRequest request(String segment) {
        return request(segment, to.toString());
    }

    private static ExportRequest request(String segment, String to) {
        return new ExportRequest(
                "20260630T020000Z-7f3a", LocalDate.of(2026, 6, 30), segment, to, TWO_A_FILE, COLUMNS, Optional.empty());
    }

    private static void leave(Path folder, String content) throws Exception {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("file"), content);
    }

    private static List<String> files(Path folder) throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
