package io.segmill.jobs.query;

import io.segmill.core.problem.Failure;
import io.segmill.jobs.table.TableName;
import io.segmill.jobs.table.TableVersions;
import io.segmill.jobs.table.Warehouse;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The rows of a source, by its id, in the one version that a run reads. */
@FunctionalInterface
public interface SourceTables {
    /** @throws Failure if the source was never loaded */
    Dataset<Row> rows(String source);

    /** The sources' tables of a warehouse in the versions of a run; each is opened once, which Delta takes its time for. */
    static SourceTables of(Warehouse warehouse, TableVersions versions) {
        Map<String, Dataset<Row>> opened = new ConcurrentHashMap<>();
        return name -> opened.computeIfAbsent(name, source -> {
            OptionalLong version = versions.of(TableName.source(source));
            if (version.isEmpty()) {
                throw new Failure(
                        Failure.Blame.DATA,
                        "source '" + source + "' was never loaded; load it with: segmill run --select source:"
                                + source);
            }
            return warehouse.read(TableName.source(source), version.getAsLong());
        });
    }
}
