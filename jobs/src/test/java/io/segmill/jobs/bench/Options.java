package io.segmill.jobs.bench;

import io.segmill.jobs.bench.book.BookKind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What is measured and how, by words {@code --name value}. {@code docs/benchmark.md} tells what they mean. */
record Options(Map<String, String> words) {
    private static final Map<String, String> USUAL = usual();

    Options {
        words = Map.copyOf(words);
    }

    private static Map<String, String> usual() {
        Map<String, String> usual = new LinkedHashMap<>();
        usual.put("scales", "1");
        usual.put("books", "realistic,adversarial");
        usual.put("sizes", "1,10,100,900,1000,5000");
        usual.put("ways", "");
        usual.put("starts", "warm,cold");
        usual.put("cold-sizes", "1000");
        usual.put("night-sizes", "1000");
        usual.put("repetitions", "5");
        usual.put("patience", "300");
        usual.put("limit", "1800");
        usual.put("budget", "100000");
        usual.put("warm-up", "60");
        usual.put("spark-sample", "20");
        usual.put("duckdb-sample", "1000");
        usual.put("threads", "2");
        usual.put("heap", "4g");
        usual.put("memory", "6GB");
        usual.put("seed", "42");
        usual.put("again", "no");
        usual.put("data", "jobs/target/bench/data");
        usual.put("work", "jobs/target/bench");
        usual.put("docs", "docs");
        return usual;
    }

    /** @throws IllegalArgumentException if a word is not known or has no value */
    static Options of(List<String> arguments) {
        Map<String, String> words = new LinkedHashMap<>(USUAL);
        for (int index = 0; index < arguments.size(); index += 2) {
            String name = arguments.get(index).replaceFirst("^--", "");
            if (!USUAL.containsKey(name) || index + 1 == arguments.size()) {
                throw new IllegalArgumentException(
                        arguments.get(index) + ": expected --name value with one of " + USUAL.keySet());
            }
            words.put(name, arguments.get(index + 1));
        }
        return new Options(words);
    }

    /** As {@link #of} takes them. */
    List<String> arguments() {
        List<String> arguments = new ArrayList<>();
        words.forEach((name, value) -> arguments.addAll(List.of("--" + name, value)));
        return arguments;
    }

    private Stream<String> list(String name) {
        return Stream.of(words.get(name).split(",")).map(String::strip).filter(word -> !word.isEmpty());
    }

    private double number(String name) {
        return Double.parseDouble(words.get(name));
    }

    private Path path(String name) {
        return Path.of(words.get(name)).toAbsolutePath().normalize();
    }

    /** Of the data. */
    List<Double> scales() {
        return list("scales").map(Double::valueOf).toList();
    }

    List<BookKind> books() {
        return list("books").map(BookKind::named).toList();
    }

    /** Of the books, ascending. */
    List<Integer> sizes() {
        return list("sizes").map(Integer::valueOf).sorted().toList();
    }

    /** Of the books that are also measured in processes that are new. */
    List<Integer> coldSizes() {
        return list("cold-sizes").map(Integer::valueOf).toList();
    }

    /** Of the books that second nights are measured with. */
    List<Integer> nightSizes() {
        return list("night-sizes").map(Integer::valueOf).toList();
    }

    /** @param start {@code warm} or {@code cold} */
    boolean isStarted(String start) {
        return list("starts").anyMatch(start::equals);
    }

    /** Whether its name holds one of the words that were asked for. */
    boolean isWanted(String way) {
        return words.get("ways").isEmpty() || list("ways").anyMatch(way::contains);
    }

    /** Runs whose median counts. */
    int repetitions() {
        return (int) number("repetitions");
    }

    /** Seconds after which a way is not repeated any more. */
    double patience() {
        return number("patience");
    }

    /** Seconds after which a process is ended, and that a run may be expected to take from what a smaller book took. */
    double limit() {
        return number("limit");
    }

    /** Seconds after which nothing more is begun. */
    double budget() {
        return 60 * number("budget");
    }

    /** Seconds that a way is run for before times count. */
    double warmUp() {
        return number("warm-up");
    }

    /** Of how many segments Spark is asked one query each. */
    int sparkSample() {
        return (int) number("spark-sample");
    }

    /** Of how many segments DuckDB is asked one query each, at a scale; fewer at greater scales, but at least 100. */
    int duckDbSample(double scale) {
        return (int) Math.max(Math.min(100, number("duckdb-sample")), number("duckdb-sample") / Math.max(1, scale));
    }

    int threads() {
        return (int) number("threads");
    }

    /** Of each JVM, as {@code -Xmx} takes it. */
    String heap() {
        return words.get("heap");
    }

    /** Of DuckDB. */
    String memory() {
        return words.get("memory");
    }

    /** Of the books. */
    long seed() {
        return Long.parseLong(words.get("seed"));
    }

    /** Whether what was measured before is measured once more. */
    boolean isAgain() {
        return words.get("again").equals("yes");
    }

    Path data() {
        return path("data");
    }

    Path work() {
        return path("work");
    }

    /** Where the report goes. */
    Path docs() {
        return path("docs");
    }

    Path projects() {
        return work().resolve("projects");
    }

    Path scratch() {
        return work().resolve("scratch");
    }

    Path sql() {
        return work().resolve("sql");
    }

    Path figures() {
        return work().resolve("figures.tsv");
    }
}
