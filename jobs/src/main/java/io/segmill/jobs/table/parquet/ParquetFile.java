package io.segmill.jobs.table.parquet;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.Closeable;
import java.io.IOException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.util.HadoopOutputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.spark.package$;
import org.apache.spark.sql.execution.datasources.parquet.SparkToParquetSchemaConverter;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * A file of a table that is written a row group at a time and in it a column at a time, in the order of the schema, by who
 * has the different values of a column at hand. Spark's writer takes rows, and searches a dictionary for every value of
 * each. Nothing is compressed: numbers of values are packed to their bits.
 */
public final class ParquetFile implements Closeable {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Delta's statistics keep so many characters of a text. */
    private static final int MOST_CHARACTERS = 32;

    private final FileSystem files;
    private final Path path;
    private final StructType schema;
    private final MessageType types;
    private final ParquetFileWriter writer;
    private final Map<String, Bounds> bounds = new TreeMap<>();
    private long rows;
    private long rowsOfGroup;
    private int columns;
    private boolean isEnded;

    /** The least and the greatest value of a column. */
    private record Bounds(Object least, Object greatest) {
        @SuppressWarnings("unchecked")
        private static boolean isLess(Object one, Object other) {
            return ((Comparable<Object>) one).compareTo(other) < 0;
        }

        private Bounds and(Bounds other) {
            return new Bounds(
                    isLess(other.least, least) ? other.least : least,
                    isLess(greatest, other.greatest) ? other.greatest : greatest);
        }
    }

    private ParquetFile(FileSystem files, Path path, StructType schema, MessageType types, ParquetFileWriter writer) {
        this.files = files;
        this.path = path;
        this.schema = schema;
        this.types = types;
        this.writer = writer;
    }

    /**
     * Begins a file.
     *
     * @param folder of the table
     * @param number of the file, which is part of its name
     */
    public static ParquetFile create(Configuration hadoop, Path folder, int number, StructType schema)
            throws IOException {
        MessageType types = new SparkToParquetSchemaConverter(
                        false, SQLConf.ParquetOutputTimestampType$.MODULE$.TIMESTAMP_MICROS(), false, false)
                .convert(schema);
        Path path = new Path(folder, String.format("part-%05d-%s.c000.parquet", number, UUID.randomUUID()));
        ParquetFileWriter writer = new ParquetFileWriter(
                HadoopOutputFile.fromPath(path, hadoop),
                types,
                ParquetFileWriter.Mode.CREATE,
                ParquetWriter.DEFAULT_BLOCK_SIZE,
                ParquetWriter.MAX_PADDING_SIZE_DEFAULT);
        writer.start();
        return new ParquetFile(path.getFileSystem(hadoop), path, schema, types, writer);
    }

    /** Begins a row group, of so many rows. */
    public void group(long groupRows) throws IOException {
        endGroup();
        rows += groupRows;
        rowsOfGroup = groupRows;
        columns = 0;
        writer.startBlock(groupRows);
    }

    private void endGroup() throws IOException {
        if (rowsOfGroup > 0) {
            writer.endBlock();
        }
    }

    /** Whether some row group has begun. */
    public boolean hasRows() {
        return rows > 0;
    }

    private Pages pages() throws IOException {
        ColumnDescriptor column = types.getColumns().get(columns++);
        writer.startColumn(column, rowsOfGroup, CompressionCodecName.UNCOMPRESSED);
        return new Pages(writer, column);
    }

    /** Begins the next column, which ends before another begins. */
    public CodedColumn coded(Dictionary dictionary) throws IOException {
        String name = schema.fieldNames()[columns];
        return new CodedColumn(
                pages(), dictionary, (least, greatest) -> bounds.merge(name, new Bounds(least, greatest), Bounds::and));
    }

    /** Begins the next column, which is of doubles, and ends before another begins. */
    public DoubleColumn doubles() throws IOException {
        return new DoubleColumn(pages());
    }

    /** The next column is of doubles, and has no value in any row. */
    public void missingDoubles() throws IOException {
        new DoubleColumn(pages()).endWithout(rowsOfGroup);
    }

    /**
     * Ends the file.
     *
     * @param bounded the columns whose least and greatest values are part of the statistics
     */
    public WrittenFile end(List<String> bounded, Map<String, String> tags) throws IOException {
        endGroup();
        Map<String, String> told = new HashMap<>();
        told.put("org.apache.spark.version", package$.MODULE$.SPARK_VERSION());
        told.put("org.apache.spark.sql.parquet.row.metadata", schema.json());
        writer.end(told);
        isEnded = true;
        FileStatus written = files.getFileStatus(path);
        return new WrittenFile(
                path.getName(), written.getLen(), written.getModificationTime(), statistics(bounded), tags);
    }

    private String statistics(List<String> bounded) {
        ObjectNode told = JSON.createObjectNode();
        told.put("numRecords", rows);
        for (String column : bounded) {
            Bounds some = bounds.get(column);
            DataType type = schema.apply(column).dataType();
            if (some != null && isTold(some.least, type) && isTold(some.greatest, type)) {
                put(told.withObject("/minValues"), column, some.least, type);
                put(told.withObject("/maxValues"), column, some.greatest, type);
                told.withObject("/nullCount").put(column, 0);
            }
        }
        return told.toString();
    }

    /** Whether a value is written whole; of others there is no need to tell. */
    private static boolean isTold(Object value, DataType type) {
        return type instanceof IntegerType
                || type instanceof LongType
                || type instanceof DecimalType
                || type instanceof DateType
                || (type instanceof StringType && ((UTF8String) value).numChars() <= MOST_CHARACTERS);
    }

    private static void put(ObjectNode node, String column, Object value, DataType type) {
        if (type instanceof DateType) {
            node.put(column, LocalDate.ofEpochDay((Integer) value).toString());
        } else if (value instanceof Decimal decimal) {
            node.put(column, decimal.toJavaBigDecimal());
        } else if (value instanceof UTF8String text) {
            node.put(column, text.toString());
        } else {
            node.put(column, ((Number) value).longValue());
        }
    }

    /** Where the file was not ended, nothing is left of it. */
    @Override
    public void close() throws IOException {
        if (!isEnded) {
            try {
                writer.close();
            } finally {
                // A disk that is full fails the close too.
                files.delete(path, false);
            }
        }
    }
}
