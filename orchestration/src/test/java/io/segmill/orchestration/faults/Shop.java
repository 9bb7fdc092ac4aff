package io.segmill.orchestration.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.segmill.core.fault.Faults;
import io.segmill.orchestration.history.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.delta.DeltaLog;

/**
 * A small project that has one night behind it and another before it, to be put back there again and again. Its counter
 * alone has short nights: two sources, a bad row, a segment, an export that is written anew. All of it has sources of all
 * three kinds of load, a segment with a limit and one on top of it, too.
 */
final class Shop {
    private static final String SETTINGS = """
            name: corner-shop
            as-of: 2026-06-30
            warehouse: warehouse
            history: {url: "${HISTORY}"}
            spark: {master: "local[2]", conf: {spark.sql.shuffle.partitions: 2}}
            customer: {source: customers, key: customer_id}
            relationships:
              - {from: orders.customer_id, to: customers.customer_id}
            """;

    private static final Map<String, String> COUNTER = Map.of(
            "segmill.yaml",
            SETTINGS,
            "sources/customers.yaml",
            """
            format: csv
            path: data/customers.csv
            columns:
              - {name: customer_id, type: bigint}
              - {name: name, type: string}
            key: [customer_id]
            """,
            "sources/orders.yaml",
            """
            format: csv
            path: data/orders-*.csv
            columns:
              - {name: order_id, type: bigint}
              - {name: customer_id, type: bigint}
              - {name: ordered_on, type: date}
              - {name: amount, type: "decimal(10,2)"}
            key: [order_id]
            event-time: ordered_on
            load: append
            bad-rows: {allow-percent: 30}
            """,
            "segments/spenders.yaml",
            """
            name: Spenders
            where: {sum: orders.amount, at-least: 50}
            """,
            "exports/crm.yaml",
            """
            name: Upload
            segments: [spenders]
            to: outbox
            """);

    private static final Map<String, String> ALL_OF_IT = Map.of(
            "segmill.yaml",
            SETTINGS + "  - {from: contacts.customer_id, to: customers.customer_id}\n",
            "sources/contacts.yaml",
            """
            format: csv
            path: data/contacts-*.csv
            columns:
              - {name: customer_id, type: bigint}
              - {name: channel, type: string}
              - {name: op, type: string}
            key: [customer_id]
            load: merge
            delete-when: {attribute: op, is: D}
            """,
            "segments/best.yaml",
            """
            name: Best
            columns: [name]
            where: {has: orders}
            limit: {top: 2, by: {sum: orders.amount}}
            """,
            "segments/reachable.yaml",
            """
            name: Best who can be written to
            columns: [name]
            where:
              all:
                - {member-of: best}
                - {has: contacts, where: {attribute: channel, is: mail}}
            """,
            "exports/crm.yaml",
            """
            name: Upload
            segments: [best, reachable]
            to: outbox
            """);

    private static final Map<String, String> FIRST_DAY = Map.of(
            "data/customers.csv",
            "customer_id,name\n1,Ada\n2,Ben\n3,Cleo\n4,Dora\n",
            "data/orders-1.csv",
            "order_id,customer_id,ordered_on,amount\n1,1,2026-06-01,30.00\n2,1,2026-06-10,40.00\n"
                    + "3,2,2026-06-12,20.00\n4,3,2026-06-12,90.00\n",
            "data/contacts-1.csv",
            "customer_id,channel,op\n1,mail,I\n2,phone,I\n3,mail,I\n");

    /** Cleo is gone and Emil is new; a date that is none; Ada takes her address back, Ben gives one. */
    private static final Map<String, String> SECOND_DAY = Map.of(
            "data/customers.csv",
            "customer_id,name\n1,Ada\n2,Ben\n4,Dora\n5,Emil\n",
            "data/orders-2.csv",
            "order_id,customer_id,ordered_on,amount\n5,4,2026-06-20,80.00\n6,5,2026-06-21,10.00\n"
                    + "7,2,2026-06-31,5.00\n8,2,2026-06-22,35.00\n",
            "data/contacts-2.csv",
            "customer_id,channel,op\n1,mail,D\n4,mail,I\n2,mail,U\n");

    private final Path project;
    private final Path aside;
    private final TestDatabase.Kept history;

    private Shop(Path folder, TestDatabase.Kept history) {
        this.project = folder.resolve("shop");
        this.aside = folder.resolve("aside");
        this.history = history;
    }

