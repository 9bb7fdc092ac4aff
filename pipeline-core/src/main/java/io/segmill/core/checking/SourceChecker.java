package io.segmill.core.checking;

import io.segmill.core.binding.Catalog;
import io.segmill.core.binding.ConditionChecker;
import io.segmill.core.binding.Literals;
import io.segmill.core.binding.Paths;
import io.segmill.core.binding.Scope;
import io.segmill.core.binding.Types;
import io.segmill.core.condition.Condition;
import io.segmill.core.definition.Fingerprint;
import io.segmill.core.definition.Literal;
import io.segmill.core.definition.Options;
import io.segmill.core.definition.SourceDefinition;
import io.segmill.core.problem.Code;
import io.segmill.core.problem.Problems;
import io.segmill.core.project.CsvOptions;
import io.segmill.core.project.Format;
import io.segmill.core.project.LoadMode;
import io.segmill.core.project.Source;
import io.segmill.core.schema.Column;
import io.segmill.core.schema.ColumnPath;
import io.segmill.core.schema.DataType;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Checks what a source's file says beyond its columns and key. */
final class SourceChecker {
    private static final Map<String, Optional<Format>> FORMATS = Map.of(
            "csv", Optional.of(Format.CSV),
            "json", Optional.of(Format.JSON),
            "parquet", Optional.of(Format.PARQUET),
            "delta", Optional.of(Format.DELTA),
            "jdbc", Optional.empty());
    private static final Map<String, LoadMode> LOADS =
            Map.of("full", LoadMode.FULL, "append", LoadMode.APPEND, "merge", LoadMode.MERGE);
    private static final Map<String, Charset> ENCODINGS = Map.of(
            "UTF-8", StandardCharsets.UTF_8,
            "ISO-8859-1", StandardCharsets.ISO_8859_1,
            "US-ASCII", StandardCharsets.US_ASCII,
            "windows-1252", Charset.forName("windows-1252"),
            "UTF-16", StandardCharsets.UTF_16);

    private final Catalog catalog;
    private final Locations locations;
    private final ZoneId zone;
    private final Problems problems;
    private final Literals literals;

    /** @param zone of timestamps without an offset */
    SourceChecker(Catalog catalog, Locations locations, ZoneId zone, Problems problems) {
        this.catalog = catalog;
        this.zone = zone;
        this.locations = locations;
        this.problems = problems;
        this.literals = new Literals(problems);
    }

    /** Enters the source's event time into the catalog; needs all relationships, and comes before all conditions. */
    void eventTime(SourceDefinition definition) {
        if (definition.eventTime().isEmpty()) {
            return;
        }
        Literal literal = definition.eventTime().get();
        Optional<ColumnPath> path = new Paths(catalog, problems).eventTime(definition.id(), literal);
        if (path.isPresent() && !path.get().column().type().isTemporal()) {
            problems.error(
                    Code.WRONG_TYPE,
                    literal.location(),
                    "'event-time' is a date or a timestamp, " + literal.shown() + " is "
                            + Types.described(path.get().column().type()),
                    "name a column of type date or timestamp");
            path = Optional.empty();
        }
        path.ifPresentOrElse(
                found -> catalog.addEventTime(definition.id(), found),
                () -> catalog.addBrokenEventTime(definition.id()));
    }

    /** Empty, and told, when it cannot be loaded. */
    Optional<Source> check(SourceDefinition definition, ConditionChecker conditions) {
        Optional<Format> format = definition.format().flatMap(this::format);
        Optional<String> path = definition.path().flatMap(this::path);
        CsvOptions csv = csv(definition.csv(), format);
        Optional<LoadMode> load = definition.load().isEmpty()
                ? Optional.of(LoadMode.FULL)
                : definition.load().flatMap(literal -> literals.choice("load", literal, LOADS));
        load.filter(LoadMode.MERGE::equals).ifPresent(merge -> tellWithoutKey(definition));
        Optional<Condition> deleteWhen =
                definition.deleteWhen().flatMap(when -> deleteWhen(when, definition, load, conditions));
        BigDecimal allowPercent =
                literals.percent(definition.badRows(), "allow-percent").orElse(BigDecimal.ZERO);
        Optional<Catalog.Table> table = catalog.table(definition.id());
        if (format.isEmpty() || path.isEmpty() || load.isEmpty() || table.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Source(
                definition.id(),
                format.get(),
                path.get(),
                csv,
                List.copyOf(table.get().columns().values()),
                table.get().key().orElse(List.of()),
                catalog.eventTime(definition.id()),
                load.get(),
                deleteWhen,
                allowPercent,
                hash(definition, table.get().columns().values())));
    }

