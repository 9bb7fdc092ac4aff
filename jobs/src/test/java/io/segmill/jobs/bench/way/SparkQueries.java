package io.segmill.jobs.bench.way;

import io.segmill.core.project.Segment;
import io.segmill.core.project.Selection;
import io.segmill.jobs.bench.book.Book;
import io.segmill.jobs.query.CustomerQueries;
import io.segmill.jobs.query.SourceTables;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;

/** Spark with one query a segment; of long books a sample, spread evenly. */
public final class SparkQueries implements Way {
    public static final String NAME = "Spark, one query a segment";

    private final SparkSession spark;
    private final int sample;

    /** @param sample how many segments of a book are asked for at most */
    public SparkQueries(SparkSession spark, int sample) {
        this.spark = spark;
        this.sample = sample;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Work> works() {
        return List.of(Work.EVALUATED, Work.PUBLISHED);
    }

    @Override
    public List<String> asked(Book book) {
        return book.sample(sample).stream().map(Segment::id).toList();
    }

    @Override
    public Done done(Work work, Book book, Path folder) {
        return work == Work.EVALUATED
                ? Done.with(each(book, (id, members) -> members.count()))
                : published(book, folder);
    }

    private Done published(Book book, Path folder) {
        each(book, (id, members) -> {
            members.select(
                            functions.lit(id).as("segment_id"),
                            functions.col(CustomerQueries.CUSTOMER_ID),
                            functions.lit(Book.AS_OF).as("entered_on"),
                            functions.lit(null).cast(DataTypes.DoubleType).as("similarity"))
                    .write()
                    .parquet(folder.resolve(id).toString());
            return 0L;
        });
        return Done.with(Counts.none());
    }

    private Counts each(Book book, BiFunction<String, Dataset<Row>, Long> done) {
        SourceTables tables =
                SourceTables.of(book.data().warehouse(spark), book.data().versions());
        Map<String, Long> counts = new HashMap<>();
        for (Segment segment : book.sample(sample)) {
            counts.put(segment.id(), done.apply(segment.id(), members(segment, book, tables)));
        }
        return Counts.of(counts);
    }

    private static Dataset<Row> members(Segment segment, Book book, SourceTables tables) {
        Selection.Where selection = Book.selection(segment);
        return new CustomerQueries(
                        book.project(),
                        tables,
                        id -> members(book.project().segments().get(id), book, tables),
                        Book.AS_OF)
                .members(selection.condition(), selection.limits());
    }
}
