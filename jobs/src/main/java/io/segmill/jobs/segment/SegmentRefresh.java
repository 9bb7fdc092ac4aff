package io.segmill.jobs.segment;

import io.segmill.core.checking.CheckedProject;
import io.segmill.core.fault.FaultPoint;
import io.segmill.core.problem.Failure;
import io.segmill.core.project.Segment;
import io.segmill.core.project.Selection;
import io.segmill.core.run.SharedCost;
import io.segmill.core.schema.DataType;
import io.segmill.jobs.pass.Evaluated;
import io.segmill.jobs.pass.Expander;
import io.segmill.jobs.pass.SharedPass;
import io.segmill.jobs.pass.plan.PassSize;
import io.segmill.jobs.pass.plan.SharedPlan;
import io.segmill.jobs.query.PublishedMembers;
import io.segmill.jobs.query.SourceTables;
import io.segmill.jobs.table.TableName;
import io.segmill.jobs.table.TableVersions;
import io.segmill.jobs.table.Warehouse;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;

/**
 * The refresh of a run's segments: one pass over the data evaluates all of them, and what changed is written together. A
 * segment whose values overflow fails alone.
 */
public final class SegmentRefresh {
    private final CheckedProject project;
    private final Warehouse warehouse;
    private final TableVersions versions;
    private final SourceTables tables;
    private final DataType key;
    private final String runId;
    private final LocalDate asOf;
    private final Expander expander;
    private final PassSize size;
    private final Map<String, Dataset<Row>> listed = new ConcurrentHashMap<>();

    /**
     * @param tables of the sources
     * @param warehouse where the members are
     * @param versions of the members' tables
     * @param expander finds the members of expansions
     */
    public SegmentRefresh(
            CheckedProject project,
            SourceTables tables,
            Warehouse warehouse,
            TableVersions versions,
            String runId,
            LocalDate asOf,
            Expander expander) {
        this(project, tables, warehouse, versions, runId, asOf, expander, PassSize.USUAL);
    }

    /** @param size how finely the pass is cut */
    SegmentRefresh(
            CheckedProject project,
            SourceTables tables,
            Warehouse warehouse,
            TableVersions versions,
            String runId,
            LocalDate asOf,
            Expander expander,
            PassSize size) {
        this.project = project;
        this.warehouse = warehouse;
        this.versions = versions;
        this.tables = tables;
        this.key = project.customerKey().type();
        this.runId = runId;
        this.asOf = asOf;
        this.expander = expander;
        this.size = size;
    }

    /** Segments that were refreshed in some published run. */
    public Set<String> everRefreshed() {
        return PublishedMembers.everRefreshed(warehouse, versions);
    }

    /** Whether anybody is a member of anything, as last published. */
    public boolean hasMembers() {
        OptionalLong version = versions.of(TableName.MEMBERS);
        return version.isPresent()
                && !warehouse.read(TableName.MEMBERS, version.getAsLong()).isEmpty();
    }

    /** Of the project's segments those whose members have left since their newest refresh. */
    public Set<String> emptied() {
        return PublishedMembers.emptied(warehouse, versions, project.segments().keySet());
    }

    /**
     * Reads what a segment needs besides the sources: its list of members, if it has one. Safe for several at a time.
     *
     * @return what people should know about it, whole sentences
     * @throws Failure if the list cannot be read
     */
    public List<String> prepare(Segment segment) {
        if (!(segment.selection() instanceof Selection.Listed list)) {
            return List.of();
        }
        ListedCustomers customers = new ListedCustomers(
                list,
                tables.rows(project.customers().id()),
                project.customerKey().name(),
                project.settings().timeZone());
        List<String> warnings = customers.warnings();
        listed.put(segment.id(), customers.customers());
        warehouse.faults().at(FaultPoint.READ, "list of " + segment.id());
        return warnings;
    }

    /**
     * What became of a segment.
     *
     * @param error why it failed; it keeps its members then
     * @param details how an expansion's members were found, whole sentences
     * @param warnings what speaks against them, likewise
     * @param cost absent where nothing was computed
     */
    public record Refreshed(
            long members,
            long entered,
            long left,
            Optional<String> error,
            List<String> details,
            List<String> warnings,
            Optional<SharedCost> cost) {
        public Refreshed {
            details = List.copyOf(details);
            warnings = List.copyOf(warnings);
        }
    }

