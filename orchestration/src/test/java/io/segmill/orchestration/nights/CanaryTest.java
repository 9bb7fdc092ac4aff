package io.segmill.orchestration.nights;

import static io.segmill.orchestration.nights.Checkout.write;
import static org.assertj.core.api.Assertions.assertThat;

import io.segmill.jobs.table.TableName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Unmistakable values in personal columns, sound and broken ones, are looked for wherever people and logs look: none is
 * found there. Tables of sources and of bad rows, downloads and exports hold them whole, which is looked for too.
 */
class CanaryTest {
    /** Texts begin so; the other values occur nowhere else. */
    private static final List<String> CANARIES =
            List.of("qzx", "1911-11-11", "19111111", "7319231", "7,319,231", "83838383", "aWxvdmVjYW5hcmllcw");

    @TempDir
    private Path folder;

    private Path project;
    private final Map<String, String> said = new LinkedHashMap<>();

    @BeforeEach
    void plant() {
        project = folder.resolve("people");
        write(project.resolve("segmill.yaml"), """
                name: people
                as-of: 2026-06-30
                warehouse: warehouse
                customer: {source: people, key: passport}
                relationships:
                  - {from: payments.passport, to: people.passport}
                """);
        write(project.resolve("sources/people.yaml"), """
                format: csv
                path: data/people.csv
                key: [passport]
                bad-rows: {allow-percent: 100}
                columns:
                  - {name: passport, type: string, pii: true}
                  - {name: email, type: string, pii: true, required: true}
                  - {name: born, type: date, pii: true}
                  - {name: wealth, type: "decimal(10,2)", pii: true}
                  - {name: phone, type: bigint, pii: true}
                  - {name: member, type: boolean, pii: true}
                  - {name: seen, type: timestamp, pii: true, format: "dd.MM.yyyy HH:mm"}
                  - {name: city, type: string}
                """);
        write(project.resolve("data/people.csv"), """
                passport,email,born,wealth,phone,member,seen,city
                QZX-P1,QZX1@a.b,1911-11-11,7319231.47,83838383,yes,11.11.2025 10:00,Leeds
                QZX-P2,QZX2@a.b,1911-11-11,7319231.48,83838383,no,,York
                QZX-P2,QZX3@a.b,,,,,,York
                QZX-P4,"=QZX4@a.b
                QZX",1911-11-11,7319231.47,83838383,yes,,Leeds
                QZX-P5,,1911-11-11,,,,,Oslo
                QZX-P6,QZX6@a.b,QZX-no-date,,,,,Oslo
                QZX-P7,QZX7@a.b,1911-11-11,QZX7319231,,,,Oslo
                QZX-P8,QZX8@a.b,1911-11-11,7319231.47123,QZX,,,Oslo
                QZX-P9,QZX9@a.b,1911-11-11,7319231.47,838383838383838383838383,,,Oslo
                QZX-P10,QZX10@a.b,1911-11-11,,,QZX-maybe,,Oslo
                QZX-P11,QZX11@a.b,1911-11-11,,,,11.13.2025 QZX,Oslo
                QZX-P12,QZX12@a.b
                QZX-P13,QZX13@a.b,1911-11-11,,,,,Oslo,QZX-more
                QZX-P14,"QZX14@a.b"QZX,1911-11-11,,,,,Oslo
                """);
        write(project.resolve("sources/payments.yaml"), """
                format: json
                path: data/payments.jsonl
                bad-rows: {allow-percent: 100}
                columns:
                  - {name: passport, type: string, pii: true}
                  - {name: amount, type: "decimal(38,0)", pii: true}
                  - {name: token, type: string, pii: true}
                """);
        write(project.resolve("data/payments.jsonl"), """
                {"passport": "QZX-P1", "amount": 99999999999999999999999999999973192310, "token": "QZX"}
                {"passport": "QZX-P1", "amount": 99999999999999999999999999999973192311, "token": ["QZX"]}
                {"passport": "QZX-P2", "amount": "QZX", "token": "aWxvdmVjYW5hcmllcw"}
                {"passport": "QZX-P2", "amount": 7319231
                {"passport": {"QZX": 1}, "amount": 1.5}
                """);
        write(project.resolve("sources/strict.yaml"), """
                format: csv
                path: data/strict.csv
                columns:
                  - {name: nick, type: string, pii: true, required: true}
                  - {name: pin, type: int, pii: true}
                """);
        write(project.resolve("data/strict.csv"), "nick,pin\nQZX,QZX-pin\n,83838383\nQZX,8383838383\n");
        segment("rich", "{attribute: wealth, at-least: 7319231.47}", "columns: [email, born, wealth, city]\n");
        segment("named", "{attribute: email, starts-with: QZX}", "columns: [email]\n");
        segment("payers", "{sum: payments.amount, more-than: 7319231}", "");
        segment("overflow", "{sum: payments.amount, at-least: 1}", "");
        segment("old", "{attribute: born, is: 1911-11-11}", "columns: [email, {max: payments.amount, as: most}]\n");
        write(
                project.resolve("segments/listed.yaml"),
                "type: static\nmembers: {file: data/listed.csv, match: email, ignore-case: true}\ncolumns: [email]\n");
        write(project.resolve("data/listed.csv"), "email\nqzx1@a.b\nQZX-nobody@a.b\nQZX1@A.B\n");
        write(
                project.resolve("segments/phoned.yaml"),
                "type: static\nmembers: {file: data/phoned.csv, match: phone}\ncolumns: [email]\n");
        write(project.resolve("data/phoned.csv"), "phone\n83838383\nQZX-no-number\n8383838383\n");
        write(project.resolve("exports/mail.yaml"), """
                segments: [rich, named, old, payers]
                columns: [email, born, wealth]
                hash: {email: sha256}
                to: outbox/mail
                """);
        write(project.resolve("exports/blocked.yaml"), "segments: [rich]\ncolumns: [email]\nto: outbox/blocked\n");
        write(project.resolve("outbox/blocked"), "a file where a folder should be");
    }

