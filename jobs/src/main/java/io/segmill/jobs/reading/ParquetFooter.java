package io.segmill.jobs.reading;

import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.apache.spark.sql.execution.datasources.parquet.ParquetToSparkSchemaConverter;
import org.apache.spark.sql.internal.SQLConf;

/**
 * What the end of a Parquet file says about it, read before Spark opens the file, so that a truncated or foreign one is
 * told in one line.
 *
 * @param names of all its columns
 * @param columns those that are read
 * @param problem why the file is none; empty if it is. No exception, since Spark would log its stack trace.
 */
record ParquetFooter(FoundFile file, List<String> names, List<Typed> columns, String problem) implements Serializable {
    private static final int SHORTEST = 12;

    /**
     * A column with its type.
     *
     * @param type Spark's, as JSON; empty if Spark has none for it
     * @param written as the file has it
     */
    record Typed(String name, String type, String written) implements Serializable {}

    /** @param declared the names in the file of the columns to read */
    static ParquetFooter of(FoundFile file, Set<String> declared, Configuration configuration) {
        try (ParquetFileReader reader =
                ParquetFileReader.open(HadoopInputFile.fromPath(new Path(file.location()), configuration))) {
            List<Type> fields = reader.getFooter().getFileMetaData().getSchema().getFields();
            return new ParquetFooter(
                    file,
                    fields.stream().map(Type::getName).toList(),
                    fields.stream()
                            .filter(field -> declared.contains(field.getName()))
                            .map(ParquetFooter::typed)
                            .toList(),
                    "");
        } catch (IOException | RuntimeException e) {
            String problem = file.name() + " is not a Parquet file: " + reason(file, e);
            return new ParquetFooter(file, List.of(), List.of(), problem);
        }
    }

    private static Typed typed(Type field) {
        return new Typed(field.getName(), sparkType(field), field.toString());
    }

    // Spark's AnalysisException is checked, but its Scala methods do not declare it.
    private static String sparkType(Type field) {
        try {
            return new ParquetToSparkSchemaConverter(SQLConf.get())
                    .convert(new MessageType("one", field))
                    .fields()[0]
                    .dataType()
                    .json();
        } catch (Exception noSuchType) {
            return "";
        }
    }

    private static String reason(FoundFile file, Exception e) {
        String told = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        if (told.contains("Expected magic number at tail")) {
            return "it does not end as one does, so it is cut off or of another format";
        }
        return file.size() < SHORTEST ? "it has only " + file.size() + " bytes" : told;
    }
}
