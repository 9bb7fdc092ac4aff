package io.segmill.orchestration.nights;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.trino.tpcds.Options;
import io.trino.tpcds.Session;
import io.trino.tpcds.Table;
import io.trino.tpcds.TableGenerator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The TPC-DS project against DuckDB's answers on the same files; at scale 0.01, or what {@code -Dtpcds.scale} says.
 */
class TpcdsProjectTest {
    private static final Path PROJECT = Checkout.root().resolve("data-samples/tpcds/conf");
    private static final Path EXPECTED = Checkout.root().resolve("data-samples/tpcds/expected");
    private static final String EXPANSION = "like-preferred";
    private static final Pattern NO_BETTER =
            Pattern.compile("the members of preferred cannot be told from other customers:"
                    + " no better than chance \\(AUC (0\\.\\d\\d)\\)");
    private static final List<String> TABLES = List.of(
            "customer",
            "customer_address",
            "customer_demographics",
            "household_demographics",
            "income_band",
            "date_dim",
            "item",
            "store",
            "store_sales",
            "store_returns",
            "catalog_sales",
            "web_sales");

    @TempDir
    private Path folder;

    @Test
    void every_row_is_loaded_and_every_segment_has_duckdbs_members() throws IOException, SQLException {
        Path data = Files.createDirectories(folder.resolve("data"));
        generate(data);
        Map<String, String> environment = Map.of(
                "TPCDS_DATA", data.toString(),
                "TPCDS_WAREHOUSE", folder.resolve("warehouse").toString(),
                "TPCDS_EXPORTS", folder.resolve("exports").toString());

        Told run = Told.by(PROJECT, environment, "run", "--as-of", "2002-07-01");
        assertThat(run.exitCode()).as(run.all()).isZero();

        Map<String, Long> rows = new TreeMap<>();
        for (JsonNode source : new ObjectMapper()
                .readTree(Told.by(PROJECT, environment, "sources", "--json").out())) {
            rows.put(source.get("id").textValue(), source.get("rows").longValue());
        }
        Map<String, Long> lines = new TreeMap<>();
        for (String table : TABLES) {
            try (Stream<String> all = Files.lines(data.resolve(table + ".dat"), StandardCharsets.ISO_8859_1)) {
                lines.put(table, all.count());
            }
        }
        assertThat(rows).isEqualTo(lines);

        try (PublishedTables tables = new PublishedTables(PROJECT, environment)) {
            Map<String, Set<String>> members = tables.members();
            Set<String> alike = members.remove(EXPANSION);
            assertThat(members).isEqualTo(duckDbsMembers(data));
            if (alike != null) {
                assertThat(alike).hasSizeLessThanOrEqualTo(100).doesNotContainAnyElementsOf(members.get("preferred"));
            }
        }
        assertNothingIsLearned(new ObjectMapper()
                .readTree(Told.by(PROJECT, environment, "status", "--task", EXPANSION, "--json")
                        .out()));
    }

    /** The flag that defines the segment is random, so nothing else tells who has it. */
    private static void assertNothingIsLearned(JsonNode task) {
        assertThat(task.get("status").textValue()).isEqualTo("Completed with warnings");
        Matcher warning = NO_BETTER.matcher(task.get("warnings").get(0).textValue());
        assertThat(warning.matches()).as(task.toString()).isTrue();
        assertThat(Double.parseDouble(warning.group(1))).isBetween(0.45, 0.55);
    }

    private static void generate(Path data) {
        Options options = new Options();
        options.scale = Double.parseDouble(System.getProperty("tpcds.scale", "0.01"));
        options.directory = data.toString();
        options.overwrite = true;
        Session session = options.toSession();
        TableGenerator generator = new TableGenerator(session);
        for (String table : TABLES) {
            // The generator makes the returns together with the sales that they belong to.
            if (!table.equals("store_returns")) {
                generator.generateTable(Table.valueOf(table.toUpperCase(Locale.ROOT)));
            }
        }
    }

    private static Map<String, Set<String>> duckDbsMembers(Path data) throws IOException, SQLException {
        Map<String, Set<String>> members = new TreeMap<>();
        try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckDb.createStatement();
                Stream<Path> files = Files.list(EXPECTED)) {
            for (Path file : files.sorted().toList()) {
                Set<String> keys = new TreeSet<>();
                try (ResultSet answer =
                        statement.executeQuery(Files.readString(file).replace("{data}", data.toString()))) {
                    while (answer.next()) {
                        keys.add(answer.getString(1));
                    }
                }
                if (!keys.isEmpty()) {
                    members.put(file.getFileName().toString().replace(".sql", ""), keys);
                }
            }
        }
        assertThat(members).hasSizeGreaterThanOrEqualTo(8);
        return members;
    }
}
