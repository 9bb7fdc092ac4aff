package io.segmill.core.reading;

import io.segmill.core.definition.ConditionDefinition;
import io.segmill.core.definition.OutputColumnDefinition;
import io.segmill.core.definition.SegmentDefinition;
import io.segmill.core.problem.Problems;
import io.segmill.core.reading.yaml.Canonical;
import io.segmill.core.reading.yaml.Node;
import java.util.List;
import java.util.Optional;

/** Reads a file of {@code segments/}. */
final class SegmentReader {
    private final Problems problems;

    SegmentReader(Problems problems) {
        this.problems = problems;
    }

    Optional<SegmentDefinition> read(String id, String file, Node node) {
        return Fields.of(node, Vocabulary.SEGMENT, problems).map(fields -> segment(id, file, node, fields));
    }

    private SegmentDefinition segment(String id, String file, Node node, Fields fields) {
        boolean other = fields.has("members") || fields.has("similar-to");
        if (!other) {
            fields.tellWhenAbsent("where", "write where: CONDITION, such as where: {everyone: true}");
        }
        Optional<ConditionDefinition> where =
                fields.node("where").map(condition -> new ConditionReader(problems).condition(condition));
        return new SegmentDefinition(
                id,
                file,
                fields.literal("name"),
                fields.literal("description"),
                fields.literal("type"),
                fields.literal("state"),
                fields.optionalLiterals("tags"),
                columns(fields, problems),
                where,
                Canonical.hash(node));
    }

    static List<OutputColumnDefinition> columns(Fields fields, Problems problems) {
        OperandReader operands = new ConditionReader(problems).operands();
        return fields.optionalItems("columns").stream()
                .map(operands::column)
                .flatMap(Optional::stream)
                .toList();
    }
}
