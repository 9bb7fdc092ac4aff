package io.segmill.jobs.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.segmill.core.checking.CheckedProject;
import io.segmill.core.checking.ProjectChecker;
import io.segmill.core.fault.Faults;
import io.segmill.core.run.SegmentCount;
import io.segmill.jobs.session.SparkProcess;
import io.segmill.jobs.table.Publication;
import io.segmill.jobs.table.TableName;
import io.segmill.jobs.table.Warehouse;
import java.io.BufferedOutputStream;
import java.io.BufferedWriter;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * How long an export of many members takes, beside commons-csv that writes the same rows from memory with a SHA-256 of
 * the file, in turns in one JVM; the bytes of both are compared. Started by {@code
 * jobs/benchmark exports [MEMBERS]}.
 */
public final class ExportBench {
    private static final int ROUNDS = 3;
    private static final int ROWS_A_FILE = 750_000;
    private static final int ROWS_IN_MEMORY = 50_000;
    private static final double MOST = 6;
    private static final LocalDate AS_OF = LocalDate.of(2026, 6, 30);
    private static final String[] HEADER = {"customer_id", "first_name", "email", "city.name", "spent", "since"};

    private final int members;
    private final Path folder;

    private ExportBench(int members, Path folder) {
        this.members = members;
        this.folder = folder;
    }

    /** @param arguments how many members, by default 2,000,000 */
    public static void main(String[] arguments) throws Exception {
        int members = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 2_000_000;
        Path folder = Files.createTempDirectory("segmill-exports");
        try {
            System.exit(new ExportBench(members, folder).measure() ? 0 : 1);
        } finally {
            Disk.delete(folder);
        }
    }

