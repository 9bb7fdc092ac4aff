package io.segmill.jobs.proof;

import io.segmill.core.checking.CheckedProject;
import io.segmill.core.evaluation.Row;
import io.segmill.core.evaluation.RowEvaluator;
import io.segmill.core.evaluation.SelectionEvaluator;
import io.segmill.core.evaluation.Tables;
import io.segmill.core.project.Selection;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The meaning of segments in plain Java, customer by customer. */
final class RowEngine implements Engine {
    static final String NAME = "row evaluator";

    private final RandomProject project;
    private final Tables tables;

    RowEngine(RandomProject project, RandomData data) {
        this.project = project;
        Map<String, List<Row>> rows = new HashMap<>();
        for (RandomProject.Table table : project.tables()) {
            List<Row> all = new ArrayList<>();
            for (Object[] values : data.rows().get(table.id())) {
                Map<String, Object> row = new HashMap<>();
                for (int index = 0; index < values.length; index++) {
                    if (values[index] != null) {
                        row.put(table.columns().get(index).name(), values[index]);
                    }
                }
                all.add(new Row(table.id(), row));
            }
            rows.put(table.id(), all);
        }
        this.tables = new Tables(rows);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Map<String, Answer> answers(Segments segments) {
        CheckedProject checked = segments.checked();
        Map<String, Answer> answers = new HashMap<>();
        RowEvaluator evaluator = new RowEvaluator(
                source -> checked.sources().get(source).eventTime(),
                tables,
                (segment, customer) -> answers.get(segment).members().contains(key(customer)),
                project.asOf(),
                ZoneId.of(RandomProject.ZONE));
        SelectionEvaluator selections =
                new SelectionEvaluator(evaluator, checked.customerKey().name());
        for (String id : segments.ids()) {
            Selection.Where where = (Selection.Where) checked.segments().get(id).selection();
            try {
                answers.put(
                        id,
                        Answer.of(selections.members(tables.rows("customers"), where).stream()
                                .map(RowEngine::key)
                                .collect(Collectors.toSet())));
            } catch (ArithmeticException e) {
                answers.put(id, Answer.failed(e));
            }
        }
        return answers;
    }

    private static String key(Row customer) {
        return String.valueOf(customer.value("customer_id").orElseThrow());
    }
}
