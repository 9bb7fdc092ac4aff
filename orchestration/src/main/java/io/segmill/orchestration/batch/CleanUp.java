package io.segmill.orchestration.batch;

import io.segmill.core.project.Export;
import io.segmill.core.project.LoadMode;
import io.segmill.core.project.Settings;
import io.segmill.core.project.Source;
import io.segmill.core.run.Exported;
import io.segmill.core.run.Workflow;
import io.segmill.jobs.export.ExportRetention;
import io.segmill.jobs.session.SparkFailures;
import io.segmill.jobs.table.Publication;
import io.segmill.jobs.table.Warehouse;
import io.segmill.jobs.table.WarehouseRetention;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;

/**
 * What the settings' {@code retention} removes in a run: rows before its publication, so that they leave with it; files,
 * exports and history when all else is done. It is told what is gone. A failure here is told as a warning and fails
 * nothing: the next run tries again.
 */
final class CleanUp {
    /**
     * Rows leave once the oldest is older by a tenth of the days than need be: deleting a night's few rows each night
     * would rewrite files of all these tables each night.
     */
    private static final int SLACK = 10;

    private final NightContext night;
    private final Settings settings;
    private final WarehouseRetention warehouse;

    CleanUp(NightContext night) {
        this.night = night;
        this.settings = night.project().settings();
        this.warehouse = new WarehouseRetention(night.warehouse());
    }

    /** Deletes the rows of old runs from the tables that are published next. */
    void beforePublication() {
        settings.retention()
                .historyDays()
                .ifPresent(days -> trying("old rows could not be deleted", () -> {
                    if (warehouse.hasRunBefore(runId(days + Math.max(1, days / SLACK)))) {
                        Set<String> wholeLoads = night.project().sources().values().stream()
                                .filter(source -> source.load() == LoadMode.FULL)
                                .map(Source::id)
                                .collect(Collectors.toSet());
                        warehouse.deleteRows(
                                runId(days),
                                changesBefore(days),
                                wholeLoads,
                                night.run().runId(),
                                night.versions());
                        warehouse.deleteTasks(runId(days), night.run().runId());
                        night.progress()
                                .note("retention: rows of runs of more than " + days + " days ago deleted from tables");
                    }
                }));
    }

    /** Changes that an export of changes has not told yet are needed, however old. */
    private String changesBefore(int days) {
        return night.history().exported().stream()
                .filter(one -> Optional.ofNullable(night.project().exports().get(one.export()))
                        .filter(export -> export.content() == Export.Content.CHANGES)
                        .isPresent())
                .map(Exported::refreshedBy)
                .reduce(runId(days), BinaryOperator.minBy(Comparator.naturalOrder()));
    }

    /** Deletes files, folders and history. */
    void afterExports(Optional<Publication> published) {
        Settings.Retention retention = settings.retention();
        retention.exportDays().ifPresent(this::deleteExports);
        if (retention.warehouseDays().isPresent()) {
            published.ifPresent(newest -> deleteVersions(newest, retention.tableDays()));
        }
        retention
                .historyDays()
                .ifPresent(days -> trying("old runs could not be taken out of the history", () -> {
                    int gone = night.history()
                            .forgetBefore(
                                    daysAgo(days), Workflow.of(night.project()).tasks());
                    tell(gone, "run", "of more than " + days + " days ago taken out of the history");
                }));
    }

    private void deleteVersions(Publication newest, int days) {
        trying(
                "old publications could not be deleted",
                () -> warehouse.deletePublications(
                        daysAgo(days), newest.number(), night.run().runId()));
        trying("old table files could not be deleted", () -> {
            Warehouse.Freed freed = warehouse.deleteFiles(days, now());
            tell(freed.files(), "file", "of old versions of tables deleted, " + megabytes(freed.bytes()));
        });
    }

    private void deleteExports(int days) {
        LocalDate before = now().atZone(settings.timeZone()).toLocalDate().minusDays(days);
        ExportRetention retention = new ExportRetention(
                before, settings.timeZone(), night.warehouse().faults());
        List<Path> gone = new ArrayList<>();
        night.project().exports().values().stream()
                .map(Export::to)
                .distinct()
                .forEach(to -> trying("old exports could not be deleted", () -> gone.addAll(retention.remove(to))));
        tell(gone.size(), "folder", "of exports for days before " + before + " deleted");
    }

    private void trying(String failure, Runnable work) {
        if (night.cancel().isRaised()) {
            return;
        }
        try {
            work.run();
        } catch (Exception e) {
            night.progress().note("warning: " + failure + ": " + SparkFailures.message(e));
        }
    }

    private Instant now() {
        return night.clock().instant();
    }

    private Instant daysAgo(int days) {
        return now().minus(Duration.ofDays(days));
    }

    /** What sorts like the ids of the runs that started that many days ago. */
    private String runId(int days) {
        return Night.runIdTime(daysAgo(days));
    }

    private void tell(long count, String one, String what) {
        if (count > 0) {
            night.progress().note("retention: " + count + " " + one + (count == 1 ? " " : "s ") + what);
        }
    }

    private static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%,.1f MB", bytes / 1e6);
    }
}
