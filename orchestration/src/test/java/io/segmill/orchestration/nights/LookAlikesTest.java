package io.segmill.orchestration.nights;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.segmill.jobs.table.TableName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Customers of planted types, of whom half of a club's members are hidden: how many of these an expansion of the others
 * finds. The generator's own Javadoc states its noise.
 */
class LookAlikesTest {
    private static final Path SAMPLE = Checkout.root().resolve("data-samples/lookalikes");

    @TempDir
    private Path folder;

    @Test
    void hidden_members_are_found_three_times_as_often_as_by_a_random_choice_and_always_the_same()
            throws IOException, InterruptedException {
        Path data = generated();
        Map<String, String> environment = environment(data, "warehouse");
        Path project = project(4);
        Told run = Told.by(project, environment, "run");
        assertThat(run.exitCode()).as(run.all()).isZero();

        List<String> found;
        try (PublishedTables tables = new PublishedTables(project, environment)) {
            Set<String> hidden = lines(data.resolve("hidden.csv"));
            Set<String> club = tables.members().get("climbers");
            Set<String> alike = tables.members().get("like-climbers");
            assertThat(alike).hasSize(hidden.size()).doesNotContainAnyElementsOf(club);
            long customers = lines(data.resolve("customers.csv")).size();
            double random = (double) alike.size() / (customers - club.size());
            double recall = alike.stream().filter(hidden::contains).count() / (double) hidden.size();
            System.out.printf("recall of the hidden half %.3f, of a random choice %.3f%n", recall, random);
            assertThat(recall)
                    .as("recall, where a random choice has %.3f", random)
                    .isGreaterThan(3 * random);
            found = tables.rows(TableName.MEMBERS, "segment_id", "customer_id", "similarity");
        }
        assertTold(project, environment);

        Path other = project(3);
        Map<String, String> again = environment(data, "warehouse-again");
        assertThat(Told.by(other, again, "run").exitCode()).isZero();
        try (PublishedTables tables = new PublishedTables(other, again)) {
            assertThat(tables.rows(TableName.MEMBERS, "segment_id", "customer_id", "similarity"))
                    .isEqualTo(found);
        }
    }

    @Test
    void what_speaks_against_an_expansion_is_told_as_long_as_it_stays_the_same() throws IOException {
        Path project = folder.resolve("bookshop");
        assertThat(Told.by(folder, "init", project.toString()).exitCode()).isZero();
        Checkout.write(
                project.resolve("segments/like-regulars.yaml"), "type: expansion\nsimilar-to: regulars\nsize: 2\n");
        for (boolean isAgain : new boolean[] {false, true}) {
            Told run = Told.by(project, "run");
            assertThat(run.exitCode()).as(run.all()).isZero();
            JsonNode task = new ObjectMapper()
                    .readTree(Told.by(project, "status", "--task", "like-regulars", "--json")
                            .out());
            assertThat(task.get("status").textValue()).as(run.all()).isEqualTo("Completed with warnings");
            assertThat(task.get("warnings").get(0).textValue())
                    .isEqualTo("regulars has only 2 members; what is learned from fewer than 50 is mostly chance");
            assertThat(task.get("cost_share").isNull()).as(task.toString()).isEqualTo(isAgain);
        }
    }

    /** What people see of it: the task's details, the file of members, why a customer is in. */
    private void assertTold(Path project, Map<String, String> environment) throws IOException {
        JsonNode task = new ObjectMapper()
                .readTree(Told.by(project, environment, "status", "--task", "like-climbers", "--json")
                        .out());
        assertThat(task.get("status").textValue()).isEqualTo("Successful");
        List<String> details = new ArrayList<>();
        task.get("details").forEach(detail -> details.add(detail.textValue()));
        assertThat(details)
                .anyMatch(detail -> detail.startsWith("AUC 0."))
                .anyMatch(detail -> detail.startsWith("what tells members most: "))
                .contains("left out, since the definition of climbers asks for them: club")
                .contains("left out, since their texts are nearly all different: note");

        Path file = folder.resolve("alike.csv");
        assertThat(Told.by(project, environment, "segments", "members", "like-climbers", "--to", file.toString())
                        .exitCode())
                .isZero();
        List<String> lines = Files.readAllLines(file);
        assertThat(lines).hasSize(301);
        assertThat(lines.get(0)).isEqualTo("customer_id,region,plan,similarity");
        assertThat(lines.subList(1, lines.size()))
                .allMatch(line -> line.matches("\\d+,\\w*,\\w*,(0\\.\\d{1,6}|1\\.0)"));

        String member = lines.get(1).split(",")[0];
        String similarity = lines.get(1).split(",")[3];
        Told why = Told.by(project, environment, "segments", "explain", "like-climbers", "--customer", member);
        assertThat(why.out())
                .contains("customer " + member + ", as of 2026-06-30, is a member")
                .contains("met      has a similarity of at least 0.55 to the members of climbers")
                .contains("→ " + similarity)
                .contains(" speaks for it (")
                .contains("met      is among the most similar candidates, 300 at most");

        Told preview = Told.by(project, environment, "segments", "preview", "like-climbers");
        assertThat(preview.out())
                .startsWith(
                        "like-climbers as of 2026-06-30: 300 members, 0 entered and 0 left against the published ones\n")
                .contains("AUC 0.")
                .contains("similarity")
                .contains(similarity);
    }

    private Path generated() throws IOException, InterruptedException {
        Path data = folder.resolve("data");
        Process java = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        SAMPLE.resolve("PlantedTypes.java").toString(),
                        data.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        assertThat(java.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(folder.resolve("log")).isEmptyFile();
        return data;
    }

    private Map<String, String> environment(Path data, String warehouse) {
        return Map.of(
                "LOOKALIKES_DATA",
                data.toString(),
                "LOOKALIKES_WAREHOUSE",
                folder.resolve(warehouse).toString());
    }

    /** The sample's project, with that many partitions of a shuffle. */
    private Path project(int partitions) throws IOException {
        Path project = folder.resolve("project-" + partitions);
        try (Stream<Path> files = Files.walk(SAMPLE.resolve("conf"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy =
                        project.resolve(SAMPLE.resolve("conf").relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.writeString(
                        copy,
                        Files.readString(file).replace("shuffle.partitions: 4", "shuffle.partitions: " + partitions));
            }
        }
        return project;
    }

    private static Set<String> lines(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        return new HashSet<>(lines.subList(1, lines.size()));
    }
}
