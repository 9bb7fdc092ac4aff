package io.segmill.core.checking;

import io.segmill.core.binding.ColumnsChecker;
import io.segmill.core.binding.Literals;
import io.segmill.core.definition.ExportDefinition;
import io.segmill.core.definition.Literal;
import io.segmill.core.definition.Options;
import io.segmill.core.definition.OutputColumnDefinition;
import io.segmill.core.definition.SegmentDefinition;
import io.segmill.core.problem.Code;
import io.segmill.core.problem.NearestName;
import io.segmill.core.problem.Problems;
import io.segmill.core.problem.SourceLocation;
import io.segmill.core.project.CsvOutput;
import io.segmill.core.project.Export;
import io.segmill.core.project.OutputColumn;
import io.segmill.core.project.Segment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;

/** Checks exports, each alone and that no two write the same folder. */
final class ExportChecker {
    private static final Map<String, CsvOutput.Compression> COMPRESSIONS =
            Map.of("none", CsvOutput.Compression.NONE, "gzip", CsvOutput.Compression.GZIP);
    private static final Map<String, Export.Content> CONTENTS =
            Map.of("members", Export.Content.MEMBERS, "changes", Export.Content.CHANGES);

    private final SortedMap<String, Optional<SegmentDefinition>> segments;
    private final ColumnsChecker columns;
    private final Locations locations;
    private final Optional<String> warehouse;
    private final Problems problems;
    private final Literals literals;
    private final Map<String, String> folders = new HashMap<>();

    ExportChecker(
            SortedMap<String, Optional<SegmentDefinition>> segments,
            ColumnsChecker columns,
            Locations locations,
            Optional<String> warehouse,
            Problems problems) {
        this.warehouse = warehouse.map(Locations::real);
        this.segments = segments;
        this.columns = columns;
        this.locations = locations;
        this.problems = problems;
        this.literals = new Literals(problems);
    }

    /** Empty, and told, when it cannot be written. */
    Optional<Export> check(ExportDefinition definition) {
        long before = problems.errors();
        List<String> exported = segments(definition);
        Optional<List<OutputColumn>> shown = definition.columns().map(columns::check);
        Set<String> hashed = hashed(definition, exported);
        Export.Content content = content(definition, exported);
        Optional<CsvOutput> csv = csv(definition.csv());
        Optional<String> to = definition.to().flatMap(literal -> to(literal, definition.id(), exported));
        if (problems.errors() > before || to.isEmpty() || csv.isEmpty() || exported.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Export(
                definition.id(),
                definition.name().map(Literal::value).orElse(definition.id()),
                exported,
                shown,
                hashed,
                content,
                csv.get(),
                to.get(),
                definition.file(),
                definition.hash()));
    }

    private List<String> segments(ExportDefinition definition) {
        List<String> exported = new ArrayList<>();
        for (Literal segment : definition.segments()) {
            if (!segments.containsKey(segment.value())) {
                problems.error(
                        Code.UNKNOWN_SEGMENT,
                        segment.location(),
                        "there is no segment " + segment.shown(),
                        NearestName.fix(segment.value(), segments.keySet(), "define it in segments/"));
            } else if (exported.contains(segment.value())) {
                problems.error(
                        Code.DUPLICATE_NAME,
                        segment.location(),
                        "the segment " + segment.shown() + " is listed twice",
                        "list it once");
            } else {
                exported.add(segment.value());
            }
        }
        return exported;
    }

    private Set<String> hashed(ExportDefinition definition, List<String> exported) {
        Set<String> hashed = new HashSet<>();
        Set<String> headers = new TreeSet<>();
        Set<String> shownHeaders = new TreeSet<>();
        for (OutputColumnDefinition column : definition.columns().orElseGet(() -> ownColumns(exported))) {
            headers.add(column.header().value());
            shownHeaders.add(column.header().written());
        }
        for (Options.Option option : definition.hashed().values().values()) {
            literals.choice("hash", option.value(), Map.of("sha256", true));
            if (headers.contains(option.key().value())) {
                hashed.add(option.key().value());
            } else {
                problems.error(
                        Code.UNKNOWN_COLUMN,
                        option.key().location(),
                        "the export has no column " + option.key().shown(),
                        NearestName.fix(option.key().value(), shownHeaders, "add it to 'columns'"));
            }
        }
        return hashed;
    }

