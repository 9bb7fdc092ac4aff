package io.segmill.jobs.ingest;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.sum;

import io.segmill.jobs.reading.ParsedRows;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/** Rows of one load that have the same key: the last row of the newest file wins. */
final class RepeatedKeys {
    private static final String PLACE = "place";
    private static final String ROWS = "rows";

    private RepeatedKeys() {}

    /**
     * How many good rows lose against another one; only the keys are moved for this.
     *
     * @param key its columns; without any no row loses
     */
    static long losing(Dataset<Row> parsed, List<String> key) {
        if (key.isEmpty()) {
            return 0;
        }
        return parsed.filter(not(ParsedRows.isBad()))
                .groupBy(values(key))
                .agg(count(lit(1)).as(ROWS))
                .agg(coalesce(sum(col(ROWS).minus(1)), lit(0L)))
                .first()
                .getLong(0);
    }

    /** The good rows that win. */
    static Dataset<Row> winning(Dataset<Row> parsed, List<String> key) {
        Column place = row_number()
                .over(Window.partitionBy(values(key))
                        .orderBy(
                                col(ParsedRows.FILE).desc(),
                                col(ParsedRows.PART).desc(),
                                col(ParsedRows.POSITION).desc()));
        return parsed.filter(not(ParsedRows.isBad()))
                .withColumn(PLACE, place)
                .filter(col(PLACE).equalTo(1))
                .drop(PLACE);
    }

    private static Column[] values(List<String> key) {
        return key.stream().map(ParsedRows::value).toArray(Column[]::new);
    }
}
