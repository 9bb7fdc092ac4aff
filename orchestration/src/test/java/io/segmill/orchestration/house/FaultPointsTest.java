package io.segmill.orchestration.house;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import io.segmill.core.fault.Faults;
import io.segmill.core.run.History;
import io.segmill.orchestration.history.JdbcHistory;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The places at which a run may stop are at every commit, rename and record: what the byte code calls says so. */
class FaultPointsTest {
    private static final JavaClasses HOUSE = HouseTest.HOUSE;

    /** What makes a version of a table. */
    private static final Set<String> COMMITS = Set.of(
            "org.apache.spark.sql.DataFrameWriter.save",
            "org.apache.spark.sql.DataFrameWriter.saveAsTable",
            "org.apache.spark.sql.DataFrameWriter.insertInto",
            "org.apache.spark.sql.SparkSession.sql",
            "io.segmill.jobs.table.TableCommit.create",
            "io.segmill.jobs.table.TableCommit.append",
            "io.segmill.jobs.table.TableCommit.replace",
            "io.segmill.jobs.table.TableCommit.restore",
            "io.delta.tables.DeltaTable.restoreToVersion",
            "io.delta.tables.DeltaTable.restoreToTimestamp",
            "io.delta.tables.DeltaTable.delete",
            "io.delta.tables.DeltaTable.update",
            "io.delta.tables.DeltaTableBuilder.execute",
            "io.delta.tables.DeltaMergeBuilder.execute",
            "io.delta.tables.DeltaOptimizeBuilder.executeCompaction");

    private static final Set<String> RENAMES = Set.of(
            "java.nio.file.Files.move",
            "java.io.File.renameTo",
            "org.apache.hadoop.fs.FileContext.rename",
            "org.apache.hadoop.fs.FileSystem.rename");

    /** What changes the history: the classes through which SQL is sent. */
    private static final Set<String> RECORDS = Set.of(
            "org.springframework.jdbc.core.JdbcTemplate.batchUpdate",
            "org.springframework.jdbc.core.simple.JdbcClient$StatementSpec.update");

    /** Commands that change the project's files: no part of a run, and each one rename. */
    private static final String FILES_OF_THE_PROJECT = "io.segmill.orchestration.cli.changing";

    private static Set<JavaCodeUnit> callersOf(Set<String> methods) {
        return HOUSE.stream()
                .flatMap(type -> type.getCodeUnits().stream())
                .filter(unit -> !unit.getOwner().getPackageName().startsWith(FILES_OF_THE_PROJECT))
                .filter(unit -> unit.getMethodCallsFromSelf().stream().anyMatch(call -> methods.contains(name(call))))
                .collect(Collectors.toSet());
    }

    private static String name(JavaMethodCall call) {
        return call.getTargetOwner().getName() + "." + call.getName();
    }

    private static final Set<String> TRANSACTIONS = Set.of(
            "org.apache.spark.sql.delta.OptimisticTransaction.commit",
            "org.apache.spark.sql.delta.OptimisticTransactionImpl.commit");

    /** By itself, or by a method of its own class to which it hands what it does. */
    private static boolean tells(JavaCodeUnit unit) {
        return isTelling(unit)
                || unit.getMethodCallsFromSelf().stream()
                        .filter(call -> call.getTargetOwner().equals(unit.getOwner()))
                        .flatMap(call -> call.getTarget().resolveMember().stream())
                        .anyMatch(FaultPointsTest::isTelling);
    }

    private static boolean isTelling(JavaCodeUnit unit) {
        return unit.getMethodCallsFromSelf().stream()
                .anyMatch(call -> call.getTargetOwner().isEquivalentTo(Faults.class)
                        && call.getName().equals("at"));
    }

