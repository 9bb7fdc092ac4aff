package io.segmill.jobs.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.segmill.jobs.proof.Engine.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One meaning, three engines: random conditions over random data have the same members by the row evaluator, by the
 * compiled DataFrame and, where SQL can say it, by DuckDB. A longer run: {@code -Dproof.seeds=20 -Dproof.trees=100};
 * one seed alone: {@code -Dproof.seeds=1 -Dproof.first=17}.
 */
class ProofTest {
    private static final int SEEDS = Integer.getInteger("proof.seeds", 3);
    private static final int FIRST = Integer.getInteger("proof.first", 1);
    private static final int TREES = Integer.getInteger("proof.trees", 40);

    /** So many segments at the beginning refer to no other, so that the others may refer to them. */
    private static final int REFERRED = 4;

    private static final Figures FIGURES = new Figures();

    @TempDir
    private Path folder;

    /** What was done in all. */
    private static final class Figures {
        private final Map<String, Double> seconds = new TreeMap<>();
        private final Map<String, Integer> declined = new TreeMap<>();
        private int projects;
        private int customers;
        private int trees;
        private int laws;
        private int split;
        private int said;

        void add(int customersOfProject, int lawsOfProject, Trial trial) {
            projects++;
            customers += customersOfProject;
            laws += lawsOfProject;
            trial.seconds().forEach((engine, time) -> seconds.merge(engine, time, Double::sum));
        }

        void add(Map<String, Answer> answers, int customersOfProject) {
            trees++;
            int members = answers.get(RowEngine.NAME).members().size();
            split += members * 100 >= customersOfProject && members * 100 <= customersOfProject * 99 ? 1 : 0;
            Answer duckDb = answers.get(DuckDbEngine.NAME);
            if (duckDb.kind() == Answer.Kind.DECLINED) {
                declined.merge(duckDb.reason(), 1, Integer::sum);
            } else {
                said++;
            }
        }

        @Override
        public String toString() {
            String time = seconds.entrySet().stream()
                    .map(engine -> String.format(Locale.ROOT, "%s %.1f s", engine.getKey(), engine.getValue()))
                    .collect(Collectors.joining(", "));
            return String.format(
                    Locale.ROOT,
                    "proof: %d trees and %d laws over %d data sets of %d customers agree; %s; DuckDB could say %d%s;"
                            + " %d trees (%.0f %%) select 1 to 99 %% of the customers",
                    trees,
                    laws,
                    projects,
                    customers,
                    time,
                    said,
                    declined.isEmpty() ? "" : " and not " + declined,
                    split,
                    100.0 * split / trees);
        }
    }

