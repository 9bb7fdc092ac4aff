package io.segmill.orchestration.nights;

import static org.assertj.core.api.Assertions.assertThat;

import io.segmill.core.checking.ProjectChecker;
import io.segmill.jobs.session.SparkProcess;
import io.segmill.jobs.table.TableName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that a disk or a transfer has spoilt: the run says which, and what was published stays readable. */
class DamagedNightsTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void writeProject() throws IOException {
        Checkout.write(folder.resolve("segmill.yaml"), """
                time-zone: UTC
                as-of: 2026-06-30
                warehouse: warehouse
                customer: {source: customers, key: id}
                relationships:
                  - {from: orders.customer, to: customers.id}
                  - {from: visits.customer, to: customers.id}
                """);
        source("customers", "id: bigint", "key: [id]");
        source("orders", "customer: bigint, amount: bigint", "");
        source("visits", "customer: bigint, page: bigint", "");
        segment("all", "{everyone: true}");
        segment("buyers", "{sum: orders.amount, at-least: 1000}");
        segment("visitors", "{count: visits, at-least: 2}");
        try (SparkProcess spark = SparkProcess.forReading(
                ProjectChecker.check(folder, Map.of()).project().orElseThrow().settings())) {
            SparkSession session = spark.warehouse().spark();
            write(session, "customers", "select id from range(100)");
            write(session, "orders", "select id % 50 as customer, id as amount from range(5000)");
            write(session, "visits", "select id % 30 as customer, id as page from range(5000)");
        }
    }

    private void source(String id, String columns, String more) {
        String declared = Arrays.stream(columns.split(", "))
                .map(column -> column.split(": "))
                .map(column -> "{name: " + column[0] + ", type: " + column[1] + "}")
                .reduce((left, right) -> left + ", " + right)
                .orElseThrow();
        Checkout.write(
                folder.resolve("sources/" + id + ".yaml"),
                "format: parquet\npath: data/" + id + "\ncolumns: [" + declared + "]\n" + more + "\n");
    }

    private void segment(String id, String where) {
        Checkout.write(folder.resolve("segments/" + id + ".yaml"), "name: " + id + "\nwhere: " + where + "\n");
    }

    private void write(SparkSession session, String id, String query) {
        session.sql(query)
                .coalesce(1)
                .write()
                .parquet(folder.resolve("data/" + id).toString());
    }

    /** The only file of a folder whose name ends so. */
    private static Path file(Path in, String ending) throws IOException {
        try (Stream<Path> files = Files.list(in)) {
            List<Path> found = files.filter(file -> file.toString().endsWith(ending)
                            && !file.getFileName().toString().startsWith("."))
                    .toList();
            assertThat(found).hasSize(1);
            return found.get(0);
        }
    }

    private static void overwrite(Path file, byte[] bytes) throws IOException {
        // Hadoop's sums stay where a file was copied to by other means.
        Files.deleteIfExists(file.resolveSibling("." + file.getFileName() + ".crc"));
        Files.write(file, bytes);
    }

    private static void isOneFailureToMend(Told told, String... messages) {
        assertThat(told.exitCode()).as(told.all()).isIn(1, 4);
        assertThat(told.all()).contains(messages).doesNotContain("\tat ", "this is a bug", "Exception");
    }

    private Map<String, Set<String>> members() {
        try (PublishedTables tables = new PublishedTables(folder)) {
            return tables.members();
        }
    }

    @Test
    void damaged_files_are_named_and_cost_no_published_table() throws IOException {
        Told first = Told.by(folder, "run");
        assertThat(first.exitCode()).as(first.all()).isZero();
        Map<String, Set<String>> members = members();
        assertThat(members.get("all")).hasSize(100);
        // Customer c bought c, c + 50, … c + 4950.
        assertThat(members.get("buyers")).hasSize(50);
        assertThat(members.get("visitors")).hasSize(30);

        // A source's file that is cut off, and one of which one bit is another.
        Path orders = file(folder.resolve("data/orders"), ".parquet");
        byte[] whole = Files.readAllBytes(orders);
        overwrite(orders, Arrays.copyOf(whole, whole.length / 2));
        Path visits = file(folder.resolve("data/visits"), ".parquet");
        byte[] right = Files.readAllBytes(visits);
        byte[] flipped = right.clone();
        flipped[right.length / 2] ^= 1;
        overwrite(visits, flipped);
        Told damaged = Told.by(folder, "run");
        assertThat(damaged.exitCode()).isEqualTo(1);
        isOneFailureToMend(
                damaged,
                orders + " is not a Parquet file: it does not end as one does, so it is cut off or of another format",
                visits + " cannot be read: it is damaged");
        assertThat(members()).isEqualTo(members);

        // The newest entry of a table's log that breaks off.
        overwrite(orders, whole);
        overwrite(visits, right);
        Path entry = folder.resolve("warehouse/sources/visits/_delta_log/00000000000000000001.json");
        byte[] log = Files.readAllBytes(entry);
        overwrite(entry, Arrays.copyOf(log, log.length / 2));
        // As in a new process, which knows nothing of the table.
        DeltaLog.clearCache();
        Told broken = Told.by(folder, "run");
        isOneFailureToMend(broken, "the table sources/visits cannot be read: its log is damaged");
        assertThat(members()).isEqualTo(members);
        overwrite(entry, log);

        // A table's files that are gone: whoever reads them says so, and a load that does not need them mends it.
        try (Stream<Path> files = Files.list(folder.resolve("warehouse/sources/orders"))) {
            for (Path gone :
                    files.filter(file -> file.toString().endsWith(".parquet")).toList()) {
                Files.delete(gone);
            }
        }
        DeltaLog.clearCache();
        Told gone = Told.by(folder, "refresh", "--all", "--as-of", "2026-06-29");
        isOneFailureToMend(gone, " cannot be read: it is damaged, or went away");
        assertThat(members()).isEqualTo(members);
        Told mended = Told.by(folder, "run", "--full");
        assertThat(mended.exitCode()).as(mended.all()).isZero();
        try (PublishedTables tables = new PublishedTables(folder)) {
            assertThat(tables.members()).isEqualTo(members);
            assertThat(tables.table(TableName.source("orders")).count()).isEqualTo(5000);
        }
    }
}
