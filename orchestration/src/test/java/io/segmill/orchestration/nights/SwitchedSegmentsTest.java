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
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a night must not take for unchanged, since something happened between two nights. */
class SwitchedSegmentsTest {
    @TempDir
    private Path folder;

    private Path project;

    @BeforeEach
    void a_shop_with_a_list_of_those_who_must_not_be_called() throws IOException {
        project = folder.resolve("bookshop");
        assertThat(Told.by(folder, "init", project.toString()).exitCode()).isZero();
        Checkout.write(project.resolve("segments/dnc.yaml"), "type: static\nwhere: {has: visits}\n");
        Checkout.write(project.resolve("segments/callable.yaml"), "where: {not: {member-of: dnc}}\n");
    }

    private Told good(String... command) {
        Told told = Told.by(project, command);
        assertThat(told.exitCode()).as(told.all()).isZero();
        return told;
    }

    private Map<String, Set<String>> members() {
        try (PublishedTables tables = new PublishedTables(project)) {
            return tables.members();
        }
    }

    private Map<String, String> tasks() throws IOException {
        Map<String, String> tasks = new TreeMap<>();
        for (JsonNode task :
                new ObjectMapper().readTree(good("status", "--json").out()).get("tasks")) {
            tasks.put(task.get("task").textValue(), task.get("status").textValue());
        }
        return tasks;
    }

    @Test
    void who_was_switched_off_or_deleted_for_a_night_has_its_members_again() throws IOException {
        good("run");
        good("refresh", "dnc");
        good("run");
        Map<String, Set<String>> before = members();
        assertThat(before).containsKeys("dnc", "callable", "regulars");
        assertThat(before.get("callable")).doesNotContainAnyElementsOf(before.get("dnc"));

        Path regulars = project.resolve("segments/regulars.yaml");
        Path dnc = project.resolve("segments/dnc.yaml");
        String regularsActive = Files.readString(regulars);
        String dncActive = Files.readString(dnc);
        good("segments", "deactivate", "regulars", "dnc");
        good("run");
        Map<String, Set<String>> off = new TreeMap<>(before);
        off.keySet().removeAll(Set.of("regulars", "dnc"));
        assertThat(members()).isEqualTo(off);

        // As version control brings them back, down to the hash of the project.
        Files.writeString(regulars, regularsActive);
        Files.writeString(dnc, dncActive);
        good("run");
        assertThat(members()).isEqualTo(before);

        Files.delete(regulars);
        good("run");
        assertThat(members()).doesNotContainKey("regulars");
        Files.writeString(regulars, regularsActive);
        good("run");
        assertThat(members()).isEqualTo(before);
        good("run");
        assertThat(tasks()).containsEntry("segment:regulars", "Successful").containsEntry("segment:dnc", "Skipped");
        assertThat(members()).isEqualTo(before);
    }

    @Test
    void a_list_that_is_empty_only_because_it_was_off_lets_nobody_through() throws IOException {
        good("run");
        good("refresh", "dnc");
        good("refresh", "callable");
        Map<String, Set<String>> before = members();
        Path dnc = project.resolve("segments/dnc.yaml");
        String active = Files.readString(dnc);
        good("segments", "deactivate", "dnc");
        good("run");
        Files.writeString(dnc, active);

        Told alone = good("run", "--select", "segment:callable");
        assertThat(alone.all()).contains("upstream inactive: dnc");
        assertThat(members().get("callable")).isEqualTo(before.get("callable"));
        Told asked = Told.by(project, "segments", "preview", "callable");
        assertThat(asked.exitCode()).isEqualTo(1);
        assertThat(asked.err()).contains("upstream inactive: dnc");
    }

    @Test
    void what_is_done_stays_in_the_retry_although_it_was_switched_off_since() throws IOException {
        Path visits = project.resolve("data/visits-2026-06.jsonl");
        String good = Files.readString(visits);
        Files.writeString(visits, "nothing\n");
        Checkout.write(project.resolve("segments/seen.yaml"), "where: {has: visits}\n");
        assertThat(Told.by(project, "run").exitCode()).isEqualTo(1);
        Map<String, Set<String>> before = members();
        assertThat(before).containsKey("regulars");
        good("segments", "deactivate", "regulars");
        Files.writeString(visits, good);

        good("retry");
        assertThat(tasks()).containsEntry("segment:regulars", "Successful").containsEntry("segment:seen", "Successful");
        assertThat(members().get("regulars")).isEqualTo(before.get("regulars"));
        good("run");
        assertThat(members()).doesNotContainKey("regulars");
    }

    @Test
    void where_the_last_segment_is_deleted_its_members_leave() throws IOException {
        good("run");
        assertThat(members()).isNotEmpty();
        try (Stream<Path> files =
                Stream.concat(Files.list(project.resolve("segments")), Files.list(project.resolve("exports")))) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        good("run");
        assertThat(members()).isEmpty();
    }

    @Test
    void rows_that_a_refresh_loads_are_profiled_by_the_next_night() throws IOException {
        good("run");
        Path orders = project.resolve("data/orders.csv");
        Files.writeString(orders, Files.readString(orders).lines().findFirst().orElseThrow() + "\n");
        good("refresh", "regulars", "--load");
        good("run");
        assertThat(tasks()).containsEntry("source:orders", "Skipped").doesNotContainEntry("profile:orders", "Skipped");
        good("run");
        assertThat(tasks()).containsEntry("source:orders", "Skipped").containsEntry("profile:orders", "Skipped");
    }

    @Test
    void an_export_lies_under_the_date_of_its_members() {
        good("run");
        good("refresh", "lapsed", "--as-of", "2026-05-31");
        good("exports", "run", "mailing");
        assertThat(project.resolve("outbox/mailing/winback/2026-06-30/manifest.json"))
                .isRegularFile();
        assertThat(project.resolve("outbox/mailing/winback/2026-05-31")).doesNotExist();
    }
}
