package io.segmill.jobs.segment;

import io.segmill.core.condition.LetterCase;
import io.segmill.core.problem.Failure;
import io.segmill.core.project.CsvOptions;
import io.segmill.core.project.Format;
import io.segmill.core.project.LoadMode;
import io.segmill.core.project.Selection;
import io.segmill.core.project.Source;
import io.segmill.jobs.query.CustomerQueries;
import io.segmill.jobs.reading.FoundFile;
import io.segmill.jobs.reading.ParsedRows;
import io.segmill.jobs.reading.SourceFiles;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/** The customers whom a CSV file names, and what in the file names nobody. */
final class ListedCustomers {
    private static final int MOST_SHOWN = 1000;
    private static final String LISTED = "listed";

    private final Selection.Listed selection;
    private final Dataset<Row> parsed;
    private final Dataset<Row> listed;
    private final Dataset<Row> customers;

    /**
     * @param customers every customer, with the columns of the customer source
     * @param key the customer key's column
     * @param zone of timestamps without offset
     * @throws Failure if the file cannot be read
     */
    ListedCustomers(Selection.Listed selection, Dataset<Row> customers, String key, ZoneId zone) {
        this.selection = selection;
        SparkSession spark = customers.sparkSession();
        Source file = new Source(
                "members",
                Format.CSV,
                selection.file(),
                CsvOptions.DEFAULTS,
                List.of(selection.match()),
                List.of(),
                Optional.empty(),
                LoadMode.FULL,
                Optional.empty(),
                BigDecimal.valueOf(100),
                "");
        List<FoundFile> files =
                SourceFiles.find(selection.file(), spark.sessionState().newHadoopConf());
        this.parsed = ParsedRows.read(spark, file, zone, files).rows();
        Column value = compared(ParsedRows.value(selection.match().name()));
        this.listed = parsed.select(
                functions.when(functions.not(ParsedRows.isBad()), value).as(LISTED),
                functions.col(ParsedRows.LINE),
                functions
                        .coalesce(
                                functions.col(ParsedRows.RAW),
                                ParsedRows.value(selection.match().name()).cast("string"),
                                functions.lit(""))
                        .as("written"));
        this.customers = customers.select(
                ParsedRows.named(key).as(CustomerQueries.CUSTOMER_ID),
                compared(ParsedRows.named(selection.match().name())).as("match"));
    }

    private Column compared(Column value) {
        return selection.letters() == LetterCase.IGNORED ? functions.lower(value) : value;
    }

    /** One column {@link CustomerQueries#CUSTOMER_ID}, one row a customer. */
    Dataset<Row> customers() {
        return customers
                .join(listed, functions.col("match").equalTo(functions.col(LISTED)), "left_semi")
                .select(CustomerQueries.CUSTOMER_ID);
    }

    /** A sentence about the lines that name nobody, if there are any; personal values are not shown. */
    List<String> warnings() {
        Dataset<Row> nobody =
                listed.join(customers, functions.col(LISTED).equalTo(functions.col("match")), "left_anti");
        long count = nobody.count();
        if (count == 0) {
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        for (Row row : nobody.orderBy(ParsedRows.LINE).limit(MOST_SHOWN).collectAsList()) {
            lines.add("line " + row.getLong(1)
                    + (selection.match().pii() ? "" : " '" + row.getString(2).strip() + "'"));
        }
        String more = count > MOST_SHOWN ? ", …" : "";
        return List.of(count + " of " + parsed.count() + " lines of " + selection.file() + " name no customer by "
                + selection.match().name() + ": " + String.join(", ", lines) + more);
    }
}
