package io.segmill.jobs.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.segmill.core.condition.Condition;
import io.segmill.core.project.Format;
import io.segmill.core.project.LoadMode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a load that succeeds says about data that look wrong. The as-of date is 2026-06-30. */
class LoadWarningsTest {
    @TempDir
    Path root;

    private static String lines(String first, int count, IntFunction<String> line) {
        return first
                + IntStream.range(0, count).mapToObj(i -> line.apply(i) + "\n").collect(Collectors.joining());
    }

    private static String ids(int count) {
        return lines("id\n", count, i -> "" + i);
    }

    @Test
    void a_source_that_is_empty_or_much_smaller_than_at_its_last_load_is_told_with_both_numbers() throws IOException {
        SampleSource sample = new SampleSource(root, "id int").file("a.csv", 0, ids(300));
        LoadedSource source = new LoadedSource(root, sample);
        assertThat(source.loaded().warnings()).isEmpty();
        sample.file("a.csv", 1, ids(150));
        assertThat(source.loaded().warnings()).isEmpty();
        sample.file("a.csv", 2, ids(20));
        assertThat(source.loaded().warnings())
                .containsExactly("the source is much smaller: the table has 20 rows, after 150 at the last load");
        sample.file("a.csv", 3, ids(0));
        assertThat(source.loaded().warnings())
                .containsExactly("the source is empty: the table has 0 rows, after 20 at the last load");
        assertThat(source.rows()).isEmpty();
        sample.file("a.csv", 4, ids(0));
        assertThat(source.loaded().warnings()).containsExactly("loaded no rows");
    }

    @Test
    void of_merged_sources_the_table_counts_not_the_load() throws IOException {
        SampleSource sample = new SampleSource(root, "id int", "op string")
                .key("id")
                .load(LoadMode.MERGE)
                .deleteWhen(new Condition.Everyone())
                .file("a.csv", 0, lines("id,op\n", 200, i -> i + ",I"));
        LoadedSource source = new LoadedSource(root, sample);
        source.loaded();
        sample.file("b.csv", 1, "id,op\n1,U\n");
        assertThat(source.loaded().warnings()).isEmpty();
        sample.file("c.csv", 2, "id,op\n");
        assertThat(source.loaded().warnings()).containsExactly("loaded no rows");
        sample.file("d.csv", 3, lines("id,op\n", 150, i -> i + ",D"));
        assertThat(source.loaded().warnings())
                .containsExactly("the source is much smaller: the table has 50 rows, after 200 at the last load");
    }

    @Test
    void rows_after_the_as_of_date_are_counted() throws IOException {
        SampleSource sample = new SampleSource(root, "id int", "at timestamp")
                .eventTime("at")
                // Berlin is two hours ahead: the second moment is the first of July there.
                .file("a.csv", 0, "id,at\n1,2026-06-30T21:59:59Z\n2,2026-06-30T22:00:00Z\n3,2999-01-01\n4,\n");
        assertThat(new LoadedSource(root, sample).loaded().warnings())
                .containsExactly("2 of 4 rows are dated after the as-of date, 2026-06-30 ('at')");
    }

    @Test
    void rows_of_days_that_were_loaded_long_before_are_late() throws IOException {
        SampleSource sample = new SampleSource(root, "id int", "on date")
                .key("id")
                .eventTime("on")
                .load(LoadMode.APPEND)
                // The newest day is the twentieth: what lies in the future is a mistake or does not count yet.
                .file("a.csv", 0, "id,on\n1,2026-01-01\n2,2026-06-20\n3,2027-01-01\n");
        LoadedSource source = new LoadedSource(root, sample);
        assertThat(source.loaded().warnings())
                .containsExactly("1 of 3 rows is dated after the as-of date, 2026-06-30 ('on')");
        // Known keys are left out; what is a day old or has no date is not late.
        sample.file("b.csv", 1, "id,on\n1,2026-01-01\n4,2026-06-18\n5,2026-06-19\n6,2026-06-21\n7,\n8,2026-01-02\n");
        assertThat(source.loaded().warnings())
                .containsExactly(
                        "1 row was left out because the table has their key already",
                        "2 rows came late, dated more than a day before the newest that was loaded ('on')");
        sample.file("c.csv", 2, "id,on\n9,2026-06-20\n");
        assertThat(source.loaded().warnings()).isEmpty();
        sample.file("d.csv", 3, "id,on\n10,2026-06-19\n");
        assertThat(source.loaded().warnings())
                .containsExactly("1 row came late, dated more than a day before the newest that was loaded ('on')");
    }

    @Test
    void changed_rows_of_a_merged_source_are_not_late() throws IOException {
        SampleSource sample = new SampleSource(root, "id int", "on date")
                .key("id")
                .eventTime("on")
                .load(LoadMode.MERGE)
                .file("a.csv", 0, "id,on\n1,2026-01-01\n2,2026-06-20\n");
        LoadedSource source = new LoadedSource(root, sample);
        source.loaded();
        sample.file("b.csv", 1, "id,on\n1,2026-01-02\n3,2026-02-01\n");
        assertThat(source.loaded().warnings())
                .containsExactly("1 row came late, dated more than a day before the newest that was loaded ('on')");
    }

    @Test
    void a_json_key_with_another_name_is_told_although_absent_values_are_allowed() throws IOException {
        SampleSource sample = new SampleSource(root, "id int", "email string", "city string")
                .format(Format.JSON)
                .file("a.jsonl", 0, lines("", 100, i -> "{\"id\":" + i + ",\"email\":\"x\",\"town\":{\"city\":1}}"));
        LoadedSource source = new LoadedSource(root, sample);
        // Nothing is called like 'city' at the top.
        assertThat(source.loaded().warnings()).isEmpty();
        sample.file("a.jsonl", 1, lines("", 100, i -> "{\"id\":" + i + ",\"e_mail\":\"x\"}"));
        assertThat(source.loaded().warnings())
                .containsExactly("column 'email' has no value in any of the 100 rows, although 100 of the table's 100"
                        + " rows had one; did you mean 'e_mail', which the file has?");
        sample.file("a.jsonl", 2, "{\"id\":1,\"emails\":\"x\"}\n");
        assertThat(source.loaded().warnings())
                .containsExactly("column 'email' has no value in any row; did you mean 'emails', which the file has?");
    }

    @Test
    void a_column_of_any_format_that_is_not_filled_any_more_is_told() throws IOException {
        SampleSource sample = new SampleSource(root, "id int", "note string")
                .load(LoadMode.APPEND)
                .file("a.csv", 0, lines("id,note\n", 200, i -> i + ",n"));
        LoadedSource source = new LoadedSource(root, sample);
        source.loaded();
        sample.file("b.csv", 1, lines("id,note\n", 99, i -> i + ","));
        assertThat(source.loaded().warnings()).isEmpty();
        sample.file("c.csv", 2, lines("id,note\n", 100, i -> i + ","));
        assertThat(source.loaded().warnings())
                .isEqualTo(List.of("column 'note' has no value in any of the 100 rows, although 200 of the table's 299"
                        + " rows had one"));
    }
}
