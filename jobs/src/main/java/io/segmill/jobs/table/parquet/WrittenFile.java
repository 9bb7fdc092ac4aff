package io.segmill.jobs.table.parquet;

import java.io.Serializable;
import java.util.Map;
import org.apache.spark.sql.delta.actions.AddFile;
import scala.Option;
import scala.collection.immutable.Map$;
import scala.jdk.javaapi.CollectionConverters;

/**
 * A file that lies in a table's folder; no version of the table has it yet.
 *
 * @param name in the folder
 * @param modified in milliseconds since 1970
 * @param statistics as JSON, by Delta's protocol
 * @param tags that the table's log keeps beside it
 */
public record WrittenFile(String name, long bytes, long modified, String statistics, Map<String, String> tags)
        implements Serializable {
    /** What a commit says of it. */
    public AddFile added() {
        return new AddFile(
                name,
                Map$.MODULE$.empty(),
                bytes,
                modified,
                true,
                statistics,
                tags.isEmpty() ? null : scala.collection.immutable.Map.from(CollectionConverters.asScala(tags)),
                null,
                Option.empty(),
                Option.empty(),
                Option.empty(),
                Option.empty(),
                Option.empty());
    }
}
