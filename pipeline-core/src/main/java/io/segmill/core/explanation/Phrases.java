package io.segmill.core.explanation;

import io.segmill.core.condition.CalendarUnit;
import io.segmill.core.condition.Condition;
import io.segmill.core.condition.DateRange;
import io.segmill.core.condition.Operand;
import io.segmill.core.condition.Part;
import io.segmill.core.condition.RelatedRows;
import io.segmill.core.condition.Value;
import io.segmill.core.condition.Window;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Operands, windows and constants in plain words; paths stay as they are written. */
final class Phrases implements Operand.Cases<String> {
    /** Texts that cannot be taken for anything else; all others are quoted. */
    private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N}_-]+");

    private static final DateTimeFormatter MINUTES = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

    private final ZoneId zone;
    private final LocalDate asOf;
    private final Function<Condition, String> rowCondition;

    /** @param rowCondition words for a condition on related rows */
    Phrases(ZoneId zone, LocalDate asOf, Function<Condition, String> rowCondition) {
        this.zone = zone;
        this.asOf = asOf;
        this.rowCondition = rowCondition;
    }

    /** {@code the sum of orders.amount in the last 12 months (…), where status is paid}. */
    String of(Operand operand) {
        return operand.match(this);
    }

    /** Likewise, to stand before a verb. */
    String subject(Operand operand) {
        boolean endsWithClause = operand instanceof Operand.Aggregate aggregate
                && aggregate.rows().where().isPresent();
        return of(operand) + (endsWithClause ? "," : "");
    }

    /** {@code orders in the last 30 days (…), where status is paid}. */
    String rows(RelatedRows rows) {
        return rows.path() + behind(rows);
    }

    private String behind(RelatedRows rows) {
        String window = rows.within().equals(new Window.AllTime()) ? "" : " " + window(rows.within());
        return window
                + rows.where()
                        .map(where -> ", where " + rowCondition.apply(where))
                        .orElse("");
    }

    /** {@code in the last 90 days (2026-04-02 to 2026-06-30)}. */
    String window(Window window) {
        return window.match(new Window.Cases<>() {
            private String with(String words) {
                return words + " (" + days(window.on(asOf)) + ")";
            }

            @Override
            public String allTime(Window.AllTime allTime) {
                return "at any time";
            }

            @Override
            public String last(Window.Last last) {
                return with("in the last " + units(last.count(), last.unit()));
            }

            @Override
            public String next(Window.Next next) {
                return with("in the next " + units(next.count(), next.unit()));
            }

            @Override
            public String day(Window.Day day) {
                return with(day.toString());
            }

            @Override
            public String calendar(Window.Calendar calendar) {
                String period = calendar.period().name().toLowerCase(Locale.ROOT);
                return with(
                        switch (calendar.which()) {
                            case THIS -> "in this " + period;
                            case LAST -> "in the previous " + period;
                        });
            }

            @Override
            public String moreThanAgo(Window.MoreThanAgo ago) {
                return with("more than " + units(ago.count(), ago.unit()) + " ago");
            }

            @Override
            public String atLeastAgo(Window.AtLeastAgo ago) {
                return with("at least " + units(ago.count(), ago.unit()) + " ago");
            }

            @Override
            public String ago(Window.Ago ago) {
                String nearest = ago.nearest() == ago.farthest() ? "" : ago.nearest() + " to ";
                return with(nearest + units(ago.farthest(), ago.unit()) + " ago");
            }

            @Override
            public String dates(Window.Dates dates) {
                return dates.from().equals(dates.to())
                        ? "on " + dates.from()
                        : "from " + dates.from() + " to " + dates.to();
            }

            @Override
            public String before(Window.Before before) {
                return "before " + before.date();
            }

            @Override
            public String since(Window.Since since) {
                return "on or after " + since.date();
            }
        });
    }

    private static String days(DateRange range) {
        if (range.from().equals(range.to())) {
            return range.from().map(LocalDate::toString).orElse("any day");
        }
        return range.from()
                .map(from -> range.to().map(to -> from + " to " + to).orElse("from " + from + " on"))
                .orElseGet(() -> "up to " + range.to().orElseThrow());
    }

    /** {@code 1 day}, {@code 12 days}. */
    static String units(long count, CalendarUnit unit) {
        return count(count, unit.word());
    }

    /** @param many the plural, which ends with s */
    static String count(long count, String many) {
        return count + " " + (count == 1 ? many.substring(0, many.length() - 1) : many);
    }

    String moment(Instant instant) {
        ZonedDateTime time = instant.atZone(zone);
        return (time.getSecond() == 0 ? MINUTES : SECONDS).format(time);
    }

    @Override
    public String constant(Operand.Constant constant) {
        return constant.value().match(new Value.Cases<>() {
            @Override
            public String text(Value.Text text) {
                return isPlain(text.text()) ? text.text() : quoted(text.text());
            }

            @Override
            public String number(Value.Number number) {
                return plain(number.number());
            }

            @Override
            public String truth(Value.Truth truth) {
                return Boolean.toString(truth.truth());
            }

            @Override
            public String date(Value.Date date) {
                return date.date().toString();
            }

            @Override
            public String timestamp(Value.Timestamp timestamp) {
                return moment(timestamp.instant());
            }
        });
    }

    /** Texts one after the other; all of them are quoted if one has to be. */
    String list(List<Operand.Constant> constants) {
        boolean areText = constants.stream()
                .anyMatch(constant -> constant.value() instanceof Value.Text text && !isPlain(text.text()));
        return constants.stream()
                .map(constant ->
                        areText && constant.value() instanceof Value.Text text ? quoted(text.text()) : of(constant))
                .collect(Collectors.joining(", "));
    }

    private static boolean isPlain(String text) {
        return PLAIN.matcher(text).matches();
    }

    static String quoted(String text) {
        String mark = text.contains("\"") ? "'" : "\"";
        return mark + text + mark;
    }

    static String plain(BigDecimal number) {
        return number.scale() < 0 ? number.setScale(0).toPlainString() : number.toPlainString();
    }

    @Override
    public String attribute(Operand.Attribute attribute) {
        return attribute
                .part()
                .map(part -> part(part) + " of " + attribute.path())
                .orElseGet(() -> attribute.path().toString());
    }

    private static String part(Part part) {
        return switch (part) {
            case YEAR, QUARTER, MONTH, WEEK, DAY, HOUR -> "the " + part.word();
            case WEEKDAY -> "the weekday (1 is Monday)";
        };
    }

    @Override
    public String aggregate(Operand.Aggregate aggregate) {
        RelatedRows rows = aggregate.rows();
        String path =
                rows.path() + aggregate.value().map(column -> "." + column).orElse("");
        String what =
                switch (aggregate.function()) {
                    case COUNT -> "the number of " + path;
                    case COUNT_DISTINCT -> "the number of different values of " + path;
                    case SUM -> "the sum of " + path;
                    case AVERAGE -> "the average of " + path;
                    case MIN -> "the least " + path;
                    case MAX -> "the greatest " + path;
                    case LATEST -> path + " of the most recent row";
                    case EARLIEST -> path + " of the oldest row";
                    case MOST_FREQUENT -> "the most frequent " + path;
                    case DAYS_SINCE -> "the number of days since the most recent of " + path;
                };
        return what + behind(rows);
    }

    @Override
    public String times(Operand.Times times) {
        return plain(times.factor()) + " times " + of(times.operand());
    }

    @Override
    public String plus(Operand.Plus plus) {
        return of(plus.operand())
                + (plus.number().signum() < 0 ? " minus " : " plus ")
                + plain(plus.number().abs());
    }

    @Override
    public String moved(Operand.Moved moved) {
        return of(moved.operand())
                + (moved.count() < 0 ? " minus " : " plus ")
                + units(Math.abs((long) moved.count()), moved.unit());
    }
}
