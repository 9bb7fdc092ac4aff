package io.segmill.jobs.segment;

import io.segmill.jobs.pass.Evaluated;
import io.segmill.jobs.pass.block.Part;
import io.segmill.jobs.pass.code.Coding;
import io.segmill.jobs.table.parquet.ParquetFile;
import io.segmill.jobs.table.parquet.WrittenFile;
import java.io.IOException;
import java.io.Serializable;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Writes members and changes as files of their tables: a row group for each part, its rows segment by segment and in each
 * by key. A customer's place in the part is the place of the key in the column's dictionary, so no key is looked up.
 *
 * @param segments in the order of their ids
 * @param today the day, since 1970, on which new members entered
 * @param bounded columns whose least and greatest values let readers pass files over
 */
record MemberFiles(
        List<Evaluated.Lists> segments,
        Coding key,
        int today,
        StructType schema,
        List<String> bounded,
        Path folder,
        Broadcast<SerializableConfiguration> hadoop)
        implements Serializable {

    /** Writes the members of some parts, each into a file of its own. @param numbers of the parts */
    List<WrittenFile> members(JavaRDD<Part> parts, Collection<Integer> numbers) {
        Set<Integer> wanted = Set.copyOf(numbers);
        return parts.mapPartitionsWithIndex(
                        (number, part) -> wanted.contains(number)
                                ? file(number, part, PartColumns::members, MembersTable.tags(number))
                                : List.<WrittenFile>of().iterator(),
                        true)
                .collect();
    }

    /** Writes the changes of all parts, a file a partition. */
    List<WrittenFile> changes(JavaRDD<Part> parts, String runId) {
        return parts.mapPartitionsWithIndex(
                        (number, some) -> file(number, some, (one, file) -> one.changes(runId, file), Map.of()), true)
                .collect();
    }

    /** What is written of a part. */
    private interface Group extends Serializable {
        void write(PartColumns part, ParquetFile file) throws IOException;
    }

    private Iterator<WrittenFile> file(int number, Iterator<Part> parts, Group group, Map<String, String> tags)
            throws IOException {
        Configuration configuration = hadoop.value().value();
        try (ParquetFile file = ParquetFile.create(configuration, folder, number, schema)) {
            while (parts.hasNext()) {
                group.write(new PartColumns(parts.next(), segments, key, today), file);
            }
            return file.hasRows()
                    ? List.of(file.end(bounded, tags)).iterator()
                    : List.<WrittenFile>of().iterator();
        }
    }
}
