package io.segmill.core.reading;

import io.segmill.core.condition.AggregateFunction;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Every key of the project's files, known or kept for a later version. */
final class Vocabulary {
    /** The aggregates by their words. */
    static final Map<String, AggregateFunction> FUNCTIONS = Arrays.stream(AggregateFunction.values())
            .collect(Collectors.toUnmodifiableMap(AggregateFunction::word, Function.identity()));

    static final Keys SETTINGS = Keys.of(
            "segmill.yaml",
            "name",
            "time-zone",
            "as-of",
            "warehouse",
            "history",
            "spark",
            "customer",
            "relationships",
            "schedule",
            "limits",
            "retention");
    static final Keys HISTORY = Keys.of("history", "url", "user", "password");
    static final Keys SPARK = Keys.of("spark", "master", "conf");
    static final Keys CUSTOMER = Keys.of("customer", "source", "key");
    static final Keys RELATIONSHIP = Keys.of("a relationship", "from", "to", "as", "reverse-as");
    static final Keys SCHEDULE = Keys.of("schedule", "cron", "time-zone");
    static final Keys LIMITS = Keys.of("limits", "change-alert-percent", "change-alert-members");
    static final Keys RETENTION = Keys.of("retention", "history-days", "warehouse-days", "export-days");

    static final Keys SOURCE = Keys.of(
                    "a source",
                    "format",
                    "path",
                    "csv",
                    "columns",
                    "key",
                    "event-time",
                    "load",
                    "delete-when",
                    "bad-rows")
            .later("url", "table", "query", "user", "password", "partition-column", "cursor");
    static final Keys SOURCE_CSV =
            Keys.of("a source's csv", "delimiter", "header", "encoding", "trailing-delimiter", "quote", "missing");
    static final Keys COLUMN = Keys.of("a column", "name", "in-file", "type", "format", "required", "pii");
    static final Keys BAD_ROWS = Keys.of("bad-rows", "allow-percent");

    static final Keys SEGMENT = Keys.of(
            "a segment",
            "name",
            "description",
            "type",
            "state",
            "activate-at",
            "deactivate-at",
            "tags",
            "columns",
            "where",
            "limit",
            "members",
            "similar-to",
            "size",
            "size-percent",
            "min-similarity",
            "using");
    static final Keys LIMIT = Keys.of("a limit", "top", "bottom", "top-percent", "bottom-percent", "by", "per");
    static final Keys MEMBERS = Keys.of("members", "file", "match", "ignore-case");

    /** The keys that make a segment an expansion. */
    static final List<String> EXPANSION = List.of("similar-to", "size", "size-percent", "min-similarity", "using");

    static final Keys EXPORT = Keys.of("an export", "name", "segments", "columns", "hash", "content", "csv", "to");
    static final Keys EXPORT_CSV =
            Keys.of("an export's csv", "delimiter", "header", "compression", "max-rows-per-file", "formula-guard");

    /** The aggregates that have a value, and so may stand left and right of an operator. */
    static final Keys AGGREGATES = new Keys("an operand", FUNCTIONS.keySet(), Set.of());

    static final Keys OPERATORS = Keys.of(
                    "a condition",
                    "is",
                    "is-not",
                    "in",
                    "not-in",
                    "less-than",
                    "at-most",
                    "more-than",
                    "at-least",
                    "between",
                    "contains",
                    "starts-with",
                    "ends-with",
                    "matches",
                    "is-set",
                    "within",
                    "anniversary")
            .later("percentile");

    /** Beside an aggregate {@code within} is the window of its rows, no operator. */
    static final Set<String> VALUE_OPERATORS =
            OPERATORS.known().stream().filter(word -> !word.equals("within")).collect(Collectors.toUnmodifiableSet());

    /** Those for aggregates that are numbers whatever their column is. */
    static final Set<String> NUMBER_OPERATORS = Set.of(
            "is", "is-not", "in", "not-in", "less-than", "at-most", "more-than", "at-least", "between", "is-set");

    /** What makes a condition; {@code at-least} is also an operator and then not counted. */
    static final Keys HEADS = joined(
            "a condition",
            AGGREGATES,
            Keys.of(
                            "a condition",
                            "all",
                            "any",
                            "none",
                            "not",
                            "at-least",
                            "everyone",
                            "attribute",
                            "member-of",
                            "has",
                            "has-no")
                    .later("followed-by", "preceded-by", "alongside", "sample", "entered", "left"));

    static final Keys ATTRIBUTE =
            joined("an attribute condition", OPERATORS, Keys.of("", "attribute", "part", "ignore-case"));
    static final Keys NUMBER_AGGREGATE = new Keys(
            "an aggregate condition",
            union(NUMBER_OPERATORS, union(AGGREGATES.known(), Set.of("where", "within"))),
            OPERATORS.later());
    static final Keys VALUE_AGGREGATE = new Keys(
            "an aggregate condition",
            union(VALUE_OPERATORS, union(AGGREGATES.known(), Set.of("where", "within", "ignore-case"))),
            OPERATORS.later());
    static final Keys HAS = Keys.of("a has condition", "has", "has-no", "where", "within");
    static final Keys MEMBER_OF = Keys.of("a member-of condition", "member-of").later("for");
    static final Keys AT_LEAST = Keys.of("at-least", "count", "of");

    static final Keys OPERAND_HEADS =
            joined("an operand", AGGREGATES, Keys.of("", "attribute").later("row"));
    static final Keys ATTRIBUTE_OPERAND = Keys.of("an attribute operand", "attribute", "part", "times", "plus");
    static final Keys AGGREGATE_OPERAND =
            joined("an aggregate operand", AGGREGATES, Keys.of("", "where", "within", "times", "plus"));
    static final Keys OUTPUT_ATTRIBUTE = Keys.of("a column", "attribute", "part", "as");
    static final Keys OUTPUT_AGGREGATE = joined("a column", AGGREGATES, Keys.of("", "where", "within", "as"));
    static final Keys RANKED_ATTRIBUTE = Keys.of("'by'", "attribute", "part");
    static final Keys RANKED_AGGREGATE = joined("'by'", AGGREGATES, Keys.of("", "where", "within"));

    private Vocabulary() {}

    private static Keys joined(String owner, Keys one, Keys other) {
        return new Keys(owner, union(one.known(), other.known()), union(one.later(), other.later()));
    }

    private static Set<String> union(Set<String> one, Set<String> other) {
        Set<String> both = new TreeSet<>(one);
        both.addAll(other);
        return both;
    }
}
