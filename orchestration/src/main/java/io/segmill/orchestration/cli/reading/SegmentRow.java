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
    /** @param moment at which it is active or not */
    static SegmentRow of(Segment segment, Standing standing, Instant moment) {
        return new SegmentRow(
                segment.id(),
                segment.name(),
                segment.type().name().toLowerCase(Locale.ROOT),
                segment.activation().at(moment).name().toLowerCase(Locale.ROOT),
                segment.tags(),
                standing.rows(),
                standing.change(),
                standing.status().title(),
                standing.reason(),
                standing.lastRefreshed());
    }

    /** The columns of the list, in their usual order. */
    enum Column {
        ID("id"),
        NAME("name"),
        TYPE("type"),
        STATE("state"),
        TAGS("tags"),
        MEMBERS("members"),
        CHANGE("change"),
        STATUS("status"),
        REASON("reason"),
        LAST_REFRESHED("last refreshed");

        private final String title;

        Column(String title) {
            this.title = title;
        }

        String title() {
            return title;
        }

        /** Numbers as numbers; what is missing comes last. */
        Comparator<SegmentRow> order() {
            return switch (this) {
                case ID -> Comparator.comparing(SegmentRow::id);
                case NAME -> Comparator.comparing(SegmentRow::name, String.CASE_INSENSITIVE_ORDER);
                case TYPE -> Comparator.comparing(SegmentRow::type);
                case STATE -> Comparator.comparing(SegmentRow::state);
                case TAGS -> Comparator.comparing(row -> String.join(", ", row.tags()));
                case MEMBERS -> Comparator.comparingLong(row -> row.members().orElse(Long.MAX_VALUE));
                case CHANGE -> Comparator.comparingLong(row -> row.change().orElse(Long.MAX_VALUE));
                case STATUS -> Comparator.comparing(SegmentRow::status);
                case REASON -> Comparator.comparing(row -> row.reason().orElse("\uffff"));
                case LAST_REFRESHED ->
                    Comparator.comparing(row -> row.lastRefreshed().orElse(Instant.MAX));
            };
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
