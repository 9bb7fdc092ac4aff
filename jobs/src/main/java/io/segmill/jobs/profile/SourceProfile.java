package io.segmill.jobs.profile;

import java.util.List;
import java.util.Objects;

/** What a source's table holds, column by column in the source's order. */
public record SourceProfile(String source, long rows, List<ColumnProfile> columns) {
    public SourceProfile {
        Objects.requireNonNull(source);
        columns = List.copyOf(columns);
    }

    /** The alerts of all columns, in their order. */
    public List<Alert> alerts() {
        return columns.stream().flatMap(column -> column.alerts().stream()).toList();
    }
}