    /**
     * Evaluates segments and writes the members of all; a segment that is named nowhere has none any more.
     *
     * @param segments prepared, each after those that it refers to
     * @param unchanged segments whose members would come out as published, and how many these are
     * @param kept segments that keep their published members and are not refreshed
     * @return of the segments that were evaluated or are unchanged
     */
    public Map<String, Refreshed> refresh(
            List<Segment> segments, Map<String, Long> unchanged, Collection<String> kept) {
        long began = System.nanoTime();
        MembersTable table = new MembersTable(warehouse, versions, key);
        MembersWriter writer = new MembersWriter(warehouse, versions, key, runId, asOf);
        Set<String> published = everRefreshed();
        boolean isLeaving = published.stream()
                .anyMatch(id -> !kept.contains(id)
                        && !unchanged.containsKey(id)
                        && segments.stream().noneMatch(segment -> segment.id().equals(id)));
        Map<String, Refreshed> refreshed = new TreeMap<>();
        Map<String, Evaluated.Change> counts = new TreeMap<>();
        unchanged.forEach((id, members) -> {
            counts.put(id, new Evaluated.Change(members, 0, 0, 0));
            refreshed.put(id, new Refreshed(members, 0, 0, Optional.empty(), List.of(), List.of(), Optional.empty()));
        });
        if (!segments.isEmpty() || isLeaving) {
            SharedPlan plan = SharedPlan.of(project, segments, published, asOf);
            try (Evaluated evaluated = new SharedPass(warehouse.spark(), tables, plan, size)
                    .evaluate(given(table), table.cuts(), expander)) {
                refreshed.putAll(write(evaluated, writer, segments, published, unchanged, kept, began));
            }
            segments.forEach(segment -> {
                Refreshed one = refreshed.get(segment.id());
                if (one.error().isEmpty()) {
                    counts.put(segment.id(), new Evaluated.Change(one.members(), one.entered(), one.left(), 0));
                }
            });
        }
        writer.count(counts);
        return refreshed;
    }

    private Map<String, Refreshed> write(
            Evaluated evaluated,
            MembersWriter writer,
            List<Segment> segments,
            Set<String> published,
            Map<String, Long> unchanged,
            Collection<String> kept,
            long began) {
        Map<String, Evaluated.Lists> lists = new TreeMap<>();
        for (String id : published) {
            lists.put(id, kept.contains(id) || unchanged.containsKey(id) ? evaluated.same(id) : evaluated.gone(id));
        }
        segments.forEach(segment -> lists.put(segment.id(), evaluated.refreshed(segment.id())));
        Evaluated.Totals totals = evaluated.totals(lists.values());
        warehouse.faults().at(FaultPoint.COMPUTED, "segments");
        Map<String, String> errors = errors(evaluated, segments, totals.errors());
        errors.keySet().forEach(id -> lists.put(id, evaluated.same(id)));
        long changed = 0;
        long rated = 0;
        for (Map.Entry<String, Evaluated.Change> change : totals.changes().entrySet()) {
            if (!errors.containsKey(change.getKey())) {
                changed += change.getValue().entered() + change.getValue().left();
                rated += change.getValue().rated();
            }
        }
        writer.write(evaluated, List.copyOf(lists.values()), changed, rated);
        Duration pass = Duration.ofNanos(System.nanoTime() - began);
        Map<String, Double> shares = PassCost.shares(evaluated.plan(), segments, totals.cost());
        Map<String, Refreshed> refreshed = new LinkedHashMap<>();
        for (Segment segment : segments) {
            Evaluated.Change change = totals.changes().get(segment.id());
            Optional<Expander.Found> expanded =
                    Optional.ofNullable(evaluated.expanded().get(segment.id()));
            refreshed.put(
                    segment.id(),
                    new Refreshed(
                            change.members(),
                            change.entered(),
                            change.left(),
                            Optional.ofNullable(errors.get(segment.id())),
                            expanded.map(Expander.Found::details).orElse(List.of()),
                            expanded.map(Expander.Found::warnings).orElse(List.of()),
                            Optional.of(new SharedCost(pass, shares.get(segment.id())))));
        }
        return refreshed;
    }

    /** Of a segment that asks for a value that overflows, or cannot be expanded to, and of all that refer to it. */
    private Map<String, String> errors(Evaluated evaluated, List<Segment> segments, Map<Integer, String> tests) {
        SharedPlan plan = evaluated.plan();
        Map<String, String> errors = new TreeMap<>(evaluated.failures());
        if (tests.isEmpty() && errors.isEmpty()) {
            return errors;
        }
        for (Segment segment : segments) {
            Optional<String> own = plan.tests(segment.id()).stream()
                    .filter(tests::containsKey)
                    .map(tests::get)
                    .findFirst();
            Optional<String> upstream = project.referencedSegments(segment).stream()
                    .filter(errors::containsKey)
                    .map(errors::get)
                    .findFirst();
            own.or(() -> upstream).ifPresent(error -> errors.put(segment.id(), error));
        }
        return errors;
    }

    /** The published members and the listed ones. */
    private List<Dataset<Row>> given(MembersTable table) {
        List<Dataset<Row>> given = new ArrayList<>();
        given.add(table.rows());
        for (Map.Entry<String, Dataset<Row>> list : new TreeMap<>(listed).entrySet()) {
            given.add(list.getValue()
                    .select(
                            functions.lit(SharedPlan.listed(list.getKey())),
                            functions.col(MembersTable.CUSTOMER_ID),
                            functions.lit(null).cast(DataTypes.DateType),
                            functions.lit(null).cast(DataTypes.DoubleType))
                    .toDF(table.schema().fieldNames()));
        }
        return given;
    }
}
