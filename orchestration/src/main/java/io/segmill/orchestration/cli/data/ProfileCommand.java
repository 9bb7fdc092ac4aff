package io.segmill.orchestration.cli.data;

import io.segmill.core.checking.CheckedProject;
import io.segmill.core.problem.Failure;
import io.segmill.core.project.Source;
import io.segmill.jobs.profile.Alert;
import io.segmill.jobs.profile.ColumnProfile;
import io.segmill.jobs.profile.Precision;
import io.segmill.jobs.profile.Profiling;
import io.segmill.jobs.table.TableVersions;
import io.segmill.orchestration.cli.Named;
import io.segmill.orchestration.cli.SegmillCommand;
import io.segmill.orchestration.cli.print.Cell;
import io.segmill.orchestration.cli.print.TextTable;
import io.segmill.orchestration.cli.print.Wording;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows what the columns of a source hold. */
@Command(name = "profile", description = "What the columns of a source hold, as last profiled.", sortOptions = false)
public final class ProfileCommand implements Callable<Integer> {
    private static final int WIDEST_VALUE = 24;

    private final SegmillCommand segmill;

    @Parameters(paramLabel = "SOURCE", description = "The source's id.")
    private String id;

    public ProfileCommand(SegmillCommand segmill) {
        this.segmill = segmill;
    }

    @Override
    public Integer call() {
        CheckedProject project = segmill.project();
        Source source = Named.find(project.sources(), id, "source");
        List<ColumnProfile> columns = PublishedData.read(project, (warehouse, publication) -> new Profiling(
                                warehouse,
                                new TableVersions(publication.versions()),
                                publication.asOf(),
                                project.settings().timeZone())
                        .newest(source.id()))
                .orElseThrow(PublishedData::nothing);
        if (columns.isEmpty()) {
            throw new Failure(
                    Failure.Blame.USER,
                    "source '" + id + "' was never profiled\nfix: run `segmill run --select +profile:" + id + "`");
        }
        segmill.answer(columns.stream().map(Document::of).toList(), () -> print(columns));
        return 0;
    }

    private void print(List<ColumnProfile> columns) {
        PrintWriter out = segmill.terminal().out();
        out.println(
                "source " + id + ": " + Wording.count(columns.get(0).counts().rows(), "row", "rows"));
        out.println();
        TextTable table = new TextTable(
                "column", "type", "missing", "distinct", "least", "median", "greatest", "mean", "most frequent");
        for (ColumnProfile column : columns) {
            ColumnProfile.Counts counts = column.counts();
            ColumnProfile.Values values = column.values();
            table.add(
                    Cell.text(column.column()),
                    Cell.text(column.type()),
                    Cell.right(counts.missing() == 0 ? "" : percent(counts.missingShare())),
                    Cell.right(about(counts.distinctPrecision()) + Wording.number(counts.distinct())),
                    Cell.text(shortened(values.min())),
                    Cell.text(
                            values.quantiles().size() == 5
                                    ? shortened(Optional.of(
                                            values.quantiles().get(2).value()))
                                    : ""),
                    Cell.text(shortened(values.max())),
                    Cell.right(mean(values.mean())),
                    Cell.text(values.top().stream()
                            .limit(3)
                            .map(top -> shortened(Optional.of(top.value())) + " (" + about(values.topPrecision())
                                    + Wording.number(top.count()) + ")")
                            .collect(Collectors.joining(", "))));
        }
        segmill.terminal().print(table);
        List<Alert> alerts =
                columns.stream().flatMap(column -> column.alerts().stream()).toList();
        if (!alerts.isEmpty()) {
            out.println();
            alerts.forEach(alert -> out.println("alert: " + alert.sentence()));
        }
    }

    private static String about(Precision precision) {
        return switch (precision) {
            case EXACT -> "";
            case APPROXIMATE -> "~";
        };
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    private static String mean(OptionalDouble mean) {
        return mean.isPresent() ? String.format(Locale.ROOT, "%,.2f", mean.getAsDouble()) : "";
    }

    private static String shortened(Optional<String> value) {
        String text = value.orElse("").replaceAll("\\R", " ");
        return text.codePointCount(0, text.length()) <= WIDEST_VALUE
                ? text
                : text.substring(0, text.offsetByCodePoints(0, WIDEST_VALUE - 1)) + "…";
    }

    private record Document(
            String source,
            String column,
            String type,
            long rows,
            long missing,
            long distinct,
            boolean distinctIsApproximate,
            Optional<String> min,
            Optional<String> max,
            OptionalDouble mean,
            OptionalDouble stddev,
            List<ColumnProfile.Quantile> quantiles,
            List<ColumnProfile.TopValue> topValues,
            List<Alert> alerts) {
        static Document of(ColumnProfile column) {
            return new Document(
                    column.source(),
                    column.column(),
                    column.type(),
                    column.counts().rows(),
                    column.counts().missing(),
                    column.counts().distinct(),
                    column.counts().distinctPrecision() == Precision.APPROXIMATE,
                    column.values().min(),
                    column.values().max(),
                    column.values().mean(),
                    column.values().stddev(),
                    column.values().quantiles(),
                    column.values().top(),
                    column.alerts());
        }
    }
}