    private boolean measure() throws Exception {
        CheckedProject project = project();
        List<Double> plain = new ArrayList<>();
        List<Double> exported = new ArrayList<>();
        try (SparkProcess spark = SparkProcess.forWriting(project.settings(), Long.MAX_VALUE, Faults.NONE)) {
            Publication publication = tables(spark.warehouse());
            for (int round = 1; round <= ROUNDS; round++) {
                List<String> sums = new ArrayList<>();
                plain.add(byCommonsCsv(sums));
                exported.add(export(project, spark.warehouse(), publication, sums));
                System.out.printf(
                        Locale.ROOT,
                        "round %d: commons-csv %.1f s, export %.1f s%n",
                        round,
                        plain.get(round - 1),
                        exported.get(round - 1));
            }
        }
        List<Double> times = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            times.add(exported.get(round) / plain.get(round));
        }
        System.out.printf(
                Locale.ROOT,
                "%,d members in a heap of %,d MiB: medians %.1f s and %.1f s, %.1f times (at most %.0f)%n",
                members,
                Runtime.getRuntime().maxMemory() >> 20,
                median(plain),
                median(exported),
                median(times),
                MOST);
        return median(times) <= MOST;
    }

    private static double median(List<Double> measured) {
        return measured.stream().sorted().skip(measured.size() / 2).findFirst().orElseThrow();
    }

    private CheckedProject project() throws IOException {
        put("segmill.yaml", """
                warehouse: warehouse
                customer: {source: customers, key: customer_id}
                relationships: [{from: customers.city_id, to: cities.city_id, as: city}]
                """);
        put("sources/customers.yaml", """
                format: csv
                path: customers.csv
                columns:
                  - {name: customer_id, type: bigint}
                  - {name: first_name, type: string}
                  - {name: email, type: string}
                  - {name: city_id, type: int}
                  - {name: spent, type: "decimal(10,2)"}
                  - {name: since, type: date}
                key: [customer_id]
                """);
        put("sources/cities.yaml", """
                format: csv
                path: cities.csv
                columns: [{name: city_id, type: int}, {name: name, type: string}]
                key: [city_id]
                """);
        put("segments/all.yaml", """
                columns: [first_name, email, city.name, spent, since]
                where: {everyone: true}
                """);
        put("exports/e.yaml", "segments: [all]\nto: out\n");
        ProjectChecker.Outcome outcome = ProjectChecker.check(folder, Map.of());
        return outcome.project()
                .orElseThrow(() -> new IllegalStateException(outcome.problems().toString()));
    }

    private void put(String file, String text) throws IOException {
        Files.createDirectories(folder.resolve(file).getParent());
        Files.writeString(folder.resolve(file), text);
    }

    private Publication tables(Warehouse warehouse) {
        Dataset<Row> customers = warehouse
                .spark()
                .range(1, members + 1L)
                .selectExpr(
                        "id AS customer_id",
                        "concat('First ', id % 1000) AS first_name",
                        "concat('user', id, '@example.com') AS email",
                        "cast(id % 100 AS int) AS city_id",
                        "cast(id % 100000 AS decimal(10,2)) / 4 AS spent",
                        "date_add(DATE'2020-01-01', cast(id % 1000 AS int)) AS since")
                .withColumn("spent", functions.col("spent").cast("decimal(10,2)"))
                .orderBy(functions.rand(1));
        Dataset<Row> cities = warehouse
                .spark()
                .range(0, 100)
                .selectExpr("cast(id AS int) AS city_id", "concat('City, no. ', id) AS name");
        Dataset<Row> rows = customers.selectExpr(
                "'all' AS segment_id",
                "customer_id",
                "DATE'2026-06-30' AS entered_on",
                "cast(null AS double) AS similarity");
        Map<TableName, Long> versions = Map.of(
                TableName.source("customers"),
                write(warehouse, TableName.source("customers"), customers),
                TableName.source("cities"),
                write(warehouse, TableName.source("cities"), cities),
                TableName.MEMBERS,
                write(warehouse, TableName.MEMBERS, rows));
        return new Publication(1, "r", AS_OF, versions, Instant.EPOCH);
    }

    private static long write(Warehouse warehouse, TableName table, Dataset<Row> rows) {
        warehouse.createIfMissing(table, rows.schema());
        return warehouse.replace(table, rows, "r");
    }

    /** @param sums the files that are expected */
    private double export(CheckedProject project, Warehouse warehouse, Publication publication, List<String> sums)
            throws IOException {
        long began = System.nanoTime();
        new MembersExport(project, warehouse, publication)
                .write(
                        project.exports().get("e"),
                        project.segments().get("all"),
                        "r",
                        new SegmentCount("all", "r", AS_OF, members, members, 0),
                        Optional.empty());
        double seconds = (System.nanoTime() - began) / 1e9;
        Path written = folder.resolve("out/all/" + AS_OF);
        JsonNode manifest =
                new ObjectMapper().readTree(written.resolve("manifest.json").toFile());
        List<String> found = new ArrayList<>();
        manifest.get("files").forEach(file -> found.add(file.get("sha256").textValue()));
        if (!found.equals(sums) || manifest.get("members").intValue() != members) {
            throw new IllegalStateException("not the rows that were meant: " + manifest);
        }
        return seconds;
    }

    /** Only what is written from rows in memory is timed, not how these are made. */
    private double byCommonsCsv(List<String> sums) throws Exception {
        long nanos = 0;
        for (int first = 1; first <= members; first += ROWS_A_FILE) {
            Path file = folder.resolve("plain.csv");
            int end = Math.min(members + 1, first + ROWS_A_FILE);
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            long began = System.nanoTime();
            try (FileOutputStream bytes = new FileOutputStream(file.toFile());
                    CSVPrinter printer = new CSVPrinter(
                            new BufferedWriter(new OutputStreamWriter(
                                    new DigestOutputStream(new BufferedOutputStream(bytes), sha256),
                                    StandardCharsets.UTF_8)),
                            CSVFormat.RFC4180)) {
                printer.printRecord(Arrays.asList(HEADER));
                nanos += System.nanoTime() - began;
                for (int id = first; id < end; id += ROWS_IN_MEMORY) {
                    List<List<String>> rows = rows(id, Math.min(end, id + ROWS_IN_MEMORY));
                    began = System.nanoTime();
                    for (List<String> row : rows) {
                        printer.printRecord(row);
                    }
                    nanos += System.nanoTime() - began;
                }
                began = System.nanoTime();
                printer.flush();
                bytes.getFD().sync();
            }
            sums.add(HexFormat.of().formatHex(sha256.digest()));
            nanos += System.nanoTime() - began;
            Files.delete(file);
        }
        return nanos / 1e9;
    }

    private static List<List<String>> rows(int first, int end) {
        List<List<String>> rows = new ArrayList<>(end - first);
        for (int id = first; id < end; id++) {
            int quarters = id % 100_000;
            rows.add(List.of(
                    Integer.toString(id),
                    "First " + id % 1000,
                    "user" + id + "@example.com",
                    "City, no. " + id % 100,
                    quarters / 4 + "." + List.of("00", "25", "50", "75").get(quarters % 4),
                    LocalDate.of(2020, 1, 1).plusDays(id % 1000).toString()));
        }
        return rows;
    }
}
