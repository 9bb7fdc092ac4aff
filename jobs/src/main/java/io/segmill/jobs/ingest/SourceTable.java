package io.segmill.jobs.ingest;

import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import io.segmill.core.condition.Condition;
import io.segmill.core.problem.Failure;
import io.segmill.core.project.Format;
import io.segmill.core.project.LoadMode;
import io.segmill.core.project.Source;
import io.segmill.core.schema.Column;
import io.segmill.jobs.reading.JsonNames;
import io.segmill.jobs.reading.ParsedRows;
import io.segmill.jobs.table.SparkTypes;
import io.segmill.jobs.table.TableName;
import io.segmill.jobs.table.Warehouse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * A source's table as one load finds and changes it, by one commit. A merge writes the rows whose keys did not come and
 * those that came as a whole new version, which was measured faster than Delta's MERGE.
 */
final class SourceTable {
    private final Warehouse warehouse;
    private final Source source;
    private final LoadRequest request;
    private final Function<Condition, org.apache.spark.sql.Column> conditions;
    private final TableName name;
    private final StructType declared;
    private final String[] key;

    SourceTable(
            Warehouse warehouse,
            Source source,
            LoadRequest request,
            Function<Condition, org.apache.spark.sql.Column> conditions) {
        this.warehouse = warehouse;
        this.source = source;
        this.request = request;
        this.conditions = conditions;
        this.name = TableName.source(source.id());
        this.declared = SparkTypes.schema(source.columns());
        this.key = source.key().toArray(String[]::new);
    }

    /** How the table's columns stand to the declared ones. */
    enum Fit {
        SAME_COLUMNS,
        LACKS_COLUMNS
    }

    /** @throws Failure if rows that are in the table do not fit the declared columns */
    Fit fit() {
        StructType has = rows().schema();
        List<String> problems =
                new ArrayList<>(ColumnChanges.between(has, declared).obstacles());
        List<String> there = List.of(has.fieldNames());
        source.key().stream()
                .filter(column -> !there.contains(column))
                .forEach(column -> problems.add("'" + column + "' of the key is new"));
        if (!problems.isEmpty()) {
            throw new Failure(
                    Failure.Blame.DATA,
                    "the rows loaded earlier do not fit the declared columns: " + String.join(", ", problems)
                            + "\n  read everything again with --full");
        }
        return has.size() == declared.size() ? Fit.SAME_COLUMNS : Fit.LACKS_COLUMNS;
    }

    /** Adds declared columns, without rows. */
    Load widen() {
        List<String> warnings = columnChanges().stream().toList();
        long version = replace(with(rows(), warehouse.spark().createDataFrame(List.of(), declared)));
        return new Load.Loaded(0, 0, warnings, List.of(), version, OptionalLong.empty());
    }

    /** Writes a load's good rows. */
    Load write(Dataset<Row> parsed, LoadPlan plan, RowCounts counts, BadRows.Allowed bad, List<String> told) {
        List<String> warnings = new ArrayList<>(told);
        warnings.addAll(bad.warnings());
        long losing = RepeatedKeys.losing(parsed, source.key());
        if (losing > 0) {
            warnings.add(rowsWere(losing) + " left out for a repeated key: the last row of the newest file wins");
        }
        Dataset<Row> winning =
                ParsedRows.good(losing == 0 ? parsed : RepeatedKeys.winning(parsed, source.key()), source.columns());
        long known = plan.effect() == LoadPlan.Effect.ADD && key.length > 0
                ? winning.join(rows(), key, "left_semi").count()
                : 0;
        if (known > 0) {
            warnings.add(rowsWere(known) + " left out because the table has their key already");
        }
        warnings.addAll(ofTimes(winning, plan, counts));
        warnings.addAll(ofEmptyColumns(plan, counts));
        boolean isWrittenAnew =
                switch (plan.effect()) {
                    case REPLACE, UPSERT -> true;
                    case ADD -> fit() == Fit.LACKS_COLUMNS;
                };
        if (isWrittenAnew) {
            columnChanges().ifPresent(warnings::add);
        }
        long version =
                switch (plan.effect()) {
                    case REPLACE -> replace(withoutDeletes(winning));
                    case ADD -> {
                        Dataset<Row> added = known == 0 ? winning : winning.join(rows(), key, "left_anti");
                        yield isWrittenAnew
                                ? replace(with(rows(), added))
                                : warehouse.append(name, added, request.runId());
                    }
                    case UPSERT -> replace(with(rows().join(winning, key, "left_anti"), withoutDeletes(winning)));
                };
        long kept = counts.good() - losing - known;
        Optional<String> lost = isWrittenAnew && request.tableVersion().isPresent()
                ? Losses.ofRows(rows().count(), warehouse.read(name, version).count())
                : Optional.empty();
        lost.or(() -> kept == 0 ? Optional.of("loaded no rows") : Optional.empty())
                .ifPresent(warnings::add);
        return new Load.Loaded(
                kept, counts.bad(), warnings, counts.loaded(source.id(), request.runId()), version, bad.version());
    }

