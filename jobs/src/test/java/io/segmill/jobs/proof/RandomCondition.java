package io.segmill.jobs.proof;

import io.segmill.core.schema.DataType;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Makes conditions, as a person could write them, with constants and windows at the edges of a project's data. */
final class RandomCondition {
    private static final ZoneId ZONE = ZoneId.of(RandomProject.ZONE);
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    private static final List<String> PATTERNS = List.of(
            "[A-Z].*",
            ".*[aä].*",
            "(Anna|Zoë|open|paid)",
            ".{4}",
            "\\d+",
            "[^a]*",
            ".*(?<!a)",
            "(?i)anna",
            "\\p{L}+",
            "\\w+ ?",
            ".*n.*+");

    private final RandomProject project;
    private final RandomData data;
    private final List<String> segments;
    private final Random random;

    /** @param segments that conditions may refer to */
    RandomCondition(RandomProject project, RandomData data, List<String> segments, Random random) {
        this.project = project;
        this.data = data;
        this.segments = segments;
        this.random = random;
    }

    /** What a condition is about: a customer, or inside an aggregate a row. */
    private record Scope(String table, boolean isRow) {
        static final Scope CUSTOMER = new Scope("customers", false);

        static Scope row(String table) {
            return new Scope(table, true);
        }
    }

    /** A constant as written, and what it sorts by. */
    private record Constant(String yaml, BigDecimal number, String text) {
        static Constant number(BigDecimal number, String yaml) {
            return new Constant(yaml, number, "");
        }

        static Constant text(String text, String yaml) {
            return new Constant(yaml, BigDecimal.ZERO, text);
        }

        boolean isAfter(Constant other) {
            int byNumber = number.compareTo(other.number);
            return byNumber > 0 || (byNumber == 0 && codePoints(text).compareTo(codePoints(other.text)) > 0);
        }

        /** Texts of one length for every code point, so that they sort by it. */
        private static String codePoints(String text) {
            StringBuilder padded = new StringBuilder();
            text.codePoints().forEach(point -> padded.append(String.format("%07d", point)));
            return padded.toString();
        }
    }

    /** An operand with constants that are worth comparing it with. */
    private record Operand(Tree.Mapping tree, DataType type, Supplier<Constant> constants) {
        boolean isAggregate() {
            return !tree.entries().containsKey("attribute");
        }

        boolean compares(DataType other) {
            return type.equals(other)
                    || (type.isNumeric() && other.isNumeric())
                    || (type.isTemporal() && other.isTemporal());
        }
    }

    /** A column somewhere along a path. */
    private record Place(String path, RandomProject.Table table, RandomProject.Column column) {}

    /** A segment's file: a condition, sometimes with limits. */
    Tree.Mapping segment() {
        Tree.Mapping segment = Tree.of("where", condition(1 + random.nextInt(3), Scope.CUSTOMER));
        if (!chance(10)) {
            return segment;
        }
        List<Tree> limits = new ArrayList<>();
        for (int count = 1 + random.nextInt(2); count > 0; count--) {
            limits.add(limit());
        }
        return segment.with("limit", limits.size() == 1 ? limits.get(0) : new Tree.Sequence(limits));
    }

    private Tree limit() {
        Operand by = operand(Scope.CUSTOMER, type -> type.isOrdered());
        Tree.Mapping limit = chance(50)
                ? Tree.of(one("top", "bottom"), one("1", "2", "3", "5", "10", "25"))
                : Tree.of(one("top-percent", "bottom-percent"), one("1", "5", "12.5", "33.3", "50", "99.9", "100"));
        limit = limit.with("by", by.tree());
        return chance(40)
                ? limit.with(
                        "per",
                        new Tree.Scalar(column("customers", column -> true).path()))
                : limit;
    }

