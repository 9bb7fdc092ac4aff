package io.segmill.core.editors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** The project full of mistakes: what an editor marks by the schema, and what only {@code validate} can know. */
class MistakesInEditorsTest {
    private static final Path MISTAKES = Checkout.root().resolve("pipeline-core/src/test/resources/mistakes");

    private static final String SEEN = """
            exports/crm.yaml: /hash/email is not one of the alternatives
            exports/crm.yaml: required property 'to' not found
            segments/bad-window.yaml: /where/anniversary does not match the pattern
            segments/empty-list.yaml: /where/in must have at least 1 items but found 0
            segments/list.yaml: /where array found, object expected
            segments/two-heads.yaml: /where property 'has' is not defined in the schema and the schema does not allow additional properties
            segments/unknown-key.yaml: property 'wheer' is not defined in the schema and the schema does not allow additional properties
            segments/unknown-operator.yaml: /where is not one of the alternatives
            segments/unknown-operator.yaml: /where property 'greater-than' is not defined in the schema and the schema does not allow additional properties
            segmill.yaml: /history/password does not match the pattern
            segmill.yaml: property 'wharehouse' is not defined in the schema and the schema does not allow additional properties
            sources/addresses.yaml: /columns/1/type is not one of the alternatives
            sources/customers.yaml: /csv/delimiter does not match the pattern
            sources/orders.yaml: required property 'key' not found
            sources/products.yaml: is not one of the alternatives
            sources/products.yaml: required property 'url' not found
            """;

    /** What an editor marks without any schema. */
    private static final List<String> NOT_YAML = List.of("segments/duplicate-key.yaml", "segments/tab.yaml");

    /** What the version does not read yet moves with it, into the schema when it is read: neither seen nor unseen for good. */
    private static final String NOT_YET = "segments/not-yet.yaml";

    /** Files with nothing that a schema can see, with what it would have to know. */
    private static final Map<String, String> UNSEEN = new TreeMap<>(Map.ofEntries(
            Map.entry("segments/Upper.yaml", "the file's name"),
            Map.entry("segments/bad-date.yaml", "the calendar, and that the column is a date"),
            Map.entry("segments/bad-pattern.yaml", "Java's regular expressions"),
            Map.entry("segments/circle-a.yaml", "other files"),
            Map.entry("segments/circle-b.yaml", "other files"),
            Map.entry("segments/circle-c.yaml", "other files"),
            Map.entry("segments/never.yaml", "what conditions mean"),
            Map.entry("segments/no-event-time.yaml", "the sources"),
            Map.entry("segments/to-many.yaml", "the relationships"),
            Map.entry("segments/unknown-column.yaml", "the sources"),
            Map.entry("segments/unknown-relationship.yaml", "the relationships"),
            Map.entry("segments/unknown-segment.yaml", "other files"),
            Map.entry("segments/wrong-type.yaml", "the types of columns"),
            Map.entry("sources/lines.yaml", "that a relationship points to it"),
            Map.entry("sources/visits.yaml", "the environment")));

    /** In files of {@link #SEEN}, beside what is seen there. */
    private static final List<String> UNSEEN_BESIDE = List.of(
            "exports/crm.yaml: the segment vip, the column emial",
            "segmill.yaml: the time zone Europe/Berlim, the sources and hops of relationships",
            "sources/customers.yaml: that email stands twice",
            "sources/orders.yaml: that the column ordered_at is none");

    private static List<String> seen() {
        return SEEN.lines().toList();
    }

    @Test
    void what_a_schema_can_see_is_marked_and_nothing_else() {
        List<String> complaints = new ArrayList<>();
        for (Path file : Checkout.definitions(MISTAKES)) {
            String name = MISTAKES.relativize(file).toString();
            if (!NOT_YAML.contains(name) && !name.equals(NOT_YET)) {
                EditorSchema.committed().complaints(file).forEach(complaint -> complaints.add(name + ": " + complaint));
            }
        }
        assertThat(complaints).containsExactlyElementsOf(seen());
    }

    @Test
    void what_is_not_yaml_is_marked_as_such() {
        for (String file : NOT_YAML) {
            String text = Checkout.text(MISTAKES.resolve(file));
            assertThatThrownBy(() -> YamlValues.read(text)).as(file).isInstanceOf(YamlEngineException.class);
        }
    }

    @Test
    void every_file_with_mistakes_is_in_one_of_the_lists() throws IOException {
        List<String> listed = new ArrayList<>(
                new TreeSet<>(seen().stream().map(MistakesInEditorsTest::file).toList()));
        listed.addAll(NOT_YAML);
        listed.add(NOT_YET);
        listed.addAll(UNSEEN.keySet());
        listed.add("segments/ignored.yml");
        try (Stream<Path> files = Files.walk(MISTAKES)) {
            assertThat(files.filter(Files::isRegularFile)
                            .map(file -> MISTAKES.relativize(file).toString()))
                    .containsExactlyInAnyOrderElementsOf(listed);
        }
        assertThat(UNSEEN_BESIDE.stream().map(MistakesInEditorsTest::file)).isSubsetOf(listed);
    }

    private static String file(String line) {
        return line.substring(0, line.indexOf(':'));
    }
}
