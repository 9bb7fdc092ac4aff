package io.segmill.jobs.export;

import io.segmill.core.checking.CheckedProject;
import io.segmill.core.fault.Faults;
import io.segmill.core.project.CsvOutput;
import io.segmill.core.project.Export;
import io.segmill.core.project.OutputColumn;
import io.segmill.core.project.Segment;
import io.segmill.core.run.Exported;
import io.segmill.core.run.SegmentCount;
import io.segmill.core.schema.DataType;
import io.segmill.jobs.query.PublishedMembers;
import io.segmill.jobs.table.Publication;
import io.segmill.jobs.table.Warehouse;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** The published members of a project's segments as CSV: for exports, and for people who ask for a file. */
public final class MembersExport {
    private final CheckedProject project;
    private final LocalDate asOf;
    private final PublishedMembers members;
    private final Faults faults;

    /** @param publication whose members and attributes are written */
    public MembersExport(CheckedProject project, Warehouse warehouse, Publication publication) {
        this.project = project;
        this.asOf = publication.asOf();
        this.members = new PublishedMembers(project, warehouse, publication);
        this.faults = warehouse.faults();
    }

    /** What the newest published refresh of some segments made of them; without those never refreshed. */
    public Map<String, SegmentCount> counts(Collection<String> segments) {
        return members.counts(segments);
    }

    /** Of some segments those whose members have left since their newest refresh. */
    public Set<String> emptied(Collection<String> segments) {
        return members.emptied(segments);
    }

    /**
     * A segment's folder of an export as it was written.
     *
     * @param rows members or changes
     * @param warnings what people should know, whole sentences
     */
    public record Written(long rows, List<String> warnings) {
        public Written {
            warnings = List.copyOf(warnings);
        }
    }

    /**
     * Writes one segment's folder of an export.
     *
     * @param now what the segment's newest refresh made of it
     * @param before as the export wrote the segment last for another as-of date; absent if it never did
     * @throws io.segmill.core.problem.Failure when the disk takes no more, or there are no rights; a folder that was
     *     there stays as it was
     */
    public Written write(Export export, Segment segment, String runId, SegmentCount now, Optional<Exported> before) {
        return switch (export.content()) {
            case MEMBERS ->
                new Written(
                        write(
                                export,
                                segment,
                                runId,
                                now.asOf(),
                                members.customers(segment.id()),
                                now.members(),
                                Optional.empty()),
                        List.of());
            case CHANGES -> writeChanges(export, segment, runId, now, before);
        };
    }

    private Written writeChanges(
            Export export, Segment segment, String runId, SegmentCount now, Optional<Exported> before) {
        List<String> warnings = new ArrayList<>();
        if (before.isPresent()) {
            Dataset<Row> changes = members.changesAfter(before.get().refreshedBy(), segment.id());
            long entered = changes.where(isEntered()).count();
            long left = changes.where(functions.not(isEntered())).count();
            if (before.get().members() + entered - left == now.members()) {
                return new Written(
                        write(
                                export,
                                segment,
                                runId,
                                now.asOf(),
                                changes,
                                entered + left,
                                Optional.of(new ExportRequest.Changes(
                                        Optional.of(before.get().asOf()), now.members(), entered, left))),
                        List.of());
            }
            warnings.add("the changes of segment '" + segment.id() + "' since "
                    + before.get().asOf() + " are not all known; all its members are told as entered");
        }
        return new Written(
                write(
                        export,
                        segment,
                        runId,
                        now.asOf(),
                        members.allEntered(segment.id()),
                        now.members(),
                        Optional.of(new ExportRequest.Changes(Optional.empty(), now.members(), now.members(), 0))),
                warnings);
    }

    private static Column isEntered() {
        return functions.col(PublishedMembers.CHANGE).equalTo(PublishedMembers.ENTERED);
    }

    private long write(
            Export export,
            Segment segment,
            String runId,
            LocalDate asOf,
            Dataset<Row> customers,
            long count,
            Optional<ExportRequest.Changes> changes) {
        List<OutputColumn> columns = export.columns().orElse(segment.columns());
        List<ExtractColumn> extract = extractColumns(segment, columns, export.hashed());
        if (changes.isPresent()) {
            extract.add(1, ExtractColumn.plain(Export.CHANGE_HEADER, DataType.STRING));
        }
        ExportRequest request =
                new ExportRequest(runId, asOf, segment.id(), export.to(), export.csv(), extract, changes);
        return new ExportWriter(project.settings().timeZone(), faults)
                .write(request, members.besideInOrder(customers, count, segment, columns, asOf))
                .rows();
    }

    /**
     * Writes a segment's members with its own columns into one file, which is replaced if it is there.
     *
     * @return how many members were written
     */
    public long toFile(Segment segment, Path file) {
        Dataset<Row> customers = members.customers(segment.id());
        return new CsvExtract(
                        extractColumns(segment, segment.columns(), Set.of()),
                        CsvOutput.DEFAULTS,
                        project.settings().timeZone(),
                        faults)
                .toFile(members.besideInOrder(customers, customers.count(), segment, segment.columns(), asOf), file)
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
            extract.add(ExtractColumn.plain(Segment.SIMILARITY_HEADER, DataType.DOUBLE));
        }
        return extract;
    }
}
