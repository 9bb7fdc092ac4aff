package io.segmill.core.binding;

import io.segmill.core.condition.Operand;
import io.segmill.core.definition.LimitDefinition;
import io.segmill.core.definition.Literal;
import io.segmill.core.definition.OperandDefinition;
import io.segmill.core.problem.Code;
import io.segmill.core.problem.Problems;
import io.segmill.core.project.Limit;
import io.segmill.core.project.Quota;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Checks limits, and how many customers they and expansions ask for. */
public final class LimitChecker {
    private final OperandChecker operands;
    private final Scope customer;
    private final Literals literals;
    private final Problems problems;

    LimitChecker(OperandChecker operands, Scope customer, Problems problems) {
        this.operands = operands;
        this.customer = customer;
        this.literals = new Literals(problems);
        this.problems = problems;
    }

    /** Empty, and told, when one of them is wrong. */
    public Optional<List<Limit>> check(List<LimitDefinition> definitions) {
        List<Limit> limits = new ArrayList<>();
        definitions.forEach(definition -> check(definition).ifPresent(limits::add));
        return limits.size() < definitions.size() ? Optional.empty() : Optional.of(limits);
    }

    private Optional<Limit> check(LimitDefinition definition) {
        String word = definition.rank().value();
        Limit.Rank rank = word.startsWith("top") ? Limit.Rank.TOP : Limit.Rank.BOTTOM;
        Optional<Quota> quota =
                word.endsWith("percent") ? percent(word, definition.quota()) : count(word, definition.quota());
        Optional<Operand> by = operands.check(definition.by(), customer).filter(found -> isOrdered(definition, found));
        Optional<Operand.Attribute> per = definition.per().flatMap(this::attribute);
        boolean whole = per.isPresent() == definition.per().isPresent();
        return quota.filter(found -> whole).flatMap(many -> by.map(found -> new Limit(rank, many, found, per)));
    }

    /** An attribute of the customer by its path alone. */
    public Optional<Operand.Attribute> attribute(Literal path) {
        return operands.check(new OperandDefinition.Attribute(path, Optional.empty()), customer)
                .map(Operand.Attribute.class::cast);
    }

    private boolean isOrdered(LimitDefinition definition, Operand by) {
        if (by.type().isOrdered()) {
            return true;
        }
        problems.error(
                Code.WRONG_TYPE,
                definition.by().location(),
                "a ranking needs an order, " + OperandChecker.described(definition.by()) + " is "
                        + Types.described(by.type()),
                "rank by a number, a date or a text");
        return false;
    }

    /** So many customers, from 1. */
    public Optional<Quota> count(String key, Literal literal) {
        return literals.wholeNumber(key, literal, 1, Integer.MAX_VALUE).map(Quota.Count::new);
    }

    /** A percentage of customers, above 0 to 100, exact. */
    public Optional<Quota> percent(String key, Literal literal) {
        return literals.share(key, literal).map(Quota.Percent::new);
    }
}
