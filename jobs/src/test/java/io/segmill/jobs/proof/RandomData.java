package io.segmill.jobs.proof;

import io.segmill.core.schema.DataType;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * Rows for every table of a project: missing values, ties, boundary dates, duplicates, foreign keys that lead nowhere,
 * now and then an empty table.
 *
 * @param rows by table; values in the order of its columns, null where missing
 */
record RandomData(Map<String, List<Object[]>> rows) {
    private static final ZoneId ZONE = ZoneId.of(RandomProject.ZONE);

    private static final List<String> TEXTS = List.of(
            "Anna", "anna", "ANNA", "Zoë", "Zoe", "ZOË", "Straße", "STRASSE", "Ärger", "ärger", "😀", "\uFFFD", "😀b",
            "an", " Anna", "Anna ", "01234", "NO", "true", "null", "x'y", "q\"q", "b\\s", "50%", "a_b", "日本", "e\u0301",
            "é", "Ωmega", "$5", "{a: b}", "ﬁ");

    /** Letters that engines lower-case in more than one way; in a column of their own. */
    private static final List<String> LETTERS =
            List.of("ΟΔΟΣ", "οδος", "οδοσ", "İstanbul", "istanbul", "i\u0307stanbul", "two\nlines", "tab\t", "Anna");

    private static final List<String> WORDS =
            List.of("open", "Open", "paid", "sent", "BERLIN", "Berlin", "TX", "GA", "ñ");

    private static final List<String> WHOLE = List.of("0", "1", "2", "3", "2", "1", "5", "-1", "18", "-7", "40");

    private static final List<String> AMOUNTS =
            List.of("0", "0.01", "-0.01", "10", "10.01", "9.99", "10", "99.99", "100", "-25.5", "1234.56", "49.95");

    private static final List<String> FRACTIONS =
            List.of("0", "-0.0", "0.1", "0.2", "0.3", "0.125", "4.5", "4.999", "5", "-1.5", "1000000.001", "2.5");

    private static final List<String> HUGE_WHOLE = List.of(
            "9223372036854775807",
            "-9223372036854775808",
            "9223372036854775806",
            "9007199254740993",
            "9007199254740992",
            "0",
            "100",
            "101");

    private static final List<String> HUGE_FRACTIONS = List.of(
            "1e300",
            "-1e300",
            "9007199254740992",
            "9007199254740994",
            "1e-7",
            "0.1",
            "12.5",
            "1e22",
            "-3",
            "123456789.125");

    private static final List<LocalTime> TIMES = List.of(
            LocalTime.MIN,
            LocalTime.of(0, 0, 1),
            LocalTime.of(1, 30),
            LocalTime.of(2, 30),
            LocalTime.of(12, 30),
            LocalTime.of(12, 30),
            LocalTime.of(23, 59, 59),
            LocalTime.of(23, 59, 59, 999_999_000));

    static final List<Integer> COUNTS = List.of(1, 2, 3, 6, 7, 12, 30, 90, 365);

    static RandomData of(RandomProject project, long seed) {
        Random random = new Random(seed);
        Maker maker = new Maker(project, days(project.asOf()), random);
        Map<String, List<Object[]>> rows = new LinkedHashMap<>();
        String empty = random.nextInt(3) > 0
                ? ""
                : List.of("visits", "lines", "products", "addresses", "households")
                        .get(random.nextInt(5));
        for (RandomProject.Table table : project.tables()) {
            rows.put(table.id(), table.id().equals(empty) ? List.of() : maker.rows(table));
        }
        return new RandomData(rows);
    }

    /** The days around an as-of date on which windows begin and end, each with its neighbours. */
    static List<LocalDate> days(LocalDate asOf) {
        List<LocalDate> edges = new ArrayList<>(List.of(asOf, asOf, asOf));
        for (int count : COUNTS) {
            edges.add(asOf.minusDays(count));
            edges.add(asOf.minusDays(count));
            edges.add(asOf.plusDays(count));
        }
        for (int count : List.of(1, 2, 3, 6, 12)) {
            edges.add(asOf.minusWeeks(count));
            edges.add(asOf.minusMonths(count));
            edges.add(asOf.minusMonths(count));
            edges.add(asOf.minusYears(count));
        }
        LocalDate monday = asOf.minusDays(asOf.getDayOfWeek().getValue() - 1L);
        LocalDate month = asOf.withDayOfMonth(1);
        LocalDate quarter = LocalDate.of(asOf.getYear(), (asOf.getMonthValue() - 1) / 3 * 3 + 1, 1);
        LocalDate year = asOf.withDayOfYear(1);
        edges.addAll(List.of(monday, monday.minusDays(7), month, month.minusMonths(1), month.plusMonths(1)));
        edges.addAll(List.of(quarter, quarter.minusMonths(3), year, year.minusYears(1), year.plusYears(1)));
        List<LocalDate> days = new ArrayList<>();
        for (LocalDate edge : edges) {
            days.add(edge.minusDays(1));
            days.add(edge);
            days.add(edge.plusDays(1));
        }
        for (int leap : List.of(1996, 2000, 2020, 2024)) {
            days.add(LocalDate.of(leap, 2, 29));
            days.add(LocalDate.of(leap, 2, 28));
            days.add(YearMonth.of(leap, 12).atEndOfMonth());
        }
        days.addAll(List.of(LocalDate.of(1970, 1, 1), LocalDate.of(1969, 12, 31), LocalDate.of(2025, 10, 26)));
        return days;
    }

