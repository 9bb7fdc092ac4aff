package io.segmill.jobs.reading.row;

import io.segmill.core.project.CsvOptions;
import io.segmill.jobs.reading.text.RecordReader;
import java.io.Serializable;
import java.nio.charset.CharacterCodingException;
import java.util.List;

/** Rows of CSV records: fields by their places. What is in undeclared fields is not looked at. */
public final class CsvParser implements RecordParser {
    private final Layout layout;
    private final ColumnReading[] columns;
    private final int[] places;

    /**
     * What every record of a file is to look like.
     *
     * @param fields how many there are
     * @param places in the order of the columns: which field holds the column, from 0
     * @param ending what stands behind the last field
     * @param missing a text that stands for a missing value; empty for none but the empty one
     * @param encoding its name, for people
     */
    public record Layout(int fields, List<Integer> places, Ending ending, String missing, String encoding)
            implements Serializable {
        public static Layout of(CsvOptions csv, int fields, List<Integer> places) {
            return new Layout(
                    fields,
                    places,
                    csv.trailingDelimiter() ? Ending.DELIMITER : Ending.NOTHING,
                    csv.missing().orElse(""),
                    csv.encoding().name());
        }
    }

    /** What stands between the last field and the end of the line. */
    public enum Ending {
        NOTHING,
        DELIMITER
    }

    public CsvParser(Layout layout, List<ColumnReading> columns) {
        this.layout = layout;
        this.columns = columns.toArray(ColumnReading[]::new);
        this.places = layout.places().stream().mapToInt(Integer::intValue).toArray();
    }

    @Override
    public Content parse(RecordReader record, RowBuilder row) {
        if (record.flaw().isPresent()) {
            row.flaw(record.flaw().get());
        } else if (isComplete(record, row)) {
            for (int i = 0; i < columns.length; i++) {
                fill(record, row, i);
            }
        }
        return Content.ROW;
    }

    private boolean isComplete(RecordReader record, RowBuilder row) {
        int fields = record.fields();
        if (layout.ending() == Ending.DELIMITER) {
            if (!isEmpty(record, fields - 1)) {
                row.flaw("no delimiter at the end");
                return false;
            }
            fields--;
        }
        if (fields != layout.fields()) {
            row.flaw(fields + (fields == 1 ? " field" : " fields") + " instead of " + layout.fields());
            return false;
        }
        return true;
    }

    private void fill(RecordReader record, RowBuilder row, int column) {
        String text;
        try {
            text = record.text(places[column]);
        } catch (CharacterCodingException undecodable) {
            row.flaw(columns[column].undecodable(layout.encoding()));
            return;
        }
        String compared = columns[column].conversion().keepsText() ? text : text.strip();
        if (compared.isEmpty() || compared.equals(layout.missing())) {
            row.missing(column);
        } else {
            row.text(column, text);
        }
    }

    private static boolean isEmpty(RecordReader record, int field) {
        try {
            return record.text(field).isEmpty();
        } catch (CharacterCodingException undecodable) {
            return false;
        }
    }
}
