package io.segmill.core.binding;

import io.segmill.core.condition.Operand;
import io.segmill.core.definition.Literal;
import io.segmill.core.definition.OperandDefinition;
import io.segmill.core.definition.OutputColumnDefinition;
import io.segmill.core.problem.Code;
import io.segmill.core.problem.Problems;
import io.segmill.core.problem.SourceLocation;
import io.segmill.core.project.OutputColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Checks the columns that segments and exports show beside the customer key. */
public final class ColumnsChecker {
    private final OperandChecker operands;
    private final Scope customer;
    private final Optional<String> key;
    private final Problems problems;

    /** @param key header of the first column, the customer key's, when it is known */
    ColumnsChecker(OperandChecker operands, Scope customer, Optional<String> key, Problems problems) {
        this.operands = operands;
        this.customer = customer;
        this.key = key;
        this.problems = problems;
    }

    /** Those that are well; the others are told. */
    public List<OutputColumn> check(List<OutputColumnDefinition> definitions) {
        List<OutputColumn> columns = new ArrayList<>();
        Map<String, Literal> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (OutputColumnDefinition definition : definitions) {
            if (isKey(definition)) {
                problems.warning(
                        Code.DUPLICATE_NAME,
                        definition.location(),
                        "the customer key " + definition.header().shown() + " always stands first and is not repeated",
                        "delete it");
                continue;
            }
            Optional<Operand> value = operands.check(definition.value(), customer);
            if (isFree(definition.header(), headers)) {
                value.ifPresent(found ->
                        columns.add(new OutputColumn(definition.header().value(), found)));
            }
        }
        return columns;
    }

    /**
     * Tells of columns that are headed like one that is there of its own.
     *
     * @param own header of that one
     * @param owner what has it, such as "an export of changes"
     * @param whose the columns, such as "this"
     * @param where to tell it, if not at the column
     */
    public void keepFree(
            String own,
            String owner,
            String whose,
            List<OutputColumnDefinition> definitions,
            Optional<SourceLocation> where) {
        definitions.stream()
                .map(OutputColumnDefinition::header)
                .filter(header -> header.value().equalsIgnoreCase(own))
                .forEach(header -> problems.error(
                        Code.DUPLICATE_NAME,
                        where.orElse(header.location()),
                        owner + " has a column '" + own + "' of its own, and " + whose + " column is headed "
                                + header.shown() + " too",
                        "give the column another header: as: NAME"));
    }

    /** Tells it when the customer key is named like a column that is there of its own. */
    public void keepFree(String own, String owner, SourceLocation where) {
        if (isKeyHeader(own)) {
            problems.error(
                    Code.DUPLICATE_NAME,
                    where,
                    owner + " has a column '" + own + "' of its own, and the customer key is named so too",
                    "give the key another name in its source, and in-file: " + own);
        }
    }

    private boolean isKeyHeader(String header) {
        return key.filter(header::equalsIgnoreCase).isPresent();
    }

    private boolean isKey(OutputColumnDefinition definition) {
        return definition.value() instanceof OperandDefinition.Attribute attribute
                && attribute.part().isEmpty()
                && key.filter(attribute.path().value()::equals).isPresent()
                && key.filter(definition.header().value()::equals).isPresent();
    }

    private boolean isFree(Literal header, Map<String, Literal> headers) {
        if (header.value().isBlank()) {
            problems.error(Code.BAD_VALUE, header.location(), "a column without a header", "write as: NAME");
            return false;
        }
        if (isKeyHeader(header.value())) {
            problems.error(
                    Code.DUPLICATE_NAME,
                    header.location(),
                    "the column " + header.shown() + " is named like the customer key, which always stands first",
                    "delete it, or give it another header: as: NAME");
            return false;
        }
        Literal before = headers.putIfAbsent(header.value(), header);
        if (before != null) {
            problems.error(
                    Code.DUPLICATE_NAME,
                    header.location(),
                    "two columns are headed " + header.shown(),
                    "delete one, or give it another header: as: NAME");
            return false;
        }
        return true;
    }
}
