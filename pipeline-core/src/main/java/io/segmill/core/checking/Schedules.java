package io.segmill.core.checking;

import io.segmill.core.binding.Literals;
import io.segmill.core.definition.Literal;
import io.segmill.core.definition.Options;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Checks the schedule's cron expression: six fields as Spring reads them. */
final class Schedules {
    private static final List<String> MONTHS =
            List.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC");
    private static final List<String> WEEKDAYS = List.of("MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN");
    private static final int SUNDAY_TOO = 7;
    /** What Spring adds for days: the last one of a month, or so many before it, and weekdays near a date. */
    private static final Pattern SPECIAL_DAY = Pattern.compile("L(-0*[1-9]\\d?)?|LW|0*([1-9]|[12]\\d|3[01])W");
    /** The last or the n-th such day of a month. */
    private static final Pattern SPECIAL_WEEKDAY =
            Pattern.compile("([0-7]|" + String.join("|", WEEKDAYS) + ")(L|#[1-5])");

    private static final Pattern NONE = Pattern.compile("(?!)");
    private static final List<Field> FIELDS = List.of(
            new Field("second", 0, 59, List.of(), NONE),
            new Field("minute", 0, 59, List.of(), NONE),
            new Field("hour", 0, 23, List.of(), NONE),
            new Field("day of the month", 1, 31, List.of(), SPECIAL_DAY),
            new Field("month", 1, 12, MONTHS, NONE),
            new Field("day of the week", 0, SUNDAY_TOO, WEEKDAYS, SPECIAL_WEEKDAY));

    private Schedules() {}

    /**
     * @param words for the numbers from 1 on
     * @param special what the field takes besides numbers, words and their ranges
     */
    private record Field(String name, int least, int most, List<String> words, Pattern special) {
        boolean takes(String text) {
            String upper = text.toUpperCase(Locale.ROOT);
            return (upper.equals("?") && special != NONE)
                    || List.of(upper.split(",", -1)).stream().allMatch(this::takesPart);
        }

        private boolean takesPart(String text) {
            if (special.matcher(text).matches()) {
                return true;
            }
            String[] stepped = text.split("/", -1);
            if (stepped.length > 2 || (stepped.length == 2 && !stepped[1].matches("0*[1-9]\\d{0,8}"))) {
                return false;
            }
            if (stepped[0].equals("*")) {
                return true;
            }
            String[] ends = stepped[0].split("-", -1);
            if (ends.length > 2 || !List.of(ends).stream().allMatch(this::takesOne)) {
                return false;
            }
            // From Sunday, which is 7 too, a week may begin.
            int first = number(ends[0]);
            return ends.length == 1 || first <= number(ends[1]) || (most == SUNDAY_TOO && first == SUNDAY_TOO);
        }

        private boolean takesOne(String text) {
            return words.contains(text) || (text.matches("\\d{1,9}") && number(text) >= least && number(text) <= most);
        }

        private int number(String text) {
            return words.contains(text) ? words.indexOf(text) + 1 : Integer.parseInt(text);
        }
    }

    /** The cron expression; empty, and told where there is one, when Spring could not read it. */
    static Optional<String> cron(Options schedule, Literals literals) {
        return schedule.value("cron").flatMap(cron -> cron(cron, literals));
    }

    private static Optional<String> cron(Literal cron, Literals literals) {
        String fix = "write six fields: second minute hour day month weekday, such as \"0 0 2 * * *\"";
        String[] fields = cron.value().strip().split("\\s+", -1);
        if (fields.length != FIELDS.size()) {
            literals.bad(cron, "'cron' has six fields, " + cron.shown() + " has " + fields.length, fix);
            return Optional.empty();
        }
        for (int i = 0; i < fields.length; i++) {
            if (!FIELDS.get(i).takes(fields[i])) {
                literals.bad(cron, "the " + FIELDS.get(i).name() + " in " + cron.shown() + " does not exist", fix);
                return Optional.empty();
            }
        }
        return Optional.of(String.join(" ", fields));
    }
}
