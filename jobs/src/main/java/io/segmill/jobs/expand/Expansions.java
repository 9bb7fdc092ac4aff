package io.segmill.jobs.expand;

import io.segmill.core.checking.CheckedProject;
import io.segmill.core.condition.Operand;
import io.segmill.core.explanation.Words;
import io.segmill.core.likeness.Features;
import io.segmill.core.problem.Failure;
import io.segmill.core.project.Quota;
import io.segmill.core.project.Segment;
import io.segmill.core.project.Selection;
import io.segmill.jobs.pass.Expander;
import io.segmill.jobs.pass.SharedPass;
import io.segmill.jobs.pass.plan.SharedPlan;
import io.segmill.jobs.query.CustomerQueries;
import io.segmill.jobs.query.SourceTables;
import io.segmill.jobs.table.Publication;
import io.segmill.jobs.table.SparkTypes;
import io.segmill.jobs.table.TableVersions;
import io.segmill.jobs.table.Warehouse;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;

/**
 * The expansions of a run: for each, a model learns what its source segment's members are like, every candidate is put
 * to it, and the most similar ones are taken. What was found is kept until this is closed.
 */
public final class Expansions implements Expander, AutoCloseable {
    private static final String CUSTOMER_ID = CustomerQueries.CUSTOMER_ID;
    private static final String VALUES_KEY = "key of the customer";
    private static final double MILLION = 1e6;
    private static final int COLUMNS_BEFORE = 3;

    private final CheckedProject project;
    private final SparkSession spark;
    private final SourceTables tables;
    private final LocalDate asOf;
    private final ZoneId zone;
    private final List<Dataset<Row>> found = new ArrayList<>();

    /**
     * @param tables of the sources
     * @param asOf rows after it are not seen
     */
    public Expansions(CheckedProject project, SparkSession spark, SourceTables tables, LocalDate asOf) {
        this.project = project;
        this.spark = spark;
        this.tables = tables;
        this.asOf = asOf;
        this.zone = project.settings().timeZone();
    }

    /** Over what one publication holds. */
    public static Expansions of(CheckedProject project, Warehouse warehouse, Publication publication, LocalDate asOf) {
        return new Expansions(
                project,
                warehouse.spark(),
                SourceTables.of(warehouse, new TableVersions(publication.versions())),
                asOf);
    }

    @Override
    public Found members(Segment segment, Dataset<Row> customers) {
        Selection.Similar similar = (Selection.Similar) segment.selection();
        Features features = compared(similar);
        Dataset<Row> all = customers(features.compared(), customers).persist(StorageLevel.MEMORY_AND_DISK());
        try {
            Found one = members(similar, features, all);
            one.members().persist(StorageLevel.MEMORY_AND_DISK());
            found.add(one.members());
            one.members().count();
            return one;
        } finally {
            all.unpersist();
        }
    }

    @Override
    public Rating rating(Segment segment, Dataset<Row> customers, Object key) {
        Selection.Similar similar = (Selection.Similar) segment.selection();
        Features features = compared(similar);
        Dataset<Row> all = customers(features.compared(), customers).persist(StorageLevel.MEMORY_AND_DISK());
        try {
            Counts counts = Counts.of(all);
            if (counts.isOneSided()) {
                return new Rating(OptionalInt.empty(), false, List.of(counts.warning(similar.segment())));
            }
            Learned learned = learning().of(all, features.compared());
            Column isAsked = functions.col(CUSTOMER_ID).equalTo(functions.lit(key));
            Row row = all.where(isAsked).first();
            int[] levels = Learning.levels(row, COLUMNS_BEFORE, learned.columns(), learned.levels());
            boolean isMember =
                    !taken(similar, all, learned, counts).where(isAsked).isEmpty();
            return new Rating(
                    OptionalInt.of(learned.model().similarity(levels)),
                    isMember,
                    Report.reasons(learned, levels, zone));
        } finally {
            all.unpersist();
        }
    }

