package io.segmill.jobs.bench.report;

import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/** A table of Markdown; rows of which nothing is known are left out. */
final class Table {
    private final StringBuilder text = new StringBuilder();

    Table(String title, List<String> columns) {
        text.append("\n| " + title + " | " + String.join(" | ", columns) + " |\n|---|");
        text.append("---:|".repeat(columns.size())).append('\n');
    }

    void row(String title, List<Integer> columns, IntFunction<String> cells) {
        List<String> all = columns.stream().map(cells::apply).toList();
        if (all.stream().anyMatch(cell -> !cell.isEmpty())) {
            text.append(all.stream().collect(Collectors.joining(" | ", "| " + title + " | ", " |\n")));
        }
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
