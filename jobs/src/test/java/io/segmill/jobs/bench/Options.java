package io.segmill.jobs.bench;

import io.segmill.jobs.bench.book.BookKind;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What is measured, by system properties {@code bench.…}.
 *
 * @param scales of the data
 * @param sizes of the books, ascending
 * @param parts {@code warm}, {@code cold} and {@code report}
 * @param ways words of which a way's name must hold one; empty for all
 * @param repetitions whose median counts
 * @param patience seconds after which a way is not repeated any more
 * @param longest seconds that a way may be expected to take for a longer book, from what it took for the shorter one
 * @param coldSizes of the books that are measured in new processes
 * @param heap of a new process, as {@code -Xmx} takes it
 * @param memory of DuckDB
 * @param sample of how many segments Spark is asked one query each
 * @param work where books, SQL and figures go
 * @param data where the data of each scale are kept
 * @param docs where the report goes
 */
record Options(
        List<Double> scales,
        List<Integer> sizes,
        List<BookKind> books,
        List<String> parts,
        List<String> ways,
        int repetitions,
        double patience,
        double longest,
        List<Integer> coldSizes,
        String heap,
        String memory,
        int threads,
        int sample,
        long seed,
        Path work,
        Path data,
        Path docs) {

    static Options ofThisProcess() {
        Path work = Path.of(text("work", "target/bench")).toAbsolutePath();
        return new Options(
                words("scales", "1").map(Double::valueOf).toList(),
                words("sizes", "1,10,100,1000,5000")
                        .map(Integer::valueOf)
                        .sorted()
                        .toList(),
                words("books", "realistic,adversarial").map(BookKind::named).toList(),
                words("parts", "warm,cold,report").toList(),
                words("ways", "").toList(),
                Integer.parseInt(text("repetitions", "5")),
                Double.parseDouble(text("patience", "120")),
                Double.parseDouble(text("longest", "600")),
                words("cold-sizes", "1000").map(Integer::valueOf).toList(),
                text("heap", "4g"),
                text("memory", "8GB"),
                Integer.parseInt(text("threads", "2")),
                Integer.parseInt(text("sample", "20")),
                Long.parseLong(text("seed", "42")),
                work,
                Path.of(text("data", work.resolve("data").toString())).toAbsolutePath(),
                Path.of(text("docs", "../docs")).toAbsolutePath().normalize());
    }

    private static String text(String name, String otherwise) {
        String set = System.getProperty("bench." + name, "");
        return set.isEmpty() ? otherwise : set;
    }

    private static Stream<String> words(String name, String otherwise) {
        return Stream.of(text(name, otherwise).split(",")).map(String::strip).filter(word -> !word.isEmpty());
    }

    boolean has(String part) {
        return parts.contains(part);
    }

    boolean wants(String way) {
        return ways.isEmpty() || ways.stream().anyMatch(way::contains);
    }

    Path projects() {
        return work.resolve("projects");
    }

    Path scratch() {
        return work.resolve("scratch");
    }

    Path sql() {
        return work.resolve("sql");
    }

    Path figures() {
        return work.resolve("figures.tsv");
    }
}
