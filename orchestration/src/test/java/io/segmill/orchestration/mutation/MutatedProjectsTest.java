package io.segmill.orchestration.mutation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.segmill.orchestration.app.Main;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files of real projects, damaged in all ways: {@code validate} says what is wrong with each, where, and how to mend it,
 * and never breaks or hangs itself. How many by {@code -Dmutations=N}.
 */
class MutatedProjectsTest {
    private static final int MUTATIONS = Integer.getInteger("mutations", 1_000);
    private static final long SEED = 20_260_630L;
    private static final int SIDE_BY_SIDE = 2;
    /** A few milliseconds are usual; what takes this long on a busy machine would take for ever. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    private Path folder;

    @Test
    void every_damaged_project_is_judged() throws Exception {
        ExecutorService workers = Executors.newFixedThreadPool(SIDE_BY_SIDE);
        try {
            List<Future<Tally>> parts = new ArrayList<>();
            for (int part = 0; part < SIDE_BY_SIDE; part++) {
                int number = part;
                Callable<Tally> work = () -> new Part(folder.resolve("part" + number), number).run();
                parts.add(workers.submit(work));
            }
            Tally all = new Tally(0, 0, List.of());
            for (Future<Tally> part : parts) {
                all = all.and(part.get(PATIENCE.toSeconds() * 30, TimeUnit.SECONDS));
            }
            assertThat(all.complaints()).isEmpty();
            assertThat(all.refused()).as("damage that is seen").isGreaterThan(MUTATIONS / 2);
            assertThat(all.accepted()).as("harmless damage").isGreaterThan(MUTATIONS / 50);
        } finally {
            workers.shutdownNow();
        }
    }

    private record Tally(int accepted, int refused, List<String> complaints) {
        Tally and(Tally other) {
            List<String> both = new ArrayList<>(complaints);
            both.addAll(other.complaints());
            return new Tally(accepted + other.accepted, refused + other.refused, both);
        }
    }

    /** One thread's projects and its share of the mutations, which depend on the seed only. */
    private static final class Part {
        private final Path folder;
        private final int number;
        private final Random random;
        private final List<String> complaints = new ArrayList<>();

        Part(Path folder, int number) {
            this.folder = folder;
            this.number = number;
            this.random = new Random(SEED + number);
        }

        Tally run() throws IOException {
            Map<Path, List<Path>> projects = Projects.copiedTo(folder);
            List<Path> roots = List.copyOf(projects.keySet());
            int accepted = 0;
            int refused = 0;
            for (int i = 0; i < MUTATIONS / SIDE_BY_SIDE && complaints.size() < 10; i++) {
                Path project = Mutation.any(roots, random);
                Path file = Mutation.any(projects.get(project), random);
                byte[] whole = Files.readAllBytes(file);
                String what = "part " + number + ", " + i + ": " + project.relativize(file);
                byte[] damaged = whole;
                for (int times = 1 + random.nextInt(2); times > 0; times--) {
                    Mutation mutation = Mutation.any(List.of(Mutation.values()), random);
                    damaged = mutation.of(damaged, random);
                    what += " " + mutation;
                }
                Files.write(file, damaged);
                if (validated(project, what)) {
                    accepted++;
                } else {
                    refused++;
                }
                Files.write(file, whole);
            }
            return new Tally(accepted, refused, complaints);
        }

        /** @return whether it is taken for a sound project */
        private boolean validated(Path project, String what) {
            StringWriter out = new StringWriter();
            StringWriter err = new StringWriter();
            long start = System.nanoTime();
            int code = Main.run(
                    new String[] {"validate", "--json", "--project", project.toString()},
                    out,
                    err,
                    Map.of("HOME", "/h"));
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            if (took.compareTo(PATIENCE) > 0) {
                complaints.add(what + ": took " + took);
            }
            if (code != 0 && code != 2) {
                complaints.add(what + ": exit " + code + "\n" + out + err);
            } else if (!err.toString().isEmpty()) {
                complaints.add(what + ": on stderr\n" + err);
            } else {
                judge(code, out.toString(), what);
            }
            return code == 0;
        }

        private void judge(int code, String json, String what) {
            try {
                JsonNode problems = new ObjectMapper().readTree(json).get("problems");
                boolean hasErrors = false;
                for (JsonNode problem : problems) {
                    hasErrors |= problem.get("severity").textValue().equals("error");
                    if (!isWhole(problem)) {
                        complaints.add(what + ": " + problem);
                    }
                }
                if (hasErrors != (code == 2)) {
                    complaints.add(what + ": exit " + code + " with " + problems);
                }
            } catch (IOException e) {
                complaints.add(what + ": no JSON: " + e + "\n" + json);
            }
        }

        /** One that a person finds and can mend; neither names a class of ours, nor shows a control character. */
        private static boolean isWhole(JsonNode problem) {
            String message = problem.get("message").asText("");
            String fix = problem.get("fix").asText("");
            return problem.get("file").asText("").matches("segmill\\.yaml|(sources|segments|exports)(/.+)?")
                    && problem.get("line").asInt() >= 1
                    && problem.get("column").asInt() >= 1
                    && problem.get("code").asText("").matches("[A-Z0-9_]+")
                    && Stream.of(message, fix)
                            .allMatch(text -> !text.isBlank()
                                    && !text.contains("Exception")
                                    && !text.contains("io.segmill")
                                    && text.length() < 2_000
                                    && text.chars().noneMatch(Part::isControl));
        }

        private static boolean isControl(int character) {
            return Character.isISOControl(character);
        }
    }

    /** Projects to damage: the samples, the one that init makes, and the checker's own test project. */
    private static final class Projects {
        /** Each project's folder with its files. */
        static Map<Path, List<Path>> copiedTo(Path folder) throws IOException {
            Path repository = Path.of("").toAbsolutePath().getParent();
            Map<String, Path> from = Map.of(
                    "retail", repository.resolve("conf"),
                    "tpcds", repository.resolve("data-samples/tpcds/conf"),
                    "bookshop",
                            repository.resolve("orchestration/src/main/resources/io/segmill/orchestration/cli/starter"),
                    "mistakes", repository.resolve("pipeline-core/src/test/resources/mistakes"),
                    "language", repository.resolve("pipeline-core/src/test/resources/language/project"));
            List<Path> projects = new ArrayList<>();
            for (Map.Entry<String, Path> one : from.entrySet()) {
                projects.add(copied(one.getValue(), folder.resolve(one.getKey())));
            }
            projects.sort(null);
            return projects.stream()
                    .collect(Collectors.toMap(
                            project -> project, Projects::yaml, (left, right) -> left, LinkedHashMap::new));
        }

        private static Path copied(Path from, Path to) throws IOException {
            try (Stream<Path> files = Files.walk(from)) {
                for (Path file : files.toList()) {
                    Path target = to.resolve(from.relativize(file).toString());
                    if (Files.isDirectory(file)) {
                        Files.createDirectories(target);
                    } else if (file.toString().endsWith(".yaml")) {
                        Files.copy(file, target);
                    }
                }
            }
            return to;
        }

        private static List<Path> yaml(Path project) {
            try (Stream<Path> files = Files.walk(project)) {
                return files.filter(file -> file.toString().endsWith(".yaml"))
                        .sorted()
                        .toList();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
