package io.segmill.jobs.table;

import io.delta.tables.DeltaTable;
import io.segmill.core.fault.FaultPoint;
import io.segmill.core.fault.Faults;
import io.segmill.core.problem.Failure;
import io.segmill.jobs.table.parquet.WrittenFile;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.delta.files.TahoeFileIndex;
import org.apache.spark.sql.execution.datasources.HadoopFsRelation;
import org.apache.spark.sql.types.StructType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Console;
import scala.Option;

/**
 * The Delta tables of a project, by name and version. Every write is one commit that carries the run's id as its user
 * metadata; who writes holds the project's lock, since Delta on a local disk gives no promise to two writers.
 */
public final class Warehouse {
    private static final Logger LOG = LoggerFactory.getLogger(Warehouse.class);
    private static final String KEPT_LOG = "delta.logRetentionDuration";
    private static final String KEPT_FILES = "delta.deletedFileRetentionDuration";

    /** A checkpoint takes as long as a night's work on a small table, and saves readers some milliseconds. */
    private static final String COMMITS_A_CHECKPOINT = "100";

    private static final String LISTING_TASKS = "spark.sql.sources.parallelPartitionDiscovery.parallelism";
    private static final String USER_METADATA = "spark.databricks.delta.commitInfo.userMetadata";

    private final SparkSession spark;
    private final Path root;
    private final int retentionDays;
    private final Faults faults;

    /** By their titles; empty for what is not small. */
    private final Map<String, Optional<SmallTable>> small = new ConcurrentHashMap<>();

    /**
     * @param root a local folder's absolute path or a URI
     * @param retentionDays for how many days an old version of a table stays readable
     */
    public Warehouse(SparkSession spark, String root, int retentionDays) {
        this(spark, root, retentionDays, Faults.NONE);
    }

    /** @param faults hears of every commit and rename */
    public Warehouse(SparkSession spark, String root, int retentionDays, Faults faults) {
        this.spark = spark;
        this.root = new Path(root);
        this.retentionDays = retentionDays;
        this.faults = faults;
    }

    public SparkSession spark() {
        return spark;
    }

    /** Who hears of the places at which a run over this warehouse may stop. */
    public Faults faults() {
        return faults;
    }

    /** Where the table lies, as Spark and other readers open it. */
    public String location(TableName table) {
        return new Path(root, table.path()).toString();
    }

    /** Whether the table has a first version; Delta itself would open the table to say so. */
    public boolean exists(TableName table) {
        return isTable(new Path(root, table.path()));
    }

