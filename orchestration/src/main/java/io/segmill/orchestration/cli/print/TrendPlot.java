package io.segmill.orchestration.cli.print;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/** A number by day as columns of blocks, from zero up to the largest; days without a number are left open. */
public final class TrendPlot {
    private static final int HEIGHT = 6;
    private static final int MOST_COLUMNS = 72;
    private static final int FEW_DAYS = 30;
    private static final String BLOCKS = " ▁▂▃▄▅▆▇█";
    private static final int EIGHTHS = 8;

    private TrendPlot() {}

    /**
     * The lines of a plot.
     *
     * @param values at least one
     */
    public static List<String> lines(SortedMap<LocalDate, Long> values) {
        LocalDate first = values.firstKey();
        LocalDate last = values.lastKey();
        long days = ChronoUnit.DAYS.between(first, last) + 1;
        int columns = (int) Math.min(days, MOST_COLUMNS);
        long[] heights = new long[columns];
        // Where a column stands for several days, it shows the last of them that has a number.
        values.forEach((day, value) -> heights[(int) (ChronoUnit.DAYS.between(first, day) * columns / days)] = value);
        long most = values.values().stream().mapToLong(Long::longValue).max().orElse(0);
        String label = Wording.number(most);
        String gap = columns <= FEW_DAYS ? " " : "";
        List<String> lines = new ArrayList<>();
        for (int row = HEIGHT - 1; row >= 0; row--) {
            StringBuilder line = new StringBuilder(row == HEIGHT - 1 ? label : " ".repeat(label.length()));
            line.append(" |");
            for (long height : heights) {
                line.append(block(height, most, row)).append(gap);
            }
            lines.add(line.toString().stripTrailing());
        }
        String foot = " ".repeat(label.length() - 1) + "0 +" + "-".repeat(Math.max(1, columns * (1 + gap.length())));
        lines.add(foot);
        lines.add(" ".repeat(label.length() + 2) + (days == 1 ? first.toString() : first + " to " + last));
        return lines;
    }

    /** The part of a column that lies in one row; at least the least block for anything above zero. */
    private static char block(long height, long most, int row) {
        long eighths = most == 0 ? 0 : (height * HEIGHT * EIGHTHS + most - 1) / most;
        return BLOCKS.charAt((int) Math.max(0, Math.min(EIGHTHS, eighths - (long) row * EIGHTHS)));
    }
}
