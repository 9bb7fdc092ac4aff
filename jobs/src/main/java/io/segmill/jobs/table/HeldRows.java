package io.segmill.jobs.table;

import io.segmill.jobs.table.parquet.WrittenFile;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.hadoop.mapreduce.TaskAttemptID;
import org.apache.hadoop.mapreduce.task.TaskAttemptContextImpl;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.CatalystTypeConverters;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.execution.datasources.OutputWriter;
import org.apache.spark.sql.execution.datasources.OutputWriterFactory;
import org.apache.spark.sql.execution.datasources.parquet.ParquetFileFormat;
import org.apache.spark.sql.types.StructType;
import scala.Function1;
import scala.collection.immutable.Map;
import scala.collection.immutable.Map$;

/**
 * Rows that this process holds, such as what a run has to tell of itself. They become one file of a table, which is
 * written here: a Spark job for them takes many times longer.
 */
public record HeldRows(List<Row> rows, StructType schema) {
    public HeldRows {
        rows = List.copyOf(rows);
    }

    /** Writes the file into a table's folder; no version of the table has it yet. */
    WrittenFile write(SparkSession spark, Path folder) throws IOException {
        Configuration hadoop = spark.sessionState().newHadoopConf();
        Map<String, String> none = Map$.MODULE$.empty();
        Job job = Job.getInstance(hadoop);
        OutputWriterFactory factory = new ParquetFileFormat().prepareWrite(spark, job, none, schema);
        TaskAttemptContext task = new TaskAttemptContextImpl(job.getConfiguration(), new TaskAttemptID());
        Path file = new Path(folder, "part-00000-" + UUID.randomUUID() + factory.getFileExtension(task));
        Function1<Object, Object> converter = CatalystTypeConverters.createToCatalystConverter(schema);
        OutputWriter writer = factory.newInstance(file.toString(), schema, task);
        try {
            rows.forEach(row -> writer.write((InternalRow) converter.apply(row)));
        } finally {
            writer.close();
        }
        FileStatus written = file.getFileSystem(hadoop).getFileStatus(file);
        return new WrittenFile(
                file.getName(),
                written.getLen(),
                written.getModificationTime(),
                "{\"numRecords\":" + rows.size() + "}",
                java.util.Map.of());
    }
}
