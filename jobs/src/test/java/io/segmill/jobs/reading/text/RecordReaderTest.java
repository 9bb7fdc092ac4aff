package io.segmill.jobs.reading.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordReaderTest {
    private static final Dialect CSV = new Dialect(',', '"', "UTF-8");

    /** A record as a test compares it. */
    private record Read(long line, List<String> fields, String flaw) {}

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', emptyValue = "", textBlock = """
            # ← is a carriage return, ↓ a line feed  | written        | read
              plain                                  | a,b↓c,d↓       | 1[a][b] 2[c][d]
              no line end at the end                 | a,b↓c,d        | 1[a][b] 2[c][d]
              carriage return and line feed          | a←↓b←↓         | 1[a] 2[b]
              a lone carriage return                 | a←b←c          | 1[a] 2[b] 3[c]
              all three mixed                        | a←b←↓c↓d       | 1[a] 2[b] 3[c] 4[d]
              blank lines count                      | ↓↓a↓↓←↓b↓      | 3[a] 6[b]
              empty fields                           | ,a,↓           | 1[][a][]
              one quoted empty field is a record     | ""↓a           | 1[] 2[a]
              a delimiter inside quotes              | "a,b",c↓       | 1[a,b][c]
              doubled quotes                         | "a""b",""\""↓  | 1[a"b]["]
              a line break inside quotes             | "a↓b",c↓d      | 1[a↓b][c] 3[d]
              another line break inside quotes       | "a←↓b"↓d       | 1[a←↓b] 3[d]
              a quote inside plain text is text      | a"b,c"d↓       | 1[a"b][c"d]
              nothing at all                         | ~~             | ~~
            """)
    void records_are_cut_as_written(String story, String written, String expected) throws IOException {
        String read = read(bytes(written)).stream()
                .map(record -> record.line() + "[" + String.join("][", record.fields()) + "]")
                .collect(Collectors.joining(" "));
        assertThat(read.replace('\n', '↓').replace('\r', '←')).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            # what is wrong                 | written        | flaw                                                      | the next line
              text after a quote            | a,"b"c,d↓e,f   | text after the closing quote of field 2                   | 2
              a space after a quote         | "a" ,d↓e,f     | text after the closing quote of field 1                   | 2
              a quote that is never closed  | a,"b↓e,f       | the quote of field 2 is still open at the end of the file | -
            """)
    void a_malformed_record_says_why_and_reading_goes_on(String story, String written, String flaw, String next)
            throws IOException {
        List<Read> read = read(bytes(written));
        assertThat(read.get(0).flaw()).isEqualTo(flaw);
        assertThat(read.size() == 1 ? "-" : read.get(1).line() + "").isEqualTo(next);
    }

    @Test
    void bytes_of_another_encoding_spoil_their_field_only() throws IOException {
        byte[] bytes = "a,\u00e9,b\n".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(read(bytes)).containsExactly(new Read(1, List.of("a", "(undecodable)", "b"), null));
        Dialect latin = new Dialect(',', '"', "ISO-8859-1");
        assertThat(all(new RecordReader(latin, new ByteArrayInputStream(bytes), 0, 99, 1)))
                .containsExactly(new Read(1, List.of("a", "\u00e9", "b"), null));
    }

    @Test
    void a_record_that_never_ends_is_cut_off() throws IOException {
        byte[] bytes = new byte[RecordReader.LONGEST_RECORD + 10];
        Arrays.fill(bytes, (byte) 'x');
        bytes[bytes.length - 2] = '\n';
        assertThat(read(bytes))
                .extracting(Read::flaw)
                .containsExactly("longer than 16 MiB: is a quote never closed?", null);
    }

    @Test
    void random_well_formed_text_reads_as_commons_csv_reads_it() throws IOException {
        Random random = new Random(20020701);
        for (int round = 0; round < 2000; round++) {
            String text = wellFormed(random);
            List<List<String>> expected = new ArrayList<>();
            for (CSVRecord record : CSVFormat.DEFAULT.parse(new StringReader(text))) {
                expected.add(record.toList());
            }
            assertThat(read(text.getBytes(StandardCharsets.UTF_8)))
                    .as(text)
                    .extracting(Read::fields)
                    .containsExactlyElementsOf(expected);
        }
    }

    @Test
    void splits_of_any_size_give_the_records_of_the_whole() throws IOException {
        Random random = new Random(20260630);
        for (int round = 0; round < 100; round++) {
            byte[] bytes = anything(random, 1 + random.nextInt(60));
            List<Read> whole = read(bytes);
            for (int size = 1; size <= bytes.length; size++) {
                assertThat(readInSplits(bytes, size))
                        .as("%s in splits of %d", new String(bytes, StandardCharsets.UTF_8), size)
                        .isEqualTo(whole);
            }
        }
    }

    @Test
    void splits_of_large_text_are_scanned_past_the_chunks_of_reading() throws IOException {
        Random random = new Random(7);
        byte[] bytes = anything(random, 400_000);
        assertThat(readInSplits(bytes, 150_001)).isEqualTo(read(bytes));
    }

    private static List<Read> readInSplits(byte[] bytes, int size) throws IOException {
        List<SplitFacts> facts = new ArrayList<>();
        for (int start = 0; start < bytes.length; start += size) {
            int length = Math.min(size, bytes.length - start);
            facts.add(SplitFacts.scan(CSV, new ByteArrayInputStream(bytes, start, length), start));
        }
        List<SplitFacts.Entry> entries = SplitFacts.entries(facts);
        List<Read> all = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            SplitFacts.Entry entry = entries.get(i);
            if (entry.hasRecord()) {
                int from = (int) entry.firstRecord();
                ByteArrayInputStream rest = new ByteArrayInputStream(bytes, from, bytes.length - from);
                all.addAll(all(new RecordReader(CSV, rest, from, (i + 1L) * size, entry.line())));
            }
        }
        return all;
    }

    private static List<Read> read(byte[] bytes) throws IOException {
        return all(new RecordReader(CSV, new ByteArrayInputStream(bytes), 0, Long.MAX_VALUE, 1));
    }

    private static List<Read> all(RecordReader records) throws IOException {
        List<Read> all = new ArrayList<>();
        while (records.next()) {
            List<String> fields = new ArrayList<>();
            for (int i = 0; i < records.fields(); i++) {
                fields.add(decoded(records, i));
            }
            all.add(new Read(records.line(), fields, records.flaw().orElse(null)));
        }
        return all;
    }

    private static String decoded(RecordReader records, int field) throws IOException {
        try {
            return records.text(field);
        } catch (CharacterCodingException undecodable) {
            return "(undecodable)";
        }
    }

    private static byte[] bytes(String written) {
        return written.replace('↓', '\n').replace('←', '\r').getBytes(StandardCharsets.UTF_8);
    }

    private static String wellFormed(Random random) {
        String[] ends = {"\n", "\r\n", "\r"};
        String[] plain = {"", "a", "b c", "é", "😀", " x ", "q\"q", "1.5"};
        String[] quoted = {"", "a,b", "say \"\"hi\"\"", "two\nlines", "three\r\nlines", "\r", "\"\"", "ü"};
        StringBuilder text = new StringBuilder();
        int records = 1 + random.nextInt(5);
        for (int record = 0; record < records; record++) {
            int fields = 2 + random.nextInt(3);
            for (int field = 0; field < fields; field++) {
                text.append(field == 0 ? "" : ",");
                if (random.nextBoolean()) {
                    text.append(plain[random.nextInt(plain.length)]);
                } else {
                    text.append('"')
                            .append(quoted[random.nextInt(quoted.length)])
                            .append('"');
                }
            }
            boolean endless = record == records - 1 && random.nextBoolean();
            text.append(endless ? "" : ends[random.nextInt(ends.length)]);
        }
        return text.toString();
    }

    private static byte[] anything(Random random, int length) {
        String alphabet = "aab,\"\"\n\n\r";
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) alphabet.charAt(random.nextInt(alphabet.length()));
        }
        return bytes;
    }
}
