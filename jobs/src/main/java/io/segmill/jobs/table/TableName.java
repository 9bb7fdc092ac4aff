package io.segmill.jobs.table;

/** A table of the warehouse by its path below the warehouse's root: {@code sources/orders}. */
public record TableName(String path) implements Comparable<TableName> {
    public static final TableName PROFILING_COLUMNS = new TableName("profiling/columns");
    public static final TableName MEMBERS = new TableName("segments/members");
    public static final TableName CHANGES = new TableName("segments/changes");
    public static final TableName COUNTS = new TableName("segments/counts");
    public static final TableName RUN_TASKS = new TableName("runs/tasks");
    public static final TableName RUN_FILES = new TableName("runs/files");
    public static final TableName RUN_EXPORTS = new TableName("runs/exports");
    public static final TableName PUBLISHED = new TableName("runs/published");

    public TableName {
        if (!path.matches("[a-z]+/[A-Za-z0-9_]+")) {
            throw new IllegalArgumentException("not a table of the warehouse: " + path);
        }
    }

    public static TableName source(String id) {
        return new TableName("sources/" + id);
    }

    public static TableName quarantine(String id) {
        return new TableName("quarantine/" + id);
    }

    @Override
    public int compareTo(TableName other) {
        return path.compareTo(other.path);
    }

    @Override
    public String toString() {
        return path;
    }
}
