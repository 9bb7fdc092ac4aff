package io.segmill.jobs.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColumnChangesTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', nullValues = "-", textBlock = """
            # table                   | declared                       | obstacles to the rows there                  | told once the table has them
            id int, note string       | id int, note string            | -                                            | -
            id int                    | id int, day date               | -                                            | 'day' (date) is new
            id int, note string       | id int                         | 'note' is not declared any more              | 'note' is not declared any more
            id int, note string       | id bigint, note string         | 'id' was int and is declared bigint          | 'id' was int and is declared bigint
            id int, note string       | note string, id int            | -                                            | the order is another
            # a new column in the middle moves none of the others
            id int, note string       | id int, day date, note string  | -                                            | 'day' (date) is new
            id int, emial string      | id int, email string           | 'emial' is not declared any more (is it 'email' now?) | 'emial' is not declared any more (is it 'email' now?)
            # near, but of another type: no new name for the same values
            id int, emial string      | id int, email date             | 'emial' is not declared any more             | 'emial' is not declared any more, 'email' (date) is new
            # one new name is not given twice
            mail_1 string, mail_2 string | mail string                 | 'mail_1' is not declared any more (is it 'mail' now?), 'mail_2' is not declared any more | 'mail_1' is not declared any more (is it 'mail' now?), 'mail_2' is not declared any more
            """)
    void changes_are_told_column_by_column(String table, String declared, String obstacles, String told) {
        ColumnChanges changes = ColumnChanges.between(StructType.fromDDL(table), StructType.fromDDL(declared));
        assertThat(String.join(", ", changes.obstacles())).isEqualTo(obstacles == null ? "" : obstacles);
        assertThat(changes.told().orElse(null)).isEqualTo(told == null ? null : "the table's columns changed: " + told);
    }
}
