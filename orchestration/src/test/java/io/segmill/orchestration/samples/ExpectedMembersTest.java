package io.segmill.orchestration.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The sample retailer's expected members are what DuckDB finds in the raw files, without any code of ours. */
class ExpectedMembersTest {
    private static final Path REPOSITORY = Path.of("..").toAbsolutePath().normalize();
    private static final Path SAMPLES = REPOSITORY.resolve("data-samples");
    private static final Path EXPECTED = SAMPLES.resolve("expected");

    private static Connection duckDb;

    @BeforeAll
    static void connect() throws SQLException {
        duckDb = DriverManager.getConnection("jdbc:duckdb:");
    }

    @AfterAll
    static void disconnect() throws SQLException {
        duckDb.close();
    }

    @ParameterizedTest
    @MethodSource("segments")
    void the_committed_members_are_duckdbs_answer(String segment) throws IOException, SQLException {
        List<String> committed = Files.readAllLines(EXPECTED.resolve(segment + ".csv"));

        assertThat(committed.get(0)).isEqualTo("customer_id");
        assertThat(committed.subList(1, committed.size()))
                .isEqualTo(answer(segment))
                .isSorted()
                .doesNotHaveDuplicates();
    }

    @Test
    void every_segment_that_can_have_members_is_expected() throws IOException {
        Set<String> defined = names(REPOSITORY.resolve("conf/segments"), ".yaml");
        defined.remove("christmas-gifts"); // inactive

        assertThat(defined).hasSizeGreaterThan(12).isEqualTo(segments()).isEqualTo(names(EXPECTED, ".csv"));
    }

    @ParameterizedTest
    @MethodSource("segments")
    void a_segment_has_between_1_and_99_percent_of_the_customers(String segment) throws IOException {
        int customers =
                Files.readAllLines(EXPECTED.resolve("all-customers.csv")).size() - 1;
        int members = Files.readAllLines(EXPECTED.resolve(segment + ".csv")).size() - 1;

        if (segment.equals("all-customers")) {
            assertThat(members).isEqualTo(1998);
        } else {
            assertThat(members * 100).isBetween(customers, 99 * customers);
        }
    }

    @Test
    void the_generator_makes_the_committed_files_again(@TempDir Path folder) throws IOException, InterruptedException {
        Path program = Files.copy(SAMPLES.resolve("SampleData.java"), folder.resolve("SampleData.java"));
        Process java = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dfile.encoding=UTF-8",
                        program.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        assertThat(java.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(folder.resolve("log")).isEmptyFile();

        Path made = folder.resolve("retail");
        Path committed = SAMPLES.resolve("retail");
        Set<Path> files = filesIn(made);
        assertThat(files).hasSizeGreaterThan(20);
        Set<Path> withoutParquet = filesIn(committed);
        withoutParquet.remove(Path.of("products.parquet")); // made of products.csv by products.sql
        assertThat(files).isEqualTo(withoutParquet);
        for (Path file : files) {
            assertThat(made.resolve(file)).hasSameBinaryContentAs(committed.resolve(file));
        }
    }

    private static Set<String> segments() throws IOException {
        return names(EXPECTED, ".sql");
    }

    private static List<String> answer(String segment) throws IOException, SQLException {
        String sql = Files.readString(EXPECTED.resolve(segment + ".sql"))
                .replace("{data}", SAMPLES.resolve("retail").toString().replace("'", "''"));
        List<String> members = new ArrayList<>();
        try (Statement statement = duckDb.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                members.add(rows.getString(1));
            }
        }
        return members;
    }

    private static Set<String> names(Path folder, String ending) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(ending))
                    .map(name -> name.substring(0, name.length() - ending.length()))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static Set<Path> filesIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(folder::relativize)
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
