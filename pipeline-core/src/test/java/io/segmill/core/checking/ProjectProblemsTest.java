package io.segmill.core.checking;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people are told of settings, sources, segments and exports, word for word. */
class ProjectProblemsTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    # file | what it says | what it says instead | problem | fix
                    segmill.yaml | time-zone: Europe/Berlin | time-zone: Europe/Berlim | segmill.yaml:2:12: 'time-zone' is no time zone: 'Europe/Berlim' [BAD_VALUE] | did you mean 'Europe/Berlin'?
                    segmill.yaml | as-of: 2026-06-30 | as-of: 2026-06-31 | segmill.yaml:3:8: there is no day '2026-06-31' in the calendar [BAD_DATE] | put day and month right: yyyy-MM-dd
                    segmill.yaml | source: customers | source: custmers | segmill.yaml:4:20: there is no source 'custmers' [UNKNOWN_SOURCE] | did you mean 'customers'?
                    segmill.yaml | key: customer_id} | key: email} | segmill.yaml:4:36: 'email' is not the key of source 'customers', and it identifies the customers [KEY_MISMATCH] | its key is [customer_id]: name that column here, or change the key in sources/customers.yaml
                    segmill.yaml | key: customer_id} | key: custmer_id} | segmill.yaml:4:36: source 'customers' has no column 'custmer_id' [UNKNOWN_COLUMN] | did you mean 'customer_id'?
                    segmill.yaml | orders.customer_id | orders.custmer_id | segmill.yaml:6:12: source 'orders' has no column 'custmer_id' [UNKNOWN_COLUMN] | did you mean 'customer_id'?
                    segmill.yaml | orders.customer_id | ordrs.customer_id | segmill.yaml:6:12: there is no source 'ordrs' [UNKNOWN_SOURCE] | did you mean 'orders'?
                    segmill.yaml | orders.customer_id | orders | segmill.yaml:6:12: an end of a relationship is SOURCE.COLUMN, found 'orders' [BAD_VALUE] | write such as orders.customer_id
                    segmill.yaml | to: customers.customer_id | to: customers.email | segmill.yaml:6:36: 'email' is not the key of source 'customers', and a relationship points to it [KEY_MISMATCH] | its key is [customer_id]: name that column here, or change the key in sources/customers.yaml
                    segmill.yaml | {from: lines.product_id, to | {from: lines.order_id, to | segmill.yaml:8:32: the two ends have different types: 'order_id' is bigint, 'product_id' is string [WRONG_TYPE] | declare both with the same type; int and bigint count as one
                    sources/orders.yaml | key: [order_id] | `` | segmill.yaml:7:32: source 'orders' has no key, and a relationship points to it [KEY_NEEDED] | write key: [order_id] in sources/orders.yaml
                    segmill.yaml | {from: lines.product_id, to: products.product_id, as: product} | {from: lines.product_id, to: products.product_id, as: order_id} | segmill.yaml:8:59: the relationship from 'lines' to 'products' is named like a column of 'lines': 'order_id' [DUPLICATE_NAME] | give it another name: as: NAME
                    segmill.yaml | reverse-as: residents} | `reverse-as: residents}\n  - {from: customers.points, to: addresses.address_id, as: address}` | segmill.yaml:10:60: two relationships from 'customers' are named 'address', the other in line 9 [DUPLICATE_NAME] | give one of them another name: as: NAME
                    sources/orders.yaml | format: parquet | format: parket | sources/orders.yaml:1:9: 'format' cannot be 'parket' [BAD_VALUE] | did you mean 'parquet'?
                    sources/addresses.yaml | path: ../data/addresses.json | `path: ../data/addresses.json\ncsv: {delimiter: ";"}` | sources/addresses.yaml:3:6: 'csv' is for the format csv only [BAD_VALUE] | delete it, or write format: csv
                    sources/customers.yaml | key: [customer_id] | key: customer_id | sources/customers.yaml:13:6: 'key' is a list, found 'customer_id' [WRONG_SHAPE] | write key: [customer_id]
                    segmill.yaml | name: shop | `name: shop\nwarehouse: s3a://b/w` | segmill.yaml:2:12: a warehouse that is not local needs a history database that its runs can share [BAD_VALUE] | write history: {url: "jdbc:postgresql://HOST/DATABASE", user: …, password: "${NAME}"}
                    segmill.yaml | name: shop | `name: shop\nhistory: {url: "jdbc:h2:file:hist/x;MODE=y", user: "${ENV}", password: "${ENV}"}\nspark: {master: "local[2]", conf: {spark.a: 1, b: 2}}` | segmill.yaml:3:48: a setting of Spark begins with 'spark.', found 'b' [UNKNOWN_KEY] | write spark.b if that is meant
                    segmill.yaml | name: shop | `name: shop\nhistory: {url: "jdbc:h2:file:hist/x", password: "${ENV}x"}` | segmill.yaml:2:49: a password is taken from the environment and never stands in a file [PLAIN_PASSWORD] | write password: ${NAME} and set NAME in the environment
                    segmill.yaml | name: shop | `name: shop\nhistory: {url: "jdbc:postgresql://h/d?user=a&password=${ENV}"}` | segmill.yaml:2:16: the url holds a password [PLAIN_PASSWORD] | take it out of the url; write password: ${NAME} and set NAME in the environment
                    segmill.yaml | name: shop | `name: shop\nwarehouse: s3a://b/w\nhistory: {url: "jdbc:h2:file:x"}` | segmill.yaml:3:16: a warehouse that is not local needs a history database that its runs can share [BAD_VALUE] | write history: {url: "jdbc:postgresql://HOST/DATABASE", user: …, password: "${NAME}"}
                    sources/orders.yaml | path: ../data/orders | path: "" | sources/orders.yaml:2:7: 'path' is not a path: '' [BAD_VALUE] | write such as ../data/orders/*.csv
                    sources/orders.yaml | path: ../data/orders | `` | sources/orders.yaml:1:1: a source needs the key 'path' [MISSING_KEY] | write path: FILES, relative to the project folder
                    sources/orders.yaml | event-time: ordered_on | event-time: lines.quantity | sources/orders.yaml:10:13: 'lines.quantity' leads to many rows of 'lines', 'event-time' has one value [BAD_PATH] | name a column that each row has one of
                    """)
    void one_mistake_is_told_once(String file, String from, String to, String problem, String fix) {
        Shop shop = new Shop(folder).in(Map.of("ENV", "secret")).changed(file, from, to);
        assertThat(shop.told()).containsExactly(problem + "\n  fix: " + fix);
    }

    @Test
    void every_option_of_csv_is_checked() {
        assertThat(new Shop(folder)
                        .changed("sources/customers.yaml", "key: [customer_id]", """
                                key: [customer_id]
                                csv:
                                  delimiter: ";;"
                                  quote: "é"
                                  header: maybe
                                  encoding: latin1
                                  missing: 0
                                  foo: 1""")
                        .told())
                .containsExactly(
                        "sources/customers.yaml:15:14: 'delimiter' is one ASCII character, found ';;' [BAD_VALUE]\n"
                                + "  fix: write one character in quotes, such as \",\", \"|\" or \"\\t\"",
                        "sources/customers.yaml:16:10: 'quote' is one ASCII character, found 'é' [BAD_VALUE]\n"
                                + "  fix: write one character in quotes, such as \",\", \"|\" or \"\\t\"",
                        "sources/customers.yaml:17:11: 'header' is true or false, found 'maybe' [BAD_VALUE]\n"
                                + "  fix: write true or false, without quotes",
                        "sources/customers.yaml:18:13: 'encoding' cannot be 'latin1' [BAD_VALUE]\n"
                                + "  fix: one of: ISO-8859-1, US-ASCII, UTF-16, UTF-8, windows-1252",
                        "sources/customers.yaml:20:3: unknown key 'foo' in a source's csv [UNKNOWN_KEY]\n"
                                + "  fix: one of: delimiter, encoding, header, missing, quote, trailing-delimiter");
    }

    @Test
    void delimiter_and_quote_differ() {
        assertThat(new Shop(folder)
                        .changed("sources/customers.yaml", "key: [", "csv: {delimiter: \"'\", quote: \"'\"}\nkey: [")
                        .told())
                .containsExactly(
                        "sources/customers.yaml:13:30: delimiter and quote are the same character [BAD_VALUE]\n"
                                + "  fix: write two different ones");
    }

    @Test
    void every_part_of_a_column_is_checked() {
        assertThat(new Shop(folder)
                        .changed("sources/customers.yaml", "key: [customer_id]", """
                                  - {name: a, type: date, format: HH:mm}
                                  - {name: b, type: date, format: yyyy-MM-dd}
                                  - {name: c, type: int, format: dd}
                                  - {name: d, type: timestamp, format: "bb{"}
                                  - {name: "e 5", type: "decimal(40,2)", in-file: email, pii: yes}
                                  - {type: int, required: 1}
                                  - {name: g, type: text}
                                  - {name: EMAIL, type: string}
                                key: [customer_id]""")
                        .told())
                .containsExactly(
                        "sources/customers.yaml:13:35: the format 'HH:mm' does not give a whole date [BAD_VALUE]\n"
                                + "  fix: write such as dd.MM.yyyy or \"yyyy-MM-dd HH:mm:ss\"",
                        "sources/customers.yaml:15:34: only dates and timestamps have a format, this column is int"
                                + " [BAD_VALUE]\n  fix: delete the format, or change the type",
                        "sources/customers.yaml:16:40: the format 'bb{' is not a pattern of Java's DateTimeFormatter"
                                + " [BAD_VALUE]\n  fix: write such as dd.MM.yyyy or \"yyyy-MM-dd HH:mm:ss\"",
                        "sources/customers.yaml:17:12: 'e 5' cannot be a column's name [BAD_VALUE]\n"
                                + "  fix: use letters, digits, _ and -; say under in-file what the file calls it",
                        "sources/customers.yaml:17:25: there is no type 'decimal(40,2)' [BAD_VALUE]\n"
                                + "  fix: write decimal(digits, digits after the point), such as \"decimal(12,2)\", at"
                                + " most 38 digits",
                        "sources/customers.yaml:17:51: the column 'email' of the file is taken in line 5 already"
                                + " [DUPLICATE_NAME]\n  fix: declare each column of the file once",
                        "sources/customers.yaml:17:63: 'pii' is true or false, found 'yes' [BAD_VALUE]\n"
                                + "  fix: write true or false, without quotes",
                        "sources/customers.yaml:18:5: a column needs the key 'name' [MISSING_KEY]\n"
                                + "  fix: write {name: NAME, type: TYPE}",
                        "sources/customers.yaml:18:27: 'required' is true or false, found '1' [BAD_VALUE]\n"
                                + "  fix: write true or false, without quotes",
                        "sources/customers.yaml:19:21: there is no type 'text' [BAD_VALUE]\n"
                                + "  fix: did you mean 'string'?",
                        "sources/customers.yaml:20:12: the column 'EMAIL' is declared in line 5 already, as 'email'"
                                + " [DUPLICATE_NAME]\n"
                                + "  fix: rename or delete one of the two; upper and lower case do not tell columns"
                                + " apart");
    }

    @Test
    void delete_when_looks_at_the_loaded_row_alone() {
        assertThat(new Shop(folder)
                        .changed("sources/orders.yaml", "key: [order_id]", """
                                key: [order_id]
                                load: merge
                                delete-when:
                                  any:
                                    - {attribute: customers.email, is: D}
                                    - {count: lines, is: 3}
                                    - {member-of: x}
                                bad-rows: {allow-percent: 120}""")
                        .told())
                .containsExactly(
                        "sources/orders.yaml:13:19: 'delete-when' looks at the loaded row alone, 'customers.email' leads"
                                + " away from it [BAD_PATH]\n  fix: use a column of source 'orders'",
                        "sources/orders.yaml:14:8: 'delete-when' looks at the loaded row alone, found the aggregate"
                                + " 'count' [BAD_VALUE]\n  fix: use attribute conditions on the source's own columns",
                        "sources/orders.yaml:15:8: 'member-of' asks about a customer and cannot stand in a condition on"
                                + " rows [BAD_VALUE]\n  fix: put it beside the aggregate, in a list under 'all:'",
                        "sources/orders.yaml:16:27: 'allow-percent' is a number from 0 to 100, found '120' [BAD_VALUE]\n"
                                + "  fix: write such a number, without quotes and %");
    }

    @Test
    void delete_when_and_merge_go_together() {
        assertThat(new Shop(folder)
                        .changed("sources/lines.yaml", "format: delta", "format: delta\nload: merge")
                        .changed(
                                "sources/products.yaml",
                                "key: [product_id]",
                                "key: [product_id]\ndelete-when: {attribute: category, is: D}")
                        .told())
                .containsExactly(
                        "sources/lines.yaml:2:7: 'load: merge' needs a key, by which rows replace each other"
                                + " [KEY_NEEDED]\n  fix: write key: [COLUMN, …]",
                        "sources/products.yaml:8:1: 'delete-when' goes only with 'load: merge' [BAD_VALUE]\n"
                                + "  fix: delete it, or write load: merge");
    }

    @Test
    void passwords_stand_in_no_file() {
        assertThat(new Shop(folder).with("sources/db.yaml", """
                                format: jdbc
                                url: "jdbc:x?password=a"
                                password: b
                                columns: [{name: a, type: int}]
                                """).told())
                .contains(
                        "sources/db.yaml:2:6: the url holds a password [PLAIN_PASSWORD]\n"
                                + "  fix: take it out of the url; write password: ${NAME} and set NAME in the environment",
                        "sources/db.yaml:3:11: a password is taken from the environment and never stands in a file"
                                + " [PLAIN_PASSWORD]\n"
                                + "  fix: write password: ${NAME} and set NAME in the environment");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    0 0 2 * * *          | -
                    0 */5 1,3-5 L * ?    | -
                    0 0 2 * JAN-MAR MON#1 | -
                    0 0 2 LW * ?         | -
                    0 0 2 * * MONL       | -
                    0 0 2 * *            | 'cron' has six fields, '0 0 2 * *' has 5
                    60 0 2 * * *         | the second in '60 0 2 * * *' does not exist
                    0 0 25 * * MON-FRI   | the hour in '0 0 25 * * MON-FRI' does not exist
                    0 0 2 0 * *          | the day of the month in '0 0 2 0 * *' does not exist
                    0 0 2 * 13 *         | the month in '0 0 2 * 13 *' does not exist
                    0 0 2 * * MOO        | the day of the week in '0 0 2 * * MOO' does not exist
                    0 0/0 2 * * *        | the minute in '0 0/0 2 * * *' does not exist
                    """)
    void a_schedule_has_six_fields_that_exist(String cron, String problem) {
        Shop shop = new Shop(folder).changed("segmill.yaml", "name: shop", "schedule: {cron: \"" + cron + "\"}");
        if (problem.equals("-")) {
            assertThat(shop.told()).isEmpty();
        } else {
            assertThat(shop.told())
                    .containsExactly("segmill.yaml:1:18: " + problem + " [BAD_VALUE]\n"
                            + "  fix: write six fields: second minute hour day month weekday, such as \"0 0 2 * * *\"");
        }
    }

    @Test
    void every_line_of_a_segment_is_checked() {
        assertThat(new Shop(folder).with("segments/a.yaml", """
                                type: dynamc
                                state: actve
                                tags: x
                                columns:
                                  - email
                                  - address.stat
                                  - email
                                  - customer_id
                                  - {attribute: zip, as: Customer_ID}
                                  - {sum: orders.amount, as: x}
                                  - {count: orders, as: X}
                                  - [a]
                                  - {has: orders}
                                  - {sum: orders.amount, is: 5}
                                """).told())
                .containsExactly(
                        "segments/a.yaml:1:1: a segment needs the key 'where' [MISSING_KEY]\n"
                                + "  fix: write where: CONDITION, such as where: {everyone: true}",
                        "segments/a.yaml:1:7: 'type' cannot be 'dynamc' [BAD_VALUE]\n  fix: did you mean 'dynamic'?",
                        "segments/a.yaml:2:8: 'state' cannot be 'actve' [BAD_VALUE]\n  fix: did you mean 'active'?",
                        "segments/a.yaml:3:7: 'tags' is a list, found 'x' [WRONG_SHAPE]\n  fix: write tags: [x]",
                        "segments/a.yaml:6:5: source 'addresses' has no column 'stat' [UNKNOWN_COLUMN]\n"
                                + "  fix: did you mean 'state'?",
                        "segments/a.yaml:7:5: two columns are headed 'email' [DUPLICATE_NAME]\n"
                                + "  fix: delete one, or give it another header: as: NAME",
                        "segments/a.yaml:8:5: the customer key 'customer_id' always stands first and is not repeated"
                                + " [DUPLICATE_NAME]\n  fix: delete it",
                        "segments/a.yaml:9:26: the column 'Customer_ID' is named like the customer key, which always"
                                + " stands first [DUPLICATE_NAME]\n"
                                + "  fix: delete it, or give it another header: as: NAME",
                        "segments/a.yaml:11:25: two columns are headed 'X' [DUPLICATE_NAME]\n"
                                + "  fix: delete one, or give it another header: as: NAME",
                        "segments/a.yaml:12:5: a column is a path or a mapping, found a list [WRONG_SHAPE]\n"
                                + "  fix: write a path, such as address.state, or {sum: PATH, as: NAME}",
                        "segments/a.yaml:13:5: a column takes an attribute or an aggregate that has a value,"
                                + " found a mapping of 'has' [AMBIGUOUS_CONDITION]\n"
                                + "  fix: write {attribute: PATH} or an aggregate such as {sum: PATH}",
                        "segments/a.yaml:14:26: unknown key 'is' in a column [UNKNOWN_KEY]\n"
                                + "  fix: did you mean 'as'?");
    }

    @Test
    void every_line_of_an_export_is_checked() {
        assertThat(new Shop(folder)
                        .with("segments/a.yaml", "columns: [email]\nwhere: {everyone: true}\n")
                        .with("exports/e.yaml", """
                                segments: [a, ab, a]
                                columns: [email, emial]
                                hash: {email: md5, zip: sha256}
                                content: change
                                csv:
                                  delimiter: ""
                                  header: 1
                                  compression: zip
                                  max-rows-per-file: 0
                                  formula-guard: off
                                """)
                        .told())
                .containsExactly(
                        "exports/e.yaml:1:1: an export needs the key 'to' [MISSING_KEY]\n"
                                + "  fix: write to: FOLDER, relative to the project folder",
                        "exports/e.yaml:1:15: there is no segment 'ab' [UNKNOWN_SEGMENT]\n  fix: did you mean 'a'?",
                        "exports/e.yaml:1:19: the segment 'a' is listed twice [DUPLICATE_NAME]\n  fix: list it once",
                        "exports/e.yaml:2:18: source 'customers' has no column 'emial' [UNKNOWN_COLUMN]\n"
                                + "  fix: did you mean 'email'?",
                        "exports/e.yaml:3:15: 'hash' cannot be 'md5' [BAD_VALUE]\n  fix: one of: sha256",
                        "exports/e.yaml:3:20: the export has no column 'zip' [UNKNOWN_COLUMN]\n"
                                + "  fix: one of: email, emial",
                        "exports/e.yaml:4:10: 'content' cannot be 'change' [BAD_VALUE]\n  fix: did you mean 'changes'?",
                        "exports/e.yaml:6:14: 'delimiter' is one ASCII character, found '' [BAD_VALUE]\n"
                                + "  fix: write one character in quotes, such as \",\", \"|\" or \"\\t\"",
                        "exports/e.yaml:7:11: 'header' is true or false, found '1' [BAD_VALUE]\n"
                                + "  fix: write true or false, without quotes",
                        "exports/e.yaml:8:16: 'compression' cannot be 'zip' [BAD_VALUE]\n  fix: did you mean 'gzip'?",
                        "exports/e.yaml:9:22: 'max-rows-per-file' is a whole number from 1, found '0' [BAD_VALUE]\n"
                                + "  fix: write such a number, without quotes",
                        "exports/e.yaml:10:18: 'formula-guard' is true or false, found 'off' [BAD_VALUE]\n"
                                + "  fix: write true or false, without quotes");
    }

    @Test
    void the_change_of_a_customer_has_a_column_of_its_own() {
        Shop shop = new Shop(folder)
                .with("segments/a.yaml", "columns: [email, {attribute: zip, as: Change}]\nwhere: {everyone: true}\n")
                .with("exports/e.yaml", "segments: [a]\nto: out\n");
        assertThat(shop.told()).isEmpty();
        assertThat(shop.with("exports/e.yaml", "segments: [a]\nto: out\ncontent: changes\n")
                        .told())
                .containsExactly("exports/e.yaml:3:10: an export of changes has a column 'change' of its own, and a"
                        + " segment's column is headed 'Change' too [DUPLICATE_NAME]\n"
                        + "  fix: give the column another header: as: NAME");
        assertThat(shop.with(
                                "exports/e.yaml",
                                "segments: [a]\nto: out\ncontent: changes\n"
                                        + "columns: [{attribute: zip, as: change}]\n")
                        .told())
                .containsExactly("exports/e.yaml:4:32: an export of changes has a column 'change' of its own, and this"
                        + " column is headed 'change' too [DUPLICATE_NAME]\n"
                        + "  fix: give the column another header: as: NAME");
        assertThat(shop.with(
                                "segmill.yaml",
                                Shop.SETTINGS
                                        .replace("key: customer_id", "key: change")
                                        .replace("customers.customer_id", "customers.change"))
                        .with("sources/customers.yaml", Shop.CUSTOMERS.replace("customer_id", "change"))
                        .with("exports/e.yaml", "segments: [a]\nto: out\ncontent: changes\ncolumns: [zip]\n")
                        .with("segments/a.yaml", "where: {everyone: true}\n")
                        .told())
                .containsExactly("exports/e.yaml:3:10: an export of changes has a column 'change' of its own, and the"
                        + " customer key is named so too [DUPLICATE_NAME]\n"
                        + "  fix: give the key another name in its source, and in-file: change");
    }

    @Test
    void the_similarity_of_an_expansion_has_a_column_of_its_own() {
        assertThat(new Shop(folder)
                        .with(
                                "segments/a.yaml",
                                "columns: [{attribute: zip, as: similarity}]\nwhere: {everyone: true}\n")
                        .with(
                                "segments/b.yaml",
                                "columns: [{attribute: zip, as: Similarity}]\ntype: expansion\nsimilar-to: a\nsize: 10\n")
                        .with(
                                "exports/e.yaml",
                                "segments: [a, b]\nto: out\ncolumns: [{attribute: zip, as: similarity}]\n")
                        .with("exports/f.yaml", "segments: [a, b]\nto: others\n")
                        .told())
                .containsExactly(
                        "exports/e.yaml:3:32: the extract of an expansion has a column 'similarity' of its own, and this"
                                + " column is headed 'similarity' too [DUPLICATE_NAME]\n"
                                + "  fix: give the column another header: as: NAME",
                        "segments/b.yaml:1:32: the extract of an expansion has a column 'similarity' of its own, and"
                                + " this column is headed 'Similarity' too [DUPLICATE_NAME]\n"
                                + "  fix: give the column another header: as: NAME");
    }

    @Test
    void an_export_goes_to_a_folder_of_this_machine() {
        assertThat(new Shop(folder)
                        .with("segments/a.yaml", "where: {everyone: true}\n")
                        .with("exports/e.yaml", "segments: [a]\nto: s3a://bucket/crm\n")
                        .with("exports/f.yaml", "segments: [a]\nto: file:///tmp/crm\n")
                        .told())
                .containsExactly("exports/e.yaml:2:5: an export goes to a local folder, and 'to' is none:"
                        + " 's3a://bucket/crm' [BAD_VALUE]\n"
                        + "  fix: write a path on the machine that runs Segmill, such as ../exports/crm");
    }

    @Test
    void two_exports_do_not_write_the_same_folder() {
        assertThat(new Shop(folder)
                        .with("segments/a.yaml", "where: {everyone: true}\n")
                        .with("exports/e.yaml", "segments: [a]\nto: out\n")
                        .with("exports/f.yaml", "segments: [a]\nto: ./out/\n")
                        .told())
                .containsExactly("exports/f.yaml:2:5: the export 'e' writes the segment 'a' into the same folder"
                        + " [DUPLICATE_NAME]\n  fix: give each of the two a folder of its own under 'to'");
    }

    @Test
    void a_hash_may_name_a_column_of_the_segments() {
        assertThat(new Shop(folder)
                        .with("segments/a.yaml", "columns: [email]\nwhere: {everyone: true}\n")
                        .with("exports/e.yaml", "segments: [a]\nhash: {email: sha256}\nto: out\n")
                        .told())
                .isEmpty();
    }
}
