package io.segmill.orchestration.nights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.segmill.core.checking.CheckedProject;
import io.segmill.core.checking.ProjectChecker;
import io.segmill.jobs.table.TableName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Night after night of a shop whose orders go on: what the tables, the history and the commands tell of every night and
 * segment agrees, and segments are active on the days that were set. Eight nights; {@code -Dnights=30} takes thirty, and
 * {@code -Dnights.sample=true} those of the sample project too.
 */
class ManyNightsTest {
    private static final int NIGHTS = Integer.getInteger("nights", 8);
    private static final LocalDate FIRST = LocalDate.parse("2026-06-01");
    private static final int CUSTOMERS = 60;

    @TempDir
    private Path folder;

    private record Order(int customer, LocalDate day) {}

    /** What happened to one segment in one night. */
    private record Change(Set<String> entered, Set<String> left) {}

    @Test
    void members_changes_counts_trend_and_states_agree_in_every_night() throws IOException {
        Path project = folder.resolve("bookshop");
        assertThat(Told.by(folder, "init", project.toString()).exitCode()).isZero();
        List<Order> orders = orders();
        writeData(project, orders, NIGHTS / 2);
        LocalDate on = FIRST.plusDays(2);
        LocalDate off = FIRST.plusDays(NIGHTS - 2L);
        Checkout.write(project.resolve("segments/buyers.yaml"), "where: {has: orders, within: last 3 days}\n");
        Checkout.write(
                project.resolve("segments/summer.yaml"),
                "state: inactive\nactivate-at: " + on + "\ndeactivate-at: " + off
                        + "\nwhere: {all: [{has: orders, within: last 7 days}, {not: {member-of: buyers}}]}\n");
        Checkout.write(
                project.resolve("segments/top.yaml"),
                "where: {has: orders}\nlimit: {top: 10, by: {count: orders, within: last 7 days}}\n");
        Checkout.write(
                project.resolve("segments/frozen.yaml"), "type: static\nwhere: {has: orders, within: last 3 days}\n");

        for (int night = 0; night < NIGHTS; night++) {
            if (night == NIGHTS / 2) {
                writeData(project, orders, NIGHTS);
                assertThat(Told.by(
                                        project,
                                        "refresh",
                                        "frozen",
                                        "--as-of",
                                        day(night - 1).toString())
                                .exitCode())
                        .isZero();
            }
            Told told = Told.by(project, "run", "--as-of", day(night).toString());
            assertThat(told.exitCode()).as(told.all()).isZero();
        }

        Map<String, Map<String, Set<String>>> members = agreeing(project);
        for (JsonNode run : nights(project)) {
            LocalDate day = LocalDate.parse(run.get("as_of").textValue());
            int known = day.isBefore(day(NIGHTS / 2)) ? NIGHTS / 2 : NIGHTS;
            Map<String, Set<String>> found = members.get(run.get("run_id").textValue());
            Set<String> buyers = buyers(orders, day, 3, known);
            assertThat(found.getOrDefault("buyers", Set.of()))
                    .as(day.toString())
                    .isEqualTo(buyers);
            Set<String> summer = buyers(orders, day, 7, known);
            summer.removeAll(buyers);
            boolean isOn = !day.isBefore(on) && day.isBefore(off);
            assertThat(found.getOrDefault("summer", Set.of()))
                    .as(day.toString())
                    .isEqualTo(isOn ? summer : Set.of());
            assertThat(status(project, run, "segment:summer"))
                    .as(day.toString())
                    .isEqualTo(isOn ? "Successful" : "Skipped (inactive)");
            assertThat(status(project, run, "segment:frozen")).isEqualTo("Skipped (static)");
            boolean isFrozen = !day.isBefore(day(NIGHTS / 2));
            assertThat(found.getOrDefault("frozen", Set.of()))
                    .isEqualTo(isFrozen ? buyers(orders, day(NIGHTS / 2 - 1), 3, NIGHTS / 2) : Set.of());
        }
        // Switched off since, it has no members, and was last refreshed while it was on.
        JsonNode summer = json(Told.by(project, "segments", "show", "summer", "--json"));
        assertThat(summer.get("members").longValue()).isZero();
        assertThat(summer.get("change").isNull()).isTrue();
        assertThat(summer.get("trend"))
                .extracting(count -> count.get("as_of").textValue())
                .containsExactlyElementsOf(
                        on.datesUntil(off).map(LocalDate::toString).toList());
        // A refresh alone takes the members of what was switched off.
        assertThat(Told.by(project, "segments", "deactivate", "top").exitCode()).isZero();
        Told last = Told.by(project, "refresh", "top");
        assertThat(last.exitCode()).as(last.all()).isZero();
        try (PublishedTables tables = new PublishedTables(project)) {
            assertThat(tables.members()).containsKeys("buyers").doesNotContainKey("top");
        }
    }

