package io.segmill.core.checking;

import io.segmill.core.binding.Literals;
import io.segmill.core.definition.Literal;
import io.segmill.core.definition.Options;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Checks the schedule's cron expression: six fields as Spring reads them. */
final class Schedules {
    private static final List<String> MONTHS =
            List.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC");
    private static final List<String> WEEKDAYS = List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT");
    private static final List<Field> FIELDS = List.of(
            new Field("second", 0, 59, List.of()),
            new Field("minute", 0, 59, List.of()),
            new Field("hour", 0, 23, List.of()),
            new Field("day of the month", 1, 31, List.of()),
            new Field("month", 1, 12, MONTHS),
            new Field("day of the week", 0, 7, WEEKDAYS));
    /** What Spring adds for days: the last one, weekdays near a date, the n-th weekday of a month. */
    private static final Pattern SPECIAL_DAY =
            Pattern.compile("\\?|L(-\\d{1,2})?|LW|\\d{1,2}W|([0-7]|[A-Z]{3})(L|#[1-5])");

    private Schedules() {}

    private record Field(String name, int least, int most, List<String> words) {
        boolean takes(String text) {
            String upper = text.toUpperCase(Locale.ROOT);
            if (name.startsWith("day") && SPECIAL_DAY.matcher(upper).matches()) {
                return true;
            }
            return List.of(upper.split(",", -1)).stream().allMatch(this::takesRange);
        }

        private boolean takesRange(String text) {
            String[] stepped = text.split("/", -1);
            if (stepped.length > 2 || (stepped.length == 2 && !stepped[1].matches("[1-9]\\d{0,2}"))) {
                return false;
            }
            if (stepped[0].equals("*")) {
                return true;
            }
            String[] ends = stepped[0].split("-", -1);
            return ends.length <= 2 && List.of(ends).stream().allMatch(this::takesOne);
        }

        private boolean takesOne(String text) {
            if (words.contains(text)) {
                return true;
            }
            return text.matches("\\d{1,2}") && Integer.parseInt(text) >= least && Integer.parseInt(text) <= most;
        }
    }

    static void check(Options schedule, Literals literals) {
        schedule.value("cron").ifPresent(cron -> check(cron, literals));
    }

    private static void check(Literal cron, Literals literals) {
        String fix = "write six fields: second minute hour day month weekday, such as \"0 0 2 * * *\"";
        String[] fields = cron.value().strip().split("\\s+", -1);
        if (fields.length != FIELDS.size()) {
            literals.bad(cron, "'cron' has six fields, " + cron.shown() + " has " + fields.length, fix);
            return;
        }
        for (int i = 0; i < fields.length; i++) {
            if (!FIELDS.get(i).takes(fields[i])) {
                literals.bad(cron, "the " + FIELDS.get(i).name() + " in " + cron.shown() + " does not exist", fix);
                return;
            }
        }
    }
}
