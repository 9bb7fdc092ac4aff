package io.segmill.orchestration.cli.data;

import io.segmill.core.checking.CheckedProject;
import io.segmill.core.project.Segment;
import io.segmill.jobs.query.PublishedMembers;
import io.segmill.orchestration.cli.print.Cell;
import io.segmill.orchestration.cli.print.Terminal;
import io.segmill.orchestration.cli.print.TextTable;
import java.util.ArrayList;
import java.util.List;

/**
 * The first members of a segment as a table.
 *
 * @param rows the key, then the segment's columns, then the similarity of an expansion's members
 */
public record FirstMembers(List<String> headings, List<List<String>> rows) {
    public FirstMembers {
        headings = List.copyOf(headings);
        rows = List.copyOf(rows);
    }

    public static FirstMembers of(CheckedProject project, Segment segment, List<List<String>> rows) {
        List<String> headings = new ArrayList<>();
        headings.add(project.customerKey().name());
        segment.columns().forEach(column -> headings.add(column.header()));
        if (segment.type() == Segment.Type.EXPANSION) {
            headings.add(PublishedMembers.SIMILARITY);
        }
        return new FirstMembers(headings, rows);
    }

    /** @param most how many are shown at most, so that people know whether these are all */
    public void print(Terminal terminal, int most) {
        if (rows.isEmpty()) {
            return;
        }
        terminal.out().println();
        terminal.out().println(rows.size() < most ? "members" : "the first " + most + " members");
        TextTable table = new TextTable(headings);
        rows.forEach(row -> table.add(
                row.stream().map(cell -> Cell.text(cell.replaceAll("\\R", " "))).toList()));
        terminal.print(table);
    }
}
