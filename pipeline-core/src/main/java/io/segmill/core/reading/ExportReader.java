package io.segmill.core.reading;

import io.segmill.core.definition.ExportDefinition;
import io.segmill.core.definition.OutputColumnDefinition;
import io.segmill.core.problem.Problems;
import io.segmill.core.reading.yaml.Canonical;
import io.segmill.core.reading.yaml.Node;
import java.util.List;
import java.util.Optional;

/** Reads a file of {@code exports/}. */
final class ExportReader {
    private final Problems problems;

    ExportReader(Problems problems) {
        this.problems = problems;
    }

    Optional<ExportDefinition> read(String id, String file, Node node) {
        return Fields.of(node, Vocabulary.EXPORT, problems).map(fields -> export(id, file, node, fields));
    }

    private ExportDefinition export(String id, String file, Node node, Fields fields) {
        Optional<List<OutputColumnDefinition>> columns =
                fields.has("columns") ? Optional.of(SegmentReader.columns(fields, problems)) : Optional.empty();
        return new ExportDefinition(
                id,
                file,
                fields.literal("name"),
                fields.neededLiterals("segments", "write segments: [SEGMENT, …]"),
                columns,
                fields.freeOptions("hash"),
                fields.literal("content"),
                fields.options("csv", Vocabulary.EXPORT_CSV),
                fields.neededLiteral("to", "write to: FOLDER, relative to the project folder"),
                Canonical.hash(node));
    }
}
