package io.segmill.jobs.expand;

import io.segmill.core.condition.Operand;
import io.segmill.core.schema.DataType;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** Says into which range of a feature's values somebody falls; personal values are not said. */
final class LevelWords {
    private static final String MASK = "***";

    private final DateTimeFormatter minutes;

    /** @param zone the project's, in which timestamps are said */
    LevelWords(ZoneId zone) {
        this.minutes =
                DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT).withZone(zone);
    }

    /** {@code points: 800 or more}. */
    String of(LearnedFeature feature, int level) {
        return feature.name() + ": " + (isPersonal(feature.operand()) ? MASK : level(feature.levels(), level));
    }

    private static boolean isPersonal(Operand operand) {
        return operand instanceof Operand.Attribute attribute
                && attribute.path().column().pii();
    }

    private String level(Levels levels, int level) {
        if (level == Levels.MISSING) {
            return "missing";
        }
        return switch (levels.kind()) {
            case STRING -> level <= levels.texts().size() ? levels.texts().get(level - 1) : "another";
            case BOOLEAN -> level == 1 ? "false" : "true";
            case INT, BIGINT -> whole(levels.starts(), level);
            case DECIMAL, DOUBLE, DATE, TIMESTAMP -> range(levels, level);
        };
    }

    private static String whole(List<Double> starts, int level) {
        if (starts.isEmpty()) {
            return "any";
        }
        if (level == 1) {
            return "up to " + number(starts.get(0) - 1);
        }
        double low = starts.get(level - 2);
        if (level > starts.size()) {
            return number(low) + " or more";
        }
        double high = starts.get(level - 1) - 1;
        return low == high ? number(low) : number(low) + " to " + number(high);
    }

    private String range(Levels levels, int level) {
        List<Double> starts = levels.starts();
        if (starts.isEmpty()) {
            return "any";
        }
        boolean isTime = levels.kind() == DataType.Kind.DATE || levels.kind() == DataType.Kind.TIMESTAMP;
        String before = isTime ? "before " : "below ";
        if (level == 1) {
            return before + value(levels.kind(), starts.get(0));
        }
        String low = value(levels.kind(), starts.get(level - 2));
        if (level > starts.size()) {
            return isTime ? low + " or later" : low + " or more";
        }
        return low + " to " + before + value(levels.kind(), starts.get(level - 1));
    }

    private String value(DataType.Kind kind, double start) {
        return switch (kind) {
            case DATE -> LocalDate.ofEpochDay((long) start).toString();
            case TIMESTAMP -> minutes.format(Instant.ofEpochSecond((long) start));
            case BOOLEAN, INT, BIGINT, DECIMAL, DOUBLE, STRING -> number(start);
        };
    }

    private static String number(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }
}