    private Tree.Mapping condition(int depth, Scope scope) {
        int kind = depth <= 0 ? 0 : random.nextInt(100);
        if (kind < 45) {
            return leaf(scope);
        }
        if (kind < 60) {
            return Tree.of("all", parts(depth, scope, 3));
        }
        if (kind < 78) {
            return Tree.of("any", parts(depth, scope, 4));
        }
        if (kind < 83) {
            return Tree.of("none", parts(depth, scope, 3));
        }
        if (kind < 91) {
            return Tree.of("not", condition(depth - 1, scope));
        }
        List<Tree> parts = parts(depth, scope, 4);
        return Tree.of(
                "at-least",
                Tree.of("count", String.valueOf(1 + random.nextInt(parts.size())))
                        .with("of", new Tree.Sequence(parts)));
    }

    private List<Tree> parts(int depth, Scope scope, int most) {
        List<Tree> parts = new ArrayList<>();
        for (int count = 1 + random.nextInt(most); count >= 0; count--) {
            parts.add(condition(depth - 1, scope));
        }
        return parts;
    }

    private Tree.Mapping leaf(Scope scope) {
        int kind = scope.isRow() ? 0 : random.nextInt(100);
        if (kind < 42) {
            return test(attribute(scope, type -> true), scope);
        }
        if (kind < 82) {
            return test(aggregate(type -> true), scope);
        }
        if (kind < 94) {
            String path = rows();
            return beside(Tree.of(chance(60) ? "has" : "has-no", path), end(path));
        }
        return kind < 99 && !segments.isEmpty()
                ? Tree.of("member-of", segments.get(random.nextInt(segments.size())))
                : Tree.of("everyone", "true");
    }

    private Tree.Mapping test(Operand left, Scope scope) {
        DataType type = left.type();
        List<String> operators = new ArrayList<>(List.of("is", "is-not", "in", "not-in", "is-set"));
        if (type.isOrdered()) {
            operators.addAll(List.of("less-than", "at-most", "more-than", "at-least", "between"));
            operators.addAll(List.of("less-than", "at-most", "more-than", "at-least", "between"));
        }
        if (type.kind() == DataType.Kind.STRING) {
            operators.addAll(List.of("contains", "starts-with", "ends-with", "matches"));
        }
        if (type.isTemporal()) {
            operators.add("anniversary");
            if (!left.isAggregate()) {
                operators.addAll(List.of("within", "within", "within", "within"));
            }
        }
        String operator = operators.get(random.nextInt(operators.size()));
        Tree.Mapping tree =
                switch (operator) {
                    case "is-set" -> left.tree().with(operator, new Tree.Scalar(one("true", "false")));
                    case "in", "not-in" -> {
                        List<Tree> values = new ArrayList<>();
                        for (int count = random.nextInt(4); count >= 0; count--) {
                            values.add(new Tree.Scalar(left.constants().get().yaml()));
                        }
                        yield left.tree().with(operator, new Tree.Sequence(values));
                    }
                    case "between" -> left.tree().with(operator, between(left, scope));
                    case "contains", "starts-with", "ends-with" ->
                        left.tree().with(operator, new Tree.Scalar(piece(left, operator)));
                    case "matches" ->
                        left.tree()
                                .with(
                                        operator,
                                        new Tree.Scalar(Tree.quoted(PATTERNS.get(random.nextInt(PATTERNS.size())))));
                    case "within" -> left.tree().with(operator, new Tree.Scalar(window(chance(50))));
                    case "anniversary" -> left.tree().with(operator, new Tree.Scalar(anniversary()));
                    default -> left.tree().with(operator, right(left, scope));
                };
        boolean letters = type.kind() == DataType.Kind.STRING
                && List.of("is", "is-not", "in", "not-in", "contains", "starts-with", "ends-with", "matches")
                        .contains(operator)
                && chance(35);
        return letters ? tree.with("ignore-case", new Tree.Scalar(chance(90) ? "true" : "false")) : tree;
    }

    private Tree right(Operand left, Scope scope) {
        if (chance(70)) {
            return new Tree.Scalar(left.constants().get().yaml());
        }
        return adjusted(left, scope);
    }