    private Features compared(Selection.Similar similar) {
        Features features = project.features(similar);
        if (features.compared().isEmpty()) {
            throw new Failure(
                    Failure.Blame.USER,
                    "nothing is left to compare customers by, since the definition of " + similar.segment()
                            + " asks for " + String.join(", ", features.leftOut())
                            + "; name attributes by 'using'");
        }
        return features;
    }

    private Learning learning() {
        return new Learning(new Words(zone, asOf));
    }

    /** How many customers are members of the source segment, and how many are not. */
    private record Counts(long members, long others) {
        static Counts of(Dataset<Row> customers) {
            Row counts = customers
                    .agg(
                            functions.count_if(functions.col(IS_LIKED)),
                            functions.count_if(functions.not(functions.col(IS_LIKED))))
                    .first();
            return new Counts(counts.getLong(0), counts.getLong(1));
        }

        boolean isOneSided() {
            return members == 0 || others == 0;
        }

        /** Why nothing can be learned then. */
        String warning(String source) {
            return members == 0
                    ? source + " has no members, so nobody is like them"
                    : "every customer is a member of " + source + ", so nobody is left";
        }
    }

    private Found members(Selection.Similar similar, Features features, Dataset<Row> all) {
        Counts counts = Counts.of(all);
        if (counts.isOneSided()) {
            return new Found(
                    all.where(functions.lit(false))
                            .select(functions.col(CUSTOMER_ID), functions.lit(0).as(SIMILARITY)),
                    List.of(),
                    List.of(counts.warning(similar.segment())));
        }
        Learned learned = learning().of(all, features.compared());
        Report report = Report.of(learned, features, similar.segment(), counts.members(), counts.others(), zone);
        return new Found(taken(similar, all, learned, counts), report.details(), report.warnings());
    }

    private Dataset<Row> taken(Selection.Similar similar, Dataset<Row> all, Learned learned, Counts counts) {
        return rated(all.where(functions.col(IS_CANDIDATE)), learned)
                .where(functions.col(SIMILARITY).geq(functions.lit((int)
                        Math.ceil(similar.minSimilarity() * MILLION - 1e-6))))
                .orderBy(functions.col(SIMILARITY).desc(), functions.col(CUSTOMER_ID))
                .limit(most(similar.size(), counts.members()));
    }

    /** All customers with the values that they are compared by. */
    private Dataset<Row> customers(List<Operand> compared, Dataset<Row> customers) {
        List<String> names = new ArrayList<>();
        names.add(VALUES_KEY);
        for (int feature = 0; feature < compared.size(); feature++) {
            names.add(Learning.column(feature));
        }
        Dataset<Row> values = new SharedPass(spark, tables, SharedPlan.ofValues(project, compared, asOf)).values(names);
        return customers
                .join(values, functions.col(CUSTOMER_ID).equalTo(values.col("`" + VALUES_KEY + "`")))
                .drop(VALUES_KEY);
    }

    private Dataset<Row> rated(Dataset<Row> candidates, Learned learned) {
        List<Integer> columns = learned.columns();
        List<Levels> levels = learned.levels();
        Likeness model = learned.model();
        StructType schema = new StructType()
                .add(CUSTOMER_ID, SparkTypes.of(project.customerKey().type()))
                .add(SIMILARITY, DataTypes.IntegerType);
        return candidates.map(
                (MapFunction<Row, Row>) row -> RowFactory.create(
                        row.get(0), model.similarity(Learning.levels(row, COLUMNS_BEFORE, columns, levels))),
                Encoders.row(schema));
    }

    private static int most(Quota size, long members) {
        return size instanceof Quota.Count count ? count.count() : (int) Math.min(Integer.MAX_VALUE, size.of(members));
    }

    @Override
    public void close() {
        found.forEach(Dataset::unpersist);
        found.clear();
    }
}
