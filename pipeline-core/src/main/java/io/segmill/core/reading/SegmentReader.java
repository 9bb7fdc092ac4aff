package io.segmill.core.reading;

import io.segmill.core.definition.ConditionDefinition;
import io.segmill.core.definition.ExpansionDefinition;
import io.segmill.core.definition.LimitDefinition;
import io.segmill.core.definition.Literal;
import io.segmill.core.definition.MembersDefinition;
import io.segmill.core.definition.OperandDefinition;
import io.segmill.core.definition.Options;
import io.segmill.core.definition.OutputColumnDefinition;
import io.segmill.core.definition.SegmentDefinition;
import io.segmill.core.problem.Code;
import io.segmill.core.problem.Problems;
import io.segmill.core.problem.SourceLocation;
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
        ConditionReader conditions = new ConditionReader(problems);
        return new SegmentDefinition(
                id,
                file,
                fields.location(),
                fields.literal("name"),
                fields.literal("description"),
                fields.literal("type"),
                fields.literal("state"),
                fields.optionalLiterals("tags"),
                columns(fields, problems),
                fields.literal("activate-at"),
                fields.literal("deactivate-at"),
                fields.has("where")
                        ? Optional.of(fields.node("where")
                                .map(conditions::condition)
                                .orElseGet(() -> new ConditionDefinition.Broken(fields.keyLocation("where"))))
                        : Optional.empty(),
                limits(fields, conditions.operands()),
                members(fields),
                expansion(fields),
                Canonical.hash(node));
    }

    private List<LimitDefinition> limits(Fields fields, OperandReader operands) {
        List<Node> limits =
                fields.node("limit").filter(Node.Sequence.class::isInstance).isPresent()
                        ? fields.items("limit")
                        : fields.node("limit").stream().toList();
        return limits.stream()
                .map(limit -> Fields.of(limit, Vocabulary.LIMIT, problems).flatMap(found -> limit(found, operands)))
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<LimitDefinition> limit(Fields fields, OperandReader operands) {
        List<String> ranks = List.of("top", "bottom", "top-percent", "bottom-percent").stream()
                .filter(fields::has)
                .toList();
        if (ranks.size() > 1) {
            problems.error(
                    Code.AMBIGUOUS_CONDITION,
                    fields.keyLocation(ranks.get(1)),
                    "a limit keeps one of top, bottom, top-percent and bottom-percent, found " + ranks.size(),
                    "write a list of limits; they are applied in order");
        } else if (ranks.isEmpty()) {
            problems.error(
                    Code.MISSING_KEY,
                    fields.location(),
                    "a limit says what it keeps",
                    "write top: N, bottom: N, top-percent: P or bottom-percent: P");
        }
        fields.tellWhenAbsent("by", "write by: {attribute: PATH}, or by: {sum: PATH}");
        Optional<OperandDefinition> by = fields.node("by").map(operands::ranked);
        Optional<Literal> per = fields.literal("per");
        if (ranks.size() != 1 || by.isEmpty() || (fields.has("per") && per.isEmpty())) {
            return Optional.empty();
        }
        return fields.literal(ranks.get(0))
                .map(quota -> new LimitDefinition(fields.key(ranks.get(0)), quota, by.get(), per, fields.location()));
    }

    private Optional<MembersDefinition> members(Fields fields) {
        if (!fields.has("members")) {
            return Optional.empty();
        }
        SourceLocation location = fields.keyLocation("members");
        if (fields.node("members").filter(Node.Mapping.class::isInstance).isEmpty()) {
            return Optional.of(
                    new MembersDefinition(fields.literal("members"), Optional.empty(), Optional.empty(), location));
        }
        Fields members = fields.fields("members", Vocabulary.MEMBERS).orElseThrow();
        return Optional.of(new MembersDefinition(
                members.neededLiteral("file", "write file: FILE.csv, relative to the project folder"),
                members.literal("match"),
                members.literal("ignore-case").map(value -> new Options.Option(members.key("ignore-case"), value)),
                location));
    }

    private static Optional<ExpansionDefinition> expansion(Fields fields) {
        return Vocabulary.EXPANSION.stream()
                .filter(fields::has)
                .findFirst()
                .map(first -> new ExpansionDefinition(
                        fields.keyLocation(first),
                        fields.literal("similar-to"),
                        fields.literal("size"),
                        fields.literal("size-percent"),
                        fields.literal("min-similarity"),
                        fields.has("using") ? Optional.of(fields.literals("using")) : Optional.empty()));
    }

    static List<OutputColumnDefinition> columns(Fields fields, Problems problems) {
        OperandReader operands = new ConditionReader(problems).operands();
        return fields.optionalItems("columns").stream()
                .map(operands::column)
                .flatMap(Optional::stream)
                .toList();
    }
}
