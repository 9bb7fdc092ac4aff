package io.segmill.jobs.bench;

import io.segmill.core.project.Settings.SparkSettings;
import io.segmill.jobs.bench.sql.Scripts;
import io.segmill.jobs.session.SparkSessions;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;

/** All ways and floors that there are; Spark starts with the first one that asks for it. */
record Ways(Options options) {
    /** Those that were asked for, by their names. */
    List<String> names() {
        List<String> names = new ArrayList<>(
                Stream.of(Scripts.Style.values()).map(Scripts.Style::title).toList());
        names.add(SparkQueries.NAME);
        return names.stream().filter(options::wants).toList();
    }

    /** Those that were asked for, by their names. */
    List<String> floors() {
        return Stream.of(SparkFloor.NAME, DuckDbFloor.NAME)
                .filter(options::wants)
                .toList();
    }

    Way open(String name) {
        for (Scripts.Style style : Scripts.Style.values()) {
            if (style.title().equals(name)) {
                return new DuckDbWay(duckDb(), style);
            }
        }
        if (name.equals(SparkQueries.NAME)) {
            return new SparkQueries(spark(), options.sample());
        }
        throw new IllegalArgumentException("no way is called " + name);
    }

    Floor openFloor(String name) {
        return name.equals(SparkFloor.NAME) ? new SparkFloor(spark()) : new DuckDbFloor(duckDb());
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
