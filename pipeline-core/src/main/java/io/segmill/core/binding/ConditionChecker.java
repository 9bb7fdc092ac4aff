package io.segmill.core.binding;

import io.segmill.core.condition.Comparison;
import io.segmill.core.condition.Condition;
import io.segmill.core.condition.LetterCase;
import io.segmill.core.condition.Operand;
import io.segmill.core.condition.TextTest;
import io.segmill.core.condition.Window;
import io.segmill.core.definition.ConditionDefinition;
import io.segmill.core.definition.Literal;
import io.segmill.core.definition.OperandDefinition;
import io.segmill.core.definition.OperatorDefinition;
import io.segmill.core.definition.Options;
import io.segmill.core.definition.Polarity;
import io.segmill.core.problem.Code;
import io.segmill.core.problem.NearestName;
import io.segmill.core.problem.Problems;
import io.segmill.core.problem.SourceLocation;
import io.segmill.core.schema.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Binds conditions to columns and types. Empty, and told, when something in them is wrong. */
public final class ConditionChecker {
    private final OperandChecker operands;
    private final Constants constants;
    private final Windows windows;
    private final Set<String> segments;
    private final Problems problems;
    private final Contradictions contradictions;

    /** @param segments ids of all segments that there are */
    public ConditionChecker(
            Catalog catalog, Constants constants, Windows windows, Set<String> segments, Problems problems) {
        this.operands = new OperandChecker(catalog, windows, this, problems);
        this.constants = constants;
        this.windows = windows;
        this.segments = segments;
        this.problems = problems;
        this.contradictions = new Contradictions(problems);
    }

    /**
     * Checks columns with the same names and types.
     *
     * @param key header of the first column, the customer key's, when it is known
     */
    public ColumnsChecker columns(Scope customer, Optional<String> key) {
        return new ColumnsChecker(operands, customer, key, problems);
    }

    /** Checks limits with the same names and types. */
    public LimitChecker limits(Scope customer) {
        return new LimitChecker(operands, customer, problems);
    }

    public Optional<Condition> check(ConditionDefinition definition, Scope scope) {
        return definition.match(new Cases(scope));
    }

    /** One level of conditions. */
    private final class Cases implements ConditionDefinition.Cases<Optional<Condition>> {
        private final Scope scope;

        Cases(Scope scope) {
            this.scope = scope;
        }

        @Override
        public Optional<Condition> everyone(ConditionDefinition.Everyone everyone) {
            return Optional.of(new Condition.Everyone());
        }

        @Override
        public Optional<Condition> group(ConditionDefinition.Group group) {
            List<Optional<Condition>> parts = parts(group.parts());
            contradictions.look(group, parts);
            return whole(parts).map(all -> switch (group.logic()) {
                case ALL -> new Condition.All(all);
                case ANY -> new Condition.Any(all);
                case NONE -> new Condition.None(all);
            });
        }

        @Override
        public Optional<Condition> not(ConditionDefinition.Not not) {
            Optional<Condition> inner = check(not.inner(), scope);
            inner.ifPresent(condition -> contradictions.look(not, condition));
            return inner.map(Condition.Not::new);
        }

        @Override
        public Optional<Condition> atLeast(ConditionDefinition.AtLeast atLeast) {
            List<Optional<Condition>> parts = parts(atLeast.parts());
            if (parts.isEmpty()) {
                return Optional.empty();
            }
            Optional<Integer> count = new Literals(problems).wholeNumber("count", atLeast.count(), 1, parts.size());
            return whole(parts).flatMap(all -> count.map(number -> new Condition.AtLeast(number, all)));
        }

        @Override
        public Optional<Condition> memberOf(ConditionDefinition.MemberOf memberOf) {
            Literal segment = memberOf.segment();
            if (scope.place() != Scope.Place.CUSTOMER) {
                problems.error(
                        Code.BAD_VALUE,
                        memberOf.location(),
                        "'member-of' asks about a customer and cannot stand in a condition on rows",
                        "put it beside the aggregate, in a list under 'all:'");
                return Optional.empty();
            }
            if (!segments.contains(segment.value())) {
                problems.error(
                        Code.UNKNOWN_SEGMENT,
                        segment.location(),
                        "there is no segment " + segment.shown(),
                        NearestName.fix(segment.value(), segments, "define it in segments/"));
                return Optional.empty();
            }
            return Optional.of(new Condition.MemberOf(segment.value()));
        }

        @Override
        public Optional<Condition> has(ConditionDefinition.Has has) {
            return operands.rows(has.rows(), scope)
                    .map(Condition.Has::new)
                    .map(condition -> turned(condition, has.polarity()));
        }

