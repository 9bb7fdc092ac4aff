package io.segmill.orchestration.nights;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes out night by night: changes against the last success, and nothing of a segment that jumped. */
class ExportNightsTest {
    private static final String[] CITIES = {"Bremen", "Köln"};

    @TempDir
    private Path folder;

    private Path project;

    /** Who is a customer, and whether a vip. */
    private final Map<Integer, Boolean> customers = new TreeMap<>();

    @BeforeEach
    void a_project() throws IOException {
        project = Files.createDirectory(folder.resolve("shop"));
        put("segmill.yaml", """
                time-zone: Europe/Berlin
                warehouse: warehouse
                customer: {source: customers, key: customer_id}
                relationships:
                  - {from: customers.city_id, to: cities.city_id, as: city}
                  - {from: orders.customer_id, to: customers.customer_id}
                limits: {change-alert-percent: 50, change-alert-members: 3}
                """);
        put("sources/customers.yaml", """
                format: csv
                path: data/customers.csv
                columns:
                  - {name: customer_id, type: int}
                  - {name: email, type: string, pii: true}
                  - {name: vip, type: boolean}
                  - {name: city_id, type: int}
                key: [customer_id]
                """);
        put("sources/cities.yaml", """
                format: csv
                path: data/cities.csv
                columns: [{name: city_id, type: int}, {name: name, type: string}]
                key: [city_id]
                """);
        put("sources/orders.yaml", """
                format: csv
                path: data/orders.csv
                columns: [{name: customer_id, type: int}, {name: amount, type: "decimal(8,2)"}]
                """);
        put("segments/vip.yaml", """
                columns: [city.name, {sum: orders.amount, as: spent}]
                where: {attribute: vip, is: true}
                """);
        put("segments/all.yaml", "columns: [email]\nwhere: {everyone: true}\n");
        put("exports/crm.yaml", """
                segments: [all, vip]
                columns: [email]
                hash: {email: sha256}
                csv: {compression: gzip, header: false, max-rows-per-file: 5}
                to: out/crm
                """);
        put("exports/ads.yaml", "segments: [vip]\ncontent: changes\nto: out/ads\n");
        put("data/cities.csv", "city_id,name\n0,Bremen\n1,Köln\n");
        put("data/orders.csv", "customer_id,amount\n3,10.50\n3,0.25\n7,5.00\n");
    }

