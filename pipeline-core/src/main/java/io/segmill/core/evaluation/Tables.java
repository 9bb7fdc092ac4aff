package io.segmill.core.evaluation;

import io.segmill.core.schema.Hop;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The rows of all sources in memory; a hop leads to the rows with an equal value in the joined column. */
public final class Tables implements RelatedData {
    private final Map<String, List<Row>> rows = new HashMap<>();
    private final Map<Joined, Map<Object, List<Row>>> found = new HashMap<>();

    private record Joined(String source, String column) {}

    /** @param rows by the id of their source; a source that is left out is empty */
    public Tables(Map<String, List<Row>> rows) {
        rows.forEach((source, table) -> this.rows.put(source, List.copyOf(table)));
    }

    /** All rows of a source. */
    public List<Row> rows(String source) {
        return rows.getOrDefault(source, List.of());
    }

    @Override
    public Optional<Row> one(Row row, Hop hop) {
        List<Row> rows = joined(row, hop);
        if (rows.size() > 1) {
            throw new IllegalStateException(
                    "more than one row of '" + hop.end() + "' has the same " + hop.endColumn() + ", which is its key");
        }
        return rows.stream().findFirst();
    }

    @Override
    public List<Row> many(Row row, Hop hop) {
        return joined(row, hop);
    }

    /** A missing key joins nothing. */
    private List<Row> joined(Row row, Hop hop) {
        Map<Object, List<Row>> byKey = found.computeIfAbsent(new Joined(hop.end(), hop.endColumn()), this::byKey);
        return row.value(hop.startColumn())
                .map(key -> byKey.getOrDefault(ValueOrder.identity(key), List.of()))
                .orElse(List.of());
    }

    private Map<Object, List<Row>> byKey(Joined joined) {
        Map<Object, List<Row>> byKey = new HashMap<>();
        for (Row row : rows(joined.source())) {
            row.value(joined.column())
                    .ifPresent(key -> byKey.computeIfAbsent(ValueOrder.identity(key), any -> new ArrayList<>())
                            .add(row));
        }
        return byKey;
    }
}
