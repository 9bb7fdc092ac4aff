package io.segmill.jobs.bench;

import io.segmill.core.project.Settings.SparkSettings;
import io.segmill.jobs.bench.sql.Scripts;
import io.segmill.jobs.bench.way.DuckDb;
import io.segmill.jobs.bench.way.DuckDbFloor;
import io.segmill.jobs.bench.way.DuckDbWay;
import io.segmill.jobs.bench.way.SharedRefresh;
import io.segmill.jobs.bench.way.SparkFloor;
import io.segmill.jobs.bench.way.SparkQueries;
import io.segmill.jobs.bench.way.Way;
import io.segmill.jobs.session.SparkSessions;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;

/** All ways and floors that there are; Spark starts with the first one that asks for it. */
record Ways(Options options) {
    private static final List<String> FLOORS = List.of(SparkFloor.NAME, DuckDbFloor.NAME);

    /** Those that were asked for, ours first and Spark with a query a segment, which takes longest, last. */
    List<String> names() {
        return Stream.of(
                        Stream.of(SharedRefresh.NAME),
                        FLOORS.stream(),
                        Stream.of(Scripts.Style.values()).map(Scripts.Style::title),
                        Stream.of(SparkQueries.NAME))
                .flatMap(names -> names)
                .filter(options::isWanted)
                .toList();
    }

    static boolean isFloor(String name) {
        return FLOORS.contains(name);
    }

    /** How DuckDB is asked, if that is the way. */
    static Optional<Scripts.Style> style(String name) {
        return Stream.of(Scripts.Style.values())
                .filter(style -> style.title().equals(name))
                .findFirst();
    }

    /** @param scale of the data that it is for */
    Way open(String name, double scale) {
        Optional<Scripts.Style> style = style(name);
        if (style.isPresent()) {
            return new DuckDbWay(duckDb(), style.get(), options.duckDbSample(scale));
        }
        return switch (name) {
            case SharedRefresh.NAME -> new SharedRefresh(spark(), options.scratch());
            case SparkQueries.NAME -> new SparkQueries(spark(), options.sparkSample());
            case SparkFloor.NAME -> new SparkFloor(spark());
            case DuckDbFloor.NAME -> new DuckDbFloor(duckDb());
            default -> throw new IllegalArgumentException("no way is called " + name);
        };
    }

    DuckDb duckDb() {
        return new DuckDb(options.threads(), options.memory(), options.scratch().resolve("duckdb"));
    }

    /** One for the whole process. */
    SparkSession spark() {
        SparkSession spark = SparkSessions.start(
                new SparkSettings("local[" + options.threads() + "]", Map.of()),
                ZoneOffset.UTC,
                options.scratch().resolve("spark"));
        spark.sparkContext().setLogLevel("ERROR");
        return spark;
    }
}