    private Tree adjusted(Operand left, Scope scope) {
        Operand right = operand(scope, left::compares);
        Tree.Mapping tree = right.tree();
        if (right.type().isNumeric()) {
            tree = chance(40) ? tree.with("times", new Tree.Scalar(one("1.2", "0.5", "-1", "2", "1.25", "10"))) : tree;
            tree = chance(40) ? tree.with("plus", new Tree.Scalar(one("1", "-1", "0.01", "10", "-0.5"))) : tree;
        } else if (right.type().isTemporal() && chance(60)) {
            String moved =
                    one("30 days", "-1 days", "1 days", "2 weeks", "1 months", "-1 months", "1 years", "-4 years");
            tree = tree.with("plus", new Tree.Scalar(moved));
        }
        return tree;
    }

    private Tree between(Operand left, Scope scope) {
        if (chance(20)) {
            Tree one = adjusted(left, scope);
            Tree other = right(left, scope);
            return new Tree.Sequence(chance(50) ? List.of(one, other) : List.of(other, one));
        }
        Constant one = left.constants().get();
        Constant other = left.constants().get();
        if (left.type().isTemporal() && one.text().length() != other.text().length()) {
            other = one;
        }
        return one.isAfter(other)
                ? new Tree.Sequence(List.of(new Tree.Scalar(other.yaml()), new Tree.Scalar(one.yaml())))
                : new Tree.Sequence(List.of(new Tree.Scalar(one.yaml()), new Tree.Scalar(other.yaml())));
    }

    private String piece(Operand left, String operator) {
        int[] points = left.constants().get().text().codePoints().toArray();
        int length = Math.min(points.length, 1 + random.nextInt(3));
        int from =
                switch (operator) {
                    case "starts-with" -> 0;
                    case "ends-with" -> points.length - length;
                    default -> random.nextInt(points.length - length + 1);
                };
        return Tree.quoted(new String(points, from, length));
    }

    private Operand operand(Scope scope, Predicate<DataType> fits) {
        return scope.isRow() || chance(50) ? attribute(scope, fits) : aggregate(fits);
    }

    private Operand attribute(Scope scope, Predicate<DataType> fits) {
        boolean asNumber = fits.test(DataType.INT) && chance(15);
        Place place = column(scope.table(), column -> asNumber ? column.type().isTemporal() : fits.test(column.type()));
        Tree.Mapping tree = Tree.of("attribute", place.path());
        if (!asNumber) {
            return new Operand(tree, place.column().type(), () -> constant(place));
        }
        boolean hour = place.column().type().kind() == DataType.Kind.TIMESTAMP;
        String part = one("year", "quarter", "month", "week", "weekday", "day", hour ? "hour" : "day");
        Supplier<Constant> constants = () -> {
            String number =
                    switch (part) {
                        case "year" -> String.valueOf(project.asOf().getYear() - random.nextInt(3));
                        case "quarter" -> one("1", "2", "3", "4");
                        case "week" -> one("1", "2", "9", "13", "26", "40", "52", "53");
                        case "month" -> one("1", "2", "3", "6", "12");
                        case "weekday" -> one("1", "2", "5", "6", "7");
                        case "hour" -> one("0", "1", "2", "12", "23");
                        default -> one("1", "2", "15", "28", "29", "30", "31");
                    };
            return Constant.number(new BigDecimal(number), number);
        };
        return new Operand(tree.with("part", new Tree.Scalar(part)), DataType.INT, constants);
    }

