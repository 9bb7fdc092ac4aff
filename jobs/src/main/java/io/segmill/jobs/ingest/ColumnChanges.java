package io.segmill.jobs.ingest;

import io.segmill.core.problem.NearestName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * How a source's declared columns differ from those that its table was written with.
 *
 * @param added declared columns that the table does not have
 * @param dropped columns of the table that are declared no more; to each the added one that looks like it under a new
 *     name, if there is one
 * @param retyped sentences, one a column
 * @param order of the columns that both have
 */
record ColumnChanges(
        List<StructField> added, Map<String, Optional<String>> dropped, List<String> retyped, Order order) {
    /** Whether the columns that both have stand in one order. */
    enum Order {
        SAME,
        OTHER
    }

    ColumnChanges {
        added = List.copyOf(added);
        dropped = new LinkedHashMap<>(dropped);
        retyped = List.copyOf(retyped);
    }

    static ColumnChanges between(StructType table, StructType declared) {
        List<StructField> added = without(declared, table);
        List<StructField> dropped = without(table, declared);
        List<StructField> candidates = new ArrayList<>(added);
        Map<String, Optional<String>> renamed = new LinkedHashMap<>();
        for (StructField gone : dropped) {
            Optional<String> now = NearestName.of(
                    gone.name(),
                    candidates.stream()
                            .filter(field -> field.dataType().equals(gone.dataType()))
                            .map(StructField::name)
                            .toList());
            now.ifPresent(
                    name -> candidates.removeIf(candidate -> candidate.name().equals(name)));
            renamed.put(gone.name(), now);
        }
        List<String> retyped = new ArrayList<>();
        for (StructField field : without(table, dropped)) {
            StructField now = declared.apply(field.name());
            if (!now.dataType().equals(field.dataType())) {
                retyped.add("'" + field.name() + "' was " + field.dataType().simpleString() + " and is declared "
                        + now.dataType().simpleString());
            }
        }
        boolean isSameOrder = names(without(table, dropped)).equals(names(without(declared, added)));
        return new ColumnChanges(added, renamed, retyped, isSameOrder ? Order.SAME : Order.OTHER);
    }

    /** Why rows that are in the table do not fit the declaration; empty if they do, new columns being missing in them. */
    List<String> obstacles() {
        List<String> obstacles = new ArrayList<>(retyped);
        dropped.forEach((name, now) -> obstacles.add("'" + name + "' is not declared any more"
                + now.map(renamed -> " (is it '" + renamed + "' now?)").orElse("")));
        return obstacles;
    }

    /** One sentence for who reads the table, once it is written with the declared columns; empty if nothing changed. */
    Optional<String> told() {
        List<String> told = obstacles();
        added.stream()
                .filter(field -> !dropped.containsValue(Optional.of(field.name())))
                .forEach(field ->
                        told.add("'" + field.name() + "' (" + field.dataType().simpleString() + ") is new"));
        if (order == Order.OTHER) {
            told.add("the order is another");
        }
        return told.isEmpty()
                ? Optional.empty()
                : Optional.of("the table's columns changed: " + String.join(", ", told));
    }

    private static List<StructField> without(StructType all, StructType others) {
        return without(all, Arrays.asList(others.fields()));
    }

    private static List<StructField> without(StructType all, List<StructField> others) {
        List<String> names = names(others);
        return Arrays.stream(all.fields())
                .filter(field -> !names.contains(field.name()))
                .toList();
    }

    private static List<String> names(List<StructField> fields) {
        return fields.stream().map(StructField::name).toList();
    }
}
