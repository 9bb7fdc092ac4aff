package io.segmill.jobs.pass;

import io.segmill.jobs.pass.block.SharedAnswers;
import io.segmill.jobs.pass.plan.Evaluation;
import io.segmill.jobs.pass.rows.Layouts;
import io.segmill.jobs.pass.rows.Lookup;
import io.segmill.jobs.session.Portable;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;

/** What every task of a pass knows: the evaluation and, by feed, the tables that its rows are looked up in. */
final class Sent implements Serializable {
    private static final long serialVersionUID = 1;

    private final Portable<Evaluation> evaluation;
    private final Lookup[][] lookups;
    private transient Layouts layouts;
    private transient SharedAnswers answers;

    /** @param scans of all feeds */
    Sent(Evaluation evaluation, List<Scans.Scan> scans) {
        this.evaluation = new Portable<>(evaluation);
        this.lookups = new Lookup[evaluation.feeds().size()][];
        for (Scans.Scan scan : scans) {
            for (int feed : scan.feeds()) {
                lookups[feed] = scan.lookups().stream()
                        .filter(lookup ->
                                evaluation.feeds().get(feed).columns().stream().anyMatch(lookup::has))
                        .toArray(Lookup[]::new);
            }
        }
    }

    Evaluation evaluation() {
        return evaluation.value();
    }

    /** Of the feeds; the same ones for all tasks of a process. */
    synchronized Layouts layouts() {
        if (layouts == null) {
            layouts = Layouts.of(
                    evaluation(), Arrays.stream(lookups).map(List::of).toList());
        }
        return layouts;
    }

    /** Of tests; the same ones for all tasks of a process. */
    synchronized SharedAnswers answers() {
        if (answers == null) {
            answers = new SharedAnswers();
        }
        return answers;
    }
}
