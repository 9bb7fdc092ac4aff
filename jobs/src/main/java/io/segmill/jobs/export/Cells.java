package io.segmill.jobs.export;

import io.segmill.core.project.CsvOutput;
import io.segmill.core.schema.CellText;
import io.segmill.core.schema.DataType;
import io.segmill.jobs.table.SparkTypes;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;

/** Turns the values of rows into the cells of an extract, and counts those that it guarded. */
final class Cells {
    private final List<ExtractColumn> columns;
    private final List<Function<InternalRow, Object>> values = new ArrayList<>();
    private final CsvOutput csv;
    private final CellText text;
    private final MessageDigest sha256 = Sha256.digest();
    private long guarded;

    /** @param schema of the rows to come, a column for each of the extract's */
    Cells(List<ExtractColumn> columns, StructType schema, CsvOutput csv, ZoneId zone) {
        this.columns = columns;
        for (int i = 0; i < columns.size(); i++) {
            values.add(SparkTypes.external(schema.apply(i).dataType(), i));
        }
        this.csv = csv;
        this.text = new CellText(zone);
    }

    /** A missing value is an empty text: of a null alone in its row the printer makes a line that is no row. */
    List<String> of(InternalRow row) {
        List<String> cells = new ArrayList<>(columns.size());
        for (int i = 0; i < columns.size(); i++) {
            cells.add(row.isNullAt(i) ? "" : cell(columns.get(i), values.get(i).apply(row)));
        }
        return cells;
    }

    /** How many cells so far. */
    long guarded() {
        return guarded;
    }

    private String cell(ExtractColumn column, Object value) {
        String cell = text.of(column.type(), value);
        return switch (column.form()) {
            case SHA_256 -> {
                String normal = cell.strip().toLowerCase(Locale.ROOT);
                // Everybody without an address would be one and the same person.
                yield normal.isEmpty()
                        ? ""
                        : HexFormat.of().formatHex(sha256.digest(normal.getBytes(StandardCharsets.UTF_8)));
            }
            case PLAIN -> {
                if (csv.formulaGuard() && column.type().kind() == DataType.Kind.STRING && FormulaGuard.isDue(cell)) {
                    guarded++;
                    yield FormulaGuard.guarded(cell);
                }
                yield cell;
            }
        };
    }
}
