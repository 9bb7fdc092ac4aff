package io.segmill.jobs.table;

import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which version of each table a run reads: the published one, and after the run's own commit the version that it made.
 * Safe for tasks that run side by side.
 */
public final class TableVersions {
    private final Map<TableName, Long> versions;

    public TableVersions(Map<TableName, Long> published) {
        this.versions = new ConcurrentHashMap<>(published);
    }

    /** The version to read; empty while no run ever published the table. */
    public OptionalLong of(TableName table) {
        Long version = versions.get(table);
        return version == null ? OptionalLong.empty() : OptionalLong.of(version);
    }

    /** This run has made a new version. */
    public void committed(TableName table, long version) {
        versions.put(table, version);
    }

    /** What this run made of the table does not count: it is read as before. */
    public void takenBack(TableName table, OptionalLong before) {
        if (before.isPresent()) {
            versions.put(table, before.getAsLong());
        } else {
            versions.remove(table);
        }
    }

    /** All of them, as they stand now. */
    public Map<TableName, Long> all() {
        return Map.copyOf(versions);
    }
}
