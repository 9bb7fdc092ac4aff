package io.segmill.jobs.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.segmill.core.problem.Failure;
import io.segmill.core.project.CsvOptions;
import io.segmill.jobs.ingest.SampleSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvRowsTest {
    private static final String SPLIT_SIZE = "spark.sql.files.maxPartitionBytes";

    @TempDir
    Path root;

    @Test
    void every_type_is_read() throws IOException {
        SampleSource source = new SampleSource(
                        root,
                        "flag boolean",
                        "small int",
                        "large bigint",
                        "rate double",
                        "amount decimal(12,2)",
                        "note string",
                        "day date; format=dd.MM.yyyy",
                        "moment timestamp")
                .file("a.csv", 0, """
                        flag,small,large,rate,amount,note,day,moment
                        yes, 1 ,9223372036854775807,0.5,1e1,  kept ,29.02.2024,2024-07-01 10:00
                        ,,,NaN,,,,
                        """);
        ReadSource read = ReadSource.of(source);
        assertThat(read.warnings()).isEmpty();
        assertThat(read.good())
                .containsExactly(
                        "true | 1 | 9223372036854775807 | 0.5 | 10.00 |   kept  | 2024-02-29 | 2024-07-01T08:00:00Z",
                        "- | - | - | - | - | - | - | -");
    }

    @Test
    void a_header_is_matched_by_name_in_any_order_and_others_are_ignored_with_a_warning() throws IOException {
        SampleSource source = new SampleSource(root, "id int", "ordered_on date; in-file=Ordered on")
                .file("a.csv", 0, "Ordered on,extra,id\n2024-01-01,x,1\n")
                .file("b.csv", 1, "id,Ordered on\n2,2024-01-02\n");
        ReadSource read = ReadSource.of(source);
        assertThat(read.warnings()).containsExactly("columns that are not declared are ignored: 'extra'");
        assertThat(read.good()).containsExactly("1 | 2024-01-01", "2 | 2024-01-02");
    }

    @Test
    void a_renamed_header_fails_the_source_with_the_nearest_name() throws IOException {
        SampleSource source = new SampleSource(root, "id int", "amount int").file("a.csv", 0, "id,amuont\n1,2\n");
        assertThatThrownBy(() -> ReadSource.of(source))
                .isInstanceOf(Failure.class)
                .hasMessage(
                        source.folder() + "/a.csv has no column 'amount'; did you mean 'amuont'?\n  found: id, amuont");
    }

    @Test
    void a_used_name_that_stands_twice_in_the_header_fails_the_source() throws IOException {
        SampleSource source = new SampleSource(root, "id int").file("a.csv", 0, "id,x,x,id\n1,2,3,4\n");
        assertThatThrownBy(() -> ReadSource.of(source))
                .isInstanceOf(Failure.class)
                .hasMessage(source.folder() + "/a.csv has column 'id' 2 times\n  found: id, x, x, id");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n\n", "\uFEFF"})
    void a_file_without_header_is_empty(String text) throws IOException {
        SampleSource source = new SampleSource(root, "id int", "note string").file("a.csv", 0, text);
        assertThatThrownBy(() -> ReadSource.of(source))
                .isInstanceOf(Failure.class)
                .hasMessage(source.folder() + "/a.csv is empty; expected a header with id, note");
    }

    @Test
    void a_header_alone_loads_no_rows() throws IOException {
        SampleSource source = new SampleSource(root, "id int").file("a.csv", 0, "id\n");
        assertThat(ReadSource.of(source)).isEqualTo(new ReadSource(List.of(), List.of(), List.of()));
    }

    @Test
    void without_header_columns_stand_in_their_order() throws IOException {
        SampleSource source = new SampleSource(root, "id int", "note string")
                .csv(options('|', '"', StandardCharsets.ISO_8859_1))
                .file("a.dat", 0, "1|süß|\n2||\n3|x\n4|x|y|\n|5\n", StandardCharsets.ISO_8859_1)
                .file("empty.dat", 0, "");
        ReadSource read = ReadSource.of(source);
        assertThat(read.good()).containsExactly("1 | süß", "2 | -");
        assertThat(read.bad())
                .containsExactly(
                        "3 | no delimiter at the end | 3|x",
                        "4 | 3 fields instead of 2 | 4|x|y|",
                        "5 | no delimiter at the end | |5");
    }

    @Test
    void another_quote_and_missing_text_and_delimiter_are_options() throws IOException {
        SampleSource source = new SampleSource(root, "id int", "note string", "day date")
                .csv(new CsvOptions('\t', true, StandardCharsets.UTF_8, false, '\'', Optional.of("NA")))
                .file("a.tsv", 0, "id\tnote\tday\n1\t'it''s\ta \"tab\"'\tNA\n NA \t'NA'\t''\n3\t NA\t2024-01-01\n");
        ReadSource read = ReadSource.of(source);
        assertThat(read.good()).containsExactly("1 | it's\ta \"tab\" | -", "- | - | -", "3 |  NA | 2024-01-01");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "ISO-8859-1", "windows-1252", "UTF-16", "UTF-16LE"})
    void encodings_are_read(String encoding) throws IOException {
        Charset charset = Charset.forName(encoding);
        String mark = encoding.equals("UTF-8") || encoding.equals("UTF-16LE") ? "\uFEFF" : "";
        SampleSource source = new SampleSource(root, "id int", "naïve string")
                .csv(new CsvOptions(',', true, charset, false, '"', Optional.empty()))
                .file("a.csv", 0, mark + "id,naïve\r\n1,\"Zoë\nßé\"\r\n", charset);
        ReadSource read = ReadSource.of(source);
        assertThat(read.good()).containsExactly("1 | Zoë\nßé");
    }

    @Test
    void bytes_that_the_encoding_does_not_know_make_a_bad_row() throws IOException {
        SampleSource source = new SampleSource(root, "id int", "name string", "city string")
                .file("a.csv", 0, "id,name,city\n1,Müller,Köln\n2,Smith,York\n", StandardCharsets.ISO_8859_1);
        ReadSource read = ReadSource.of(source);
        assertThat(read.good()).containsExactly("2 | Smith | York");
        assertThat(read.bad())
                .containsExactly("2 | bytes that are not UTF-8 in column 'name'; "
                        + "bytes that are not UTF-8 in column 'city' | 1,M\uFFFDller,K\uFFFDln");
    }

    @Test
    void malformed_utf_16_spoils_its_row_only() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write("\uFEFFid,name\n1,".getBytes(StandardCharsets.UTF_16LE));
        bytes.write(new byte[] {0x00, (byte) 0xDC});
        bytes.write("\n2,ok\n".getBytes(StandardCharsets.UTF_16LE));
        SampleSource source = new SampleSource(root, "id int", "name string")
                .csv(new CsvOptions(',', true, StandardCharsets.UTF_16, false, '"', Optional.empty()))
                .file("a.csv", 0, bytes.toByteArray());
        ReadSource read = ReadSource.of(source);
        assertThat(read.good()).containsExactly("2 | ok");
        assertThat(read.bad()).containsExactly("2 | bytes that are not UTF-16 in column 'name' | 1,\uFFFD");
    }

    @Test
    void compressed_files_are_read_and_broken_ones_are_told() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream zipped = new GZIPOutputStream(bytes)) {
            zipped.write("id\n1\nx\n".getBytes(StandardCharsets.UTF_8));
        }
        SampleSource source = new SampleSource(root, "id int").file("a.csv.gz", 0, bytes.toByteArray());
        ReadSource read = ReadSource.of(source);
        assertThat(read.good()).containsExactly("1");
        assertThat(read.bad()).containsExactly("3 | column 'id': 'x' is not an int | x");

        source.file("b.csv.gz", 1, "no gzip at all".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> ReadSource.of(source))
                .isInstanceOf(Failure.class)
                .hasMessage(source.folder() + "/b.csv.gz cannot be read: not a gzip file");
    }

    @Test
    void a_bad_row_tells_everything_that_is_wrong_but_no_personal_value() throws IOException {
        SampleSource source = new SampleSource(
                        root, "id int", "born date; pii", "email string; required", "amount decimal(12,2)")
                .key("id")
                .file("a.csv", 0, "id,born,email,amount\n,1970,,\"1,5\"\n1,1970-01-01,a@b.c,1.5\n");
        assertThat(ReadSource.of(source).bad())
                .containsExactly("2 | column 'id': missing, but part of the key; "
                        + "column 'born': not a date (value hidden: pii); column 'email': missing, but required; "
                        + "column 'amount': '1,5' is not a decimal(12,2) | ,1970,,\"1,5\"");
    }

    /** At most 37 bytes a split is less than a record; every split has a bad row where it is 64. */
    @Test
    void lines_are_the_physical_ones_however_the_file_is_split() throws IOException {
        StringBuilder text = new StringBuilder("id,note\r\n");
        List<String> good = new ArrayList<>();
        List<String> bad = new ArrayList<>();
        int line = 2;
        for (int i = 0; i < 20; i++) {
            text.append(i).append(",\"broken\r\nover\n\nlines, \"\"").append(i).append("\"\"\"\r\n");
            good.add(i + " | broken\r\nover\n\nlines, \"" + i + "\"");
            line += 4;
            text.append("\r\n\n");
            line += 2;
            text.append("x").append(i).append(",bad\n");
            bad.add(line + " | column 'id': 'x" + i + "' is not an int | x" + i + ",bad");
            line += 1;
        }
        SampleSource source = new SampleSource(root, "id int", "note string").file("a.csv", 0, text.toString());
        assertThat(ReadSource.of(source)).isEqualTo(new ReadSource(good, bad, List.of()));
        for (int size : new int[] {37, 64, 500}) {
            assertThat(ReadSource.inSplits(size, source))
                    .as("splits of %d", size)
                    .isEqualTo(ReadSource.of(source));
        }
    }

    @Test
    void a_quote_that_is_never_closed_takes_the_rest_of_the_file() throws IOException {
        SampleSource source = new SampleSource(root, "id int", "note string")
                .file("a.csv", 0, "id,note\n1,fine\n2,\"open\n3,gone\n4,gone\n");
        ReadSource read = ReadSource.inSplits(8, source);
        assertThat(read.good()).containsExactly("1 | fine");
        assertThat(read.bad())
                .containsExactly("3 | the quote of field 2 is still open at the end of the file"
                        + " | 2,\"open\n3,gone\n4,gone\n");
    }

    private static CsvOptions options(char delimiter, char quote, Charset encoding) {
        return new CsvOptions(delimiter, false, encoding, true, quote, Optional.empty());
    }
}
