package io.segmill.jobs.export;

import io.segmill.core.checking.CheckedProject;
import io.segmill.core.project.CsvOutput;
import io.segmill.core.project.Export;
import io.segmill.core.project.OutputColumn;
import io.segmill.core.project.Segment;
import io.segmill.jobs.query.PublishedMembers;
import io.segmill.jobs.table.Publication;
import io.segmill.jobs.table.Warehouse;
import io.segmill.core.schema.DataType;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The published members of a project's segments as CSV: for exports, and for people who ask for a file. */
public final class MembersExport {
    private final CheckedProject project;
    private final PublishedMembers members;

    /** @param publication whose members and attributes are written */
    public MembersExport(CheckedProject project, Warehouse warehouse, Publication publication) {
        this.project = project;
        this.members = new PublishedMembers(project, warehouse, publication);
    }

    /** Segments that were refreshed in some published run. */
    public Set<String> everRefreshed() {
        return members.everRefreshed();
    }

    /**
     * Writes one segment's folder of an export.
     *
     * @return how many members were written
     * @throws io.segmill.core.problem.Failure when the disk takes no more, or there are no rights; a folder that was
     *     there stays as it was
     */
    public long write(Export export, Segment segment, String runId, LocalDate asOf) {
        List<OutputColumn> columns = export.columns().orElse(segment.columns());
        ExportRequest request = new ExportRequest(
                runId, asOf, segment.id(), export.to(), export.csv(), extractColumns(segment, columns, export.hashed()));
        return new ExportWriter(project.settings().timeZone())
                .write(request, members.beside(segment, columns))
                .rows();
    }

    /**
     * Writes a segment's members with its own columns into one file, which is replaced if it is there.
     *
     * @return how many members were written
     */
    public long toFile(Segment segment, Path file) {
        return new CsvExtract(
                        extractColumns(segment, segment.columns(), Set.of()),
                        CsvOutput.DEFAULTS,
                        project.settings().timeZone())
                .toFile(members.beside(segment, segment.columns()), file)
                .rows();
    }

    private List<ExtractColumn> extractColumns(Segment segment, List<OutputColumn> columns, Set<String> hashed) {
        List<ExtractColumn> extract = new ArrayList<>();
        extract.add(ExtractColumn.plain(
                project.customerKey().name(), project.customerKey().type()));
        for (OutputColumn column : columns) {
            extract.add(
                    hashed.contains(column.header())
                            ? ExtractColumn.hashed(
                                    column.header(), column.value().type())
                            : ExtractColumn.plain(
                                    column.header(), column.value().type()));
        }
        if (segment.type() == Segment.Type.EXPANSION) {
            extract.add(ExtractColumn.plain(PublishedMembers.SIMILARITY, DataType.DOUBLE));
        }
        return extract;
    }
}