    private static Set<String> names(Set<JavaCodeUnit> units) {
        return units.stream()
                .map(unit -> unit.getOwner().getSimpleName() + "." + unit.getName())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void whoever_commits_to_a_table_tells_before_or_after() {
        Set<JavaCodeUnit> committing = callersOf(COMMITS);
        assertThat(names(committing))
                .contains(
                        "Warehouse.save",
                        "Warehouse.append",
                        "Warehouse.replace",
                        "Warehouse.restore",
                        "Warehouse.createIfMissing",
                        "Warehouse.setProperty");
        assertThat(committing).allMatch(FaultPointsTest::tells);
        assertThat(names(callersOf(TRANSACTIONS))).containsExactly("TableCommit.commit");
    }

    @Test
    void whoever_renames_tells_before_and_after() {
        Set<JavaCodeUnit> renaming = callersOf(RENAMES);
        assertThat(names(renaming)).contains("Warehouse.writeText", "ExportFolder.rename", "CsvExtract.toFile");
        assertThat(renaming).allMatch(FaultPointsTest::tells);
    }

    @Test
    void every_change_of_the_history_goes_through_the_one_transaction_that_tells() {
        Set<JavaCodeUnit> changing = callersOf(RECORDS);
        assertThat(names(changing)).contains("JdbcHistory.begin", "JdbcHistory.moved", "JdbcHistory.end");
        JavaMethod transaction = HOUSE.get(JdbcHistory.class).getMethods().stream()
                .filter(method -> method.getName().equals("inTransaction"))
                .findFirst()
                .orElseThrow();
        assertThat(tells(transaction)).isTrue();
        Set<JavaCodeUnit> recording = new HashSet<>();
        for (JavaMethod method : HOUSE.get(JdbcHistory.class).getMethods()) {
            boolean isRecord = reachable(method).stream().anyMatch(changing::contains);
            if (isRecord && isOfTheInterface(method)) {
                recording.add(method);
                assertThat(reachable(method)).as(method.getName()).contains(transaction);
            }
        }
        assertThat(names(recording))
                .contains(
                        "JdbcHistory.begin",
                        "JdbcHistory.takeUp",
                        "JdbcHistory.moved",
                        "JdbcHistory.reads",
                        "JdbcHistory.ended",
                        "JdbcHistory.interrupted",
                        "JdbcHistory.beat",
                        "JdbcHistory.forgetBefore",
                        "JdbcHistory.askToStop");
        assertThat(changing)
                .allMatch(unit -> isOfTheHistory(unit.getOwner()), "is a method of JdbcHistory or of what it leans on");
    }

    private static boolean isOfTheHistory(JavaClass type) {
        return Set.of("JdbcHistory", "HistoryRetention").contains(type.getSimpleName());
    }

    private static boolean isOfTheInterface(JavaMethod method) {
        return HOUSE.get(History.class).getMethods().stream()
                .anyMatch(declared -> declared.getName().equals(method.getName())
                        && declared.getRawParameterTypes().equals(method.getRawParameterTypes()));
    }

    /** The history's own methods that a method calls, and those that these call; lambdas count for who wrote them. */
    private static Set<JavaCodeUnit> reachable(JavaMethod method) {
        Set<JavaCodeUnit> reached = new HashSet<>(Set.of(method));
        List<JavaCodeUnit> next = List.of(method);
        while (!next.isEmpty()) {
            next = next.stream()
                    .flatMap(unit -> unit.getMethodCallsFromSelf().stream())
                    .filter(call -> isOfTheHistory(call.getTargetOwner()))
                    .flatMap(call -> call.getTarget().resolveMember().stream())
                    .map(JavaCodeUnit.class::cast)
                    .filter(reached::add)
                    .toList();
        }
        return reached;
    }

    @Test
    void only_tests_do_anything_there() {
        assertThat(HOUSE.that(assignableTo(Faults.class)).stream().filter(type -> !type.isEquivalentTo(Faults.class)))
                .isEmpty();
        assertThat(HOUSE.get(Faults.class).getMethods()).hasSize(1);
    }
}
