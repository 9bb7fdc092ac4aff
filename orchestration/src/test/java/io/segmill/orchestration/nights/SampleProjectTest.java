package io.segmill.orchestration.nights;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.segmill.jobs.table.TableName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sample project, run as the README says, over several nights. */
class SampleProjectTest {
    private static final Path EXPECTED = Checkout.root().resolve("data-samples/expected");

    @TempDir
    private Path folder;

    @Test
    void three_nights_of_the_sample_are_what_the_samples_expect() throws IOException {
        Path project = Checkout.copySample(folder);

        // The first night.
        Told first = Told.by(project, "run");
        assertThat(first.exitCode()).as(first.all()).isZero();
        Map<String, Set<String>> members;
        try (PublishedTables tables = new PublishedTables(project)) {
            members = tables.members();
            assertThat(members).isEqualTo(expectedMembers(Set.of("summer-catalog")));
            assertThat(tables.rows(TableName.CHANGES, "segment_id", "customer_id", "change"))
                    .isEqualTo(differences(Map.of(), members));
            assertThat(tables.rows(TableName.COUNTS, "segment_id", "members", "entered", "left"))
                    .isEqualTo(counts(Map.of(), members, members.keySet()));
        }
        Map<String, String> statuses = statuses(project);
        assertThat(statuses)
                .containsEntry("segment:christmas-gifts", "Skipped (inactive)")
                .containsEntry("segment:summer-catalog", "Skipped (static)")
                .containsEntry("segment:lapsed-customers", "Successful")
                .containsEntry("source:products", "Successful")
                .containsEntry("source:customers", "Completed with warnings");

        explanationsReadWell(project);
        aPreviewRecordsNothing(project);

        // A second night on the same files: nothing is loaded, the segments are refreshed, nobody moves.
        Told second = Told.by(project, "run");
        assertThat(second.exitCode()).as(second.all()).isZero();
        assertThat(statuses(project))
                .allSatisfy((task, status) -> {
                    if (task.startsWith("source:") || task.startsWith("profile:")) {
                        assertThat(status).as(task).isEqualTo("Skipped (unchanged)");
                    }
                })
                .containsEntry("segment:lapsed-customers", "Successful");
        try (PublishedTables tables = new PublishedTables(project)) {
            assertThat(tables.publication().number()).isEqualTo(2);
            assertThat(tables.members()).isEqualTo(members);
            assertThat(tables.table(TableName.CHANGES).count())
                    .isEqualTo(members.values().stream().mapToLong(Set::size).sum());
            assertThat(tables.table(TableName.COUNTS).count()).isEqualTo(2L * members.size());
        }

        // Another as-of date, everything read again: the changes are exactly the differences.
        Told third = Told.by(project, "run", "--as-of", "2026-05-31", "--full");
        assertThat(third.exitCode()).as(third.all()).isZero();
        try (PublishedTables tables = new PublishedTables(project)) {
            Map<String, Set<String>> later = tables.members();
            assertThat(later).isNotEqualTo(members);
            assertThat(tables
                            .table(TableName.CHANGES)
                            .where("as_of = '2026-05-31'")
                            .selectExpr("segment_id", "customer_id", "change")
                            .collectAsList()
                            .stream()
                            .map(row -> row.mkString(","))
                            .sorted()
                            .toList())
                    .isEqualTo(differences(members, later));
            assertThat(tables
                            .table(TableName.COUNTS)
                            .where("as_of = '2026-05-31'")
                            .selectExpr("segment_id", "members", "entered", "left")
                            .collectAsList()
                            .stream()
                            .map(row -> row.mkString(","))
                            .sorted()
                            .toList())
                    .isEqualTo(counts(members, later, members.keySet()));
        }

        // A static segment is refreshed when it is asked for by name, as of the project's own date.
        Told refreshed = Told.by(project, "refresh", "summer-catalog");
        assertThat(refreshed.exitCode()).as(refreshed.all()).isZero();
        try (PublishedTables tables = new PublishedTables(project)) {
            assertThat(tables.members().get("summer-catalog")).isEqualTo(expected("summer-catalog"));
        }
    }