    @Test
    void so_do_those_of_the_sample() throws IOException {
        assumeThat(Boolean.getBoolean("nights.sample")).isTrue();
        Path project = Checkout.copySample(folder);
        Path gifts = project.resolve("segments/christmas-gifts.yaml");
        Files.writeString(gifts, Files.readString(gifts) + "activate-at: 2026-06-10\ndeactivate-at: 2026-06-20\n");
        for (int night = 0; night < NIGHTS; night++) {
            Told told = Told.by(project, "run", "--as-of", day(night).toString());
            assertThat(told.exitCode()).as(told.all()).isZero();
        }
        Map<String, Map<String, Set<String>>> members = agreeing(project);
        for (JsonNode run : nights(project)) {
            LocalDate day = LocalDate.parse(run.get("as_of").textValue());
            boolean isOn = !day.isBefore(LocalDate.parse("2026-06-10")) && day.isBefore(LocalDate.parse("2026-06-20"));
            assertThat(status(project, run, "segment:christmas-gifts"))
                    .as(day.toString())
                    .isEqualTo(isOn ? "Successful" : "Skipped (inactive)");
            if (!isOn) {
                assertThat(members.get(run.get("run_id").textValue())).doesNotContainKey("christmas-gifts");
            }
        }
    }

    private static LocalDate day(int night) {
        return FIRST.plusDays(night);
    }

    private static List<Order> orders() {
        Random random = new Random(7);
        List<Order> orders = new ArrayList<>();
        for (int i = 0; i < CUSTOMERS * 4; i++) {
            orders.add(new Order(1 + random.nextInt(CUSTOMERS), FIRST.plusDays(random.nextInt(NIGHTS + 10) - 10)));
        }
        return orders;
    }

    /** The orders up to a night, as the shop's file has them. */
    private static void writeData(Path project, List<Order> orders, int nights) {
        StringBuilder customers = new StringBuilder("customer_id,name,email,city,newsletter,customer_since\n");
        for (int i = 1; i <= CUSTOMERS; i++) {
            customers.append(i + ",N" + i + ",,York,yes,2024-01-01\n");
        }
        Checkout.write(project.resolve("data/customers.csv"), customers.toString());
        StringBuilder lines = new StringBuilder("order_id;customer_id;Ordered on;amount\n");
        for (int i = 0; i < orders.size(); i++) {
            if (orders.get(i).day().isBefore(day(nights))) {
                lines.append(
                        i + ";" + orders.get(i).customer() + ";" + orders.get(i).day() + ";10.00\n");
            }
        }
        Checkout.write(project.resolve("data/orders.csv"), lines.toString());
    }