    private boolean isTable(Path folder) {
        try {
            FileSystem files = folder.getFileSystem(spark.sparkContext().hadoopConfiguration());
            Path log = new Path(folder, "_delta_log");
            return files.exists(log)
                    && files.listStatus(log, file -> file.getName().endsWith(".json")).length > 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes the table, empty, in version 0, if there is none. */
    public void createIfMissing(TableName table, StructType schema) {
        createIfMissing(table, schema, Map.of());
    }

    /** Makes the table, empty, in version 0, with further table properties, if there is none. */
    public void createIfMissing(TableName table, StructType schema, Map<String, String> properties) {
        if (exists(table)) {
            return;
        }
        Map<String, String> all = new HashMap<>(properties);
        all.put(KEPT_LOG, kept());
        all.put(KEPT_FILES, kept());
        all.put("delta.checkpointInterval", COMMITS_A_CHECKPOINT);
        all.put("delta.enableDeletionVectors", "false");
        all.put("delta.columnMapping.mode", "none");
        new TableCommit(spark, location(table)).create(schema, all);
        faults.at(FaultPoint.TABLE_PREPARED, table.path());
    }

    private String kept() {
        return "interval " + retentionDays + " days";
    }

    /**
     * Sets for how long old versions stay readable, where the project's setting is another than when that was set last.
     *
     * @return the newest version, which holds the same rows as before
     */
    public long keepForRetention(TableName table) {
        Snapshot newest = newest(table);
        boolean isSet = Stream.of(KEPT_LOG, KEPT_FILES)
                .allMatch(property ->
                        newest.metadata().configuration().get(property).contains(kept()));
        if (isSet) {
            return newest.version();
        }
        // Both in one commit: Delta refuses to keep files for longer than the log that names them.
        spark.sql("ALTER TABLE " + statementName(table) + " SET TBLPROPERTIES ('" + KEPT_LOG + "' = '" + kept() + "', '"
                + KEPT_FILES + "' = '" + kept() + "')");
        faults.at(FaultPoint.TABLE_PREPARED, table.path());
        return newestVersion(table);
    }

    /**
     * Makes a version as young as if it were committed now. Delta counts its retention from a version's commit, but a
     * version must stay readable for that long after its last publication: a table that did not change for weeks would
     * lose its last version as soon as it does. Where a file system keeps no such times, nothing happens.
     */
    public void rejuvenate(TableName table, long version, Instant now) {
        Path commit = new Path(location(table), String.format("_delta_log/%020d.json", version));
        try {
            FileSystem files = commit.getFileSystem(spark.sparkContext().hadoopConfiguration());
            long dayAgo = now.minus(Duration.ofDays(1)).toEpochMilli();
            if (files.exists(commit) && files.getFileStatus(commit).getModificationTime() < dayAgo) {
                files.setTimes(commit, now.toEpochMilli(), -1);
            }
        } catch (UnsupportedOperationException e) {
            LOG.debug("no times of files can be set at {}", commit);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Deletes files of the table that no version of the last {@code retention} days holds.
     *
     * @return how many files, and their bytes
     */
    public Freed vacuum(TableName table) {
        Map<String, Long> gone = dataFiles(table);
        String before = spark.conf().get(LISTING_TASKS);
        // By default it lists a folder's few files by ten thousand tasks.
        spark.conf().set(LISTING_TASKS, spark.sparkContext().defaultParallelism());
        try {
            // Delta prints what it deleted to stdout, which belongs to the command's answer.
            Console.withOut(OutputStream.nullOutputStream(), () -> DeltaTable.forPath(spark, location(table))
                    .vacuum());
        } finally {
            spark.conf().set(LISTING_TASKS, before);
        }
        gone.keySet().removeAll(dataFiles(table).keySet());
        return new Freed(
                gone.size(), gone.values().stream().mapToLong(Long::longValue).sum());
    }

    /** Files that are gone. */
    public record Freed(long files, long bytes) {
        public static final Freed NOTHING = new Freed(0, 0);

        public Freed and(Freed more) {
            return new Freed(files + more.files, bytes + more.bytes);
        }
    }

    /** When the table was vacuumed last; empty if it never was. */
    public Optional<Instant> lastVacuum(TableName table) {
        try {
            Path told = new Path(location(table), "_delta_log/_last_vacuum_info");
            FileSystem files = told.getFileSystem(spark.sparkContext().hadoopConfiguration());
            return files.exists(told)
                    ? Optional.of(Instant.ofEpochMilli(files.getFileStatus(told).getModificationTime()))
                    : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether some file is older than the retention and no part of the newest version. */
    public boolean hasOldFiles(TableName table, Instant now) {
        long cutoff = now.minus(Duration.ofDays(retentionDays)).toEpochMilli();
        Snapshot newest = newest(table);
        return files(table).stream()
                                .filter(file -> file.getModificationTime() < cutoff)
                                .count()
                        > 0
                && dataFiles(table).size() > newest.numOfFiles();
    }

    /** Sizes by path. */
    private Map<String, Long> dataFiles(TableName table) {
        Map<String, Long> sizes = new HashMap<>();
        files(table).forEach(file -> sizes.put(file.getPath().toString(), file.getLen()));
        return sizes;
    }

    /** No table is partitioned, so its files lie side by side. */
    private List<FileStatus> files(TableName table) {
        try {
            Path folder = new Path(location(table));
            FileSystem files = folder.getFileSystem(spark.sparkContext().hadoopConfiguration());
            return Stream.of(files.listStatus(folder))
                    .filter(file -> file.isFile() && file.getPath().getName().endsWith(".parquet"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Deletes the rows that meet a condition, in one commit. @return the version that the commit made, or the newest */
    public long delete(TableName table, Column rows, String runId) {
        return committed(table, () -> {
            spark.conf().set(USER_METADATA, runId);
            try {
                DeltaTable.forPath(spark, location(table)).delete(rows);
            } finally {
                spark.conf().unset(USER_METADATA);
            }
        });
    }

    /** The newest version, published or not. */
    public long newestVersion(TableName table) {
        return newest(table).version();
    }

    /** @throws Failure if the table's log cannot be read */
    private Snapshot newest(TableName table) {
        try {
            DeltaLog log = DeltaLog.forTable(spark, location(table));
            return log.update(log.update$default$1(), log.update$default$2(), log.update$default$3());
        } catch (Exception e) {
            // Delta throws what its Scala does not declare.
            throw TableLog.unreadable(location(table), e);
        }
    }

    /** The rows of one version. */
    public Dataset<Row> read(TableName table, long version) {
        return small.computeIfAbsent(title(table.path(), version), title -> small(table, version, title))
                .map(files -> files.rows(spark))
                .orElseGet(() -> spark.read()
                        .format("delta")
                        .option("versionAsOf", version)
                        .load(location(table)));
    }

    private Optional<SmallTable> small(TableName table, long version, String title) {
        try {
            return SmallTable.of(spark.sessionState().newHadoopConf(), location(table), version, title);
        } catch (Failure e) {
            // Delta's own reader knows more logs.
            LOG.debug("no reading file by file of {}", title, e);
            return Optional.empty();
        }
    }

    /** The table and version that a step of a plan reads, such as {@code sources/orders version 3}, if it reads one. */
    public static Optional<String> tableRead(HadoopFsRelation relation) {
        return relation.location() instanceof TahoeFileIndex delta
                ? Optional.of(title(
                        delta.path().getParent().getName() + "/" + delta.path().getName(), delta.version()))
                : SmallTable.title(relation);
    }

    private static String title(String table, long version) {
        return table + " version " + version;
    }

    /** Adds rows. @return the version that the commit made */
    public long append(TableName table, Dataset<Row> rows, String runId) {
        return save(table, writer(rows, runId).mode(SaveMode.Append));
    }

    /** Adds rows that this process holds. @return the version that the commit made */
    public long append(TableName table, HeldRows rows, String runId) {
        return committed(table, () -> new TableCommit(spark, location(table)).append(rows, runId));
    }

    /** Puts rows that this process holds in place of all others. @return the version that the commit made */
    public long replace(TableName table, HeldRows rows, String runId) {
        return committed(table, () -> new TableCommit(spark, location(table)).replace(rows, runId));
    }

    /** Replaces all rows, and the columns by the rows' own. @return the version that the commit made */
    public long replace(TableName table, Dataset<Row> rows, String runId) {
        return committed(table, () -> new TableCommit(spark, location(table)).replace(rows, runId));
    }

    /** Adds files that lie in the table's folder. @return the version that the commit made */
    public long append(TableName table, List<WrittenFile> files, String runId) {
        return committed(table, () -> new TableCommit(spark, location(table)).append(files, runId));
    }

    /**
     * Puts files that lie in the table's folder in place of all others, and their columns in place of the table's.
     *
     * @return the version that the commit made
     */
    public long replace(TableName table, List<WrittenFile> files, StructType schema, String runId) {
        return committed(table, () -> new TableCommit(spark, location(table)).replace(files, schema, runId));
    }

    /**
     * Puts files that lie in the table's folder in place of those that have one of these values for a tag.
     *
     * @return the version that the commit made
     */
    public long replace(TableName table, List<WrittenFile> files, String tag, Collection<String> values, String runId) {
        return committed(table, () -> new TableCommit(spark, location(table)).replace(files, tag, values, runId));
    }

    /** Whether the log of a version keeps a value for that tag beside every file. */
    public boolean areTagged(TableName table, long version, String tag) {
        return TableLog.of(spark.sessionState().newHadoopConf(), location(table), version).wholeFiles().stream()
                .allMatch(file -> TableCommit.tag(file, tag).isPresent());
    }

    /**
     * Replaces the rows that meet a predicate; all new rows must meet it too.
     *
     * @param predicate SQL built from numbers and column names only, never from a user's text
     * @return the version that the commit made
     */
    public long replaceWhere(TableName table, Dataset<Row> rows, String predicate, String runId) {
        return save(table, writer(rows, runId).mode(SaveMode.Overwrite).option("replaceWhere", predicate));
    }

    /** Takes the table back to a version, as a new commit. */
    public void restore(TableName table, long version) {
        faults.at(FaultPoint.BEFORE_RESTORE, table.path());
        new TableCommit(spark, location(table)).restore(version);
        faults.at(FaultPoint.AFTER_RESTORE, table.path());
    }

    /** Whether the newest version holds what that older one held, because it was restored to it. */
    public boolean isRestoredTo(TableName table, long version) {
        Row newest = DeltaTable.forPath(spark, location(table))
                .history(1)
                .select("operation", "operationParameters")
                .first();
        return "RESTORE".equals(newest.getString(0))
                && Long.toString(version).equals(newest.getJavaMap(1).get("version"));
    }

    /** Every table there is, whether or not a run published it. */
    public List<TableName> tables() {
        try {
            FileSystem files = root.getFileSystem(spark.sparkContext().hadoopConfiguration());
            List<TableName> tables = new ArrayList<>();
            for (String area : List.of("sources", "quarantine", "profiling", "segments", "runs")) {
                Path folder = new Path(root, area);
                if (!files.exists(folder)) {
                    continue;
                }
                for (FileStatus status : files.listStatus(folder)) {
                    if (status.isDirectory() && isTable(status.getPath())) {
                        tables.add(new TableName(area + "/" + status.getPath().getName()));
                    }
                }
            }
            tables.sort(null);
            return tables;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes a small file below the root, beside first and then renamed, so that readers see the old or the new one. */
    public void writeText(String name, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        FileSystem files = root.getFileSystem(spark.sparkContext().hadoopConfiguration());
        if (files instanceof LocalFileSystem local) {
            // Not by Hadoop, which leaves a checksum file beside each file and does not force bytes to the disk.
            java.nio.file.Path target = local.pathToFile(new Path(root, name)).toPath();
            java.nio.file.Path beside = target.resolveSibling("." + name + ".new");
            try (FileChannel channel = FileChannel.open(
                    beside,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE)) {
                channel.write(ByteBuffer.wrap(bytes));
                channel.force(true);
            }
            faults.at(FaultPoint.FILE_WRITTEN, name);
            faults.at(FaultPoint.BEFORE_RENAME, name);
            Files.move(beside, target, StandardCopyOption.ATOMIC_MOVE);
            faults.at(FaultPoint.AFTER_RENAME, name);
            try (FileChannel folder = FileChannel.open(target.getParent(), StandardOpenOption.READ)) {
                folder.force(true);
            }
        } else {
            Path beside = new Path(root, "." + name + ".new");
            try (OutputStream out = files.create(beside, true)) {
                out.write(bytes);
            }
            faults.at(FaultPoint.BEFORE_RENAME, name);
            FileContext.getFileContext(files.getUri(), files.getConf())
                    .rename(beside, new Path(root, name), Options.Rename.OVERWRITE);
            faults.at(FaultPoint.AFTER_RENAME, name);
        }
    }

    /** Sets a table property whose name and value are made of letters, digits, dots, {@code -}, {@code _} and {@code =}. */
    public void setProperty(TableName table, String name, String value) {
        if (!name.matches("[A-Za-z0-9.=_-]+") || !value.matches("[A-Za-z0-9.=_-]*")) {
            throw new IllegalArgumentException("not safe inside a statement: " + name + " = " + value);
        }
        spark.sql("ALTER TABLE " + statementName(table) + " SET TBLPROPERTIES ('" + name + "' = '" + value + "')");
        faults.at(FaultPoint.TABLE_PREPARED, table.path());
    }

    private String statementName(TableName table) {
        return "delta.`" + location(table).replace("`", "``") + "`";
    }

    /** A table property; empty if it is not set. */
    public Optional<String> property(TableName table, String name) {
        Option<String> value = newest(table).metadata().configuration().get(name);
        return value.isDefined() ? Optional.of(value.get()) : Optional.empty();
    }

    private static DataFrameWriter<Row> writer(Dataset<Row> rows, String runId) {
        return rows.write().format("delta").option("userMetadata", runId);
    }

    private long save(TableName table, DataFrameWriter<Row> writer) {
        return committed(table, () -> writer.save(location(table)));
    }

    private long committed(TableName table, Runnable commit) {
        faults.at(FaultPoint.BEFORE_COMMIT, table.path());
        commit.run();
        faults.at(FaultPoint.AFTER_COMMIT, table.path());
        return newestVersion(table);
    }
}
