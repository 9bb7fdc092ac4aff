package io.segmill.core.reading;

import io.segmill.core.definition.Literal;
import io.segmill.core.definition.Options;
import io.segmill.core.definition.SettingsDefinition;
import io.segmill.core.problem.Problems;
import io.segmill.core.reading.yaml.Canonical;
import io.segmill.core.reading.yaml.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code segmill.yaml}. */
final class SettingsReader {
    private final Problems problems;

    SettingsReader(Problems problems) {
        this.problems = problems;
    }

    Optional<SettingsDefinition> read(String file, Node node) {
        return Fields.of(node, Vocabulary.SETTINGS, problems).map(fields -> settings(file, node, fields));
    }

    private SettingsDefinition settings(String file, Node node, Fields fields) {
        String customerFix = "write customer: {source: SOURCE, key: COLUMN}";
        fields.tellWhenAbsent("customer", customerFix);
        Optional<Fields> customer = fields.fields("customer", Vocabulary.CUSTOMER);
        customer.ifPresent(found -> {
            found.tellWhenAbsent("source", customerFix);
            found.tellWhenAbsent("key", customerFix);
        });
        Options history = fields.options("history", Vocabulary.HISTORY);
        Secrets.check(history, problems);
        fields.fields("schedule", Vocabulary.SCHEDULE)
                .ifPresent(schedule -> schedule.tellWhenAbsent("cron", "write cron: \"0 0 2 * * *\""));
        Optional<Fields> spark = fields.fields("spark", Vocabulary.SPARK);
        return new SettingsDefinition(
                file,
                fields.literal("name"),
                fields.literal("time-zone"),
                fields.literal("as-of"),
                fields.literal("warehouse"),
                history,
                spark.flatMap(found -> found.literal("master")),
                spark.map(found -> found.freeOptions("conf")).orElse(new Options(fields.location(), Map.of())),
                customer.map(Fields::options).orElse(new Options(fields.location(), Map.of())),
                relationships(fields),
                fields.options("schedule", Vocabulary.SCHEDULE),
                fields.options("limits", Vocabulary.LIMITS),
                fields.options("retention", Vocabulary.RETENTION),
                Canonical.hash(node));
    }

    private List<SettingsDefinition.Relationship> relationships(Fields fields) {
        List<SettingsDefinition.Relationship> relationships = new ArrayList<>();
        SettingsDefinition.Relationship unread = new SettingsDefinition.Relationship(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        if (fields.node("relationships")
                .filter(node -> !(node instanceof Node.Sequence))
                .isPresent()) {
            relationships.add(unread);
        }
        for (Node item : fields.optionalItems("relationships")) {
            Optional<Fields> read = Fields.of(item, Vocabulary.RELATIONSHIP, problems);
            if (read.isEmpty()) {
                relationships.add(unread);
            }
            read.ifPresent(relationship -> {
                String fix = "write {from: SOURCE.FOREIGN_KEY, to: SOURCE.KEY}";
                Optional<Literal> from = relationship.neededLiteral("from", fix);
                Optional<Literal> to = relationship.neededLiteral("to", fix);
                relationships.add(new SettingsDefinition.Relationship(
                        from, to, relationship.literal("as"), relationship.literal("reverse-as")));
            });
        }
        return relationships;
    }
}