    /** Who ordered on that day or the days before it, of the orders that the file had. */
    private static Set<String> buyers(List<Order> orders, LocalDate day, int days, int nights) {
        return orders.stream()
                .filter(order -> order.day().isBefore(day(nights)))
                .filter(order -> !order.day().isAfter(day) && order.day().isAfter(day.minusDays(days)))
                .map(order -> Integer.toString(order.customer()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * Checks that tables, history and commands say the same of every run.
     *
     * @return the members after each run, by run and segment
     */
    private static Map<String, Map<String, Set<String>>> agreeing(Path project) throws IOException {
        CheckedProject checked =
                ProjectChecker.check(project, Map.of()).project().orElseThrow();
        Map<String, Map<String, Set<String>>> members = new TreeMap<>();
        Map<String, Map<String, Change>> changes = new TreeMap<>();
        Map<String, String> counts = new TreeMap<>();
        Map<String, String> enteredOn = new TreeMap<>();
        try (PublishedTables newest = new PublishedTables(project)) {
            for (JsonNode run : json(Told.by(project, "runs", "--json"))) {
                String id = run.get("run_id").textValue();
                members.put(id, newest.members(id).orElseThrow());
            }
            Dataset<Row> changed = newest.table(TableName.CHANGES)
                    .selectExpr(
                            "run_id", "segment_id", "cast(customer_id as string)", "change", "cast(as_of as string)");
            for (Row row : changed.orderBy("run_id").collectAsList()) {
                Change change = changes.computeIfAbsent(row.getString(0), run -> new TreeMap<>())
                        .computeIfAbsent(row.getString(1), id -> new Change(new TreeSet<>(), new TreeSet<>()));
                boolean isNew =
                        (row.getString(3).equals("entered") ? change.entered() : change.left()).add(row.getString(2));
                assertThat(isNew).as(row.toString()).isTrue();
                if (row.getString(3).equals("entered")) {
                    enteredOn.put(row.getString(1) + " " + row.getString(2), row.getString(4));
                }
            }
            for (Row row : newest.table(TableName.COUNTS)
                    .selectExpr("run_id", "segment_id", "members", "entered", "left")
                    .collectAsList()) {
                counts.put(row.getString(0) + " " + row.getString(1), row.get(2) + " " + row.get(3) + " " + row.get(4));
            }
            for (Row row : newest.table(TableName.MEMBERS)
                    .selectExpr("segment_id", "cast(customer_id as string)", "cast(entered_on as string)")
                    .collectAsList()) {
                assertThat(row.getString(2)).isEqualTo(enteredOn.get(row.getString(0) + " " + row.getString(1)));
            }
        }
        Map<String, Set<String>> before = Map.of();
        for (Map.Entry<String, Map<String, Set<String>>> run : members.entrySet()) {
            Set<String> ids = new TreeSet<>(before.keySet());
            ids.addAll(run.getValue().keySet());
            Map<String, Change> its = changes.getOrDefault(run.getKey(), Map.of());
            ids.addAll(its.keySet());
            for (String id : ids) {
                Set<String> now = run.getValue().getOrDefault(id, Set.of());
                Set<String> then = before.getOrDefault(id, Set.of());
                Change change = its.getOrDefault(id, new Change(Set.of(), Set.of()));
                assertThat(then).as(id).containsAll(change.left());
                assertThat(Collections.disjoint(then, change.entered())).as(id).isTrue();
                Set<String> expected = new TreeSet<>(then);
                expected.addAll(change.entered());
                expected.removeAll(change.left());
                assertThat(now).as(run.getKey() + " " + id).isEqualTo(expected);
            }
            before = run.getValue();
        }
        counts.forEach((place, count) -> {
            String run = place.split(" ")[0];
            String id = place.split(" ")[1];
            Change change = changes.getOrDefault(run, Map.of()).getOrDefault(id, new Change(Set.of(), Set.of()));
            assertThat(count)
                    .as(place)
                    .isEqualTo(members.get(run).getOrDefault(id, Set.of()).size() + " "
                            + change.entered().size() + " " + change.left().size());
        });
        historyAgrees(project, checked, counts);
        return members;
    }

    /** The trend that `segments show` tells is that of the counts, and the list shows its end. */
    private static void historyAgrees(Path project, CheckedProject checked, Map<String, String> counts)
            throws IOException {
        Map<String, String> told = new TreeMap<>();
        Map<String, Long> last = new TreeMap<>();
        for (String id : checked.segments().keySet()) {
            JsonNode shown = json(Told.by(project, "segments", "show", id, "--json"));
            for (JsonNode refresh : shown.get("refreshes")) {
                told.put(
                        refresh.get("run_id").textValue() + " " + id,
                        refresh.get("members") + " " + refresh.get("entered") + " " + refresh.get("left"));
                last.put(id, refresh.get("members").longValue());
            }
        }
        assertThat(told).isEqualTo(counts);
        for (JsonNode row : json(Told.by(project, "segments", "--json"))) {
            if (row.get("status").textValue().equals("Successful")) {
                assertThat(row.get("members").longValue())
                        .isEqualTo(last.get(row.get("id").textValue()));
            }
        }
    }

    private static List<JsonNode> nights(Path project) throws IOException {
        List<JsonNode> nights = new ArrayList<>();
        for (JsonNode run : json(Told.by(project, "runs", "--json"))) {
            if (run.get("kind").textValue().equals("run")) {
                nights.add(run);
            }
        }
        assertThat(nights).hasSize(NIGHTS);
        return nights;
    }

    private static String status(Path project, JsonNode run, String task) throws IOException {
        for (JsonNode one : json(Told.by(project, "status", run.get("run_id").textValue(), "--json"))
                .get("tasks")) {
            if (one.get("task").textValue().equals(task)) {
                return one.get("status").textValue()
                        + (one.get("reason").isNull()
                                ? ""
                                : " (" + one.get("reason").textValue() + ")");
            }
        }
        throw new AssertionError("no task " + task);
    }

    private static JsonNode json(Told told) throws IOException {
        assertThat(told.exitCode()).as(told.all()).isZero();
        return new ObjectMapper().readTree(told.out());
    }
}