    /** What was written before had other columns; nothing to tell if there was nothing. */
    private Optional<String> columnChanges() {
        return request.tableVersion().isPresent()
                ? ColumnChanges.between(rows().schema(), declared).told()
                : Optional.empty();
    }

    private List<String> ofTimes(Dataset<Row> winning, LoadPlan plan, RowCounts counts) {
        Optional<EventTimes> times = EventTimes.of(source, request.asOf());
        List<String> told = new ArrayList<>();
        times.flatMap(event -> event.future(counts.future(), counts.good())).ifPresent(told::add);
        switch (plan.effect()) {
            case REPLACE -> {
                // There are no rows that these could be later than.
            }
            case ADD, UPSERT ->
                times.flatMap(event -> event.late(winning, rows(), key)).ifPresent(told::add);
        }
        return told;
    }

    /** Columns without any value, which most likely have another name in the file now, or are not filled any more. */
    private List<String> ofEmptyColumns(LoadPlan plan, RowCounts counts) {
        List<String> told = new ArrayList<>();
        for (Column column : counts.good() == 0 ? List.<Column>of() : counts.empty(source)) {
            Optional<String> near = source.format() == Format.JSON ? nearestName(plan, column) : Optional.empty();
            Optional<String> lost =
                    Losses.isTelling(counts.good()) ? lostValues(column, counts.good()) : Optional.empty();
            // What is added to a table may lack what comes seldom.
            lost.or(() -> near.filter(name -> plan.effect() == LoadPlan.Effect.REPLACE)
                            .map(name -> "column '" + column.name() + "' has no value in any row"))
                    .map(sentence -> sentence
                            + near.map(name -> "; did you mean '" + name + "', which the file has?")
                                    .orElse(""))
                    .ifPresent(told::add);
        }
        return told;
    }

    private Optional<String> nearestName(LoadPlan plan, Column column) {
        return JsonNames.undeclared(
                source,
                column,
                plan.files().get(plan.files().size() - 1),
                warehouse.spark().sessionState().newHadoopConf());
    }

    private Optional<String> lostValues(Column column, long rows) {
        if (request.tableVersion().isEmpty() || !List.of(rows().columns()).contains(column.name())) {
            return Optional.empty();
        }
        Row before = rows().agg(count(lit(1)), count(ParsedRows.named(column.name())))
                .first();
        return Losses.ofValues(column.name(), rows, before.getLong(0), before.getLong(1));
    }

    private long replace(Dataset<Row> rows) {
        warehouse.createIfMissing(name, declared);
        return warehouse.replace(name, rows, request.runId());
    }

    private Dataset<Row> rows() {
        return warehouse.read(name, request.tableVersion().orElseThrow());
    }

    /** Both together in the declared columns, which are missing where the table had none yet. */
    private Dataset<Row> with(Dataset<Row> there, Dataset<Row> added) {
        return there.unionByName(added, true)
                .select(source.columns().stream()
                        .map(column -> ParsedRows.named(column.name()))
                        .toArray(org.apache.spark.sql.Column[]::new));
    }

    private Dataset<Row> withoutDeletes(Dataset<Row> rows) {
        return source.deleteWhen()
                .filter(condition -> source.load() == LoadMode.MERGE)
                .map(condition -> rows.filter(not(conditions.apply(condition))))
                .orElse(rows);
    }

    private static String rowsWere(long count) {
        return count == 1 ? "1 row was" : count + " rows were";
    }
}
