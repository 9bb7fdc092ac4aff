package io.segmill.jobs.ingest;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.segmill.core.project.Source;
import io.segmill.jobs.reading.FoundFile;
import io.segmill.jobs.reading.ParsedRows;
import io.segmill.jobs.table.TableName;
import io.segmill.jobs.table.Warehouse;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Where a source's bad rows go. They are kept as written, personal values included: reasons show none, the rows do.
 *
 * @param files of the load, in their order
 */
record Quarantine(Warehouse warehouse, Source source, String runId, List<FoundFile> files) {
    /** The line is missing where there are no lines, the row where it is no text. */
    private static final StructType SCHEMA = new StructType(new StructField[] {
        DataTypes.createStructField("run_id", DataTypes.StringType, true),
        DataTypes.createStructField("file", DataTypes.StringType, true),
        DataTypes.createStructField("line", DataTypes.LongType, true),
        DataTypes.createStructField("reason", DataTypes.StringType, true),
        DataTypes.createStructField("row", DataTypes.StringType, true)
    });

    private static final String NAME = "name";
    private static final int EXAMPLES = 3;

    /** Takes in the bad rows, by one commit if there are any, and judges them. */
    BadRows take(Dataset<Row> parsed, RowCounts counts) {
        if (counts.bad() == 0) {
            return BadRows.none();
        }
        TableName table = TableName.quarantine(source.id());
        warehouse.createIfMissing(table, SCHEMA);
        Dataset<Row> bad = parsed.filter(ParsedRows.isBad());
        long version = warehouse.append(table, named(bad, counts), runId);
        return BadRows.judged(source, counts.bad(), counts.good() + counts.bad(), examples(bad), version);
    }

    private Dataset<Row> named(Dataset<Row> bad, RowCounts counts) {
        List<Row> names = counts.perFile().entrySet().stream()
                .filter(file -> file.getValue().bad() > 0)
                .map(file -> RowFactory.create(
                        file.getKey(), files.get(file.getKey()).name()))
                .toList();
        StructType schema =
                new StructType().add(ParsedRows.FILE, DataTypes.IntegerType).add(NAME, DataTypes.StringType);
        return bad.join(broadcast(warehouse.spark().createDataFrame(names, schema)), ParsedRows.FILE)
                .select(
                        lit(runId).as("run_id"),
                        col(NAME).as("file"),
                        col(ParsedRows.LINE).as("line"),
                        col(ParsedRows.REASON).as("reason"),
                        col(ParsedRows.RAW).as("row"));
    }

    private List<String> examples(Dataset<Row> bad) {
        return bad
                .orderBy(ParsedRows.FILE, ParsedRows.PART, ParsedRows.POSITION)
                .limit(EXAMPLES)
                .select(ParsedRows.FILE, ParsedRows.LINE, ParsedRows.REASON)
                .collectAsList()
                .stream()
                .map(row -> files.get(row.getInt(0)).name() + (row.isNullAt(1) ? "" : ":" + row.getLong(1)) + ": "
                        + row.getString(2))
                .toList();
    }
}