    private void put(String file, String text) throws IOException {
        Path path = project.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    private void customers(int from, int to, boolean vip) {
        for (int id = from; id <= to; id++) {
            customers.put(id, vip);
        }
    }

    private Told run(int exitCode, String... command) throws IOException {
        StringBuilder csv = new StringBuilder("customer_id,email,vip,city_id\n");
        customers.forEach((id, vip) ->
                csv.append(id).append(String.format(Locale.ROOT, ", Mail%d@Example.com ,%s,%d%n", id, vip, id % 2)));
        put("data/customers.csv", csv.toString());
        Told told = Told.by(project, command);
        assertThat(told.exitCode()).as(told.all()).isEqualTo(exitCode);
        return told;
    }

    private void loseHistory() throws IOException {
        try (Stream<Path> files = Files.list(project.resolve("warehouse"))) {
            for (Path file : files.filter(one -> one.getFileName().toString().startsWith("history"))
                    .toList()) {
                Files.delete(file);
            }
        }
    }

    private static JsonNode json(Told told) throws IOException {
        return new ObjectMapper().readTree(told.out());
    }

    private JsonNode told(String... command) throws IOException {
        List<String> all = new ArrayList<>(List.of("--json"));
        all.addAll(Arrays.asList(command));
        Told told = Told.by(project, all.toArray(String[]::new));
        assertThat(told.exitCode()).as(told.all()).isZero();
        return json(told);
    }

    private Map<String, String> statuses() throws IOException {
        Map<String, String> statuses = new TreeMap<>();
        for (JsonNode task : told("status").get("tasks")) {
            statuses.put(
                    task.get("task").textValue(),
                    task.get("status").textValue()
                            + (task.get("reason").isNull()
                                    ? ""
                                    : ": " + task.get("reason").textValue()));
        }
        return statuses;
    }

    private List<String> changes(String asOf) throws IOException {
        return Files.readAllLines(project.resolve("out/ads/vip/" + asOf + "/vip-0001.csv"));
    }

    private JsonNode manifest(String folderOfDay) throws IOException {
        return new ObjectMapper()
                .readTree(
                        project.resolve("out/" + folderOfDay + "/manifest.json").toFile());
    }

    private List<String> days(String folderOfSegment) throws IOException {
        try (Stream<Path> days = Files.list(project.resolve("out/" + folderOfSegment))) {
            return days.map(day -> day.getFileName().toString()).sorted().toList();
        }
    }

    private static String line(int id, String change, String spent) {
        return id + "," + change + "," + CITIES[id % 2] + "," + spent;
    }

    @Test
    void changes_are_net_against_the_last_success_for_another_day() throws IOException {
        assertThat(run(1, "exports", "run", "ads").out())
                .contains("nothing is published yet that could be exported; run `segmill run` first");
        customers(1, 6, true);
        customers(7, 12, false);
        run(0, "run", "--as-of", "2026-06-01");
        assertThat(changes("2026-06-01"))
                .containsExactly(
                        "customer_id,change,city.name,spent",
                        line(1, "entered", "0.00"),
                        line(2, "entered", "0.00"),
                        line(3, "entered", "10.75"),
                        line(4, "entered", "0.00"),
                        line(5, "entered", "0.00"),
                        line(6, "entered", "0.00"));
        JsonNode first = manifest("ads/vip/2026-06-01");
        assertThat(first.get("members").intValue()).isEqualTo(6);
        assertThat(first.get("changes").get("since").isNull()).isTrue();
        assertThat(first.get("changes").get("entered").intValue()).isEqualTo(6);

        // 3 leaves, 4 is no customer any more, 7 and 8 come.
        customers.put(3, false);
        customers.remove(4);
        customers(7, 8, true);
        run(0, "run", "--as-of", "2026-06-02");
        assertThat(changes("2026-06-02"))
                .containsExactly(
                        "customer_id,change,city.name,spent",
                        line(3, "left", "10.75"),
                        "4,left,,",
                        line(7, "entered", "5.00"),
                        line(8, "entered", "0.00"));
        JsonNode second = manifest("ads/vip/2026-06-02");
        assertThat(second.get("members").intValue()).isEqualTo(6);
        assertThat(second.get("changes").get("since").textValue()).isEqualTo("2026-06-01");
        assertThat(second.get("changes").get("left").intValue()).isEqualTo(2);

        // The same day again, and 7 has gone once more: still against the first.
        customers.put(7, false);
        customers.put(9, true);
        run(0, "run", "--as-of", "2026-06-02");
        List<String> again = List.of(
                "customer_id,change,city.name,spent",
                line(3, "left", "10.75"),
                "4,left,,",
                line(8, "entered", "0.00"),
                line(9, "entered", "0.00"));
        assertThat(changes("2026-06-02")).isEqualTo(again);
        run(0, "exports", "run", "ads");
        assertThat(changes("2026-06-02")).isEqualTo(again);

        // A history that is lost knows of it from the warehouse.
        loseHistory();
        customers.put(1, false);
        run(0, "run", "--as-of", "2026-06-03");
        assertThat(changes("2026-06-03"))
                .containsExactly("customer_id,change,city.name,spent", line(1, "left", "0.00"));
        assertThat(manifest("ads/vip/2026-06-03").get("changes").get("since").textValue())
                .isEqualTo("2026-06-02");
    }

    @Test
    void a_refresh_loads_what_its_segments_need_only_if_it_is_asked_to() throws IOException {
        customers(1, 6, true);
        run(0, "refresh", "vip", "--load", "--as-of", "2026-06-01");
        assertThat(statuses()).isEqualTo(Map.of("source:customers", "Successful", "segment:vip", "Successful"));
        customers.put(7, true);
        assertThat(membersAfter("refresh", "vip", "--as-of", "2026-06-01")).isEqualTo(6);
        assertThat(membersAfter("refresh", "vip", "--as-of", "2026-06-01", "--load"))
                .isEqualTo(7);
    }

    private int membersAfter(String... refresh) throws IOException {
        run(0, refresh);
        for (JsonNode task : told("status").get("tasks")) {
            if (task.get("task").textValue().equals("segment:vip")) {
                return task.get("rows").intValue();
            }
        }
        throw new AssertionError("not refreshed");
    }

    @Test
    void a_segment_that_jumped_is_held_until_its_next_refresh_or_a_release() throws IOException, SQLException {
        customers(1, 6, true);
        customers(7, 12, false);
        run(0, "run", "--as-of", "2026-06-01");
        assertThat(statuses()).containsEntry("segment:vip", "Successful").containsEntry("export:ads", "Successful");
        crmIsAsDuckDbSays("all", "2026-06-01", "true", 12);
        crmIsAsDuckDbSays("vip", "2026-06-01", "vip", 6);

        // 6 to 10; one export fails, and where the other writes a process had been killed between two renames.
        customers(7, 10, true);
        Path crm = aside("out/crm");
        Files.move(project.resolve("out/ads/vip/2026-06-01"), project.resolve("out/ads/vip/.2026-06-01.segmill-old"));
        Told jumped = run(1, "run", "--as-of", "2026-06-02");
        assertThat(jumped.out()).contains("held: vip");
        assertThat(statuses())
                .containsEntry("segment:vip", "Completed with warnings")
                .containsEntry("export:ads", "Skipped: held: vip")
                .containsEntry("export:crm", "Failed");
        assertThat(days("ads/vip")).as("what a kill had left aside is back").containsExactly("2026-06-01");
        back(crm, "out/crm");

        // Taking the run up writes what failed, and still not what is held.
        run(0, "retry");
        assertThat(statuses())
                .containsEntry("segment:vip", "Completed with warnings")
                .containsEntry("export:ads", "Skipped: held: vip")
                .containsEntry("export:crm", "Completed with warnings");
        assertThat(days("crm/vip")).containsExactly("2026-06-01");
        crmIsAsDuckDbSays("all", "2026-06-02", "true", 12);
        everyViewTellsIt();
        assertThat(run(0, "exports", "release", "crm", "all").err())
                .contains("nothing to release: segment 'all' is not held back from export 'crm'");

        // Neither does a history that is lost let it through, and a release that failed is still one.
        loseHistory();
        run(0, "exports", "run", "ads");
        assertThat(statuses()).containsOnly(Map.entry("export:ads", "Skipped: held: vip"));
        Path ads = aside("out/ads");
        run(1, "exports", "release", "ads", "vip");
        assertThat(told("runs").get(0).get("kind").textValue()).isEqualTo("export");
        back(ads, "out/ads");
        run(0, "retry");
        List<String> released = List.of(
                "customer_id,change,city.name,spent",
                line(7, "entered", "5.00"),
                line(8, "entered", "0.00"),
                line(9, "entered", "0.00"),
                line(10, "entered", "0.00"));
        assertThat(changes("2026-06-02")).isEqualTo(released);
        run(0, "exports", "run", "ads");
        assertThat(changes("2026-06-02")).as("what was released stays so").isEqualTo(released);
        assertThat(run(0, "exports", "release", "ads").err())
                .contains("nothing to release: no segment is held back from export 'ads'");

        // The next refresh is without alert.
        run(0, "run", "--as-of", "2026-06-03");
        assertThat(statuses())
                .containsEntry("segment:vip", "Successful")
                .containsEntry("export:ads", "Successful")
                .containsEntry("export:crm", "Successful");
        assertThat(changes("2026-06-03")).containsExactly("customer_id,change,city.name,spent");
        crmIsAsDuckDbSays("vip", "2026-06-03", "vip", 10);
        membersGoIntoAFolder();
    }

    /** Puts a file in the place of a folder, so that nothing can be written there. */
    private Path aside(String out) throws IOException {
        Path path = project.resolve(out);
        Path kept = Files.move(path, folder.resolve("aside"));
        Files.writeString(path, "in the way");
        return kept;
    }

    private void back(Path kept, String out) throws IOException {
        Files.delete(project.resolve(out));
        Files.move(kept, project.resolve(out));
    }

    private void membersGoIntoAFolder() throws IOException {
        Path to = folder.resolve("lists/");
        Told told = Told.by(project, "segments", "members", "--all", "--to", to + "/");
        assertThat(told.exitCode()).as(told.all()).isZero();
        try (Stream<Path> files = Files.list(to)) {
            assertThat(files.map(file -> file.getFileName().toString()).sorted())
                    .containsExactly("all.csv", "vip.csv");
        }
        assertThat(Files.readAllLines(to.resolve("all.csv"))).hasSize(13).startsWith("customer_id,email");
        assertThat(Files.readAllLines(to.resolve("vip.csv"))).contains("3,Köln,10.75");
        Told one = Told.by(
                project,
                "segments",
                "members",
                "all",
                "vip",
                "--to",
                folder.resolve("one.csv").toString());
        assertThat(one.exitCode()).isEqualTo(2);
        assertThat(one.err()).contains("several segments go into a folder, and '" + folder + "/one.csv' is none");
    }

    private void everyViewTellsIt() throws IOException {
        String why = "its members changed from 6 to 10 (+4, 66.7 %), which is more than 3 members and 50 %";
        assertThat(Told.by(project, "status", "--task", "segment:vip").out())
                .contains(why + "; held back from ads, crm until its next refresh or `segmill exports release`");
        assertThat(Told.by(project, "status", "--task", "export:crm").out())
                .contains(
                        "segment 'vip' was left out: held: " + why + "; to write it: segmill exports release crm vip");
        for (JsonNode export : told("exports")) {
            assertThat(export.get("held")).hasSize(1);
            assertThat(export.get("held").get(0).textValue()).isEqualTo("vip");
        }
        assertThat(told("exports", "show", "ads").get("held").get(0).get("why").textValue())
                .isEqualTo(why);
        assertThat(Told.by(project, "exports", "show", "crm").out()).contains("  held            vip: " + why + "\n");
        assertThat(Told.by(project, "exports").out()).contains("Skipped", "held: vip");
        assertThat(Told.by(project, "segments", "show", "vip").out()).contains("  held back from  ads, crm\n");
        assertThat(told("segments", "show", "all").get("held_back_from")).isEmpty();
        JsonNode grouped = told("exports", "--segment", "all");
        assertThat(grouped).hasSize(2);
        assertThat(grouped.get(0).get("contains").booleanValue()).isFalse();
        assertThat(grouped.get(1).get("contains").booleanValue()).isTrue();
        assertThat(grouped.get(1).get("held").booleanValue()).isFalse();
    }

    /** The packed files without header, five rows each, read and hashed by another engine. */
    private void crmIsAsDuckDbSays(String segment, String asOf, String where, int members)
            throws IOException, SQLException {
        Path day = project.resolve("out/crm/" + segment + "/" + asOf);
        JsonNode manifest = manifest("crm/" + segment + "/" + asOf);
        assertThat(manifest.get("members").intValue()).isEqualTo(members);
        assertThat(manifest.get("files")).hasSize((members + 4) / 5);
        try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:")) {
            List<String> expected = rows(
                    duckDb,
                    "SELECT customer_id, sha256(lower(trim(email))) FROM read_csv('" + project
                            + "/data/customers.csv', header = true) WHERE " + where + " ORDER BY 1");
            List<String> found = new ArrayList<>();
            for (JsonNode file : manifest.get("files")) {
                found.addAll(rows(
                        duckDb,
                        "SELECT * FROM read_csv('"
                                + day.resolve(file.get("name").textValue())
                                + "', header = false, delim = ',', compression = 'gzip')"));
            }
            assertThat(found).hasSize(members).isEqualTo(expected);
        }
    }

    private static List<String> rows(Connection duckDb, String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (ResultSet result = duckDb.createStatement().executeQuery(sql)) {
            while (result.next()) {
                rows.add(result.getString(1) + "," + result.getString(2));
            }
        }
        return rows;
    }
}
