package io.segmill.core.reading;

import static org.assertj.core.api.Assertions.assertThat;

import io.segmill.core.editors.EditorSchema;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The reader's words and the schema's keys are the same, place by place. */
class VocabularyTest {
    private static final EditorSchema SCHEMA = EditorSchema.committed();

    /** Where a place of the vocabulary is no mapping of the schema, or more than one. */
    private static final Map<String, Set<String>> OTHERWISE = Map.of(
            "AGGREGATES", aggregates(),
            "OPERATORS", SCHEMA.alternatives("one-attribute-operator"),
            "HEADS", SCHEMA.keys("logic-condition"),
            "NUMBER_AGGREGATE", union(SCHEMA.keys("number-condition"), aggregates()),
            "VALUE_AGGREGATE", union(SCHEMA.keys("value-condition"), aggregates()),
            "MEMBER_OF", Set.of("member-of"),
            "OPERAND_HEADS", union(aggregates(), Set.of("attribute")));

    private static final Map<String, String> PLACES = Map.ofEntries(
            Map.entry("SETTINGS", "settings"),
            Map.entry("HISTORY", "history"),
            Map.entry("SPARK", "spark"),
            Map.entry("CUSTOMER", "customer"),
            Map.entry("RELATIONSHIP", "relationship"),
            Map.entry("SCHEDULE", "schedule"),
            Map.entry("LIMITS", "limits"),
            Map.entry("RETENTION", "retention"),
            Map.entry("SOURCE", "source"),
            Map.entry("SOURCE_CSV", "source-csv"),
            Map.entry("COLUMN", "column"),
            Map.entry("BAD_ROWS", "bad-rows"),
            Map.entry("SEGMENT", "segment"),
            Map.entry("EXPORT", "export"),
            Map.entry("EXPORT_CSV", "export-csv"),
            Map.entry("ATTRIBUTE", "attribute-condition"),
            Map.entry("HAS", "has-condition"),
            Map.entry("AT_LEAST", "at-least"),
            Map.entry("ATTRIBUTE_OPERAND", "attribute-operand"),
            Map.entry("AGGREGATE_OPERAND", "aggregate-operand"),
            Map.entry("OUTPUT_ATTRIBUTE", "attribute-column"),
            Map.entry("OUTPUT_AGGREGATE", "aggregate-column"),
            Map.entry("LIMIT", "one-limit"),
            Map.entry("MEMBERS", "members-file"),
            Map.entry("RANKED_ATTRIBUTE", "attribute-ranking"),
            Map.entry("RANKED_AGGREGATE", "aggregate-ranking"));

    private static Set<String> aggregates() {
        return union(SCHEMA.alternatives("number-condition"), SCHEMA.alternatives("value-condition"));
    }

    private static Set<String> union(Collection<String> one, Collection<String> other) {
        Set<String> both = new TreeSet<>(one);
        both.addAll(other);
        return both;
    }

    static Stream<String> places() {
        return Arrays.stream(Vocabulary.class.getDeclaredFields())
                .filter(field -> field.getType() == Keys.class)
                .map(Field::getName);
    }

    @ParameterizedTest
    @MethodSource("places")
    void what_is_read_is_in_the_schema_and_the_other_way_round(String place) throws ReflectiveOperationException {
        Keys words = (Keys) Vocabulary.class.getDeclaredField(place).get(null);
        assertThat(PLACES.containsKey(place) || OTHERWISE.containsKey(place))
                .as("say in this test which part of conf/segmill.schema.json has the keys of Vocabulary." + place)
                .isTrue();
        Set<String> keys = OTHERWISE.containsKey(place) ? OTHERWISE.get(place) : SCHEMA.keys(PLACES.get(place));
        assertThat(keys)
                .as("the schema's keys for Vocabulary." + place)
                .containsAll(words.known())
                .isSubsetOf(words.all());
    }

    @ParameterizedTest
    @MethodSource("mappings")
    void no_mapping_of_the_schema_is_left_out(String definition) {
        List<String> comparedOtherwise = List.of("number-condition", "value-condition", "logic-condition");
        List<String> partsOfThose = List.of("row-logic-condition", "row-at-least");
        assertThat(PLACES.containsValue(definition)
                        || comparedOtherwise.contains(definition)
                        || partsOfThose.contains(definition))
                .as("say in this test which part of the vocabulary has the keys of " + definition)
                .isTrue();
    }

    static Stream<String> mappings() {
        return SCHEMA.definitions().stream()
                .filter(definition -> !SCHEMA.keys(definition).isEmpty());
    }
}
