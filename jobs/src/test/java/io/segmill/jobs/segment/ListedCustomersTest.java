package io.segmill.jobs.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.segmill.core.condition.LetterCase;
import io.segmill.core.problem.Failure;
import io.segmill.core.project.Selection;
import io.segmill.core.schema.Column;
import io.segmill.core.schema.DataType;
import io.segmill.jobs.query.CustomerQueries;
import io.segmill.jobs.session.TestSession;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListedCustomersTest {
    private static final Column KEY = Column.of("customer_id", DataType.BIGINT);
    private static final Column EMAIL = Column.of("email", DataType.STRING);

    @TempDir
    Path folder;

    private static Dataset<Row> customers() {
        return TestSession.spark()
                .createDataFrame(
                        List.of(
                                RowFactory.create(1L, "Anna@x.de"),
                                RowFactory.create(2L, "anna@x.de"),
                                RowFactory.create(3L, "\u00c9mile@x.fr"),
                                RowFactory.create(4L, null)),
                        new StructType().add("customer_id", DataTypes.LongType).add("email", DataTypes.StringType));
    }

    private ListedCustomers listed(Column match, LetterCase letters, String text) throws IOException {
        Path file = folder.resolve("vips.csv");
        Files.writeString(file, text, StandardCharsets.UTF_8);
        return new ListedCustomers(
                new Selection.Listed(file.toString(), match, letters), customers(), "customer_id", TestSession.ZONE);
    }

    private static List<Long> keys(ListedCustomers listed) {
        return listed.customers().orderBy(CustomerQueries.CUSTOMER_ID).collectAsList().stream()
                .map(row -> row.getLong(0))
                .toList();
    }

    @Test
    void customers_are_named_by_their_key_each_once_whatever_else_the_file_says() throws IOException {
        ListedCustomers listed = listed(KEY, LetterCase.EXACT, "note,customer_id\nfriend,3\nagain,\" 3 \"\n,1\n");
        assertThat(keys(listed)).containsExactly(1L, 3L);
        assertThat(listed.warnings()).isEmpty();
    }

    @Test
    void a_value_names_every_customer_that_has_it_exactly_or_whatever_its_letters() throws IOException {
        assertThat(keys(listed(EMAIL, LetterCase.EXACT, "email\nanna@x.de\n\u00c9MILE@x.fr\n")))
                .containsExactly(2L);
        assertThat(keys(listed(EMAIL, LetterCase.IGNORED, "email\nANNA@X.DE\n\u00c9MILE@x.fr\n")))
                .containsExactly(1L, 2L, 3L);
    }

    @Test
    void lines_that_name_nobody_are_counted_and_listed() throws IOException {
        ListedCustomers listed = listed(KEY, LetterCase.EXACT, "customer_id\n1\n99\nabc\n\"\"\n2\n");
        assertThat(keys(listed)).containsExactly(1L, 2L);
        assertThat(listed.warnings())
                .containsExactly("3 of 5 lines of " + folder.resolve("vips.csv")
                        + " name no customer by customer_id: line 3 '99', line 4 'abc', line 5 ''");
    }

    @Test
    void personal_values_are_not_shown() throws IOException {
        Column personal = new Column("email", "email", DataType.STRING, Optional.empty(), false, true);
        assertThat(listed(personal, LetterCase.EXACT, "email\nbob@x.de\n").warnings())
                .containsExactly(
                        "1 of 1 lines of " + folder.resolve("vips.csv") + " name no customer by email: line 2");
    }

    @Test
    void a_list_of_nobody_is_a_list() throws IOException {
        ListedCustomers listed = listed(KEY, LetterCase.EXACT, "customer_id\n");
        assertThat(keys(listed)).isEmpty();
        assertThat(listed.warnings()).isEmpty();
    }

    @Test
    void a_file_without_the_column_or_without_anything_fails() {
        assertThatThrownBy(() -> keys(listed(KEY, LetterCase.EXACT, "id\n1\n")))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("customer_id");
        assertThatThrownBy(() -> keys(listed(KEY, LetterCase.EXACT, ""))).isInstanceOf(Failure.class);
    }
}
