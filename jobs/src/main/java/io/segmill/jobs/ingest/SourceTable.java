package io.segmill.jobs.ingest;

import static org.apache.spark.sql.functions.not;

import io.segmill.core.condition.Condition;
import io.segmill.core.problem.Failure;
import io.segmill.core.project.LoadMode;
import io.segmill.core.project.Source;
import io.segmill.jobs.reading.ParsedRows;
import io.segmill.jobs.table.SparkTypes;
import io.segmill.jobs.table.TableName;
import io.segmill.jobs.table.Warehouse;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * A source's table as one load finds and changes it, by one commit. A merge writes the rows whose keys did not come and
 * those that came as a whole new version, which was measured faster than Delta's MERGE.
 */
final class SourceTable {
    private final Warehouse warehouse;
    private final Source source;
    private final LoadRequest request;
    private final Function<Condition, Column> conditions;
    private final TableName name;
    private final StructType declared;
    private final String[] key;

    SourceTable(Warehouse warehouse, Source source, LoadRequest request, Function<Condition, Column> conditions) {
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
        List<String> problems = new ArrayList<>();
        for (StructField field : has.fields()) {
            if (source.column(field.name()).isEmpty()) {
                problems.add("'" + field.name() + "' is not declared any more");
            } else if (!declared.apply(field.name()).dataType().equals(field.dataType())) {
                problems.add("'" + field.name() + "' was " + field.dataType().simpleString() + " and is declared "
                        + declared.apply(field.name()).dataType().simpleString());
            }
        }
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
        long version = replace(with(rows(), warehouse.spark().createDataFrame(List.of(), declared)));
        return new Load.Loaded(0, 0, List.of(), List.of(), version, OptionalLong.empty());
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
        long kept = counts.good() - losing - known;
        if (kept == 0) {
            warnings.add("loaded no rows");
        }
        long version =
                switch (plan.effect()) {
                    case REPLACE -> replace(withoutDeletes(winning));
                    case ADD -> add(known == 0 ? winning : winning.join(rows(), key, "left_anti"));
                    case UPSERT -> replace(with(rows().join(winning, key, "left_anti"), withoutDeletes(winning)));
                };
        return new Load.Loaded(
                kept, counts.bad(), warnings, counts.loaded(source.id(), request.runId()), version, bad.version());
    }

    private long add(Dataset<Row> added) {
        return fit() == Fit.SAME_COLUMNS
                ? warehouse.append(name, added, request.runId())
                : replace(with(rows(), added));
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
                        .toArray(Column[]::new));
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