    /** Checked here, since it wants a finished night. */
    private static void explanationsReadWell(Path project) throws IOException {
        assertThat(Told.by(project, "segments", "explain", "big-spenders", "--customer", "000623")
                        .out())
                .isEqualTo("""
                        segment big-spenders: Big spenders
                        customer 000623, as of 2026-06-30, is a member

                        met      all of these:
                        met        the sum of orders.total in the last 12 months (2025-07-01 to 2026-06-30), where status is paid, is at least 500
                                     → 716.25
                        met        is not a member of do-not-contact
                        """);
        assertThat(Told.by(project, "segments", "explain", "engaged", "--customer", "001006")
                        .out())
                .isEqualTo("""
                        segment engaged: Engaged
                        customer 001006, as of 2026-06-30, is not a member
                        first reason: 2 of the 3 needed are met; not met: (1) points is at least 1000: 429, 571 too little; \
                        (2) has visits in the last 7 days (2026-06-24 to 2026-06-30): none found, the last was on 2026-06-21, 3 days too old; \
                        (3) the number of orders in this quarter (2026-04-01 to 2026-06-30) is more than 1: 1 of 2 orders, 1 too few

                        not met  at least 3 of these:
                                   → 2 of 5 met
                        met        newsletter is true
                                     → true
                        not met    points is at least 1000
                                     → 429, 571 too little
                        met        last_login is in this month (2026-06-01 to 2026-06-30)
                                     → 2026-06-27T03:33:08+02:00
                        not met    has visits in the last 7 days (2026-06-24 to 2026-06-30)
                                     → none found, the last was on 2026-06-21, 3 days too old
                        not met    the number of orders in this quarter (2026-04-01 to 2026-06-30) is more than 1
                                     → 1 of 2 orders, 1 too few
                        """);
        assertThat(Told.by(project, "segments", "explain", "do-not-contact").out())
                .isEqualTo("""
                        segment do-not-contact: Do not contact
                          Blocked, or has asked for deletion

                        in words, as of 2026-06-30
                          customers for whom at least one of these holds:
                            - blocked is true
                            - has tickets, where topic is Löschung

                        as a query, the last step first
                          select customer_id
                            keep rows where blocked or coalesce(aggregate_1, 0) > 0
                              left outer join on customer_id = aggregate_1_tie
                                read sources/customers version 1: customer_id, blocked
                                for each customer_id: customer_id as aggregate_1_tie, count(1) as aggregate_1
                                  select customer_id
                                    keep rows where (opened_on is missing or opened_on <= 2026-06-30) and topic = 'Löschung' and customer_id is set
                                      read sources/tickets version 1: customer_id, opened_on, topic
                        """);
        Map<String, String> verdicts = new TreeMap<>();
        for (JsonNode one : json(Told.by(project, "segments", "explain", "--all", "--customer", "000849", "--json"))) {
            verdicts.put(one.get("id").textValue(), one.get("verdict").textValue());
        }
        assertThat(verdicts)
                .hasSize(20)
                .containsEntry("all-customers", "is a member")
                .containsEntry(
                        "summer-catalog",
                        "is taken by the definition, but the segment was never refreshed and has no members")
                .containsEntry(
                        "christmas-gifts",
                        "is not a member, since the segment is inactive; its definition would take this customer");
        Told unknown = Told.by(project, "segments", "explain", "engaged", "--customer", "nobody");
        assertThat(unknown.exitCode()).isEqualTo(2);
        assertThat(unknown.err())
                .isEqualTo("there is no customer 'nobody' in source 'customers' as last loaded\n"
                        + "fix: name a value of its column 'customer_id', exactly as it stands there\n");
    }

