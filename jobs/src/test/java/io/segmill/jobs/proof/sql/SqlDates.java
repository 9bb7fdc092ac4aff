package io.segmill.jobs.proof.sql;

import io.segmill.jobs.proof.sql.SqlSchema.Kind;
import io.segmill.jobs.proof.sql.SqlSchema.Value;
import java.time.LocalDate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the language says of dates, as SQL does it. */
public final class SqlDates {
    private static final Pattern COUNTED = Pattern.compile("(last|next) (\\d+) (day|week|month|year)s?");
    private static final Pattern AGO = Pattern.compile("(more than|at least) (\\d+) (day|week|month|year)s? ago");
    private static final Pattern RANGE = Pattern.compile("(\\d+)\\.\\.(\\d+) (day|week|month|year)s? ago");
    private static final Pattern PERIOD = Pattern.compile("(this|last) (week|month|quarter|year)");
    private static final Pattern DATES = Pattern.compile("(\\d{4}-\\d{2}-\\d{2})\\.\\.(\\d{4}-\\d{2}-\\d{2})");
    private static final Pattern OPEN = Pattern.compile("(before|since) (\\d{4}-\\d{2}-\\d{2})");

    private final String asOf;
    private final String zone;

    public SqlDates(LocalDate asOf, String zone) {
        this.asOf = date(asOf.toString());
        this.zone = "'" + zone + "'";
    }

    private static String date(String text) {
        return "DATE '" + text + "'";
    }

    String asOf() {
        return asOf;
    }

    /** The calendar day of a date or timestamp. */
    String day(Value time) {
        return time.kind() == Kind.DATE ? time.sql() : "CAST(timezone(" + zone + ", " + time.sql() + ") AS DATE)";
    }

    /** Whether a day is inside a window; null where the day is. */
    String inside(String day, String window) {
        Matcher counted = COUNTED.matcher(window);
        if (counted.matches()) {
            String far =
                    less(counted.group(1).equals("last") ? counted.group(2) : "-" + counted.group(2), counted.group(3));
            return counted.group(1).equals("last")
                    ? day + " > " + far + " AND " + day + " <= " + asOf
                    : day + " > " + asOf + " AND " + day + " <= " + far;
        }
        Matcher ago = AGO.matcher(window);
        if (ago.matches()) {
            return day + (ago.group(1).equals("at least") ? " <= " : " < ") + less(ago.group(2), ago.group(3));
        }
        Matcher range = RANGE.matcher(window);
        if (range.matches()) {
            String before = String.valueOf(Integer.parseInt(range.group(2)) + 1);
            return day + " > " + less(before, range.group(3)) + " AND " + day + " <= "
                    + less(range.group(1), range.group(3));
        }
        Matcher period = PERIOD.matcher(window);
        if (period.matches()) {
            String unit = period.group(2);
            String current = "date_trunc('" + unit + "', " + asOf + ")";
            return "date_trunc('" + unit + "', " + day + ") = "
                    + (period.group(1).equals("this") ? current : current + " - INTERVAL 1 " + unit);
        }
        Matcher dates = DATES.matcher(window);
        if (dates.matches()) {
            return day + " BETWEEN " + date(dates.group(1)) + " AND " + date(dates.group(2));
        }
        Matcher open = OPEN.matcher(window);
        if (open.matches()) {
            return day + (open.group(1).equals("before") ? " < " : " >= ") + date(open.group(2));
        }
        return switch (window) {
            case "today" -> day + " = " + asOf;
            case "yesterday" -> day + " = " + less("1", "day");
            case "tomorrow" -> day + " = " + less("-1", "day");
            case "all time" -> day + " IS NOT NULL";
            default -> throw new IllegalStateException("no window: " + window);
        };
    }

    private String less(String count, String unit) {
        return "(" + asOf + " - INTERVAL (" + count + ") " + unit + ")";
    }

    /** Whether one of the days on which the years around have their anniversary of a day is inside a window. */
    String anniversary(String day, String window) {
        StringBuilder any = new StringBuilder();
        for (int year = -2; year <= 2; year++) {
            String month = "make_date(year(" + asOf + ") + " + year + ", month(x), 1)";
            String falls = "CAST(least(" + month + " + to_days(CAST(day(x) - 1 AS INTEGER)), last_day(" + month
                    + ")) AS DATE)";
            any.append(any.isEmpty() ? "" : " OR ")
                    .append('(')
                    .append(inside(falls, window))
                    .append(')');
        }
        return once(any.toString(), day);
    }

    /** An expression that says its operand {@code x} more than once, but asks for it once. */
    private static String once(String expression, String x) {
        return "(SELECT " + expression + " FROM (SELECT " + x + " AS x))";
    }

    Value part(Value time, String part) {
        String of = part.equals("hour") ? "timezone(" + zone + ", " + time.sql() + ")" : day(time);
        String field = part.equals("weekday") ? "isodow" : part;
        return new Value("extract(" + field + " FROM " + of + ")", Kind.EXACT);
    }

    /** So many units later; a timestamp keeps its clock time, and where the clocks change its offset if it can. */
    Value moved(Value time, String amount) {
        Matcher matcher = Pattern.compile("([-+]?\\d+) (day|week|month|year)s?").matcher(amount);
        if (!matcher.matches()) {
            throw new IllegalStateException("no span: " + amount);
        }
        String interval = "INTERVAL (" + matcher.group(1).replace("+", "") + ") " + matcher.group(2);
        if (time.kind() == Kind.DATE) {
            return new Value("CAST(" + time.sql() + " + " + interval + " AS DATE)", Kind.DATE);
        }
        String clock = "(timezone(" + zone + ", x) + " + interval + ")";
        String offset = "(timezone(" + zone + ", x) - timezone('UTC', x))";
        String same = "timezone('UTC', " + clock + " - " + offset + ")";
        String early = "(timezone(" + zone + ", " + clock + " - INTERVAL 3 hour) + INTERVAL 3 hour)";
        String late = "(timezone(" + zone + ", " + clock + " + INTERVAL 3 hour) - INTERVAL 3 hour)";
        String moved = "CASE WHEN timezone(" + zone + ", " + same + ") = " + clock + " THEN " + same
                + " WHEN timezone(" + zone + ", " + early + ") = " + clock + " THEN " + early
                + " WHEN timezone(" + zone + ", " + late + ") = " + clock + " THEN " + late
                + " ELSE " + early + " END";
        return new Value(once(moved, time.sql()), Kind.TIMESTAMP);
    }

    /** A constant: a day, or a moment by its own offset or the zone's. */
    Value constant(String text) {
        if (text.matches("\\d{4}-\\d{2}-\\d{2}")) {
            return new Value(date(text), Kind.DATE);
        }
        Matcher matcher = Pattern.compile("(\\S{10})[ T](\\d{2}:\\d{2}(?::\\d{2})?)(Z|[-+]\\d{2}:\\d{2})?")
                .matcher(text);
        if (!matcher.matches()) {
            throw new IllegalStateException("no time: " + text);
        }
        String clock = "TIMESTAMP '" + matcher.group(1) + " " + matcher.group(2) + "'";
        if (matcher.group(3) == null) {
            return new Value("timezone(" + zone + ", " + clock + ")", Kind.TIMESTAMP);
        }
        String offset = matcher.group(3).equals("Z") ? "+00:00" : matcher.group(3);
        String sign = offset.startsWith("-") ? " + " : " - ";
        return new Value(
                "timezone('UTC', " + clock + sign + "INTERVAL '" + offset.substring(1) + ":00')", Kind.TIMESTAMP);
    }
}
