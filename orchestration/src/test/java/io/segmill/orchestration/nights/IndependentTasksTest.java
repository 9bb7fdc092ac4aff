package io.segmill.orchestration.nights;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One of ten sources and one of two hundred segments fail: all others come out as if nothing had happened. */
class IndependentTasksTest {
    private static final int SOURCES = 10;
    private static final int SEGMENTS_OF_A_SOURCE = 20;
    private static final int CUSTOMERS = 40;
    private static final int ROWS_OF_A_CUSTOMER = 3;
    private static final int MISSING_SOURCE = 7;
    private static final String OVERFLOWING = "s3-05";

    @TempDir
    private Path folder;

    private static int amount(int source, int customer, int row) {
        return (7 * customer + 3 * source + row) % 10;
    }

    private static String segment(int source, int number) {
        return "s%d-%02d".formatted(source, number);
    }

    private static String lines(int count, IntFunction<String> line) {
        return IntStream.range(0, count).mapToObj(line).collect(Collectors.joining());
    }

    private void writeProject() {
        Checkout.write(
                folder.resolve("segmill.yaml"),
                """
                time-zone: UTC
                as-of: 2026-06-30
                warehouse: warehouse
                customer: {source: customers, key: id}
                relationships:
                """ + lines(SOURCES, source -> "  - {from: s%d.customer, to: customers.id}\n".formatted(source)));
        Checkout.write(folder.resolve("data/customers.csv"), "id\n" + lines(CUSTOMERS, id -> id + "\n"));
        Checkout.write(folder.resolve("sources/customers.yaml"), """
                format: csv
                path: data/customers.csv
                columns: [{name: id, type: int}]
                key: [id]
                """);
        for (int source = 0; source < SOURCES; source++) {
            writeSource(source);
        }
    }

    /** Its segments ask for at least so much as their number; one of them adds up numbers that no bigint holds. */
    private void writeSource(int source) {
        Checkout.write(folder.resolve("sources/s" + source + ".yaml"), """
                format: csv
                path: data/s%d.csv
                columns: [{name: customer, type: int}, {name: amount, type: int}, {name: huge, type: bigint}]
                """.formatted(source));
        Checkout.write(
                folder.resolve("data/s" + source + ".csv"),
                "customer,amount,huge\n"
                        + lines(
                                CUSTOMERS * ROWS_OF_A_CUSTOMER,
                                row -> row / ROWS_OF_A_CUSTOMER + ","
                                        + amount(source, row / ROWS_OF_A_CUSTOMER, row % ROWS_OF_A_CUSTOMER) + ","
                                        + Long.MAX_VALUE + "\n"));
        for (int number = 0; number < SEGMENTS_OF_A_SOURCE; number++) {
            String id = segment(source, number);
            String column = id.equals(OVERFLOWING) ? "huge" : "amount";
            Checkout.write(
                    folder.resolve("segments/" + id + ".yaml"),
                    "name: %s\nwhere: {sum: s%d.%s, at-least: %d}\n".formatted(id, source, column, number));
        }
    }

    private static Set<String> expected(int source, int number) {
        return IntStream.range(0, CUSTOMERS)
                .filter(customer -> IntStream.range(0, ROWS_OF_A_CUSTOMER)
                                .map(row -> amount(source, customer, row))
                                .sum()
                        >= number)
                .mapToObj(Integer::toString)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void an_export_leaves_out_only_the_segment_whose_own_columns_cannot_be_read() throws IOException {
        Path project = folder.resolve("bookshop");
        assertThat(Told.by(folder, "init", project.toString()).exitCode()).isZero();
        Checkout.write(
                project.resolve("segments/seen.yaml"),
                "columns: [{count: visits, as: visits}]\nwhere: {has: orders}\n");
        Checkout.write(project.resolve("exports/two.yaml"), "segments: [regulars, seen]\nto: outbox/two\n");
        Checkout.write(project.resolve("data/visits-2026-06.jsonl"), "nothing\n");

        Told run = Told.by(project, "run");
        assertThat(run.exitCode()).as(run.all()).isEqualTo(1);
        assertThat(run.all())
                .contains("segment 'seen' was left out: its columns cannot be read (upstream failed: visits)");
        assertThat(project.resolve("outbox/two/regulars/2026-06-30/manifest.json"))
                .isRegularFile();
        assertThat(project.resolve("outbox/two/seen")).doesNotExist();
    }

    @Test
    void what_does_not_depend_on_a_failure_comes_out_right() throws IOException {
        writeProject();
        Files.delete(folder.resolve("data/s" + MISSING_SOURCE + ".csv"));

        Told run = Told.by(folder, "run");

        assertThat(run.exitCode()).as(run.all()).isEqualTo(1);
        Map<String, String> statuses = statuses();
        Map<String, Set<String>> members = new TreeMap<>();
        for (int source = 0; source < SOURCES; source++) {
            boolean isMissing = source == MISSING_SOURCE;
            assertThat(statuses).containsEntry("source:s" + source, isMissing ? "Failed" : "Successful");
            for (int number = 0; number < SEGMENTS_OF_A_SOURCE; number++) {
                String id = segment(source, number);
                boolean isOverflowing = id.equals(OVERFLOWING);
                assertThat(statuses)
                        .containsEntry(
                                "segment:" + id,
                                isMissing
                                        ? "Skipped upstream failed: s" + MISSING_SOURCE
                                        : isOverflowing ? "Failed" : "Successful");
                if (!isMissing && !isOverflowing && !expected(source, number).isEmpty()) {
                    members.put(id, expected(source, number));
                }
            }
        }
        assertThat(members).hasSizeGreaterThan(150);
        try (PublishedTables tables = new PublishedTables(folder)) {
            assertThat(tables.members()).isEqualTo(members);
        }
    }

    private Map<String, String> statuses() throws IOException {
        Map<String, String> statuses = new TreeMap<>();
        for (JsonNode task : new ObjectMapper()
                .readTree(Told.by(folder, "status", "--json").out())
                .get("tasks")) {
            String reason =
                    task.get("reason").isNull() ? "" : " " + task.get("reason").textValue();
            statuses.put(task.get("task").textValue(), task.get("status").textValue() + reason);
        }
        return statuses;
    }
}