    private List<OutputColumnDefinition> ownColumns(List<String> exported) {
        return exported.stream()
                .flatMap(id -> segments.get(id).stream())
                .flatMap(segment -> segment.columns().stream())
                .toList();
    }

    private Export.Content content(ExportDefinition definition, List<String> exported) {
        Export.Content content = definition
                .content()
                .flatMap(literal -> literals.choice("content", literal, CONTENTS))
                .orElse(Export.Content.MEMBERS);
        if (content == Export.Content.CHANGES) {
            SourceLocation where = definition.content().orElseThrow().location();
            String owner = "an export of changes";
            if (definition.columns().isPresent()) {
                columns.keepFree(
                        Export.CHANGE_HEADER,
                        owner,
                        "this",
                        definition.columns().get(),
                        Optional.empty());
            } else {
                columns.keepFree(Export.CHANGE_HEADER, owner, "a segment's", ownColumns(exported), Optional.of(where));
            }
            columns.keepFree(Export.CHANGE_HEADER, owner, where);
        }
        boolean hasSimilarity = exported.stream()
                .flatMap(id -> segments.get(id).stream())
                .anyMatch(segment -> segment.expansion().isPresent());
        if (hasSimilarity) {
            columns.keepFree(
                    Segment.SIMILARITY_HEADER,
                    "the extract of an expansion",
                    "this",
                    definition.columns().orElse(List.of()),
                    Optional.empty());
        }
        return content;
    }

    private Optional<CsvOutput> csv(Options csv) {
        CsvOutput defaults = CsvOutput.DEFAULTS;
        Characters characters = new Characters(literals);
        char delimiter = csv.value("delimiter")
                .flatMap(literal -> characters.delimiter("delimiter", literal))
                .orElse(defaults.delimiter());
        if (delimiter == '"') {
            literals.bad(
                    csv.value("delimiter").orElseThrow(),
                    "the delimiter cannot be the quote \"",
                    "write another character, such as \",\" or \";\"");
        }
        return Optional.of(new CsvOutput(
                delimiter,
                literals.truth(csv, "header").orElse(defaults.header()),
                csv.value("compression")
                        .flatMap(literal -> literals.choice("compression", literal, COMPRESSIONS))
                        .orElse(defaults.compression()),
                literals.wholeNumber(csv, "max-rows-per-file", 1, Integer.MAX_VALUE)
                        .orElse(defaults.maxRowsPerFile()),
                literals.truth(csv, "formula-guard").orElse(defaults.formulaGuard())));
    }

    private Optional<String> to(Literal to, String export, List<String> exported) {
        Optional<String> folder = locations.resolve(to.value());
        if (folder.isEmpty()) {
            literals.bad(to, "'to' is not a folder's path: " + to.shown(), "write such as ../exports/crm");
        } else if (Locations.isUri(folder.get())) {
            literals.bad(
                    to,
                    "an export goes to a local folder, and 'to' is none: " + to.shown(),
                    "write a path on the machine that runs Segmill, such as ../exports/crm");
        }
        folder.map(Locations::real).ifPresent(path -> {
            if (warehouse
                    .filter(tables -> (path + "/").startsWith(tables + "/"))
                    .isPresent()) {
                literals.bad(
                        to,
                        "'to' lies in the warehouse, which holds tables only: " + to.shown(),
                        "write a folder beside it, such as ../exports/crm");
            }
            for (String segment : exported) {
                String before = folders.putIfAbsent(path + "/" + segment, export);
                if (before != null) {
                    problems.error(
                            Code.DUPLICATE_NAME,
                            to.location(),
                            "the export '" + before + "' writes the segment '" + segment + "' into the same folder",
                            "give each of the two a folder of its own under 'to'");
                }
            }
        });
        return folder;
    }
}
