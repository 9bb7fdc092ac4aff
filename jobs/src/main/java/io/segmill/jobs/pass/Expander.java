package io.segmill.jobs.pass;

import io.segmill.core.condition.Condition;
import io.segmill.core.problem.Failure;
import io.segmill.core.project.Segment;
import io.segmill.core.project.Selection;
import io.segmill.jobs.query.CustomerQueries;
import java.util.List;
import java.util.OptionalInt;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Finds the members of expansions as soon as it is known whom they shall be like. */
public interface Expander {
    /** The column that tells whether a customer is a member of the segment that the expansion is similar to. */
    String IS_LIKED = "is_liked";

    /** The column that tells whether a customer may become a member. */
    String IS_CANDIDATE = "is_candidate";

    /** The column with a member's similarity in millionths, a whole number. */
    String SIMILARITY = "similarity";

    /** Of plans without expansions. */
    Expander NONE = new Expander() {
        @Override
        public Found members(Segment segment, Dataset<Row> customers) {
            throw new IllegalStateException("an expansion: " + segment.id());
        }

        @Override
        public Rating rating(Segment segment, Dataset<Row> customers, Object key) {
            throw new IllegalStateException("an expansion: " + segment.id());
        }
    };

    /** All customers, as an expansion sees them. */
    static Dataset<Row> customers(CustomerQueries queries, Selection.Similar similar) {
        return queries.answers(List.of(new Condition.MemberOf(similar.segment()), similar.candidate()), List.of())
                .toDF(CustomerQueries.CUSTOMER_ID, IS_LIKED, IS_CANDIDATE);
    }

    /**
     * What was found.
     *
     * @param members {@link CustomerQueries#CUSTOMER_ID} and {@link #SIMILARITY}, a row a member
     * @param details how they were found, whole sentences without personal values
     * @param warnings what speaks against them, likewise
     */
    record Found(Dataset<Row> members, List<String> details, List<String> warnings) {
        public Found {
            details = List.copyOf(details);
            warnings = List.copyOf(warnings);
        }
    }

    /**
     * Finds the members of an expansion.
     *
     * @param customers all of them: {@link CustomerQueries#CUSTOMER_ID}, {@link #IS_LIKED} and {@link #IS_CANDIDATE}
     * @throws Failure if this expansion cannot be found, with what people should know
     */
    Found members(Segment segment, Dataset<Row> customers);

    /**
     * How similar one customer is.
     *
     * @param similarity in millionths; absent where nothing can be learned
     * @param isMember whether the expansion takes the customer
     * @param reasons what speaks for and against, the most telling first, whole sentences; personal values are not said
     */
    record Rating(OptionalInt similarity, boolean isMember, List<String> reasons) {
        public Rating {
            reasons = List.copyOf(reasons);
        }
    }

    /**
     * Rates one customer, who need not be a candidate.
     *
     * @param customers all of them, as above
     * @param key of a customer
     * @throws Failure as above
     */
    Rating rating(Segment segment, Dataset<Row> customers, Object key);
}