    private void segment(String id, String where, String columns) {
        write(project.resolve("segments/" + id + ".yaml"), columns + "where:\n  " + where + "\n");
    }

    @Test
    void no_personal_value_is_where_people_only_look() throws IOException, SQLException {
        assertThat(say("validate").exitCode()).as(said.toString()).isZero();
        assertThat(say("run").exitCode()).as(said.toString()).isEqualTo(1);
        say("--verbose", "retry");
        say("refresh", "listed", "phoned");
        say("run", "--full", "--json");
        for (String id : List.of("people", "payments", "strict")) {
            say("sources", "show", id);
            say("sources", "show", id, "--json");
            say("profile", id);
            say("profile", id, "--json");
        }
        for (String id : List.of("rich", "named", "payers", "overflow", "old", "listed", "phoned")) {
            // The conditions' own values stand in the project's files, for those who may read these.
            for (String command : List.of("show", "explain", "preview")) {
                said.put(command + " " + id, withoutConstants(Told.by(project, "segments", command, id)));
                said.put(
                        command + " json " + id, withoutConstants(Told.by(project, "segments", command, id, "--json")));
            }
            said.put(
                    "explain customer " + id,
                    withoutConstants(Told.by(project, "segments", "explain", id, "--customer", "QZX-P1")));
            said.put(
                    "explain nobody " + id,
                    withoutConstants(Told.by(project, "segments", "explain", id, "--customer", "QZX-P999")));
        }
        say("segments", "explain", "--all", "--customer", "QZX-P1");
        say("segments");
        say("exports", "show", "mail");
        say("exports", "run", "mail");
        say("exports", "run", "blocked");
        say("runs", "--json");
        say("tables");
        for (int run = 1; run <= 5; run++) {
            say("status", Integer.toString(run));
            say("status", Integer.toString(run), "--json");
        }
        for (String task :
                List.of("source:people", "source:strict", "profile:people", "segment:overflow", "export:blocked")) {
            say("status", "1", "--task", task);
        }
        said.put("history", String.join("\n", texts()));
        try (PublishedTables tables = new PublishedTables(project)) {
            said.put(
                    "profiles",
                    String.join(
                            "\n",
                            tables.table(TableName.PROFILING_COLUMNS).toJSON().collectAsList()));
        }
        said.put("published", Files.readString(project.resolve("warehouse/published.json")));
        said.put("lock", Files.readString(project.resolve("warehouse/segmill.lock")));

        List<String> found = new ArrayList<>();
        said.forEach((where, text) -> CANARIES.stream()
                .filter(canary -> text.toLowerCase(Locale.ROOT).contains(canary.toLowerCase(Locale.ROOT)))
                .forEach(canary -> found.add(canary + " in " + where + ":\n" + lines(text, canary))));
        assertThat(found).isEmpty();

        // They were there to be found, and what was meant to fail did.
        assertThat(said.get("status 1 --task source:strict")).contains("3 of 3 rows are bad", "value hidden: pii");
        assertThat(said.get("status 1 --task segment:overflow")).contains("Failed");
        assertThat(said.get("status 1 --task export:blocked")).contains("Failed");
        assertThat(exported()).contains("QZX-P1", "7319231.47", "1911-11-11").doesNotContain("@a.b");
        assertThat(Told.by(project, "segments", "members", "named", "--to", folder + "/named.csv")
                        .exitCode())
                .isZero();
        assertThat(Files.readString(folder.resolve("named.csv"))).contains("QZX1@a.b");
        try (PublishedTables tables = new PublishedTables(project)) {
            assertThat(tables.rows(TableName.quarantine("people"), "row")).anyMatch(row -> row.contains("QZX6@a.b"));
        }
    }

