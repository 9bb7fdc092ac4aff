package io.segmill.orchestration.cli.print;

import java.util.ArrayList;
import java.util.List;

/** A table for people: columns as wide as their widest cell, numbers to the right. */
public final class TextTable {
    private static final String GAP = "  ";

    private final List<String> headings;
    private final List<List<Cell>> rows = new ArrayList<>();

    public TextTable(List<String> headings) {
        this.headings = List.copyOf(headings);
    }

    public TextTable(String... headings) {
        this(List.of(headings));
    }

    public void add(List<Cell> row) {
        if (row.size() != headings.size()) {
            throw new IllegalArgumentException(row.size() + " cells under " + headings.size() + " headings");
        }
        rows.add(List.copyOf(row));
    }

    public void add(Cell... row) {
        add(List.of(row));
    }

    /** The headings, a rule and the rows, without spaces at the ends of lines. */
    public List<String> lines(Terminal.Look look) {
        int[] widths = new int[headings.size()];
        for (int column = 0; column < widths.length; column++) {
            widths[column] = DisplayWidth.of(headings.get(column));
            for (List<Cell> row : rows) {
                widths[column] =
                        Math.max(widths[column], DisplayWidth.of(row.get(column).text()));
            }
        }
        List<String> lines = new ArrayList<>();
        List<Cell> titles = new ArrayList<>();
        List<Cell> rules = new ArrayList<>();
        for (int column = 0; column < widths.length; column++) {
            titles.add(new Cell(headings.get(column), sideOf(column), Cell.Colour.NONE));
            rules.add(Cell.text("-".repeat(widths[column])));
        }
        lines.add(line(titles, widths, look));
        lines.add(line(rules, widths, look));
        rows.forEach(row -> lines.add(line(row, widths, look)));
        return lines;
    }

    private Cell.Side sideOf(int column) {
        return rows.isEmpty() ? Cell.Side.LEFT : rows.get(0).get(column).side();
    }

    private static String line(List<Cell> row, int[] widths, Terminal.Look look) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < widths.length; column++) {
            Cell cell = row.get(column);
            String space = " ".repeat(widths[column] - DisplayWidth.of(cell.text()));
            String shown = cell.shown(look);
            line.append(column == 0 ? "" : GAP).append(cell.side() == Cell.Side.RIGHT ? space + shown : shown + space);
        }
        return line.toString().stripTrailing();
    }
}