        @Override
        public Optional<Condition> test(ConditionDefinition.Test test) {
            Optional<Operand> left = operands.check(test.left(), scope);
            boolean ignoreCaseFits = test.ignoreCase().isEmpty() || ignoreCaseFits(test, left);
            if (left.isEmpty()) {
                operands.checkRight(test.operator(), scope);
                return Optional.empty();
            }
            LetterCase letters = test.ignoreCase()
                            .map(Options.Option::value)
                            .filter(ConditionChecker::isTrue)
                            .isPresent()
                    ? LetterCase.IGNORED
                    : LetterCase.EXACT;
            Optional<Condition> condition = test.operator()
                    .match(new Operators(scope, left.get(), OperandChecker.described(test.left()), letters));
            condition.ifPresent(found -> contradictions.look(test, found));
            return condition.filter(found -> ignoreCaseFits);
        }

        @Override
        public Optional<Condition> broken(ConditionDefinition.Broken broken) {
            return Optional.empty();
        }

        private List<Optional<Condition>> parts(List<ConditionDefinition> definitions) {
            return definitions.stream().map(part -> check(part, scope)).toList();
        }

        private Optional<List<Condition>> whole(List<Optional<Condition>> parts) {
            List<Condition> found = parts.stream().flatMap(Optional::stream).toList();
            return found.isEmpty() || found.size() < parts.size() ? Optional.empty() : Optional.of(found);
        }
    }

    private static boolean isTrue(Literal literal) {
        return literal.kind() == Literal.Kind.TRUTH && literal.value().equalsIgnoreCase("true");
    }

    private boolean ignoreCaseFits(ConditionDefinition.Test test, Optional<Operand> left) {
        Options.Option option = test.ignoreCase().orElseThrow();
        if (new Literals(problems).truth("ignore-case", option.value()).isEmpty()) {
            return false;
        }
        OperatorDefinition operator = test.operator();
        boolean takesIt = operator instanceof OperatorDefinition.Broken
                || operator instanceof OperatorDefinition.OneOf
                || operator instanceof OperatorDefinition.Text
                || (operator instanceof OperatorDefinition.Compare compare && compare.comparison() == Comparison.IS);
        if (!takesIt) {
            problems.error(
                    Code.BAD_VALUE,
                    option.key().location(),
                    "'ignore-case' cannot stand beside '" + operator.key().value() + "'",
                    "delete it; it goes with is, is-not, in, not-in, contains, starts-with, ends-with and matches");
            return false;
        }
        if (left.isPresent() && left.get().type().kind() != DataType.Kind.STRING) {
            problems.error(
                    Code.WRONG_TYPE,
                    option.key().location(),
                    "'ignore-case' is for texts, " + OperandChecker.described(test.left()) + " is "
                            + Types.described(left.get().type()),
                    "delete it");
            return false;
        }
        return true;
    }

    private static Condition turned(Condition condition, Polarity polarity) {
        return switch (polarity) {
            case PLAIN -> condition;
            case COMPLEMENT -> new Condition.Not(condition);
        };
    }

    /** An operator beside an operand whose type is known. */
    private final class Operators implements OperatorDefinition.Cases<Optional<Condition>> {
        private final Scope scope;
        private final Operand left;
        private final String shown;
        private final LetterCase letters;

        Operators(Scope scope, Operand left, String shown, LetterCase letters) {
            this.scope = scope;
            this.left = left;
            this.shown = shown;
            this.letters = letters;
        }

        @Override
        public Optional<Condition> compare(OperatorDefinition.Compare compare) {
            if (compare.comparison() != Comparison.IS && !isOrdered(compare)) {
                return Optional.empty();
            }
            return right(compare.right(), compare.key().value())
                    .map(right -> turned(
                            new Condition.Compare(left, compare.comparison(), right, letters), compare.polarity()));
        }

        @Override
        public Optional<Condition> oneOf(OperatorDefinition.OneOf oneOf) {
            List<Operand.Constant> values = new ArrayList<>();
            for (Literal literal : oneOf.values()) {
                constants.of(literal, left.type(), shown, "").ifPresent(values::add);
            }
            return values.size() < oneOf.values().size()
                    ? Optional.empty()
                    : Optional.of(turned(new Condition.OneOf(left, values, letters), oneOf.polarity()));
        }

