package io.segmill.jobs.reading.row;

import io.segmill.core.project.Source;
import io.segmill.core.schema.Column;
import java.io.Serializable;
import java.time.ZoneId;
import java.util.List;

/**
 * How one column of a source is read, in a form that travels to Spark's tasks, with the reasons for which a row is bad.
 * A reason names column and type, and the value unless the column is personal.
 *
 * @param need why a row must have a value here, as {@code required}; empty if it need not
 * @param privacy whether a value may be shown in a reason
 */
public record ColumnReading(String name, String inFile, Conversion conversion, String need, Privacy privacy)
        implements Serializable {
    private static final int SHOWN = 60;

    /** Who may see a value. */
    public enum Privacy {
        OPEN,
        PERSONAL
    }

    public static ColumnReading of(Source source, Column column, ZoneId zone) {
        String need = source.key().contains(column.name()) ? "part of the key" : column.required() ? "required" : "";
        return new ColumnReading(
                column.name(),
                column.inFile(),
                Conversion.of(column, zone),
                need,
                column.pii() ? Privacy.PERSONAL : Privacy.OPEN);
    }

    /** All columns of a source, in their order. */
    public static List<ColumnReading> all(Source source, ZoneId zone) {
        return source.columns().stream().map(column -> of(source, column, zone)).toList();
    }

    public boolean isNeeded() {
        return !need.isEmpty();
    }

    public String missing() {
        return "column '" + name + "': missing, but " + need;
    }

    /** @param text the value as it stands in the file */
    public String unfit(String text) {
        String type = conversion.typeName();
        return privacy == Privacy.PERSONAL
                ? "column '" + name + "': not " + type + " (value hidden: pii)"
                : "column '" + name + "': '" + shortened(text) + "' is not " + type;
    }

    public String undecodable(String encoding) {
        return "bytes that are not " + encoding + " in column '" + name + "'";
    }

    private static String shortened(String text) {
        StringBuilder shown = new StringBuilder();
        text.codePoints().limit(SHOWN).forEach(point -> {
            if (Character.isISOControl(point)) {
                shown.append(String.format("\\u%04x", point));
            } else {
                shown.appendCodePoint(point);
            }
        });
        return text.codePointCount(0, text.length()) > SHOWN ? shown + "…" : shown.toString();
    }
}