    private Operand aggregate(Predicate<DataType> fits) {
        while (true) {
            String function = one(
                    "count",
                    "count",
                    "count-distinct",
                    "sum",
                    "sum",
                    "average",
                    "min",
                    "max",
                    "latest",
                    "earliest",
                    "most-frequent",
                    "days-since");
            String path = rows();
            RandomProject.Table table = end(path);
            boolean dated = table.eventTime().isPresent();
            if (!dated && List.of("latest", "earliest", "days-since").contains(function)) {
                continue;
            }
            if (function.equals("count") || function.equals("days-since")) {
                if (fits.test(DataType.INT)) {
                    return new Operand(beside(Tree.of(function, path), table), DataType.BIGINT, () -> {
                        String number = function.equals("count")
                                ? one("0", "1", "2", "3", "1.5", "4")
                                : one("0", "1", "6", "7", "29", "30", "31", "90", "365");
                        return Constant.number(new BigDecimal(number), number);
                    });
                }
                continue;
            }
            Place place = column(table.id(), column -> true);
            DataType type = place.column().type();
            boolean numeric = function.equals("sum") || function.equals("average");
            boolean suits = numeric
                    ? type.isNumeric() && !place.column().isHuge() && fits.test(DataType.DOUBLE)
                    : function.equals("count-distinct")
                            ? fits.test(DataType.BIGINT)
                            : fits.test(type)
                                    && (type.isOrdered() || !(function.equals("min") || function.equals("max")));
            if (!suits) {
                continue;
            }
            Tree.Mapping tree = beside(Tree.of(function, path + "." + place.path()), table);
            return switch (function) {
                case "sum", "average" -> new Operand(tree, DataType.DOUBLE, () -> total(place));
                case "count-distinct" ->
                    new Operand(tree, DataType.BIGINT, () -> {
                        String number = one("0", "1", "2", "3");
                        return Constant.number(new BigDecimal(number), number);
                    });
                default -> new Operand(tree, type, () -> constant(place));
            };
        }
    }

    /** A sum, or an average, that some rows may just have. */
    private Constant total(Place place) {
        BigDecimal total = constant(place).number();
        for (int more = random.nextInt(3); more > 0; more--) {
            total = total.add(constant(place).number());
        }
        return Constant.number(total, total.toPlainString());
    }

    /** The keys beside an aggregate's path: a condition on its rows and a window. */
    private Tree.Mapping beside(Tree.Mapping head, RandomProject.Table table) {
        Tree.Mapping tree = head;
        if (chance(45)) {
            tree = tree.with("where", condition(chance(30) ? 1 : 0, Scope.row(table.id())));
        }
        if (chance(45)) {
            tree = tree.with("within", new Tree.Scalar(table.eventTime().isPresent() ? window(false) : "all time"));
        }
        return tree;
    }

    /** A path from the customer to related rows. */
    private String rows() {
        while (true) {
            List<String> names = new ArrayList<>();
            String at = "customers";
            if (chance(15)) {
                RandomProject.Hop hop = one(project.toOne(at));
                names.add(hop.name());
                at = hop.end();
            }
            List<RandomProject.Hop> hops = project.toMany(at);
            if (hops.isEmpty()) {
                continue;
            }
            int many = chance(60) ? 1 : chance(70) ? 2 : 3;
            for (int step = 0; step < many && !hops.isEmpty(); step++) {
                RandomProject.Hop hop = one(hops);
                names.add(hop.name());
                at = hop.end();
                hops = project.toMany(at);
            }
            return String.join(".", names);
        }
    }

    private RandomProject.Table end(String path) {
        String at = "customers";
        for (String name : path.split("\\.")) {
            List<RandomProject.Hop> hops = new ArrayList<>(project.toOne(at));
            hops.addAll(project.toMany(at));
            at = hops.stream()
                    .filter(hop -> hop.name().equals(name))
                    .findFirst()
                    .orElseThrow()
                    .end();
        }
        return project.table(at);
    }

    /** A column reached by hops to one row. */
    private Place column(String start, Predicate<RandomProject.Column> fits) {
        while (true) {
            List<String> names = new ArrayList<>();
            String at = start;
            for (int hops = chance(60) ? 0 : 1 + random.nextInt(3); hops > 0; hops--) {
                List<RandomProject.Hop> next = project.toOne(at);
                if (!next.isEmpty()) {
                    RandomProject.Hop hop = one(next);
                    names.add(hop.name());
                    at = hop.end();
                }
            }
            RandomProject.Table table = project.table(at);
            RandomProject.Column column = one(table.columns());
            boolean isKey = column.name().endsWith("_id");
            if (fits.test(column) && (!isKey || chance(20))) {
                names.add(column.name());
                return new Place(String.join(".", names), table, column);
            }
        }
    }

