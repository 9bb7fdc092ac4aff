package io.segmill.core.checking;

import io.segmill.core.binding.Catalog;
import io.segmill.core.binding.ColumnsChecker;
import io.segmill.core.binding.ConditionChecker;
import io.segmill.core.binding.Constants;
import io.segmill.core.binding.Scope;
import io.segmill.core.binding.Windows;
import io.segmill.core.definition.ConditionDefinition;
import io.segmill.core.definition.Fingerprint;
import io.segmill.core.definition.Literal;
import io.segmill.core.definition.ProjectDefinition;
import io.segmill.core.definition.SegmentDefinition;
import io.segmill.core.definition.SettingsDefinition;
import io.segmill.core.definition.SourceDefinition;
import io.segmill.core.problem.Code;
import io.segmill.core.problem.NearestName;
import io.segmill.core.problem.Problem;
import io.segmill.core.problem.Problems;
import io.segmill.core.problem.SourceLocation;
import io.segmill.core.project.Export;
import io.segmill.core.project.Segment;
import io.segmill.core.project.Settings;
import io.segmill.core.project.Source;
import io.segmill.core.reading.ProjectReader;
import io.segmill.core.schema.Relationship;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reads and checks a whole project; finds every problem in one go. Touches no data. */
public final class ProjectChecker {
    /**
     * What became of a project.
     *
     * @param problems in the order of files, lines and columns
     * @param project present if and only if no problem is an error
     */
    public record Outcome(List<Problem> problems, Optional<CheckedProject> project) {
        public Outcome {
            problems = List.copyOf(problems);
            Objects.requireNonNull(project);
        }
    }

    /**
     * What became of one segment's file beside a project.
     *
     * @param project with the segment in it, instead of any other of its id
     * @param rules where the conditions in the segment's topmost list stand, or its only one
     */
    public record SegmentOutcome(
            List<Problem> problems,
            Optional<CheckedProject> project,
            Optional<Segment> segment,
            List<SourceLocation> rules) {
        public SegmentOutcome {
            problems = List.copyOf(problems);
            rules = List.copyOf(rules);
            Objects.requireNonNull(project);
            Objects.requireNonNull(segment);
        }
    }

    private final ProjectDefinition definition;
    private final Locations locations;
    private final Problems problems;
    private final Catalog catalog = new Catalog();

    private ProjectChecker(ProjectDefinition definition, Path folder, Problems problems) {
        this.definition = definition;
        this.locations = new Locations(folder);
        this.problems = problems;
    }

    /**
     * Reads and checks the project in a folder.
     *
     * @param environment variables that the files refer to, by name
     */
    public static Outcome check(Path projectFolder, Map<String, String> environment) {
        return check(projectFolder, environment, Map.of());
    }

    /**
     * Likewise, as the project would be with some files changed.
     *
     * @param drafts what these files shall hold, by their names relative to the folder; nothing where they are deleted
     */
    public static Outcome check(
            Path projectFolder, Map<String, String> environment, Map<String, Optional<byte[]>> drafts) {
        Problems problems = new Problems();
        Optional<CheckedProject> project = new ProjectReader(projectFolder, environment, drafts, problems)
                .read()
                .flatMap(definition -> new ProjectChecker(definition, projectFolder, problems).project());
        return new Outcome(problems.all(), project);
    }

    /**
     * Checks a segment's file that need not lie in the project, as if it did. Its id is the file's name where that can be
     * an id, else {@code preview}.
     */
    public static SegmentOutcome checkSegmentFile(Path projectFolder, Map<String, String> environment, Path file) {
        Problems problems = new Problems();
        ProjectReader reader = new ProjectReader(projectFolder, environment, problems);
        Optional<ProjectDefinition> definition = reader.read();
        Optional<SegmentDefinition> segment = definition.flatMap(found -> reader.readSegment(file));
        Optional<CheckedProject> project = definition.flatMap(found ->
                segment.flatMap(added -> new ProjectChecker(with(found, added), projectFolder, problems).project()));
        return new SegmentOutcome(
                problems.all(),
                project,
                project.flatMap(checked -> checked.segment(segment.orElseThrow().id())),
                segment.flatMap(SegmentDefinition::where)
                        .map(ProjectChecker::rules)
                        .orElse(List.of()));
    }

    private static List<SourceLocation> rules(ConditionDefinition where) {
        List<ConditionDefinition> rules = where instanceof ConditionDefinition.Group group
                ? group.parts()
                : where instanceof ConditionDefinition.AtLeast atLeast ? atLeast.parts() : List.of(where);
        return rules.stream().map(ConditionDefinition::location).toList();
    }

    private static ProjectDefinition with(ProjectDefinition project, SegmentDefinition added) {
        SortedMap<String, Optional<SegmentDefinition>> segments = new TreeMap<>(project.segments());
        segments.put(added.id(), Optional.of(added));
        return new ProjectDefinition(project.settings(), project.sources(), segments, project.exports());
    }

