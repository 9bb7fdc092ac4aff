package io.segmill.core.project;

import io.segmill.core.condition.Condition;
import io.segmill.core.schema.Column;
import io.segmill.core.schema.ColumnPath;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One upstream data source.
 *
 * @param path a file, a folder or a glob, absolute or with a scheme ({@code s3a://…}); already resolved against the
 *     project folder
 * @param csv how the files are written, of CSV sources; the defaults for every other format
 * @param columns in the order of the table; of a CSV file without header also the order in the file
 * @param key names of the key's columns; empty when the source has none
 * @param eventTime a date or timestamp, in the row itself or reached by hops to one row
 * @param deleteWhen of merge loads: a condition on an incoming row that deletes the row with its key
 * @param allowPercent the share of a load's rows that may be bad, 0 to 100
 * @param definitionHash SHA-256 of what the definition says, in lower-case hex
 */
public record Source(
        String id,
        Format format,
        String path,
        CsvOptions csv,
        List<Column> columns,
        List<String> key,
        Optional<ColumnPath> eventTime,
        LoadMode load,
        Optional<Condition> deleteWhen,
        BigDecimal allowPercent,
        String definitionHash) {
    public Source {
        Objects.requireNonNull(format);
        Objects.requireNonNull(csv);
        Objects.requireNonNull(eventTime);
        Objects.requireNonNull(load);
        Objects.requireNonNull(deleteWhen);
        columns = List.copyOf(columns);
        key = List.copyOf(key);
        if (allowPercent.signum() < 0 || allowPercent.compareTo(BigDecimal.valueOf(100)) > 0) {
            throw new IllegalArgumentException(allowPercent + " percent");
        }
    }

    public Optional<Column> column(String name) {
        return columns.stream().filter(column -> column.name().equals(name)).findFirst();
    }
}
