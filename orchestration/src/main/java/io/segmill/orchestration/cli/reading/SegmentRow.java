package io.segmill.orchestration.cli.reading;

import io.segmill.core.project.Segment;
import io.segmill.core.run.TaskStatus;
import io.segmill.orchestration.cli.print.Cell;
import io.segmill.orchestration.cli.print.Wording;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** One segment in the list, for programs as it is. */
record SegmentRow(
        String id,
        String name,
        String type,
        String state,
        List<String> tags,
        OptionalLong members,
        OptionalLong change,
        String status,
        Optional<String> reason,
        Optional<Instant> lastRefreshed) {
    static SegmentRow of(Segment segment, Standing standing) {
        return new SegmentRow(
                segment.id(),
                segment.name(),
                segment.type().name().toLowerCase(Locale.ROOT),
                segment.state().name().toLowerCase(Locale.ROOT),
                segment.tags(),
                standing.rows(),
                standing.change(),
                standing.status().title(),
                standing.reason(),
                standing.lastRefreshed());
    }

    /** The columns of the list, in their usual order. */
    enum Column {
        ID("id", Comparator.comparing(SegmentRow::id)),
        NAME("name", Comparator.comparing(SegmentRow::name, String.CASE_INSENSITIVE_ORDER)),
        TYPE("type", Comparator.comparing(SegmentRow::type)),
        STATE("state", Comparator.comparing(SegmentRow::state)),
        TAGS("tags", Comparator.comparing(row -> String.join(", ", row.tags()))),
        MEMBERS("members", Comparator.comparingLong(row -> row.members().orElse(Long.MAX_VALUE))),
        CHANGE("change", Comparator.comparingLong(row -> row.change().orElse(Long.MAX_VALUE))),
        STATUS("status", Comparator.comparing(SegmentRow::status)),
        REASON("reason", Comparator.comparing(row -> row.reason().orElse("\uffff"))),
        LAST_REFRESHED("last refreshed", Comparator.comparing(row -> row.lastRefreshed()
                .orElse(Instant.MAX)));

        private final String title;
        private final Comparator<SegmentRow> order;

        Column(String title, Comparator<SegmentRow> order) {
            this.title = title;
            this.order = order;
        }

        String title() {
            return title;
        }

        /** As it is written on the command line and in JSON: {@code last_refreshed}. */
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** What is missing comes last. */
        Comparator<SegmentRow> order() {
            return order;
        }

        Cell cell(SegmentRow row, Wording wording) {
            return switch (this) {
                case ID -> Cell.text(row.id());
                case NAME -> Cell.text(row.name());
                case TYPE -> Cell.text(row.type());
                case STATE -> Cell.text(row.state());
                case TAGS -> Cell.text(String.join(", ", row.tags()));
                case MEMBERS -> Cell.number(row.members());
                case CHANGE ->
                    Cell.right(
                            row.change().isPresent()
                                    ? Wording.change(row.change().getAsLong())
                                    : "");
                case STATUS -> Cell.status(TaskStatus.titled(row.status()));
                case REASON -> Cell.text(row.reason().orElse(""));
                case LAST_REFRESHED -> Cell.text(wording.time(row.lastRefreshed()));
            };
        }
    }
}
