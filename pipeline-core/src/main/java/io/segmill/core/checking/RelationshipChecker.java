package io.segmill.core.checking;

import io.segmill.core.binding.Catalog;
import io.segmill.core.definition.Literal;
import io.segmill.core.definition.SettingsDefinition;
import io.segmill.core.problem.Code;
import io.segmill.core.problem.NearestName;
import io.segmill.core.problem.Problems;
import io.segmill.core.problem.SourceLocation;
import io.segmill.core.schema.Column;
import io.segmill.core.schema.Hop;
import io.segmill.core.schema.Relationship;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Checks relationships one by one and enters their hops into the catalog. */
final class RelationshipChecker {
    private final Catalog catalog;
    private final Problems problems;
    private final Map<String, SourceLocation> taken = new HashMap<>();

    RelationshipChecker(Catalog catalog, Problems problems) {
        this.catalog = catalog;
        this.problems = problems;
    }

    /** An end as written: {@code orders.customer_id}. */
    private record End(Literal literal, String source, String column) {}

    List<Relationship> check(List<SettingsDefinition.Relationship> definitions) {
        List<Relationship> relationships = new ArrayList<>();
        for (SettingsDefinition.Relationship definition : definitions) {
            relationship(definition).ifPresent(relationships::add);
        }
        return relationships;
    }

    private Optional<Relationship> relationship(SettingsDefinition.Relationship definition) {
        Optional<End> from = definition.from().flatMap(this::end);
        Optional<End> to = definition.to().flatMap(this::end);
        if (from.isEmpty() || to.isEmpty()) {
            catalog.addUnknownHops();
            return Optional.empty();
        }
        definition.as().ifPresent(catalog::declare);
        definition.reverseAs().ifPresent(catalog::declare);
        Literal as = definition.as().orElse(to.get().literal());
        Literal reverseAs = definition.reverseAs().orElse(from.get().literal());
        String asName = definition.as().map(Literal::value).orElse(to.get().source());
        String reverseName =
                definition.reverseAs().map(Literal::value).orElse(from.get().source());

        Optional<Column> foreignKey = column(from.get());
        Optional<Column> key = column(to.get());
        boolean asNamed = isHopName(definition.as());
        boolean reverseNamed = isHopName(definition.reverseAs());
        boolean fits = asNamed
                && reverseNamed
                && foreignKey.isPresent()
                && key.isPresent()
                && isKey(to.get())
                && joins(to.get(), foreignKey.get(), key.get());
        if (!fits) {
            catalog.addBrokenHop(from.get().source(), asName);
            catalog.addBrokenHop(to.get().source(), reverseName);
            return Optional.empty();
        }
        Relationship relationship = new Relationship(
                from.get().source(),
                from.get().column(),
                to.get().source(),
                to.get().column(),
                asName,
                reverseName);
        List<Hop> hops = Catalog.hopsOf(relationship);
        boolean asFree = isFree(hops.get(0), as, "as");
        boolean reverseFree = isFree(hops.get(1), reverseAs, "reverse-as");
        if (!asFree || !reverseFree) {
            hops.forEach(hop -> catalog.addBrokenHop(hop.start(), hop.name()));
            return Optional.empty();
        }
        hops.forEach(catalog::add);
        return Optional.of(relationship);
    }

    private Optional<End> end(Literal literal) {
        String[] parts = literal.value().split("\\.", -1);
        if (parts.length != 2 || parts[0].isEmpty() || parts[1].isEmpty()) {
            problems.error(
                    Code.BAD_VALUE,
                    literal.location(),
                    "an end of a relationship is SOURCE.COLUMN, found " + literal.shown(),
                    "write such as orders.customer_id");
            return Optional.empty();
        }
        return Optional.of(new End(literal, parts[0], parts[1]));
    }

    private Optional<Column> column(End end) {
        if (!catalog.hasSource(end.source())) {
            problems.error(
                    Code.UNKNOWN_SOURCE,
                    end.literal().location(),
                    "there is no source " + part(end, end.source()),
                    NearestName.fix(end.source(), catalog.sources(), "declare it in sources/"));
            return Optional.empty();
        }
        Optional<Catalog.Table> table = catalog.table(end.source());
        if (table.isEmpty() || table.get().broken().contains(end.column())) {
            return Optional.empty();
        }
        Optional<Column> column = Optional.ofNullable(table.get().columns().get(end.column()));
        if (column.isEmpty()) {
            problems.error(
                    Code.UNKNOWN_COLUMN,
                    end.literal().location(),
                    "source '" + end.source() + "' has no column " + part(end, end.column()),
                    NearestName.fix(
                            end.column(),
                            catalog.shown(table.get().columns().keySet()),
                            "declare it in sources/" + end.source() + ".yaml"));
        }
        return column;
    }

    private static String part(End end, String part) {
        return end.literal().written().equals(end.literal().value())
                ? "'" + part + "'"
                : end.literal().shown();
    }

    private boolean isHopName(Optional<Literal> name) {
        if (name.isEmpty() || TableChecker.isName(name.get().value())) {
            return true;
        }
        problems.error(
                Code.BAD_VALUE,
                name.get().location(),
                name.get().shown() + " cannot be a relationship's name",
                "use letters, digits, _ and -");
        return false;
    }

    private boolean isKey(End to) {
        return KeyRule.check(
                catalog.table(to.source()).orElseThrow(),
                to.column(),
                to.literal(),
                "a relationship points to it",
                catalog,
                problems);
    }

    private boolean joins(End to, Column foreignKey, Column key) {
        if (foreignKey.type().joins(key.type())) {
            return true;
        }
        problems.error(
                Code.WRONG_TYPE,
                to.literal().location(),
                "the two ends have different types: '" + catalog.shown(foreignKey.name()) + "' is " + foreignKey.type()
                        + ", '" + catalog.shown(key.name()) + "' is " + key.type(),
                "declare both with the same type; int and bigint count as one");
        return false;
    }

    private boolean isFree(Hop hop, Literal literal, String option) {
        String source = hop.start();
        String shown = catalog.shown(hop.name());
        if (catalog.table(source).filter(table -> table.declares(hop.name())).isPresent()) {
            problems.error(
                    Code.DUPLICATE_NAME,
                    literal.location(),
                    "the relationship from '" + source + "' to '" + hop.end() + "' is named like a column of '" + source
                            + "': '" + shown + "'",
                    "give it another name: " + option + ": NAME");
            return false;
        }
        SourceLocation before = taken.putIfAbsent(source + "." + hop.name(), literal.location());
        if (before == null) {
            return true;
        }
        problems.error(
                Code.DUPLICATE_NAME,
                literal.location(),
                "two relationships from '" + source + "' are named '" + shown + "', the other in line " + before.line(),
                "give one of them another name: " + option + ": NAME");
        return false;
    }
}