    /** In another zone the same file holds other moments, so it is read again. */
    private String hash(SourceDefinition definition, Collection<Column> columns) {
        boolean hasMoments = columns.stream().anyMatch(column -> column.type().equals(DataType.TIMESTAMP));
        return hasMoments ? Fingerprint.of(definition.hash() + "\n" + zone.getId()) : definition.hash();
    }

    private Optional<Format> format(Literal literal) {
        Optional<Optional<Format>> format = literals.choice("format", literal, FORMATS);
        if (format.isPresent() && format.get().isEmpty()) {
            problems.error(
                    Code.NOT_AVAILABLE_YET,
                    literal.location(),
                    "the format " + literal.shown() + " is not available yet in this version of Segmill",
                    "write format: csv, json, parquet or delta");
        }
        return format.flatMap(found -> found);
    }

    private Optional<String> path(Literal literal) {
        Optional<String> path = locations.resolve(literal.value());
        if (path.isEmpty()) {
            literals.bad(literal, "'path' is not a path: " + literal.shown(), "write such as ../data/orders/*.csv");
        }
        return path;
    }

    private CsvOptions csv(Options csv, Optional<Format> format) {
        CsvOptions defaults = CsvOptions.DEFAULTS;
        if (format.isPresent() && format.get() != Format.CSV && !csv.values().isEmpty()) {
            problems.error(
                    Code.BAD_VALUE,
                    csv.location(),
                    "'csv' is for the format csv only",
                    "delete it, or write format: csv");
        }
        Characters characters = new Characters(literals);
        char delimiter = csv.value("delimiter")
                .flatMap(literal -> characters.delimiter("delimiter", literal))
                .orElse(defaults.delimiter());
        char quote = csv.value("quote")
                .flatMap(literal -> characters.delimiter("quote", literal))
                .orElse(defaults.quote());
        if (delimiter == quote) {
            literals.bad(
                    csv.value("quote").or(() -> csv.value("delimiter")).orElseThrow(),
                    "delimiter and quote are the same character",
                    "write two different ones");
            return defaults;
        }
        return new CsvOptions(
                delimiter,
                literals.truth(csv, "header").orElse(defaults.header()),
                csv.value("encoding").flatMap(this::encoding).orElse(defaults.encoding()),
                literals.truth(csv, "trailing-delimiter").orElse(defaults.trailingDelimiter()),
                quote,
                csv.value("missing").map(Literal::value));
    }

    private Optional<Charset> encoding(Literal literal) {
        return ENCODINGS.entrySet().stream()
                .filter(entry -> entry.getKey().equalsIgnoreCase(literal.value()))
                .map(Map.Entry::getValue)
                .findFirst()
                .or(() -> literals.choice("encoding", literal, ENCODINGS));
    }

    private void tellWithoutKey(SourceDefinition definition) {
        if (definition.key().filter(List::isEmpty).isPresent()) {
            problems.error(
                    Code.KEY_NEEDED,
                    definition.load().orElseThrow().location(),
                    "'load: merge' needs a key, by which rows replace each other",
                    "write key: [COLUMN, …]");
        }
    }

    private Optional<Condition> deleteWhen(
            SourceDefinition.DeleteWhen when,
            SourceDefinition definition,
            Optional<LoadMode> load,
            ConditionChecker conditions) {
        if (load.isPresent() && load.get() != LoadMode.MERGE) {
            problems.error(
                    Code.BAD_VALUE,
                    when.location(),
                    "'delete-when' goes only with 'load: merge'",
                    "delete it, or write load: merge");
        }
        return conditions.check(when.condition(), new Scope(definition.id(), Scope.Place.LOADED_ROW));
    }
}
