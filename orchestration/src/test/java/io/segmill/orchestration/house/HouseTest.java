package io.segmill.orchestration.house;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The arrows between modules and packages: orchestration → jobs → pipeline-core, and inside each module one way. */
class HouseTest {
    static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.segmill");

    @Test
    void all_three_modules_are_seen() {
        for (String module : new String[] {"io.segmill.core", "io.segmill.jobs", "io.segmill.orchestration"}) {
            assertThat(HOUSE.that(resideInAPackage(module + ".."))).as(module).hasSizeGreaterThan(20);
        }
    }

    @Test
    void the_core_knows_no_engine_and_only_its_reader_knows_yaml() {
        classes()
                .that()
                .resideInAPackage("io.segmill.core..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "javax.crypto..", "org.snakeyaml.engine..", "io.segmill.core..")
                .check(HOUSE);
        noClasses()
                .that()
                .resideOutsideOfPackage("io.segmill.core.reading..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.snakeyaml..")
                .check(HOUSE);
    }

    @Test
    void only_jobs_see_spark_and_delta() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.segmill.jobs..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.spark..", "io.delta..", "org.apache.hadoop..", "scala..")
                .check(HOUSE);
    }

    @Test
    void jobs_know_no_spring_and_nobody_who_calls_them() {
        noClasses()
                .that()
                .resideInAPackage("io.segmill.jobs..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework..", "io.segmill.orchestration..")
                .check(HOUSE);
    }

    @Test
    void the_processes_do_not_know_each_other() {
        String[] processes = {"ingest", "profile", "segment", "expand", "export"};
        for (String process : processes) {
            for (String other : processes) {
                if (!process.equals(other)) {
                    noClasses()
                            .that()
                            .resideInAPackage("io.segmill.jobs." + process + "..")
                            .should()
                            .dependOnClassesThat()
                            .resideInAPackage("io.segmill.jobs." + other + "..")
                            .allowEmptyShould(true)
                            .check(HOUSE);
                }
            }
        }
    }

    @Test
    void packages_depend_one_way() {
        for (String module : new String[] {"core", "jobs", "orchestration"}) {
            slices().matching("io.segmill." + module + ".(*)..")
                    .should()
                    .beFreeOfCycles()
                    .check(HOUSE);
        }
    }

    @Test
    void no_package_holds_more_than_a_reader_can_keep_in_mind() {
        Map<String, Long> types = HOUSE.stream()
                .filter(JavaClass::isTopLevelClass)
                .collect(Collectors.groupingBy(JavaClass::getPackageName, TreeMap::new, Collectors.counting()));
        types.forEach((name, count) -> assertThat(count).as(name).isLessThanOrEqualTo(20));
    }
}
