package io.segmill.jobs.pass;

import io.segmill.core.project.Source;
import io.segmill.core.schema.ColumnPath;
import io.segmill.core.schema.DataType;
import io.segmill.core.schema.Hop;
import io.segmill.core.schema.RowPath;
import io.segmill.jobs.pass.batch.FrameColumns;
import io.segmill.jobs.pass.code.Coding;
import io.segmill.jobs.pass.feed.Feed;
import io.segmill.jobs.pass.plan.Evaluation;
import io.segmill.jobs.pass.plan.SharedPlan;
import io.segmill.jobs.pass.rows.Lookup;
import io.segmill.jobs.query.RowFrame;
import io.segmill.jobs.query.SourceTables;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;

/**
 * How the rows of feeds are read: each source once, only the columns that are asked for, without rows that can count for
 * none where files tell. Small tables to which rows lead are not joined but taken along as {@link Lookup}s.
 */
final class Scans {
    /** What a table may take in its files to be taken along. */
    private static final long MOST_BYTES = 32L << 20;

    private final Map<String, Source> sources;
    private final Evaluation evaluation;
    private final SourceTables tables;
    /** By source, what is read of its rows that lookups lead to. */
    private final Map<String, Set<ColumnPath>> wanted = new TreeMap<>();

    private final Map<String, Small> smalls = new HashMap<>();

    /**
     * The reading of one source.
     *
     * @param feeds numbers of the feeds whose rows these are
     */
    record Scan(List<Integer> feeds, SourceBatches rows, List<Lookup> lookups) {}

    /** A table that is taken along. @param schema its columns, named by their paths */
    private record Small(StructType schema, List<InternalRow> rows) {
        int ordinal(ColumnPath path) {
            return schema.fieldIndex(path.toString());
        }
    }

    private Scans(Map<String, Source> sources, Evaluation evaluation, SourceTables tables) {
        this.sources = sources;
        this.evaluation = evaluation;
        this.tables = tables;
    }

    /** The readings of all sources whose rows feed something. */
    static List<Scan> of(Map<String, Source> sources, Evaluation evaluation, SourceTables tables) {
        Scans all = new Scans(sources, evaluation, tables);
        Map<String, List<Integer>> bySource = SharedPlan.scans(evaluation);
        bySource.forEach((source, feeds) -> all.paths(feeds).stream()
                .filter(path -> all.canLookUp(path, feeds))
                .forEach(path -> all.want(path.rows().hops().get(0), behind(path))));
        all.wanted.forEach(all::take);
        List<Scan> scans = new ArrayList<>();
        bySource.forEach((source, feeds) -> scans.add(all.scan(source, feeds)));
        return scans;
    }

    private List<Feed> feeds(List<Integer> numbers) {
        return numbers.stream().map(evaluation.feeds()::get).toList();
    }

    private Set<ColumnPath> paths(List<Integer> feeds) {
        Set<ColumnPath> paths = new LinkedHashSet<>();
        feeds(feeds).forEach(feed -> paths.addAll(feed.columns()));
        return paths;
    }

    /** Whether a column may be looked up: which customer a row belongs to, and when, is in the row. */
    private boolean canLookUp(ColumnPath path, List<Integer> feeds) {
        if (path.rows().hops().isEmpty()) {
            return false;
        }
        Hop hop = path.rows().hops().get(0);
        boolean isFixed = feeds(feeds).stream()
                .flatMap(feed -> java.util.stream.Stream.of(
                                List.of(feed.tie()), feed.time().stream().toList(), feed.parentTimes())
                        .flatMap(List::stream))
                .anyMatch(fixed -> !fixed.rows().hops().isEmpty()
                        && fixed.rows().hops().get(0).equals(hop));
        return !isFixed && areAlike(from(hop).column().type(), key(hop).column().type());
    }

    private static boolean areAlike(DataType one, DataType other) {
        return one.equals(other) || (isWhole(one) && isWhole(other));
    }

