package io.segmill.core.evaluation;

import io.segmill.core.project.Limit;
import io.segmill.core.project.Selection;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who is chosen by a condition and the limits after it, in plain Java. */
public final class SelectionEvaluator {
    private final RowEvaluator evaluator;
    private final String customerKey;

    /** @param customerKey the column that breaks ties, ascending */
    public SelectionEvaluator(RowEvaluator evaluator, String customerKey) {
        this.evaluator = evaluator;
        this.customerKey = customerKey;
    }

    /** Those of the customers who meet the condition and whom every limit keeps, in no particular order. */
    public List<Row> members(List<Row> customers, Selection.Where where) {
        List<Row> met = customers.stream()
                .filter(customer -> evaluator.meets(customer, where.condition()))
                .toList();
        return kept(met, where.limits());
    }

    /** What the limits, one after the other, keep of the customers. */
    public List<Row> kept(List<Row> customers, List<Limit> limits) {
        List<Row> kept = customers;
        for (Limit limit : limits) {
            kept = kept(kept, limit);
        }
        return kept;
    }

    private List<Row> kept(List<Row> customers, Limit limit) {
        Map<Optional<Object>, List<Row>> groups = new LinkedHashMap<>();
        for (Row customer : customers) {
            Optional<Object> group =
                    limit.per().flatMap(per -> evaluator.value(customer, per)).map(ValueOrder::identity);
            groups.computeIfAbsent(group, any -> new ArrayList<>()).add(customer);
        }
        return groups.values().stream()
                .flatMap(group -> group.stream()
                        .sorted(ranking(limit))
                        .limit(limit.quota().of(group.size())))
                .toList();
    }

    /** The first to be kept first; a missing value last either way. */
    private Comparator<Row> ranking(Limit limit) {
        ValueOrder order = evaluator.order();
        Comparator<Object> wanted =
                switch (limit.rank()) {
                    case TOP -> order.reversed();
                    case BOTTOM -> order;
                };
        return Comparator.<Row, Object>comparing(
                        customer -> evaluator.value(customer, limit.by()).orElse(null), Comparator.nullsLast(wanted))
                .thenComparing(customer -> customer.value(customerKey).orElseThrow(), order);
    }
}