    private Told say(String... command) {
        Told told = Told.by(project, command);
        said.put(String.join(" ", command), told.all());
        return told;
    }

    /** What a segment's file says of its own. */
    private static String withoutConstants(Told told) {
        return told.all()
                .replace("7319231.47", "…")
                .replace("7,319,231.47", "…")
                .replaceAll("(?i)['\"`]QZX\\\\?['\"`]", "…")
                .replaceAll("7,?319,?231(?![0-9.])", "…")
                .replace("1911-11-11", "…");
    }

    private static String lines(String text, String canary) {
        return text.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).contains(canary.toLowerCase(Locale.ROOT)))
                .limit(3)
                .reduce("", (left, right) -> left + "  " + right + "\n");
    }

    private String exported() {
        try (Stream<Path> files = Files.walk(project.resolve("outbox/mail"))) {
            StringBuilder all = new StringBuilder();
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.append(Files.readString(file));
            }
            return all.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every text in every column of every table of the history's database. */
    private List<String> texts() throws SQLException {
        List<String> texts = new ArrayList<>();
        String url = "jdbc:h2:file:" + project.resolve("warehouse/history");
        try (Connection connection = DriverManager.getConnection(url, "sa", "");
                Statement statement = connection.createStatement()) {
            List<String> tables = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery(
                    "select table_name from information_schema.tables where table_schema = 'PUBLIC'")) {
                while (rows.next()) {
                    tables.add(rows.getString(1));
                }
            }
            for (String table : tables) {
                try (ResultSet rows = statement.executeQuery("select * from \"" + table + "\"")) {
                    while (rows.next()) {
                        for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                            Object value = rows.getObject(column);
                            texts.add(
                                    value instanceof byte[] bytes
                                            ? new String(bytes, StandardCharsets.ISO_8859_1)
                                            : String.valueOf(rows.getString(column)));
                        }
                    }
                }
            }
            assertThat(tables).hasSizeGreaterThan(10);
        }
        assertThat(texts).hasSizeGreaterThan(500);
        return texts;
    }
}
