package io.segmill.orchestration.cli.reading;

import io.segmill.core.checking.CheckedProject;
import io.segmill.core.project.Segment;
import io.segmill.core.run.Process;
import io.segmill.orchestration.cli.Named;
import io.segmill.orchestration.cli.SegmillCommand;
import io.segmill.orchestration.cli.print.TextTable;
import io.segmill.orchestration.cli.print.Wording;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists the segments. */
@Command(name = "segments", description = "The segments with members and status.", sortOptions = false)
public final class SegmentsCommand implements Callable<Integer> {
    private final SegmillCommand segmill;

    @Mixin
    private Choice choice;

    public SegmentsCommand(SegmillCommand segmill) {
        this.segmill = segmill;
    }

    /** Which segments, which columns, in which order. */
    static final class Choice {
        @Option(names = "--tag", paramLabel = "T", description = "Those with that tag.")
        private String tag;

        @Option(
                names = "--search",
                paramLabel = "TEXT",
                description = "Those with that text in id, name or description.")
        private String search;

        @Option(names = "--state", paramLabel = "S", description = "active or inactive.")
        private String state;

        @Option(names = "--type", paramLabel = "T", description = "dynamic, static or expansion.")
        private String type;

        @Option(names = "--columns", paramLabel = "a,b,…", split = ",", description = "The columns of the table.")
        private List<String> columns;

        @Option(names = "--sort", paramLabel = "COLUMN", description = "The order of the rows (default: id).")
        private String sort;

        /** Those that all of these options let through, of which an unknown word is told however few there are. */
        Predicate<Segment> filter(Instant moment) {
            Optional<Segment.State> inState =
                    Optional.ofNullable(state).map(word -> named(Segment.State.values(), word, "state"));
            Optional<Segment.Type> ofType =
                    Optional.ofNullable(type).map(word -> named(Segment.Type.values(), word, "type of segments"));
            return segment -> (tag == null || segment.tags().contains(tag))
                    && (search == null || matches(segment, search.toLowerCase(Locale.ROOT)))
                    && inState.filter(wanted -> segment.activation().at(moment) != wanted)
                            .isEmpty()
                    && ofType.filter(wanted -> segment.type() != wanted).isEmpty();
        }

        /** These options, and where one is not given, that of the others. */
        Choice or(Choice others) {
            Choice both = new Choice();
            both.tag = tag == null ? others.tag : tag;
            both.search = search == null ? others.search : search;
            both.state = state == null ? others.state : state;
            both.type = type == null ? others.type : type;
            both.columns = columns == null ? others.columns : columns;
            both.sort = sort == null ? others.sort : sort;
            return both;
        }

        /** Those that were named, else all; reasons only where there are any. */
        List<SegmentRow.Column> columns(List<SegmentRow> rows) {
            return columns == null
                    ? Stream.of(SegmentRow.Column.values())
                            .filter(column -> column != SegmentRow.Column.REASON
                                    || rows.stream()
                                            .anyMatch(row -> row.reason().isPresent()))
                            .toList()
                    : columns.stream().map(Choice::column).toList();
        }

        Comparator<SegmentRow> order() {
            return sort == null
                    ? Comparator.comparing(SegmentRow::id)
                    : column(sort).order().thenComparing(SegmentRow::id);
        }

        private static SegmentRow.Column column(String word) {
            return named(SegmentRow.Column.values(), word.strip(), "column");
        }

        private static boolean matches(Segment segment, String text) {
            return List.of(segment.id(), segment.name(), segment.description()).stream()
                    .anyMatch(one -> one.toLowerCase(Locale.ROOT).contains(text));
        }

        private static <E extends Enum<E>> E named(E[] constants, String word, String kind) {
            return Arrays.stream(constants)
                    .filter(constant ->
                            word(constant).equals(word.replace('-', '_').replace(' ', '_')))
                    .findFirst()
                    .orElseThrow(() -> Named.unknown(
                            Arrays.stream(constants).map(Choice::word).toList(), word, kind));
        }

        private static String word(Enum<?> constant) {
            return constant.name().toLowerCase(Locale.ROOT);
        }
    }

    @Override
    public Integer call() {
        return print(choice);
    }

    @Command(name = "list", description = "The segments with members and status.", sortOptions = false)
    int list(@Mixin Choice chosen) {
        return print(chosen.or(choice));
    }

    private int print(Choice chosen) {
        Comparator<SegmentRow> order = chosen.order();
        CheckedProject project = segmill.project();
        Instant moment = segmill.moment(project);
        List<Segment> segments = project.segments().values().stream()
                .filter(chosen.filter(moment))
                .toList();
        Map<String, Standing> standings = Standing.of(project, Process.SEGMENTS);
        Wording wording = SegmillCommand.wording(project);
        List<SegmentRow> rows = segments.stream()
                .map(segment -> SegmentRow.of(segment, standings.getOrDefault(segment.id(), Standing.NEVER), moment))
                .sorted(order)
                .toList();
        List<SegmentRow.Column> columns = chosen.columns(rows);
        segmill.answer(rows, () -> {
            if (rows.isEmpty()) {
                segmill.terminal().out().println("no segment");
                return;
            }
            TextTable table =
                    new TextTable(columns.stream().map(SegmentRow.Column::title).toList());
            rows.forEach(row -> table.add(
                    columns.stream().map(column -> column.cell(row, wording)).toList()));
            segmill.terminal().print(table);
        });
        return 0;
    }
}