    /**
     * Also wants a finished night. The counts are DuckDB's, by data-samples/expected/lapsed-customers.sql with 180 days
     * in place of 90 and a condition at a time.
     */
    private void aPreviewRecordsNothing(Path project) throws IOException {
        Path file = folder.resolve("lapsed-customers.yaml");
        Files.writeString(file, """
                name: Lapsed for longer
                columns: [first_name, {count: orders, as: orders_ever}]
                where:
                  all:
                    - {has: orders, within: at least 180 days ago}
                    - {has-no: orders, within: last 180 days}
                    - not: {member-of: do-not-contact}
                """);
        String published = Files.readString(folder.resolve("warehouse/published.json"));
        String runs = Told.by(project, "runs", "--json").out();
        JsonNode preview = json(Told.by(project, "segments", "preview", file.toString(), "--json"));
        assertThat(preview.get("members").intValue()).isEqualTo(525);
        assertThat(preview.get("entered").intValue()).isZero();
        assertThat(preview.get("left").intValue()).isEqualTo(454);
        List<String> rules = new ArrayList<>();
        preview.get("rules")
                .forEach(rule -> rules.add(rule.get("line") + ": "
                        + rule.get("text").textValue() + ": " + rule.get("alone") + ", " + rule.get("together")));
        assertThat(rules)
                .containsExactly(
                        "5: has orders at least 180 days ago (up to 2026-01-01): 1480, 1480",
                        "6: has no orders in the last 180 days (2026-01-02 to 2026-06-30): 798, 563",
                        "7: is not a member of do-not-contact: 1841, 525");
        assertThat(preview.get("first").size()).isEqualTo(100);
        assertThat(preview.get("first").get(0).get(0).textValue()).isEqualTo("000001");
        assertThat(preview.get("first").get(0).get(1).textValue()).isEqualTo("***");

        assertThat(Told.by(project, "segments", "preview", file.toString()).out())
                .startsWith("""
                lapsed-customers as of 2026-06-30: 525 members, 0 entered and 454 left against the published ones

                line  rule                                                           alone  so far
                ----  -------------------------------------------------------------  -----  ------
                   5  has orders at least 180 days ago (up to 2026-01-01)            1,480   1,480
                   6  has no orders in the last 180 days (2026-01-02 to 2026-06-30)    798     563
                   7  is not a member of do-not-contact                              1,841     525

                the first 100 members
                """);
        assertThat(Told.by(project, "segments", "preview", "lapsed-custumers").err())
                .contains("did you mean 'lapsed-customers'?");
        assertThat(Files.readString(folder.resolve("warehouse/published.json"))).isEqualTo(published);
        assertThat(Told.by(project, "runs", "--json").out()).isEqualTo(runs);
    }

    @Test
    void the_exports_hold_the_members_and_a_manifest() throws IOException {
        Path project = Checkout.copySample(folder);
        Told run = Told.by(project, "run", "--select", "+export:crm-upload");
        assertThat(run.exitCode()).as(run.all()).isZero();

        JsonNode export = json(Told.by(project, "exports", "show", "crm-upload", "--json"));
        assertThat(export.get("segments")).isNotEmpty();
        for (JsonNode segment : export.get("segments")) {
            String id = segment.isTextual()
                    ? segment.textValue()
                    : segment.get("id").textValue();
            List<Path> files;
            try (Stream<Path> found = Files.walk(folder.resolve("exports"))) {
                files = found.filter(file -> file.toString().contains("/" + id + "/2026-06-30/"))
                        .sorted()
                        .toList();
            }
            Set<String> keys = new TreeSet<>();
            for (Path file : files) {
                if (file.toString().endsWith(".csv")) {
                    List<String> lines = Files.readAllLines(file);
                    assertThat(lines.get(0)).startsWith("customer_id,");
                    lines.stream()
                            .skip(1)
                            .filter(line -> line.matches("\\d{2,6},.*"))
                            .forEach(line -> keys.add(line.split(",")[0]));
                }
            }
            assertThat(keys).as(id).isEqualTo(expected(id));
            assertThat(files).as(id).anyMatch(file -> file.endsWith("manifest.json"));
        }
    }