        @Override
        public Optional<Condition> between(OperatorDefinition.Between between) {
            if (!isOrdered(between)) {
                return Optional.empty();
            }
            Optional<Operand> low = right(between.low(), "");
            Optional<Operand> high = right(between.high(), "");
            if (low.isEmpty() || high.isEmpty()) {
                return Optional.empty();
            }
            if (constants.areReversed(low.get(), high.get())) {
                String fix = between.low() instanceof OperandDefinition.Constant first
                                && between.high() instanceof OperandDefinition.Constant second
                        ? "write between: [" + second.literal().written() + ", "
                                + first.literal().written() + "]"
                        : "write between: [low, high]";
                problems.error(
                        Code.BAD_VALUE, between.low().location(), "the ends of 'between' are the wrong way round", fix);
                return Optional.empty();
            }
            return Optional.of(new Condition.Between(left, low.get(), high.get()));
        }

        @Override
        public Optional<Condition> text(OperatorDefinition.Text text) {
            Literal literal = text.text();
            String word = text.key().value();
            if (left.type().kind() != DataType.Kind.STRING) {
                problems.error(
                        Code.WRONG_TYPE,
                        text.location(),
                        "'" + word + "' is for texts, " + shown + " is " + Types.described(left.type()),
                        "use " + operators());
                return Optional.empty();
            }
            Optional<Operand.Constant> constant = constants.of(literal, DataType.STRING, shown, word);
            if (constant.isEmpty()) {
                return Optional.empty();
            }
            if (literal.value().isEmpty()) {
                problems.error(
                        Code.BAD_VALUE,
                        literal.location(),
                        "'" + word + "' with an empty text tests nothing",
                        "write a text; for a text that is set write is-set: true");
                return Optional.empty();
            }
            if (text.test() == TextTest.MATCHES && !isPattern(literal)) {
                return Optional.empty();
            }
            return Optional.of(new Condition.Text(left, text.test(), literal.value(), letters));
        }

        @Override
        public Optional<Condition> isSet(OperatorDefinition.IsSet isSet) {
            return Optional.of(turned(new Condition.IsSet(left), isSet.polarity()));
        }

        @Override
        public Optional<Condition> within(OperatorDefinition.Within within) {
            Optional<Window> window = windows.any(within.window());
            return isTime(within) ? window.map(days -> new Condition.Within(left, days)) : Optional.empty();
        }

        @Override
        public Optional<Condition> anniversary(OperatorDefinition.Anniversary anniversary) {
            Optional<Window> window = windows.anniversary(anniversary.window());
            return isTime(anniversary) ? window.map(days -> new Condition.Anniversary(left, days)) : Optional.empty();
        }

        @Override
        public Optional<Condition> broken(OperatorDefinition.Broken broken) {
            return Optional.empty();
        }

        private Optional<Operand> right(OperandDefinition definition, String word) {
            if (definition instanceof OperandDefinition.Constant constant) {
                return constants
                        .of(constant.literal(), left.type(), shown, word)
                        .map(Operand.class::cast);
            }
            Optional<Operand> right = operands.check(definition, scope);
            if (right.isPresent() && !Types.compare(left.type(), right.get().type())) {
                problems.error(
                        Code.WRONG_TYPE,
                        definition.location(),
                        shown + " is " + Types.described(left.type()) + ", "
                                + OperandChecker.described(definition) + " is "
                                + Types.described(right.get().type()) + ": they cannot be compared",
                        "compare values of one kind; nothing is cast");
                return Optional.empty();
            }
            return right;
        }

        /** Beside an aggregate {@code within} is the window of its rows. */
        private String operators() {
            String all = Types.operators(left.type());
            return left instanceof Operand.Aggregate ? all.replace(" within,", "") : all;
        }

        private boolean isOrdered(OperatorDefinition operator) {
            if (left.type().isOrdered()) {
                return true;
            }
            problems.error(
                    Code.WRONG_TYPE,
                    operator.location(),
                    "'" + operator.key().value() + "' needs an order, " + shown + " is " + Types.described(left.type()),
                    "use " + operators());
            return false;
        }

        private boolean isTime(OperatorDefinition operator) {
            if (left.type().isTemporal()) {
                return true;
            }
            problems.error(
                    Code.WRONG_TYPE,
                    operator.location(),
                    "'" + operator.key().value() + "' is for dates and timestamps, " + shown + " is "
                            + Types.described(left.type()),
                    "use " + operators());
            return false;
        }
    }

    /** Both by itself and as a whole value is asked for: a pattern may close a bracket that is not its own. */
    private boolean isPattern(Literal literal) {
        try {
            Pattern.compile(literal.value());
            Pattern.compile("\\A(?:" + literal.value() + ")\\z");
            return true;
        } catch (PatternSyntaxException e) {
            SourceLocation location = literal.location();
            problems.error(
                    Code.BAD_PATTERN,
                    location,
                    literal.shown() + " is not a regular expression",
                    "mend it (Java's syntax); for plain text use contains, starts-with or ends-with");
            return false;
        }
    }
}