    Object value(RandomProject.Table table, Object[] row, String column) {
        return row[table.columns().indexOf(table.column(column))];
    }

    /** What is set in a column, with repetitions. */
    List<Object> values(RandomProject.Table table, RandomProject.Column column) {
        int index = table.columns().indexOf(column);
        return rows.get(table.id()).stream()
                .map(row -> row[index])
                .filter(value -> value != null)
                .toList();
    }

    /** Makes the rows of one project. */
    private record Maker(RandomProject project, List<LocalDate> days, Random random) {
        private static final Map<String, Integer> SIZES = Map.of(
                "customers",
                50,
                "households",
                18,
                "addresses",
                9,
                "orders",
                120,
                "lines",
                200,
                "visits",
                110,
                "products",
                8);

        List<Object[]> rows(RandomProject.Table table) {
            int size = SIZES.get(table.id()) * (80 + random.nextInt(40)) / 100;
            List<List<Object>> pools = new ArrayList<>();
            List<Integer> missing = new ArrayList<>();
            for (RandomProject.Column column : table.columns()) {
                pools.add(pool(column));
                missing.add(random.nextInt(12) == 0 ? 90 : random.nextInt(25));
            }
            List<Object[]> rows = new ArrayList<>();
            for (int number = 1; number <= size; number++) {
                if (table.key().isEmpty() && !rows.isEmpty() && random.nextInt(12) == 0) {
                    rows.add(rows.get(random.nextInt(rows.size())).clone());
                    continue;
                }
                Object[] row = new Object[table.columns().size()];
                for (int index = 0; index < row.length; index++) {
                    RandomProject.Column column = table.columns().get(index);
                    if (table.key().equals(Optional.of(column.name()))) {
                        row[index] = key(number, column.type());
                    } else if (random.nextInt(100)
                            >= (isKey(column) ? Math.min(missing.get(index), 20) : missing.get(index))) {
                        List<Object> pool = pools.get(index);
                        row[index] = pool.get(random.nextInt(pool.size()));
                    }
                }
                rows.add(row);
            }
            return rows;
        }

        private static boolean isKey(RandomProject.Column column) {
            return column.name().endsWith("_id") || column.name().equals("gift_to");
        }

        /** The number of a row as its key: texts run otherwise than numbers. */
        private static Object key(int number, DataType type) {
            return switch (type.kind()) {
                case INT -> number;
                case BIGINT -> (long) number;
                default -> (number % 7 == 0 ? "Ö" : "k") + number;
            };
        }

        private List<Object> pool(RandomProject.Column column) {
            if (isKey(column)) {
                String table = project.tables().stream()
                        .filter(found -> found.key().equals(Optional.of(column.name())))
                        .map(RandomProject.Table::id)
                        .findFirst()
                        .orElse("customers");
                List<Object> keys = new ArrayList<>();
                for (int number = 1; number <= SIZES.get(table) * 9 / 8; number++) {
                    keys.add(key(number, column.type()));
                }
                return keys;
            }
            List<Object> all = new ArrayList<>(
                    switch (column.type().kind()) {
                        case BOOLEAN -> List.<Object>of(true, false);
                        case INT -> WHOLE.stream().<Object>map(Integer::valueOf).toList();
                        case BIGINT ->
                            HUGE_WHOLE.stream().<Object>map(Long::valueOf).toList();
                        case DOUBLE ->
                            (column.isHuge() ? HUGE_FRACTIONS : FRACTIONS)
                                    .stream().<Object>map(Double::valueOf).toList();
                        case DECIMAL ->
                            AMOUNTS.stream()
                                    .<Object>map(text -> new BigDecimal(text)
                                            .setScale(column.type().scale()))
                                    .toList();
                        case STRING -> texts(column);
                        case DATE -> List.<Object>copyOf(days);
                        case TIMESTAMP -> moments();
                    });
            Collections.shuffle(all, random);
            boolean few = !column.type().isTemporal() && random.nextInt(3) == 0;
            return few ? all.subList(0, Math.min(4, all.size())) : all;
        }

        private static List<Object> texts(RandomProject.Column column) {
            List<String> texts =
                    switch (column.name()) {
                        case "name", "note" -> TEXTS;
                        case "nick" -> LETTERS;
                        default -> WORDS;
                    };
            return List.copyOf(texts);
        }

        private List<Object> moments() {
            List<Object> moments = new ArrayList<>();
            for (LocalDate day : days) {
                LocalTime time = TIMES.get(random.nextInt(TIMES.size()));
                Instant moment = day.atTime(time).atZone(ZONE).toInstant();
                moments.add(moment);
                if (random.nextInt(4) == 0) {
                    moments.add(day.plusDays(1).atStartOfDay(ZONE).toInstant().minusNanos(1000));
                }
            }
            Instant twice =
                    LocalDate.of(2025, 10, 26).atTime(2, 30).atZone(ZONE).toInstant();
            moments.addAll(List.of(twice, twice.plusSeconds(3600)));
            return moments;
        }
    }
}
