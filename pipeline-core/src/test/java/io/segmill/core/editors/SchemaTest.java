package io.segmill.core.editors;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** The schema is one, says something about every key, and has nothing against a sample project. */
class SchemaTest {
    private static final EditorSchema SCHEMA = EditorSchema.committed();

    /** Draft-07's words that the schema uses, and {@code errorMessage}, which the YAML language server shows. */
    private static final Set<String> WORDS = Set.of(
            "$schema",
            "$ref",
            "title",
            "description",
            "default",
            "examples",
            "errorMessage",
            "definitions",
            "type",
            "enum",
            "const",
            "pattern",
            "minLength",
            "minimum",
            "maximum",
            "exclusiveMinimum",
            "items",
            "minItems",
            "maxItems",
            "properties",
            "required",
            "additionalProperties",
            "propertyNames",
            "minProperties",
            "maxProperties",
            "dependencies",
            "allOf",
            "anyOf",
            "oneOf",
            "not",
            "if",
            "then",
            "else");

    /** Words whose value is itself named by people: its keys are no words of a schema. */
    private static final Set<String> NAMED = Set.of("definitions", "properties", "dependencies");

    /** Words whose value is a value, no schema. */
    private static final Set<String> VALUES = Set.of("examples", "default", "enum", "const", "required");

    @Test
    void it_is_a_schema_by_draft_07() {
        assertThat(SCHEMA.root().get("$schema").stringValue()).isEqualTo("http://json-schema.org/draft-07/schema#");
        assertThat(SCHEMA.ownComplaints()).isEmpty();
    }

    @Test
    void it_has_no_word_that_validators_would_pass_over() {
        Set<String> words = new LinkedHashSet<>();
        collectWords(SCHEMA.root(), words);
        assertThat(words).isSubsetOf(WORDS).hasSizeGreaterThan(25);
    }

    private static void collectWords(JsonNode node, Set<String> words) {
        node.properties().forEach(entry -> {
            words.add(entry.getKey());
            if (NAMED.contains(entry.getKey())) {
                entry.getValue().forEach(part -> collectWords(part, words));
            } else if (!VALUES.contains(entry.getKey())) {
                collectWords(entry.getValue(), words);
            }
        });
        if (node.isArray()) {
            node.forEach(item -> collectWords(item, words));
        }
    }

    static Stream<String> definitions() {
        return SCHEMA.definitions().stream();
    }

    @ParameterizedTest
    @MethodSource("definitions")
    void every_key_is_described_with_examples_that_may_stand_there(String definition) {
        SCHEMA.properties(definition).forEach((key, said) -> isDescribed(definition + ", " + key, said));
    }

    @ParameterizedTest
    @MethodSource("definitions")
    void every_mapping_is_described_and_takes_no_other_key(String definition) {
        JsonNode found = SCHEMA.definition(definition);
        if (found.has("properties")) {
            isDescribed(definition, found);
            assertThat(found.get("additionalProperties").isBoolean()
                            && !found.get("additionalProperties").booleanValue())
                    .as(definition)
                    .isTrue();
        }
    }

    private static void isDescribed(String name, JsonNode said) {
        assertThat(said.path("description").asString(""))
                .as("description of " + name)
                .isNotBlank();
        assertThat(said.path("examples").size()).as("examples of " + name).isPositive();
        said.get("examples").forEach(example -> assertThat(SCHEMA.complaints(said, example))
                .as("example of " + name + ": " + example)
                .isEmpty());
    }

    @Test
    void every_definition_is_used() {
        Set<String> used = new LinkedHashSet<>();
        collectReferences(SCHEMA.root(), used);
        assertThat(SCHEMA.definitions()).containsExactlyInAnyOrderElementsOf(used);
    }

    private static void collectReferences(JsonNode node, Set<String> used) {
        if (node.path("$ref").isString()) {
            used.add(node.get("$ref").stringValue().replace("#/definitions/", ""));
        }
        node.forEach(part -> collectReferences(part, used));
    }

    static Stream<Path> samples() {
        return Checkout.sampleProjects().stream().flatMap(project -> Checkout.definitions(project).stream());
    }

    @ParameterizedTest
    @MethodSource("samples")
    void it_has_nothing_against_a_sample_file(Path file) {
        assertThat(SCHEMA.complaints(file)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void the_first_line_of_a_sample_file_names_it(Path file) {
        String begin = "# yaml-language-server: $schema=";
        String line = Checkout.text(file).lines().findFirst().orElse("");
        assertThat(line).startsWith(begin);
        Path named = file.resolveSibling(line.substring(begin.length())).normalize();
        assertThat(named)
                .isEqualTo(
                        file.startsWith(Checkout.starter())
                                ? Checkout.starter().resolve("segmill.schema.json")
                                : Checkout.schema());
    }

    @Test
    void there_are_samples_of_every_kind() {
        List<String> names = new ArrayList<>();
        samples().forEach(file -> names.add(file.getParent().getFileName() + "/" + file.getFileName()));
        assertThat(names)
                .hasSizeGreaterThan(60)
                .contains("conf/segmill.yaml", "sources/orders.yaml", "segments/engaged.yaml", "exports/mailing.yaml");
    }
}
