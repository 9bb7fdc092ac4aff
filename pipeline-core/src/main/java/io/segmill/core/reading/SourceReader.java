package io.segmill.core.reading;

import io.segmill.core.definition.Literal;
import io.segmill.core.definition.SourceDefinition;
import io.segmill.core.problem.Problems;
import io.segmill.core.reading.yaml.Canonical;
import io.segmill.core.reading.yaml.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads a file of {@code sources/}. */
final class SourceReader {
    private final Problems problems;

    SourceReader(Problems problems) {
        this.problems = problems;
    }

    Optional<SourceDefinition> read(String id, String file, Node node) {
        return Fields.of(node, Vocabulary.SOURCE, problems).map(fields -> source(id, file, node, fields));
    }

    private SourceDefinition source(String id, String file, Node node, Fields fields) {
        Optional<Literal> format = fields.neededLiteral("format", "write format: csv (or json, parquet, delta)");
        boolean database = format.map(Literal::value).filter("jdbc"::equals).isPresent();
        if (!database) {
            fields.tellWhenAbsent("path", "write path: FILES, relative to the project folder");
        }
        if (fields.has("password")) {
            fields.literal("password").ifPresent(password -> Secrets.checkPassword(password, problems));
        }
        if (fields.has("url")) {
            fields.literal("url").ifPresent(url -> Secrets.checkUrl(url, problems));
        }
        Optional<SourceDefinition.DeleteWhen> deleteWhen = fields.node("delete-when")
                .map(condition -> new SourceDefinition.DeleteWhen(
                        fields.keyLocation("delete-when"), new ConditionReader(problems).condition(condition)));
        return new SourceDefinition(
                id,
                file,
                format,
                fields.literal("path"),
                fields.options("csv", Vocabulary.SOURCE_CSV),
                columns(fields),
                key(fields),
                fields.literal("event-time"),
                fields.literal("load"),
                deleteWhen,
                fields.options("bad-rows", Vocabulary.BAD_ROWS),
                Canonical.hash(node));
    }

    private static Optional<List<Literal>> key(Fields fields) {
        List<Literal> key = fields.literals("key");
        return fields.has("key") && key.isEmpty() ? Optional.empty() : Optional.of(key);
    }

    private List<SourceDefinition.Column> columns(Fields fields) {
        List<SourceDefinition.Column> columns = new ArrayList<>();
        for (Node item : fields.neededItems("columns", "write columns: [{name: NAME, type: TYPE}, …]")) {
            Fields.of(item, Vocabulary.COLUMN, problems).ifPresent(column -> {
                String fix = "write {name: NAME, type: TYPE}";
                columns.add(new SourceDefinition.Column(
                        column.location(),
                        column.neededLiteral("name", fix),
                        column.neededLiteral("type", fix),
                        column.literal("in-file"),
                        column.literal("format"),
                        column.literal("required"),
                        column.literal("pii")));
            });
        }
        return columns;
    }
}