    private Optional<CheckedProject> project() {
        definition
                .sources()
                .forEach((id, source) -> source.ifPresentOrElse(
                        found -> catalog.add(new TableChecker(catalog, problems).table(found)),
                        () -> catalog.addUnreadable(id)));
        if (definition.settings().isEmpty()) {
            catalog.addUnknownHops();
        }
        Optional<Settings> settings =
                definition.settings().map(found -> new SettingsChecker(locations, problems).check(found));
        List<Relationship> relationships = definition
                .settings()
                .map(found -> new RelationshipChecker(catalog, problems).check(found.relationships()))
                .orElse(List.of());
        ZoneId zone = settings.map(Settings::timeZone).orElse(ZoneOffset.UTC);
        SourceChecker sourceChecker = new SourceChecker(catalog, locations, zone, problems);
        definition.sources().values().forEach(source -> source.ifPresent(sourceChecker::eventTime));

        Optional<Literal> customerSource = customer("source");
        Optional<Literal> customerKey = customer("key");
        checkCustomer(customerSource, customerKey);
        Scope customer = new Scope(customerSource.map(Literal::value).orElse(""), Scope.Place.CUSTOMER);
        LocalDate asOf = settings.flatMap(Settings::asOf).orElseGet(() -> LocalDate.now(zone));
        Constants constants = new Constants(zone, problems);
        ConditionChecker conditions = new ConditionChecker(
                catalog,
                constants,
                new Windows(asOf, problems),
                definition.segments().keySet(),
                problems);
        ColumnsChecker columns = conditions.columns(customer, customerKey.map(Literal::value));

        SortedMap<String, Source> sources = new TreeMap<>();
        definition.sources().values().forEach(source -> source.flatMap(found -> sourceChecker.check(found, conditions))
                .ifPresent(checked -> sources.put(checked.id(), checked)));
        SelectionChecker selections = new SelectionChecker(
                catalog,
                conditions,
                customer,
                customerKey.map(Literal::value),
                definition.segments().keySet(),
                locations,
                problems);
        SegmentChecker segmentChecker = new SegmentChecker(selections, columns, constants, problems);
        SortedMap<String, Segment> segments = new TreeMap<>();
        definition.segments().values().forEach(segment -> segment.flatMap(segmentChecker::check)
                .ifPresent(checked -> segments.put(checked.id(), checked)));
        tellCycles();
        ExportChecker exportChecker = new ExportChecker(
                definition.segments(), columns, locations, settings.map(Settings::warehouse), problems);
        SortedMap<String, Export> exports = new TreeMap<>();
        definition.exports().values().forEach(export -> export.flatMap(exportChecker::check)
                .ifPresent(checked -> exports.put(checked.id(), checked)));
        if (problems.hasErrors()) {
            return Optional.empty();
        }
        tellSizes(segments, settings.orElseThrow().momentOf(asOf, Instant.now()));
        return Optional.of(new CheckedProject(
                settings.orElseThrow(),
                customer.start(),
                customerKey.orElseThrow().value(),
                relationships,
                sources,
                segments,
                exports,
                hash()));
    }

    private Optional<Literal> customer(String key) {
        return definition.settings().map(SettingsDefinition::customer).flatMap(customer -> customer.value(key));
    }

    private void checkCustomer(Optional<Literal> source, Optional<Literal> key) {
        if (source.isEmpty()) {
            return;
        }
        if (!catalog.hasSource(source.get().value())) {
            problems.error(
                    Code.UNKNOWN_SOURCE,
                    source.get().location(),
                    "there is no source " + source.get().shown(),
                    NearestName.fix(
                            source.get().value(),
                            catalog.sources(),
                            "declare the customers in sources/: the project has no source at all"));
            return;
        }
        Optional<Catalog.Table> table = catalog.table(source.get().value());
        if (table.isEmpty() || key.isEmpty()) {
            return;
        }
        if (!table.get().declares(key.get().value())) {
            problems.error(
                    Code.UNKNOWN_COLUMN,
                    key.get().location(),
                    "source '" + table.get().source() + "' has no column "
                            + key.get().shown(),
                    NearestName.fix(
                            key.get().value(),
                            catalog.shown(table.get().columns().keySet()),
                            "declare it in sources/" + table.get().source() + ".yaml"));
            return;
        }
        KeyRule.check(table.get(), key.get().value(), key.get(), "it identifies the customers", catalog, problems);
    }

    private void tellCycles() {
        SortedMap<String, Map<String, Literal>> members = new TreeMap<>();
        definition
                .segments()
                .forEach((id, segment) ->
                        members.put(id, segment.map(MembersOf::in).orElse(Map.of())));
        SortedMap<String, SortedSet<String>> references = new TreeMap<>();
        members.forEach((id, found) -> references.put(id, new TreeSet<>(found.keySet())));
        for (List<String> cycle : SegmentOrder.cycles(references)) {
            Literal first = members.get(cycle.get(0)).get(cycle.get(1));
            problems.error(
                    Code.CYCLE,
                    first.location(),
                    "segments refer to each other in a circle: " + String.join(" -> ", cycle),
                    "take one of these member-of conditions out");
        }
    }

    private void tellSizes(SortedMap<String, Segment> segments, Instant moment) {
        SizeChecker sizes = new SizeChecker(
                SourceLocation.wholeFile(definition.settings().orElseThrow().file()), problems);
        Map<String, SegmentDefinition> written = new TreeMap<>();
        definition.segments().forEach((id, segment) -> written.put(id, segment.orElseThrow()));
        sizes.activeSegments(segments.values(), moment);
        sizes.conditions(written.values());
        segments.forEach((id, segment) -> sizes.membersFile(written.get(id), segment));
    }

    private String hash() {
        StringBuilder all = new StringBuilder();
        definition.settings().ifPresent(settings -> all.append(settings.hash()).append('\n'));
        definition.sources().forEach((id, source) -> add(all, "source", id, source.map(SourceDefinition::hash)));
        definition.segments().forEach((id, segment) -> add(all, "segment", id, segment.map(SegmentDefinition::hash)));
        definition.exports().forEach((id, export) -> add(all, "export", id, export.map(found -> found.hash())));
        return Fingerprint.of(all);
    }

    private static void add(StringBuilder all, String kind, String id, Optional<String> hash) {
        all.append(kind)
                .append(' ')
                .append(id)
                .append(' ')
                .append(hash.orElseThrow())
                .append('\n');
    }
}