    private Constant constant(Place place) {
        List<Object> values = data.values(place.table(), place.column());
        Optional<Object> value = values.isEmpty() ? Optional.empty() : Optional.of(one(values));
        return switch (place.column().type().kind()) {
            case BOOLEAN -> Constant.text("", one("true", "false"));
            case STRING -> {
                String text = value.isPresent() && chance(90) ? (String) value.get() : one("Anna", "open", "zz", "K1");
                yield Constant.text(text, Tree.quoted(text));
            }
            case INT, BIGINT, DECIMAL, DOUBLE -> number(value);
            case DATE ->
                time(
                        ((LocalDate) value.orElse(project.asOf()))
                                .atStartOfDay(ZONE)
                                .toOffsetDateTime(),
                        90);
            case TIMESTAMP ->
                time(
                        ((Instant) value.orElseGet(
                                        () -> project.asOf().atStartOfDay(ZONE).toInstant()))
                                .atZone(ZONE)
                                .toOffsetDateTime(),
                        45);
        };
    }

    private Constant number(Optional<Object> value) {
        BigDecimal number = new BigDecimal(value.orElse("1").toString());
        if (number.abs().compareTo(new BigDecimal("1e20")) > 0) {
            number = new BigDecimal("12345678901234567890").multiply(BigDecimal.valueOf(number.signum()));
        }
        number = switch (random.nextInt(10)) {
            case 0 -> number.add(BigDecimal.ONE);
            case 1 -> number.subtract(BigDecimal.ONE);
            case 2 -> number.add(new BigDecimal("0.001"));
            default -> number;
        };
        return Constant.number(number, chance(90) ? number.toPlainString() : number.toString());
    }

    private Constant time(OffsetDateTime time, int datePercent) {
        LocalDate day = time.toLocalDate().plusDays(chance(20) ? random.nextInt(3) - 1 : 0);
        if (chance(datePercent)) {
            return Constant.text(day.toString(), chance(50) ? day.toString() : Tree.quoted(day.toString()));
        }
        boolean plain = time.getHour() != 2 && chance(80);
        String text = plain
                ? SECONDS.format(time.toLocalDateTime())
                : SECONDS.format(time.toLocalDateTime()).replace(' ', 'T') + time.getOffset();
        return Constant.text(text, Tree.quoted(text));
    }

    private String window(boolean ahead) {
        int count = one(RandomData.COUNTS);
        String unit = count > 12 ? "days" : one("days", "days", "weeks", "months", "months", "years");
        LocalDate one = one(RandomData.days(project.asOf()));
        LocalDate other = one(RandomData.days(project.asOf()));
        return switch (random.nextInt(ahead ? 13 : 11)) {
            case 0, 1, 2 -> "last " + count + " " + unit;
            case 3 -> one("today", "yesterday");
            case 4 -> one("this ", "last ") + one("week", "month", "quarter", "year");
            case 5 -> one("more than ", "at least ") + count + " " + unit + " ago";
            case 6, 7 -> {
                int from = one(List.of(0, 1, 2, 6));
                yield from + ".." + (from + random.nextInt(3) * count) + " " + unit + " ago";
            }
            case 8 -> one.isAfter(other) ? other + ".." + one : one + ".." + other;
            case 9 -> one("before ", "since ") + one;
            case 10 -> "all time";
            case 11 -> "next " + count + " " + unit;
            default -> "tomorrow";
        };
    }

    private String anniversary() {
        int count = one(RandomData.COUNTS);
        return switch (random.nextInt(5)) {
            case 0 -> one("today", "yesterday");
            case 1, 2 -> "next " + count + " days";
            case 3 -> "last " + count + " days";
            default -> Math.min(count, 30) + ".." + Math.min(365, count * 2) + " days ago";
        };
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    private String one(String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    private <T> T one(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
