package io.segmill.jobs.table;

import io.segmill.jobs.table.parquet.WrittenFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.DeltaOperations;
import org.apache.spark.sql.delta.OptimisticTransaction;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.delta.actions.Action;
import org.apache.spark.sql.delta.actions.AddFile;
import org.apache.spark.sql.delta.actions.FileAction;
import org.apache.spark.sql.delta.actions.Format;
import org.apache.spark.sql.delta.actions.Metadata;
import org.apache.spark.sql.types.StructType;
import scala.Option;
import scala.collection.immutable.Map$;
import scala.jdk.javaapi.CollectionConverters;

/**
 * One commit to a table, by Delta's transaction. What the table had is read from its log by {@link TableLog}, where
 * Delta's commands would search it by Spark. Who commits holds the project's lock, so no other commit comes between.
 */
final class TableCommit {
    private final SparkSession spark;
    private final String location;
    private final DeltaLog log;
    private final OptimisticTransaction transaction;

    /** @param location of the table, a local folder's absolute path or a URI */
    TableCommit(SparkSession spark, String location) {
        this.spark = spark;
        this.location = location;
        this.log = DeltaLog.forTable(spark, location);
        this.transaction = log.startTransaction(Option.empty(), log.startTransaction$default$2());
    }

    /** Makes the table, empty, in version 0. */
    void create(StructType schema, Map<String, String> properties) {
        log.createLogDirectoriesIfNotExists();
        Metadata metadata = new Metadata(
                UUID.randomUUID().toString(),
                null,
                null,
                new Format("parquet", Map$.MODULE$.empty()),
                schema.json(),
                CollectionConverters.asScala(List.<String>of()).toSeq(),
                scala.collection.immutable.Map.from(CollectionConverters.asScala(properties)),
                Option.apply(System.currentTimeMillis()));
        transaction.updateMetadataForNewTable(metadata);
        commit(List.of(), new DeltaOperations.CreateTable(transaction.metadata(), false, false, Option.empty()));
    }

    /** Adds rows that this process holds. */
    void append(HeldRows rows, String runId) {
        commit(written(rows), write(SaveMode.Append, runId));
    }

    /** Puts rows that this process holds in place of all others. */
    void replace(HeldRows rows, String runId) {
        List<Action> actions = removed(current());
        actions.addAll(written(rows));
        commit(actions, write(SaveMode.Overwrite, runId));
    }

    /** Puts rows in place of all others, and their columns in place of the table's. */
    void replace(Dataset<Row> rows, String runId) {
        setSchema(rows.schema().asNullable());
        List<Action> actions = new ArrayList<>();
        for (FileAction file : CollectionConverters.asJava(transaction.writeFiles(rows))) {
            actions.add(file);
        }
        actions.addAll(removed(current()));
        commit(actions, write(SaveMode.Overwrite, runId));
    }

    /** Adds files that lie in its folder. */
    void append(List<WrittenFile> files, String runId) {
        commit(added(files), write(SaveMode.Append, runId));
    }

    /** Puts files in place of all others, and their columns in place of the table's. */
    void replace(List<WrittenFile> files, StructType schema, String runId) {
        setSchema(schema);
        List<Action> actions = removed(current());
        actions.addAll(added(files));
        commit(actions, write(SaveMode.Overwrite, runId));
    }

    /** Puts files in place of those that have one of these values for a tag. */
    void replace(List<WrittenFile> files, String tag, Collection<String> values, String runId) {
        List<AddFile> replaced = TableLog.of(
                        hadoop(), location, transaction.snapshot().version())
                .wholeFiles()
                .stream()
                .filter(file -> tag(file, tag).filter(values::contains).isPresent())
                .toList();
        List<Action> actions = removed(replaced);
        actions.addAll(added(files));
        commit(actions, write(SaveMode.Overwrite, runId));
    }

    /** What a table's log keeps under that tag beside a file. */
    static Optional<String> tag(AddFile file, String tag) {
        return file.tags() == null
                ? Optional.empty()
                : Optional.ofNullable(CollectionConverters.asJava(file.tags()).get(tag));
    }

    private static List<Action> added(List<WrittenFile> files) {
        List<Action> actions = new ArrayList<>();
        files.forEach(file -> actions.add(file.added()));
        return actions;
    }

    /** Takes the table back to what it was in a version. */
    void restore(long version) {
        Snapshot then = log.getSnapshotAt(
                version, log.getSnapshotAt$default$2(), log.getSnapshotAt$default$3(), log.getSnapshotAt$default$4());
        List<AddFile> wanted = TableLog.of(hadoop(), location, version).wholeFiles();
        List<AddFile> there = current();
        List<Action> actions = removed(without(there, wanted));
        without(wanted, there).forEach(actions::add);
        transaction.updateMetadata(then.metadata(), transaction.updateMetadata$default$2());
        commit(actions, new DeltaOperations.Restore(Option.apply(version), Option.empty()));
    }

    private void setSchema(StructType schema) {
        Metadata before = transaction.metadata();
        if (!before.schema().equals(schema)) {
            Metadata now = before.copy(
                    before.id(),
                    before.name(),
                    before.description(),
                    before.format(),
                    schema.json(),
                    before.partitionColumns(),
                    before.configuration(),
                    before.createdTime());
            transaction.updateMetadataForTableOverwrite(now);
        }
    }

    private org.apache.hadoop.conf.Configuration hadoop() {
        return spark.sessionState().newHadoopConf();
    }

    private List<AddFile> current() {
        return TableLog.of(hadoop(), location, transaction.snapshot().version()).files();
    }

    private static List<AddFile> without(Collection<AddFile> files, Collection<AddFile> others) {
        Set<String> paths = others.stream().map(AddFile::path).collect(Collectors.toCollection(HashSet::new));
        return files.stream().filter(file -> !paths.contains(file.path())).toList();
    }

    private static List<Action> removed(Collection<AddFile> files) {
        long now = System.currentTimeMillis();
        List<Action> actions = new ArrayList<>();
        files.forEach(file -> actions.add(file.removeWithTimestamp(now, true)));
        return actions;
    }

    private List<Action> written(HeldRows rows) {
        try {
            return rows.rows().isEmpty()
                    ? List.of()
                    : List.of(rows.write(spark, log.dataPath()).added());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static DeltaOperations.Operation write(SaveMode mode, String runId) {
        return new DeltaOperations.Write(
                mode,
                Option.empty(),
                Option.empty(),
                Option.apply(runId),
                Option.empty(),
                Option.empty(),
                Option.empty(),
                Option.empty(),
                Option.empty());
    }

    private void commit(List<Action> actions, DeltaOperations.Operation operation) {
        transaction.commit(CollectionConverters.asScala(actions).toSeq(), operation);
    }
}
