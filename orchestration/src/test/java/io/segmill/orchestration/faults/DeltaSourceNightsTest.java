package io.segmill.orchestration.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.segmill.core.fault.FaultPoint;
import io.segmill.core.fault.Faults;
import io.segmill.orchestration.app.OneSpark;
import io.segmill.orchestration.faults.PlannedFault.Manner;
import io.segmill.orchestration.faults.PlannedFault.Place;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A source that is another team's table is read as it stood when the run began, in all the run's attempts. */
class DeltaSourceNightsTest {
    private static final StructType COLUMNS =
            new StructType().add("customer_id", DataTypes.LongType).add("name", DataTypes.StringType);

    @TempDir
    private Path folder;

    @BeforeEach
    void project() throws Exception {
        Files.createDirectories(folder.resolve("sources"));
        Files.writeString(folder.resolve("segmill.yaml"), """
            warehouse: warehouse
            customer: {source: customers, key: customer_id}
            """);
        Files.writeString(folder.resolve("sources/customers.yaml"), """
            format: delta
            path: theirs
            columns:
              - {name: customer_id, type: bigint}
              - {name: name, type: string}
            key: [customer_id]
            """);
    }

    private void theyCommit(Row... rows) {
        OneSpark.started()
                .createDataFrame(Stream.of(rows).toList(), COLUMNS)
                .coalesce(1)
                .write()
                .format("delta")
                .mode("overwrite")
                .save(folder.resolve("theirs").toString());
    }

    private Answer command(Faults faults, String... command) {
        return Answer.of(
                Map.of(),
                faults,
                Stream.concat(Stream.of("--project", folder.toString()), Stream.of(command))
                        .toArray(String[]::new));
    }

    private long rows() {
        return command(Faults.NONE, "status", "--json", "--task", "source:customers")
                .json()
                .get("rows")
                .longValue();
    }

    @Test
    void a_night_that_was_stopped_reads_the_same_version_again_and_the_next_one_the_newest() {
        theyCommit(RowFactory.create(1L, "Ada"));
        PlannedFault dead = PlannedFault.at(new Place(FaultPoint.READ, "customers", 1), Manner.DIE, () -> {});
        assertThat(command(dead, "run").code()).isEqualTo(70);
        theyCommit(RowFactory.create(1L, "Ada"), RowFactory.create(2L, "Ben"));

        Answer retry = command(Faults.NONE, "retry");

        assertThat(retry.code()).as(retry.all()).isZero();
        assertThat(rows()).isEqualTo(1);
        assertThat(command(Faults.NONE, "status", "--task", "source:customers").out())
                .contains("read        " + folder.resolve("theirs") + " version 0");
        assertThat(command(Faults.NONE, "run").code()).isZero();
        assertThat(rows()).isEqualTo(2);
    }

    @Test
    void a_table_that_was_mended_after_it_failed_is_read_in_its_newest_version() {
        theyCommit(RowFactory.create(null, "nobody"));
        assertThat(command(Faults.NONE, "run").code()).isEqualTo(1);
        theyCommit(RowFactory.create(1L, "Ada"));

        Answer retry = command(Faults.NONE, "retry");

        assertThat(retry.code()).as(retry.all()).isZero();
        assertThat(rows()).isEqualTo(1);
    }
}
