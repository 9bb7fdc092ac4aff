package io.segmill.core.checking;

import io.segmill.core.binding.Catalog;
import io.segmill.core.binding.Literals;
import io.segmill.core.definition.Literal;
import io.segmill.core.definition.SourceDefinition;
import io.segmill.core.problem.Code;
import io.segmill.core.problem.NearestName;
import io.segmill.core.problem.Problems;
import io.segmill.core.schema.Column;
import io.segmill.core.schema.DataType;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Checks a source's columns and key, which every path needs before anything else. */
final class TableChecker {
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}_][\\p{L}\\p{N}_-]*");
    private static final ZonedDateTime SAMPLE = ZonedDateTime.of(2001, 11, 27, 13, 45, 56, 0, ZoneOffset.UTC);
    private static final List<String> TYPES =
            List.of("boolean", "int", "bigint", "double", "decimal(12,2)", "string", "date", "timestamp");

    private final Catalog catalog;
    private final Problems problems;
    private final Literals literals;

    TableChecker(Catalog catalog, Problems problems) {
        this.catalog = catalog;
        this.problems = problems;
        this.literals = new Literals(problems);
    }

    static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    Catalog.Table table(SourceDefinition source) {
        Map<String, Column> columns = new LinkedHashMap<>();
        Set<String> broken = new HashSet<>();
        Map<String, Literal> names = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        Map<String, Literal> inFile = new LinkedHashMap<>();
        for (SourceDefinition.Column column : source.columns()) {
            Optional<Column> checked = column(column);
            if (column.name().isEmpty()) {
                continue;
            }
            Literal name = column.name().get();
            catalog.declare(name);
            Literal before = names.putIfAbsent(name.value(), name);
            if (before != null) {
                problems.error(
                        Code.DUPLICATE_NAME,
                        name.location(),
                        "the column " + name.shown() + " is declared in line "
                                + before.location().line() + " already"
                                + (before.value().equals(name.value()) ? "" : ", as " + before.shown()),
                        "rename or delete one of the two; upper and lower case do not tell columns apart");
                continue;
            }
            tellSameInFile(column.inFile().orElse(name), inFile);
            checked.ifPresentOrElse(found -> columns.put(name.value(), found), () -> broken.add(name.value()));
        }
        return new Catalog.Table(
                source.id(), columns, broken, source.key().flatMap(key -> key(source.id(), key, columns, broken)));
    }

    private void tellSameInFile(Literal name, Map<String, Literal> inFile) {
        Literal before = inFile.putIfAbsent(name.value(), name);
        if (before != null) {
            problems.error(
                    Code.DUPLICATE_NAME,
                    name.location(),
                    "the column " + name.shown() + " of the file is taken in line "
                            + before.location().line() + " already",
                    "declare each column of the file once");
        }
    }

    private Optional<Column> column(SourceDefinition.Column column) {
        Optional<String> name = column.name().flatMap(this::name);
        Optional<DataType> type = column.type().flatMap(this::type);
        boolean required = column.required()
                .flatMap(value -> literals.truth("required", value))
                .orElse(false);
        boolean pii =
                column.pii().flatMap(value -> literals.truth("pii", value)).orElse(false);
        boolean formatFits = column.format().isEmpty()
                || type.isEmpty()
                || isFormat(column.format().get(), type.get());
        boolean inFileFits =
                column.inFile().isEmpty() || isInFile(column.inFile().get());
        if (name.isEmpty() || type.isEmpty() || !formatFits || !inFileFits) {
            return Optional.empty();
        }
        return Optional.of(new Column(
                name.get(),
                column.inFile().map(Literal::value).orElse(name.get()),
                type.get(),
                column.format().map(Literal::value),
                required,
                pii));
    }

    private Optional<String> name(Literal name) {
        if (isName(name.value())) {
            return Optional.of(name.value());
        }
        literals.bad(
                name,
                name.shown() + " cannot be a column's name",
                "use letters, digits, _ and -; say under in-file what the file calls it");
        return Optional.empty();
    }

    private boolean isInFile(Literal name) {
        if (!name.value().isEmpty()) {
            return true;
        }
        literals.bad(name, "'in-file' is empty", "write the column's name in the file, or delete the key");
        return false;
    }

    private Optional<DataType> type(Literal type) {
        Optional<DataType> found = DataType.named(type.value());
        if (found.isEmpty()) {
            boolean decimal = type.value().toLowerCase(Locale.ROOT).startsWith("decimal");
            literals.bad(
                    type,
                    "there is no type " + type.shown(),
                    decimal
                            ? "write decimal(digits, digits after the point), such as \"decimal(12,2)\", at most "
                                    + DataType.MOST_DIGITS + " digits"
                            : Optional.ofNullable(ALIASES.get(type.value().toLowerCase(Locale.ROOT)))
                                    .map(ours -> "did you mean '" + ours + "'?")
                                    .orElseGet(() -> NearestName.fix(type.value(), TYPES, "")));
        }
        return found;
    }

    private static final Map<String, String> ALIASES = Map.ofEntries(
            Map.entry("text", "string"),
            Map.entry("varchar", "string"),
            Map.entry("char", "string"),
            Map.entry("str", "string"),
            Map.entry("txt", "string"),
            Map.entry("integer", "int"),
            Map.entry("smallint", "int"),
            Map.entry("long", "bigint"),
            Map.entry("float", "double"),
            Map.entry("real", "double"),
            Map.entry("number", "decimal(12,2)"),
            Map.entry("numeric", "decimal(12,2)"),
            Map.entry("bool", "boolean"),
            Map.entry("datetime", "timestamp"));

    private boolean isFormat(Literal format, DataType type) {
        if (!type.isTemporal()) {
            literals.bad(
                    format,
                    "only dates and timestamps have a format, this column is " + type,
                    "delete the format, or change the type");
            return false;
        }
        String what;
        try {
            // Under strict rules a year of the era (y) without its era is no date; ingestion reads it as u as well.
            DateTimeFormatter formatter = DateTimeFormatter.ofPattern(proleptic(format.value()), Locale.ROOT)
                    .withResolverStyle(ResolverStyle.STRICT);
            formatter.parse(formatter.format(SAMPLE), LocalDate::from);
            return true;
        } catch (DateTimeException e) {
            what = "the format " + format.shown() + " does not give a whole date";
        } catch (IllegalArgumentException e) {
            what = "the format " + format.shown() + " is not a pattern of Java's DateTimeFormatter";
        }
        literals.bad(format, what, "write such as dd.MM.yyyy or \"yyyy-MM-dd HH:mm:ss\"");
        return false;
    }

    private static String proleptic(String pattern) {
        StringBuilder changed = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < pattern.length(); i++) {
            char letter = pattern.charAt(i);
            quoted ^= letter == '\'';
            changed.append(letter == 'y' && !quoted ? 'u' : letter);
        }
        return changed.toString();
    }

    private Optional<List<String>> key(
            String source, List<Literal> names, Map<String, Column> columns, Set<String> broken) {
        boolean known = true;
        List<String> key = new ArrayList<>();
        for (Literal name : names) {
            if (key.contains(name.value())) {
                problems.error(
                        Code.DUPLICATE_NAME,
                        name.location(),
                        "the key names the column " + name.shown() + " twice",
                        "name each column of the key once");
                continue;
            }
            if (!columns.containsKey(name.value()) && !broken.contains(name.value())) {
                known = false;
                problems.error(
                        Code.UNKNOWN_COLUMN,
                        name.location(),
                        "source '" + source + "' has no column " + name.shown(),
                        NearestName.fix(name.value(), catalog.shown(columns.keySet()), "declare it under 'columns'"));
            }
            key.add(name.value());
        }
        return known ? Optional.of(key) : Optional.empty();
    }
}
