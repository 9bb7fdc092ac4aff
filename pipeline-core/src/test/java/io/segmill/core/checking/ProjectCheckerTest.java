package io.segmill.core.checking;

import static org.assertj.core.api.Assertions.assertThat;

import io.segmill.core.problem.Problem;
import io.segmill.core.problem.Severity;
import io.segmill.core.project.CsvOptions;
import io.segmill.core.project.CsvOutput;
import io.segmill.core.project.Export;
import io.segmill.core.project.Format;
import io.segmill.core.project.LoadMode;
import io.segmill.core.project.OutputColumn;
import io.segmill.core.project.Segment;
import io.segmill.core.project.Settings;
import io.segmill.core.project.Source;
import io.segmill.core.schema.Column;
import io.segmill.core.schema.DataType;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProjectCheckerTest {
    @TempDir
    Path temporary;

    private Shop shop;

    @BeforeEach
    void make() {
        shop = new Shop(temporary.resolve("shop"));
    }

    private String beside(String path) {
        return temporary.resolve(path).toString();
    }

    @Test
    void a_right_project_has_no_problems() {
        assertThat(shop.told()).isEmpty();
        CheckedProject project = shop.project();
        assertThat(project.customers().id()).isEqualTo("customers");
        assertThat(project.customerKey())
                .isEqualTo(new Column("customer_id", "customer_id", DataType.BIGINT, Optional.empty(), true, false));
        assertThat(project.sources().keySet()).containsExactly("addresses", "customers", "lines", "orders", "products");
        assertThat(project.relationships()).hasSize(4);
        assertThat(project.segments()).isEmpty();
        assertThat(project.definitionHash()).matches("[0-9a-f]{64}");
    }

    @Test
    void settings_have_defaults() {
        Settings settings = shop.with("segmill.yaml", "customer: {source: customers, key: customer_id}\n")
                .changed("sources/lines.yaml", "event-time: orders.ordered_on", "")
                .project()
                .settings();
        assertThat(settings.name()).isEqualTo("shop");
        assertThat(settings.timeZone()).isEqualTo(ZoneOffset.UTC);
        assertThat(settings.asOf()).isEmpty();
        assertThat(settings.warehouse()).isEqualTo(beside("warehouse"));
        assertThat(settings.history().url()).isEqualTo("jdbc:h2:file:" + beside("warehouse/history"));
        assertThat(settings.spark().master()).isEqualTo("local[*]");
        assertThat(settings.retention().tableDays()).isEqualTo(31);
    }

    @Test
    void settings_are_as_written_and_paths_start_at_the_project_folder() {
        Settings settings = shop.in(Map.of("PW", "secret", "WHERE", "elsewhere"))
                .changed("segmill.yaml", "name: shop\n", """
                        name: Our shop
                        warehouse: ../${WHERE}/wh
                        history: {url: "jdbc:h2:file:data/../hist;MODE=PostgreSQL", user: sa, password: "${PW}"}
                        spark: {master: "local[2]", conf: {spark.sql.shuffle.partitions: 8}}
                        limits: {change-alert-percent: 12.5, change-alert-members: 100}
                        retention: {warehouse-days: 7}
                        schedule: {cron: " 0 30 2  * * MON-FRI"}
                        """)
                .project()
                .settings();
        assertThat(settings)
                .isEqualTo(new Settings(
                        "Our shop",
                        ZoneId.of("Europe/Berlin"),
                        Optional.of(LocalDate.parse("2026-06-30")),
                        beside("elsewhere/wh"),
                        new Settings.HistoryDatabase(
                                "jdbc:h2:file:" + beside("shop/hist") + ";MODE=PostgreSQL",
                                Optional.of("sa"),
                                Optional.of("secret")),
                        new Settings.SparkSettings("local[2]", Map.of("spark.sql.shuffle.partitions", "8")),
                        new Settings.ChangeLimits(Optional.of(new BigDecimal("12.5")), Optional.of(100)),
                        new Settings.Retention(Optional.empty(), Optional.of(7), Optional.empty()),
                        Optional.of(new Settings.Schedule("0 30 2 * * MON-FRI", ZoneId.of("Europe/Berlin")))));
    }

    @Test
    void a_warehouse_elsewhere_goes_with_postgresql() {
        Settings settings =
                shop.changed("segmill.yaml", "name: shop\n", """
                        name: shop
                        warehouse: s3a://bucket/warehouse
                        history: {url: "jdbc:postgresql://host/segmill"}
                        """).project().settings();
        assertThat(settings.warehouse()).isEqualTo("s3a://bucket/warehouse");
        assertThat(settings.history().isPostgreSql()).isTrue();
    }

    @Test
    void a_source_is_as_written() {
        shop.with("sources/returns.yaml", """
                format: csv
                path: ../data/returns/*.csv
                csv: {delimiter: "|", header: false, encoding: iso-8859-1, trailing-delimiter: true, quote: "'", missing: NA}
                columns:
                  - {name: return_id, type: bigint, required: true}
                  - {name: customer_id, type: bigint}
                  - {name: returned_at, in-file: "Returned at", type: timestamp, format: "dd.MM.yyyy HH:mm"}
                  - {name: op, type: string}
                key: [return_id]
                event-time: returned_at
                load: merge
                delete-when: {attribute: op, is: D}
                bad-rows: {allow-percent: 0.10}
                """);
        Source source = shop.project().sources().get("returns");
        assertThat(source.format()).isEqualTo(Format.CSV);
        assertThat(source.path()).isEqualTo(beside("data/returns/*.csv"));
        assertThat(source.csv())
                .isEqualTo(new CsvOptions('|', false, StandardCharsets.ISO_8859_1, true, '\'', Optional.of("NA")));
        assertThat(source.columns().get(2))
                .isEqualTo(new Column(
                        "returned_at",
                        "Returned at",
                        DataType.TIMESTAMP,
                        Optional.of("dd.MM.yyyy HH:mm"),
                        false,
                        false));
        assertThat(source.key()).containsExactly("return_id");
        assertThat(source.eventTime().orElseThrow()).hasToString("returned_at");
        assertThat(source.load()).isEqualTo(LoadMode.MERGE);
        assertThat(source.deleteWhen().orElseThrow().match(new Said())).isEqualTo("op is 'D'");
        assertThat(source.allowPercent()).isEqualByComparingTo(new BigDecimal("0.1"));
    }

    @Test
    void an_event_time_may_lie_in_another_source() {
        assertThat(shop.project().sources().get("lines").eventTime().orElseThrow())
                .hasToString("orders.ordered_on");
    }

    @Test
    void a_segment_is_as_written() {
        shop.with("segments/big-spenders.yaml", """
                name: Big spenders
                description: Spent much
                type: static
                state: inactive
                tags: [crm, 2026, crm]
                columns: [email, address.state, {sum: orders.amount, within: last year, as: spent}, {count: orders}]
                where: {everyone: true}
                """);
        Segment segment = shop.project().segment("big-spenders").orElseThrow();
        assertThat(segment.name()).isEqualTo("Big spenders");
        assertThat(segment.description()).isEqualTo("Spent much");
        assertThat(segment.type()).isEqualTo(Segment.Type.STATIC);
        assertThat(segment.activation().state()).isEqualTo(Segment.State.INACTIVE);
        assertThat(segment.tags()).containsExactly("crm", "2026");
        assertThat(segment.columns())
                .extracting(OutputColumn::header)
                .containsExactly("email", "address.state", "spent", "orders");
        assertThat(segment.columns()).extracting(OutputColumn::isPii).containsExactly(true, false, false, false);
        assertThat(segment.file()).isEqualTo("segments/big-spenders.yaml");
    }

    @Test
    void a_segment_has_defaults() {
        Segment segment = shop.where("{everyone: true}").project().segment("s").orElseThrow();
        assertThat(segment.name()).isEqualTo("s");
        assertThat(segment.type()).isEqualTo(Segment.Type.DYNAMIC);
        assertThat(segment.activation().state()).isEqualTo(Segment.State.ACTIVE);
        assertThat(segment.tags()).isEmpty();
    }

    @Test
    void an_export_is_as_written() {
        shop.with("segments/s.yaml", "columns: [email]\nwhere: {everyone: true}\n")
                .with("exports/crm.yaml", """
                        name: CRM upload
                        segments: [s]
                        hash: {email: sha256}
                        csv: {delimiter: "\\t", header: false, compression: gzip, max-rows-per-file: 10, formula-guard: false}
                        to: ../exports/crm/
                        """);
        Export export = shop.project().exports().get("crm");
        assertThat(export.name()).isEqualTo("CRM upload");
        assertThat(export.segments()).containsExactly("s");
        assertThat(export.columns()).isEmpty();
        assertThat(export.hashed()).containsExactly("email");
        assertThat(export.csv()).isEqualTo(new CsvOutput('\t', false, CsvOutput.Compression.GZIP, 10, false));
        assertThat(export.to()).isEqualTo(beside("exports/crm"));
    }

    @Test
    void segments_come_after_those_that_they_refer_to() {
        shop.with("segments/a.yaml", "where: {all: [{member-of: c}, {not: {member-of: b}}]}\n")
                .with("segments/b.yaml", "where: {member-of: c}\n")
                .with("segments/c.yaml", "where: {everyone: true}\n")
                .with("segments/d.yaml", "where: {everyone: true}\n");
        CheckedProject project = shop.project();
        assertThat(project.segmentsInDependencyOrder()).extracting(Segment::id).containsExactly("c", "b", "a", "d");
        assertThat(project.referencedSegments(project.segments().get("a"))).isEqualTo(Set.of("b", "c"));
    }

    @Test
    void a_segment_reads_its_paths_and_the_event_times_of_its_rows() {
        shop.with("segments/s.yaml", """
                columns: [address.state]
                where: {has: orders.lines, where: {attribute: product.category, is: toys}}
                """);
        CheckedProject project = shop.project();
        Segment segment = project.segments().get("s");
        assertThat(project.referencedSources(segment)).isEqualTo(Set.of("customers", "orders", "lines", "products"));
        assertThat(project.referencedSources(segment.columns())).isEqualTo(Set.of("customers", "addresses"));
    }

    @Test
    void an_event_time_elsewhere_is_read_only_for_rows_that_the_as_of_date_cuts() {
        shop.with("sources/visits.yaml", """
                        format: csv
                        path: x
                        columns: [{name: customer_id, type: int}, {name: order_id, type: int}]
                        event-time: orders.ordered_on
                        """)
                .changed("segmill.yaml", "relationships:\n", """
                        relationships:
                          - {from: visits.customer_id, to: customers.customer_id}
                          - {from: visits.order_id, to: orders.order_id}
                        """)
                .where("{has: visits}");
        CheckedProject project = shop.project();
        assertThat(project.referencedSources(project.segments().get("s")))
                .isEqualTo(Set.of("customers", "visits", "orders"));
    }

    @Test
    void hashes_follow_what_is_said() {
        String before = shop.where("{attribute: zip, is: a}").project().definitionHash();
        assertThat(shop.with("segments/s.yaml", "# why\nwhere: {is: a, attribute: zip}\n")
                        .project()
                        .definitionHash())
                .isEqualTo(before);
        assertThat(shop.where("{attribute: zip, is: b}").project().definitionHash())
                .isNotEqualTo(before);
        assertThat(shop.with("segments/t.yaml", "where: {attribute: zip, is: a}\n")
                        .without("segments/s.yaml")
                        .project()
                        .definitionHash())
                .as("the same said under another name")
                .isNotEqualTo(before);
    }

    @Test
    void only_yaml_files_directly_in_the_folders_are_definitions() throws IOException {
        shop.with("segments/notes.txt", "x")
                .with("segments/deeper/s.yaml", "x")
                .with("segments/.s.yaml.swp", "x")
                .with("segments/.hidden.yaml", "x")
                .with("segments/s.yml", "x");
        Files.createDirectories(shop.folder().resolve("segments/folder.yaml"));
        assertThat(shop.told())
                .containsExactly(
                        "segments/folder.yaml:1:1: this is a folder, and only files are read [IGNORED_FILE]\n"
                                + "  fix: move what is meant out of it, or take the ending off its name",
                        "segments/s.yml:1:1: the file is not read: its name ends with .yml [IGNORED_FILE]\n"
                                + "  fix: rename it to s.yaml");
        assertThat(shop.project().segments()).isEmpty();
    }

    @Test
    void bad_names_of_files_are_told() {
        shop.with("segments/Vip.yaml", "where: {everyone: true}\n")
                .with("segments/-a.yaml", "where: {everyone: true}\n")
                .with("segments/" + "x".repeat(65) + ".yaml", "where: {everyone: true}\n")
                .with("segments/" + "x".repeat(64) + ".yaml", "where: {everyone: true}\n")
                .with("sources/my-source.yaml", "format: csv\npath: x\ncolumns: [{name: a, type: int}]\n")
                .with("sources/ORDERS.yaml", "format: csv\npath: x\ncolumns: [{name: a, type: int}]\n");
        String rule = " [FILE_NAME]\n  fix: rename the file: lower-case letters, digits and hyphens, first a letter or"
                + " digit, at most 64";
        assertThat(shop.told())
                .containsExactly(
                        "segments/-a.yaml:1:1: '-a' cannot be an id in segments/" + rule,
                        "segments/Vip.yaml:1:1: 'Vip' cannot be an id in segments/" + rule,
                        "segments/" + "x".repeat(65) + ".yaml:1:1: '" + "x".repeat(65)
                                + "' cannot be an id in segments/" + rule,
                        "sources/my-source.yaml:1:1: 'my-source' cannot be an id in sources/ [FILE_NAME]\n"
                                + "  fix: rename the file: letters, digits and _, at most 64",
                        "sources/orders.yaml:1:1: the source 'orders' differs from 'ORDERS' only in upper and lower"
                                + " case [DUPLICATE_NAME]\n  fix: rename one of the two files");
    }

    @Test
    void a_link_out_of_the_project_is_not_followed() throws IOException {
        Path outside = Files.writeString(temporary.resolve("secret.yaml"), "where: {everyone: true}\n");
        Files.createDirectories(shop.folder().resolve("segments"));
        Files.createSymbolicLink(shop.folder().resolve("segments/s.yaml"), outside);
        Files.createSymbolicLink(shop.folder().resolve("exports"), temporary);
        String told = ": a link that leads out of the project folder is not followed [FILE_NAME]\n"
                + "  fix: copy what it points to into the project";
        assertThat(shop.told()).containsExactly("exports:1:1" + told, "segments/s.yaml:1:1" + told);
    }

    @Test
    void a_link_within_the_project_is_followed() throws IOException {
        shop.with("segments/s.yaml", "where: {everyone: true}\n");
        Files.createSymbolicLink(shop.folder().resolve("segments/t.yaml"), Path.of("s.yaml"));
        assertThat(shop.project().segments()).containsKeys("s", "t");
    }

    @Test
    void a_link_to_nothing_is_a_missing_file() throws IOException {
        Files.createDirectories(shop.folder().resolve("segments"));
        Files.createSymbolicLink(shop.folder().resolve("segments/s.yaml"), Path.of("gone.yaml"));
        assertThat(shop.told())
                .containsExactly("segments/s.yaml:1:1: there is no such file [FILE_MISSING]\n"
                        + "  fix: look for a slip in its name, or for a link that leads nowhere");
    }

    @Test
    void who_stands_in_the_project_is_told_to_name_it() {
        Path below = shop.folder().resolve("conf");
        assertThat(Shop.told(ProjectChecker.check(below, Map.of()).problems()))
                .containsExactly("segmill.yaml:1:1: there is no project folder '" + below + "' [FILE_MISSING]\n"
                        + "  fix: the project is the folder above: --project " + shop.folder());
    }

    @Test
    void a_folder_that_is_no_project_says_how_to_make_one() {
        Path nowhere = temporary.resolve("nowhere");
        assertThat(Shop.told(ProjectChecker.check(nowhere, Map.of()).problems()))
                .containsExactly("segmill.yaml:1:1: there is no project folder '" + nowhere + "' [FILE_MISSING]\n"
                        + "  fix: name it with --project DIR, or make a new project: segmill init DIR");
        assertThat(shop.without("segmill.yaml").told())
                .containsExactly("segmill.yaml:1:1: the folder '" + shop.folder()
                        + "' has no segmill.yaml [FILE_MISSING]\n"
                        + "  fix: name the project folder with --project DIR, or make a new project: segmill init DIR");
        assertThat(shop.with("segmill.yml", "").told())
                .containsExactly("segmill.yaml:1:1: the folder '" + shop.folder()
                        + "' has no segmill.yaml [FILE_MISSING]\n  fix: rename segmill.yml to segmill.yaml");
    }

    @Test
    void a_project_without_sources_lacks_its_customers() throws IOException {
        Path folder = Files.createDirectories(temporary.resolve("empty"));
        Files.writeString(folder.resolve("segmill.yaml"), "customer: {source: customers, key: id}\n");
        assertThat(Shop.told(ProjectChecker.check(folder, Map.of()).problems()))
                .containsExactly("segmill.yaml:1:20: there is no source 'customers' [UNKNOWN_SOURCE]\n"
                        + "  fix: declare the customers in sources/: the project has no source at all");
    }

    @Test
    void what_refers_to_an_unreadable_file_is_no_mistake() {
        shop.with("sources/addresses.yaml", "format: [\n")
                .with("segments/broken.yaml", "\t")
                .where("{all: [{attribute: address.state, is: TX}, {member-of: broken}, {attribute: zap, is: x}]}");
        assertThat(shop.told())
                .containsExactly(
                        "segments/broken.yaml:1:1: a tab stands in the indentation [NOT_YAML]\n"
                                + "  fix: indent with spaces",
                        "segments/s.yaml:2:79: source 'customers' has no column 'zap' [UNKNOWN_COLUMN]\n"
                                + "  fix: did you mean 'zip'?",
                        "sources/addresses.yaml:2:1: a value is missing inside [ ] or { } [NOT_YAML]\n"
                                + "  fix: close the bracket, or delete a ',' too many");
    }

    @Test
    void a_broken_relationship_or_column_is_told_once_not_wherever_it_is_used() {
        shop.changed("segmill.yaml", "addresses.address_id", "adresses.address_id")
                .changed("sources/orders.yaml", "type: double", "type: duble")
                .where("{all: [{attribute: address.state, is: TX}, {sum: orders.amount, at-least: 5}]}");
        assertThat(shop.check().problems())
                .extracting(problem -> problem.location().toString())
                .containsExactly("segmill.yaml:9:38", "sources/orders.yaml:7:26");
    }

    @Test
    void values_of_the_environment_stand_in_no_message() {
        shop.in(Map.of("SECRET", "geheim", "COLUMN", "geheim_column", "ZONE", "geheim/zone"))
                .changed("segmill.yaml", "Europe/Berlin", "${ZONE}")
                .changed(
                        "sources/customers.yaml",
                        "- {name: zip, type: string}",
                        "- {name: \"${COLUMN}\", type: string}")
                .with("exports/e.yaml", "segments: [\"${SECRET}\"]\ncontent: ${SECRET}\nto: x\n")
                .where("""
                        all:
                          - {attribute: "${SECRET}", is: x}
                          - {attribute: geheim_colum, is: x}
                          - {attribute: "${COLUMN}", less-than: 5}
                          - {attribute: points, is: "${SECRET}"}
                          - {attribute: birthday, within: "${SECRET}"}
                          - {attribute: birthday, is: "${SECRET}"}
                          - {attribute: email, matches: "(${SECRET}"}
                          - {member-of: "${SECRET}"}
                          - {has: "orders.${SECRET}"}
                        """);
        assertThat(shop.check().problems()).hasSizeGreaterThan(10);
        assertThat(shop.told())
                .noneMatch(problem -> problem.replace("geheim_colum'", "").contains("geheim"));
    }

    @Test
    void a_file_outside_is_checked_as_if_it_stood_in_the_project() throws IOException {
        shop.with("segments/vip.yaml", "where: {everyone: true}\n").where("{member-of: vip}");
        Path draft = Files.writeString(temporary.resolve("My draft.yaml"), "where: {member-of: s}\n");
        ProjectChecker.SegmentOutcome outcome = ProjectChecker.checkSegmentFile(shop.folder(), Map.of(), draft);
        assertThat(outcome.problems()).isEmpty();
        assertThat(outcome.segment().orElseThrow().id()).isEqualTo("preview");
        assertThat(outcome.project().orElseThrow().segmentsInDependencyOrder())
                .extracting(Segment::id)
                .containsExactly("vip", "s", "preview");

        Path other = Files.writeString(temporary.resolve("vip.yaml"), "where: {attribute: emial, is: x}\n");
        assertThat(Shop.told(ProjectChecker.checkSegmentFile(shop.folder(), Map.of(), other)
                        .problems()))
                .containsExactly(other + ":1:20: source 'customers' has no column 'emial' [UNKNOWN_COLUMN]\n"
                        + "  fix: did you mean 'email'?");
    }

    @Test
    void warnings_do_not_stand_in_the_way() {
        ProjectChecker.Outcome outcome =
                shop.where("{count: orders, at-least: 0}").check();
        assertThat(outcome.problems()).extracting(Problem::severity).containsExactly(Severity.WARNING);
        assertThat(outcome.project()).isPresent();
    }
}