    @Test
    void a_missing_file_fails_its_source_and_skips_what_depends_on_it_by_name() throws IOException {
        Path project = Checkout.copySample(folder);
        assertThat(Told.by(project, "run").exitCode()).isZero();
        Map<String, Set<String>> before;
        try (PublishedTables tables = new PublishedTables(project)) {
            before = tables.members();
        }
        Path tickets = folder.resolve("data-samples/retail/tickets.txt");
        Path aside = folder.resolve("tickets.aside");
        Files.move(tickets, aside);

        Told failed = Told.by(project, "run", "--as-of", "2026-06-29");
        assertThat(failed.exitCode()).as(failed.all()).isEqualTo(1);
        assertThat(failed.err())
                .contains("source:tickets: Failed")
                .contains("tickets.txt")
                .doesNotContain("\tat ");
        Map<String, String> statuses = statuses(project);
        assertThat(statuses)
                .containsEntry("source:tickets", "Failed")
                .containsEntry("profile:tickets", "Skipped (upstream failed: tickets)")
                .containsEntry("segment:do-not-contact", "Skipped (upstream failed: tickets)")
                .containsEntry("segment:lapsed-customers", "Skipped (upstream failed: tickets)")
                .containsEntry("segment:recent-buyers", "Successful");
        try (PublishedTables tables = new PublishedTables(project)) {
            assertThat(tables.members().get("do-not-contact")).isEqualTo(before.get("do-not-contact"));
            assertThat(tables.members().get("recent-buyers")).isNotEqualTo(before.get("recent-buyers"));
        }

        Files.move(aside, tickets);
        Told whole = Told.by(project, "run");
        assertThat(whole.exitCode()).as(whole.all()).isZero();
        try (PublishedTables tables = new PublishedTables(project)) {
            assertThat(tables.members()).isEqualTo(before);
        }
    }

    /** Every segment's expected members, but those of the segments named. */
    private static Map<String, Set<String>> expectedMembers(Set<String> but) throws IOException {
        Map<String, Set<String>> all = new TreeMap<>();
        try (Stream<Path> files = Files.list(EXPECTED)) {
            for (Path file :
                    files.filter(one -> one.toString().endsWith(".csv")).toList()) {
                String id = file.getFileName().toString().replace(".csv", "");
                if (!but.contains(id)) {
                    all.put(id, expected(id));
                }
            }
        }
        assertThat(all).hasSizeGreaterThan(12);
        return all;
    }

    private static Set<String> expected(String segment) throws IOException {
        List<String> lines = Files.readAllLines(EXPECTED.resolve(segment + ".csv"));
        return new TreeSet<>(lines.subList(1, lines.size()));
    }

    private static List<String> differences(Map<String, Set<String>> before, Map<String, Set<String>> after) {
        List<String> changes = new ArrayList<>();
        after.forEach((segment, members) -> members.stream()
                .filter(member -> !before.getOrDefault(segment, Set.of()).contains(member))
                .forEach(member -> changes.add(segment + "," + member + ",entered")));
        before.forEach((segment, members) -> members.stream()
                .filter(member -> !after.getOrDefault(segment, Set.of()).contains(member))
                .forEach(member -> changes.add(segment + "," + member + ",left")));
        changes.sort(null);
        return changes;
    }

    private static List<String> counts(
            Map<String, Set<String>> before, Map<String, Set<String>> after, Set<String> segments) {
        List<String> counts = new ArrayList<>();
        for (String segment : segments) {
            Set<String> entered = new TreeSet<>(after.getOrDefault(segment, Set.of()));
            int members = entered.size();
            entered.removeAll(before.getOrDefault(segment, Set.of()));
            Set<String> left = new TreeSet<>(before.getOrDefault(segment, Set.of()));
            left.removeAll(after.getOrDefault(segment, Set.of()));
            counts.add(segment + "," + members + "," + entered.size() + "," + left.size());
        }
        counts.sort(null);
        return counts;
    }

    private static Map<String, String> statuses(Path project) throws IOException {
        Map<String, String> statuses = new TreeMap<>();
        for (JsonNode task : json(Told.by(project, "status", "--json")).get("tasks")) {
            String reason =
                    task.get("reason").isNull() ? "" : " (" + task.get("reason").textValue() + ")";
            statuses.put(task.get("task").textValue(), task.get("status").textValue() + reason);
        }
        return statuses;
    }

    private static JsonNode json(Told told) throws IOException {
        assertThat(told.exitCode()).as(told.all()).isZero();
        return new ObjectMapper().readTree(told.out());
    }
}
