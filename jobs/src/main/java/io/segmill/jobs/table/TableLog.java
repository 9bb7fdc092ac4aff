package io.segmill.jobs.table;

import io.delta.kernel.Snapshot;
import io.delta.kernel.TableManager;
import io.delta.kernel.data.FilteredColumnarBatch;
import io.delta.kernel.data.Row;
import io.delta.kernel.defaults.engine.DefaultEngine;
import io.delta.kernel.defaults.internal.json.JsonUtils;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.internal.InternalScanFileUtils;
import io.delta.kernel.utils.CloseableIterator;
import io.segmill.core.problem.Failure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.delta.actions.Action;
import org.apache.spark.sql.delta.actions.AddFile;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;

/**
 * One version of a table as its log tells it. The log is read by Delta Kernel within this process; Delta's own commands
 * search it by Spark jobs, which take a second for a table of any size.
 */
final class TableLog {
    private final Engine engine;
    private final Snapshot snapshot;
    private final String location;

    private TableLog(Engine engine, Snapshot snapshot, String location) {
        this.engine = engine;
        this.snapshot = snapshot;
        this.location = location;
    }

    /**
     * @param location of the table, a local folder's absolute path or a URI
     * @throws Failure if the log is damaged, or of a kind that is not known here
     */
    static TableLog of(Configuration hadoop, String location, long version) {
        Engine engine = DefaultEngine.create(hadoop);
        try {
            return new TableLog(
                    engine,
                    TableManager.loadSnapshot(location).atVersion(version).build(engine),
                    location);
        } catch (RuntimeException e) {
            throw unreadable(location, e);
        }
    }

    /** What is told of a table whose log cannot be read. */
    static Failure unreadable(String location, Exception cause) {
        Path table = new Path(location);
        // Delta and Kernel have several families of exceptions; their messages may quote the log, which has values of
        // columns.
        return new Failure(
                Failure.Blame.ENVIRONMENT,
                "the table " + table.getParent().getName() + "/" + table.getName()
                        + " cannot be read: its log is damaged, or cannot be reached",
                cause);
    }

    StructType schema() {
        return (StructType) DataType.fromJson(snapshot.getMetadata().getSchemaString());
    }

    /** Whether its rows are those of its files, all of them, in the columns of the files. */
    boolean isPlain() {
        return snapshot.getProtocol().getMinReaderVersion() == 1
                && snapshot.getPartitionColumnNames().isEmpty();
    }

    /** All its files, without their statistics. */
    List<AddFile> files() {
        return files(Integer.MAX_VALUE, Long.MAX_VALUE, false).orElseThrow();
    }

    /** All its files as they are written down. */
    List<AddFile> wholeFiles() {
        return files(Integer.MAX_VALUE, Long.MAX_VALUE, true).orElseThrow();
    }

    /** Its files, without their statistics; empty if they are more than that. */
    Optional<List<AddFile>> files(int most, long mostBytes) {
        boolean isKnownToBeMore = snapshot.getCurrentCrcInfo()
                .filter(told -> told.getNumFiles() > most || told.getTableSizeBytes() > mostBytes)
                .isPresent();
        return isKnownToBeMore ? Optional.empty() : files(most, mostBytes, false);
    }

    private Optional<List<AddFile>> files(int most, long mostBytes, boolean withStatistics) {
        List<AddFile> files = new ArrayList<>();
        long bytes = 0;
        try (CloseableIterator<FilteredColumnarBatch> batches =
                snapshot.getScanBuilder().build().getScanFiles(engine, withStatistics)) {
            while (batches.hasNext()) {
                try (CloseableIterator<Row> rows = batches.next().getRows()) {
                    while (rows.hasNext()) {
                        Row file = rows.next().getStruct(InternalScanFileUtils.ADD_FILE_ORDINAL);
                        files.add((AddFile) Action.fromJson("{\"add\":" + JsonUtils.rowToJson(file) + "}"));
                        bytes += files.get(files.size() - 1).size();
                        if (files.size() > most || bytes > mostBytes) {
                            return Optional.empty();
                        }
                    }
                }
            }
        } catch (RuntimeException | IOException e) {
            throw unreadable(location, e);
        }
        return Optional.of(files);
    }
}