    /** All of it, before its second night. */
    static Shop opened(Path folder, TestDatabase kind) {
        Map<String, String> project = new TreeMap<>(COUNTER);
        project.putAll(ALL_OF_IT);
        return opened(project, folder, kind);
    }

    /** Its counter alone, likewise. */
    static Shop counter(Path folder, TestDatabase kind) {
        return opened(COUNTER, folder, kind);
    }

    /** Makes the project, runs its first night and brings the second day's files. */
    private static Shop opened(Map<String, String> project, Path folder, TestDatabase kind) {
        Shop shop = new Shop(folder, kind.kept(folder.resolve("shop/warehouse")));
        project.forEach(shop::write);
        FIRST_DAY.forEach(shop::write);
        Answer first = shop.command(Faults.NONE, "run");
        assertThat(first.code()).as(first.all()).isZero();
        SECOND_DAY.forEach(shop::write);
        copy(shop.project, shop.aside);
        shop.history.keep();
        return shop;
    }

    /** Puts everything back to where the second night has not begun. */
    void putBack() {
        delete(project);
        copy(aside, project);
        history.putBack();
        DeltaLog.clearCache();
    }

    Path project() {
        return project;
    }

    Map<String, String> environment() {
        return Map.of("HISTORY", history.url());
    }

    Answer command(Faults faults, String... command) {
        String[] line = Stream.concat(Stream.of("--project", project.toString()), Stream.of(command))
                .toArray(String[]::new);
        return Answer.of(environment(), faults, line);
    }

    /** The statuses of all runs, the newest first. */
    List<String> runs() {
        return texts(command(Faults.NONE, "runs", "--json").json(), "status");
    }

    /** How the tasks of the latest run ended: status, reason, rows, warnings. */
    List<String> tasks() {
        return stream(command(Faults.NONE, "status", "--json").json().get("tasks"))
                .map(task -> task.get("task") + " " + task.get("status") + " " + task.get("reason") + " "
                        + task.get("rows") + " " + task.get("warnings"))
                .toList();
    }

    /** The rows of {@code runs/tasks}, which follows the publication, without what names the run and the moment. */
    List<String> copiedTasks() {
        Path table = project.resolve("warehouse/runs/tasks");
        String files = filesNow(table).stream()
                .map(file -> "'" + table.resolve(file) + "'")
                .collect(Collectors.joining(", "));
        List<String> rows = new ArrayList<>();
        try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckDb.createStatement();
                ResultSet found = statement.executeQuery("SELECT CAST(whole AS VARCHAR) FROM (SELECT * EXCLUDE (run_id,"
                        + " started, ended) FROM read_parquet([" + files + "], union_by_name = true)) whole ORDER BY"
                        + " 1")) {
            while (found.next()) {
                rows.add(found.getString(1));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return rows;
    }

    /** What Delta's log, commit by commit, has added and not removed since. */
    private static Set<String> filesNow(Path table) {
        Set<String> files = new TreeSet<>();
        try (Stream<Path> log = Files.list(table.resolve("_delta_log"))) {
            for (Path commit : log.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList()) {
                for (String line : Files.readAllLines(commit)) {
                    JsonNode action = new ObjectMapper().readTree(line);
                    if (action.has("add")) {
                        files.add(action.get("add").get("path").textValue());
                    } else if (action.has("remove")) {
                        files.remove(action.get("remove").get("path").textValue());
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }

    /** All exported files by their names, with their lines; what names run and moment in the manifests is left out. */
    Map<String, List<String>> exports() {
        Map<String, List<String>> exports = new TreeMap<>();
        try (Stream<Path> files = Files.walk(project.resolve("outbox"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                exports.put(
                        project.relativize(file).toString(),
                        Files.readAllLines(file).stream()
                                .filter(line -> !line.contains("\"run"))
                                .toList());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return exports;
    }

    private static List<String> texts(JsonNode list, String key) {
        return stream(list).map(one -> one.get(key).textValue()).toList();
    }

    private static Stream<JsonNode> stream(JsonNode list) {
        Stream.Builder<JsonNode> nodes = Stream.builder();
        list.forEach(nodes::add);
        return nodes.build();
    }

    private void write(String name, String text) {
        try {
            Path file = project.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copy(Path from, Path to) {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path path : all.toList()) {
                Path target = to.resolve(from.relativize(path).toString());
                if (Files.isDirectory(path)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(path, target);
                    Files.setLastModifiedTime(target, Files.getLastModifiedTime(path));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
