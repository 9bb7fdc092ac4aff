package io.segmill.jobs.ingest;

import io.segmill.core.run.LoadedFile;
import io.segmill.jobs.session.TestSession;
import io.segmill.jobs.table.TableName;
import io.segmill.jobs.table.Warehouse;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** A source's table, loaded by one run after the other, each of which is published unless it failed. */
final class LoadedSource {
    static final TableName TABLE = TableName.source("orders");
    static final LocalDate AS_OF = LocalDate.of(2026, 6, 30);
    static final TableName QUARANTINE = TableName.quarantine("orders");

    private final SampleSource sample;
    private final Warehouse warehouse;
    private final List<LoadedFile> files = new ArrayList<>();
    private OptionalLong version = OptionalLong.empty();
    private int runs;

    LoadedSource(Path root, SampleSource sample) {
        this.sample = sample;
        this.warehouse =
                new Warehouse(TestSession.spark(), root.resolve("warehouse").toString(), 31);
    }

    Load run() {
        return run(LoadRequest.Definition.SAME, LoadRequest.Reading.CHANGED_ONLY);
    }

    /** Rows that meet the source's condition, whatever it is, are those whose {@code op} is {@code D}. */
    Load run(LoadRequest.Definition definition, LoadRequest.Reading reading) {
        runs++;
        Load load = new SourceLoader(warehouse, TestSession.ZONE, condition -> functions
                        .col("op")
                        .eqNullSafe("D"))
                .load(sample.source(), new LoadRequest("run-" + runs, AS_OF, version, files, definition, reading));
        if (load instanceof Load.Loaded loaded) {
            version = OptionalLong.of(loaded.tableVersion());
            files.addAll(loaded.files());
        }
        return load;
    }

    Load.Loaded loaded() {
        return (Load.Loaded) run();
    }

    /** The newest rows, published or not; cells apart by {@code |}, {@code -} for what is missing. */
    List<String> rows() {
        return rows(TABLE, "*");
    }

    List<String> rows(TableName table, String... columns) {
        return warehouse
                .read(table, warehouse.newestVersion(table))
                .select(Arrays.stream(columns).map(functions::col).toArray(Column[]::new))
                .collectAsList()
                .stream()
                .map(LoadedSource::text)
                .sorted()
                .toList();
    }

    Warehouse warehouse() {
        return warehouse;
    }

    private static String text(Row row) {
        return IntStream.range(0, row.size())
                .mapToObj(i -> row.isNullAt(i) ? "-" : row.get(i).toString())
                .collect(Collectors.joining(" | "));
    }
}
