package io.segmill.jobs.profile;

import io.segmill.core.fault.FaultPoint;
import io.segmill.core.project.Source;
import io.segmill.jobs.query.SourceTables;
import io.segmill.jobs.table.TableName;
import io.segmill.jobs.table.TableVersions;
import io.segmill.jobs.table.Warehouse;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;

/** The profiles of a run's sources: made one by one, written together, read again by people. */
public final class Profiling {
    private final Warehouse warehouse;
    private final TableVersions versions;
    private final SourceTables tables;
    private final SourceProfiler profiler;

    public Profiling(Warehouse warehouse, TableVersions versions, LocalDate asOf, ZoneId zone) {
        this.warehouse = warehouse;
        this.versions = versions;
        this.tables = SourceTables.of(warehouse, versions);
        this.profiler = new SourceProfiler(asOf, zone);
    }

    /** Profiles a source and compares it with its newest profile. */
    public SourceProfile profile(Source source) {
        SourceProfile profile = profiler.profile(source, tables.rows(source.id()), newest(source.id()));
        warehouse.faults().at(FaultPoint.COMPUTED, "profile of " + source.id());
        return profile;
    }

    /** The newest profile of a source, column by column in its order; empty if it has none. */
    public List<ColumnProfile> newest(String source) {
        OptionalLong version = versions.of(TableName.PROFILING_COLUMNS);
        return version.isPresent()
                ? ProfileTable.newest(warehouse.read(TableName.PROFILING_COLUMNS, version.getAsLong()), source)
                : List.of();
    }

    /** Adds the profiles to {@code profiling/columns}, in one commit. */
    public void write(Collection<SourceProfile> profiles, String runId) {
        warehouse.createIfMissing(TableName.PROFILING_COLUMNS, ProfileTable.SCHEMA);
        versions.committed(
                TableName.PROFILING_COLUMNS,
                warehouse.append(TableName.PROFILING_COLUMNS, ProfileTable.rows(runId, List.copyOf(profiles)), runId));
    }
}