    private static boolean isWhole(DataType type) {
        return type.kind() == DataType.Kind.INT || type.kind() == DataType.Kind.BIGINT;
    }

    private ColumnPath from(Hop hop) {
        return at(RowPath.at(hop.start()), hop.startColumn());
    }

    private ColumnPath key(Hop hop) {
        return at(RowPath.at(hop.end()), hop.endColumn());
    }

    private ColumnPath at(RowPath rows, String column) {
        return new ColumnPath(rows, sources.get(rows.end()).column(column).orElseThrow());
    }

    /** A path from where its first hop leads. */
    private static ColumnPath behind(ColumnPath path) {
        List<Hop> hops = path.rows().hops();
        return new ColumnPath(new RowPath(hops.get(0).end(), hops.subList(1, hops.size())), path.column());
    }

    private void want(Hop hop, ColumnPath path) {
        Set<ColumnPath> paths = wanted.computeIfAbsent(hop.end(), any -> new LinkedHashSet<>());
        paths.add(key(hop));
        paths.add(path);
    }

    private void take(String source, Set<ColumnPath> paths) {
        Dataset<Row> frame = RowFrame.of(source, paths, tables);
        long bytes =
                frame.queryExecution().optimizedPlan().stats().sizeInBytes().longValue();
        if (bytes <= MOST_BYTES) {
            List<InternalRow> rows = frame.queryExecution()
                    .toRdd()
                    .toJavaRDD()
                    .map(InternalRow::copy)
                    .collect();
            smalls.put(source, new Small(frame.schema(), rows));
        }
    }

    private Scan scan(String source, List<Integer> feeds) {
        Set<ColumnPath> read = new LinkedHashSet<>();
        Map<Hop, List<ColumnPath>> lookedUp = new LinkedHashMap<>();
        for (ColumnPath path : paths(feeds)) {
            if (canLookUp(path, feeds)
                    && smalls.containsKey(path.rows().hops().get(0).end())) {
                Hop hop = path.rows().hops().get(0);
                read.add(from(hop));
                lookedUp.computeIfAbsent(hop, any -> new ArrayList<>()).add(path);
            } else {
                read.add(path);
            }
        }
        List<Lookup> lookups = new ArrayList<>();
        lookedUp.forEach((hop, paths) -> lookups.add(lookup(hop, paths)));
        return new Scan(feeds, SourceBatches.of(source, read, counting(feeds), tables), lookups);
    }

    private Lookup lookup(Hop hop, List<ColumnPath> paths) {
        Small small = smalls.get(hop.end());
        Map<String, Integer> ordinals = new HashMap<>();
        paths.forEach(path -> ordinals.put(path.toString(), small.ordinal(behind(path))));
        return new Lookup(
                from(hop),
                Coding.of(key(hop).column().type()),
                small.ordinal(key(hop)),
                new FrameColumns(ordinals, small.schema().size()),
                small.schema(),
                small.rows());
    }

    /** Which rows can count for a feed, as far as files tell. */
    private Column counting(List<Integer> feeds) {
        Column counting = functions.lit(false);
        for (Feed feed : feeds(feeds)) {
            Column counts = RowFrame.column(feed.tie()).isNotNull();
            // Timestamps have their day in a time zone: files are not searched by it.
            boolean byDate = feed.time()
                    .filter(time -> time.column().type().kind() == DataType.Kind.DATE)
                    .isPresent();
            if (byDate) {
                Column time = RowFrame.column(feed.time().orElseThrow());
                Column visible = time.leq(functions.lit(evaluation.asOf()));
                if (feed.firstDay() > Long.MIN_VALUE) {
                    visible = visible.and(time.geq(functions.lit(LocalDate.ofEpochDay(feed.firstDay()))));
                }
                counts = counts.and(feed.needsTime() ? visible : visible.or(time.isNull()));
            }
            counting = counting.or(counts);
        }
        return counting;
    }
}