    static LongStream seeds() {
        return LongStream.range(FIRST, FIRST + SEEDS);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void three_engines_agree(long seed) throws Exception {
        RandomProject project = RandomProject.of(seed);
        RandomData data = RandomData.of(project, seed);
        Map<String, Tree.Mapping> trees = trees(project, data, seed);
        Laws laws = Laws.about(trees);
        Map<String, Tree.Mapping> all = new LinkedHashMap<>(trees);
        all.putAll(laws.segments());
        int customers = data.rows().get("customers").size();

        try (Trial trial = new Trial(project, data, folder)) {
            Map<String, Map<String, Answer>> answers =
                    trial.answers(trial.checked(all).orElseGet(() -> fail(refusal(seed, trial, all))));

            Trial.disagreement(answers).ifPresent(found -> fail(report(seed, trial, data, all, found)));
            assertThat(laws.broken(answers, customers)).as("seed " + seed).isEmpty();
            FIGURES.add(customers, laws.count(), trial);
            trees.keySet().forEach(id -> FIGURES.add(answers.get(id), customers));
        }
    }

    @AfterAll
    static void at_least_half_of_the_trees_tell_customers_apart() {
        if (FIGURES.trees > 0) {
            System.out.println(FIGURES);
            assertThat(FIGURES.split).as(FIGURES.toString()).isGreaterThanOrEqualTo(FIGURES.trees / 2);
        }
    }

    private static Map<String, Tree.Mapping> trees(RandomProject project, RandomData data, long seed) {
        Random random = new Random(seed);
        Map<String, Tree.Mapping> trees = new LinkedHashMap<>();
        List<String> referred = new ArrayList<>();
        for (int number = 1; number <= TREES; number++) {
            String id = String.format("t%04d", number);
            boolean mayRefer = number > REFERRED;
            trees.put(id, new RandomCondition(project, data, mayRefer ? referred : List.of(), random).segment());
            if (!mayRefer) {
                referred.add(id);
            }
        }
        return trees;
    }

    private static String refusal(long seed, Trial trial, Map<String, Tree.Mapping> segments) {
        return "seed " + seed + ": the checker refuses what the generator makes\n" + trial.refusal(segments);
    }

    /** The smallest condition about which the engines disagree, with a customer's rows. */
    private static String report(
            long seed, Trial trial, RandomData data, Map<String, Tree.Mapping> segments, Trial.Disagreement found) {
        Map<String, Tree.Mapping> referred = new LinkedHashMap<>();
        segments.entrySet().stream().limit(REFERRED).forEach(one -> referred.put(one.getKey(), one.getValue()));
        Tree.Mapping failing = segments.get(found.segment());
        Tree.Mapping smallest = Shrinking.smallest(
                failing, tree -> disagreement(trial, referred, tree).isPresent());
        Trial.Disagreement last = disagreement(trial, referred, smallest).orElse(found);
        StringBuilder report = new StringBuilder("seed " + seed + ": the engines disagree about customer '")
                .append(last.customer())
                .append("' as of ")
                .append(trial.asOf())
                .append("\n  ")
                .append(smallest.yaml())
                .append('\n');
        last.answers().forEach((engine, answer) -> report.append("  ")
                .append(engine)
                .append(": ")
                .append(answer.of(last.customer()))
                .append('\n'));
        report.append("  found in ")
                .append(found.segment())
                .append(": ")
                .append(failing.yaml())
                .append('\n');
        trial.rowsOf(last.customer(), data)
                .forEach(row -> report.append("  ").append(row).append('\n'));
        return report.toString();
    }

    private static Optional<Trial.Disagreement> disagreement(
            Trial trial, Map<String, Tree.Mapping> referred, Tree.Mapping tree) {
        Map<String, Tree.Mapping> needed = new LinkedHashMap<>();
        referred.forEach((id, segment) -> {
            if (tree.yaml().contains("member-of: " + id)) {
                needed.put(id, segment);
            }
        });
        needed.put("smaller", tree);
        return trial.checked(needed).flatMap(segments -> Trial.disagreement(trial.answers(segments)));
    }

    @Test
    void the_translator_knows_definitions_alone() throws IOException {
        assertThat(imports(Path.of("src/test/java/io/segmill/jobs/proof/sql")))
                .isNotEmpty()
                .allMatch(name -> name.matches("io\\.segmill\\.core\\.definition\\.\\w+"
                        + "|io\\.segmill\\.core\\.condition\\.(AggregateFunction|Comparison|TextTest)"
                        + "|io\\.segmill\\.jobs\\.proof\\.sql\\..*"
                        + "|java\\..*"));
    }

    @Test
    void the_compiler_uses_neither_the_row_evaluator_nor_functions_of_its_own() throws IOException {
        assertThat(imports(Path.of("src/main/java/io/segmill/jobs/query")))
                .isNotEmpty()
                .noneMatch(name -> name.contains("core.evaluation")
                        || name.contains("sql.api.java")
                        || name.matches(".*(UserDefined\\w*|Aggregator|\\.udf|\\.udaf)"));
    }

    private static List<String> imports(Path sources) throws IOException {
        List<String> imports = new ArrayList<>();
        try (Stream<Path> files = Files.list(sources)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.readString(file)
                        .lines()
                        .filter(line -> line.startsWith("import "))
                        .forEach(line -> imports.add(line.replaceAll("^import (static )?|;$", "")));
            }
        }
        return imports;
    }
}
