package io.segmill.jobs.query;

import io.segmill.core.condition.Operand;
import io.segmill.core.project.Limit;
import io.segmill.core.project.Quota;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;

/** Keeps the highest or lowest of a frame's customers, one limit after the other. */
final class Limits {
    private final List<Limit> limits;
    private final Column key;
    private final Function<Operand, Column> values;

    /** @param key named {@link CustomerQueries#CUSTOMER_ID} */
    Limits(List<Limit> limits, Column key, Function<Operand, Column> values) {
        this.limits = limits;
        this.key = key;
        this.values = values;
    }

    /** One column {@link CustomerQueries#CUSTOMER_ID}. */
    Dataset<Row> kept(Dataset<Row> customers) {
        Dataset<Row> kept = ranked(customers);
        for (int index = 0; index < limits.size(); index++) {
            kept = kept(kept, index);
        }
        return kept.select(CustomerQueries.CUSTOMER_ID);
    }

    /**
     * Where customers stand in one of the rankings, after the limits before it.
     *
     * @return {@link CustomerQueries#CUSTOMER_ID}, {@code by}, {@code rank} from 1 and how many are ranked together
     */
    Dataset<Row> ranking(Dataset<Row> customers, int index) {
        Dataset<Row> kept = ranked(customers);
        for (int before = 0; before < index; before++) {
            kept = kept(kept, before);
        }
        return kept.select(
                functions.col(CustomerQueries.CUSTOMER_ID),
                functions.col(by(index)).as("by"),
                rank(index).as("rank"),
                all(index).as("ranked"));
    }

    /** The customers with what each limit ranks them by. */
    private Dataset<Row> ranked(Dataset<Row> customers) {
        List<Column> selected = new ArrayList<>();
        selected.add(key);
        for (int index = 0; index < limits.size(); index++) {
            Limit limit = limits.get(index);
            selected.add(values.apply(limit.by()).as(by(index)));
            selected.add(limit.per()
                    .map(values::apply)
                    .orElseGet(() -> functions.lit(0))
                    .as(per(index)));
        }
        return customers.select(selected.toArray(Column[]::new));
    }

    private WindowSpec group(int index) {
        return Window.partitionBy(functions.col(per(index)));
    }

    private Column rank(int index) {
        Column by = functions.col(by(index));
        return functions
                .row_number()
                .over(group(index)
                        .orderBy(
                                limits.get(index).rank() == Limit.Rank.TOP ? by.desc_nulls_last() : by.asc_nulls_last(),
                                functions.col(CustomerQueries.CUSTOMER_ID).asc()));
    }

    private Column all(int index) {
        return functions.count(functions.lit(1)).over(group(index));
    }

    private Dataset<Row> kept(Dataset<Row> customers, int index) {
        Limit limit = limits.get(index);
        Column rank = rank(index);
        if (limit.quota() instanceof Quota.Percent percent) {
            // A rank is at most P/100 of all, rounded up, when the one before it is below P/100 of all.
            Column before = functions.col("rank").minus(functions.lit(1)).multiply(functions.lit(100));
            Column share = functions
                    .lit(percent.percent())
                    .multiply(functions.col("all").cast(DataTypes.createDecimalType(19, 0)));
            return customers
                    .withColumn("rank", rank)
                    .withColumn("all", all(index))
                    .where(before.lt(share));
        }
        long most = ((Quota.Count) limit.quota()).count();
        return customers.withColumn("rank", rank).where(functions.col("rank").leq(functions.lit(most)));
    }

    private static String by(int index) {
        return "by_" + (index + 1);
    }

    private static String per(int index) {
        return "per_" + (index + 1);
    }
}
