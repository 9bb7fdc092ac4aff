package io.segmill.jobs.pass.rows;

import io.segmill.core.schema.ColumnPath;
import io.segmill.jobs.pass.code.Coding;
import io.segmill.jobs.pass.code.KnownTexts;
import io.segmill.jobs.pass.feed.Feed;
import io.segmill.jobs.pass.plan.Evaluation;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * The layouts of all feeds, by their numbers; for all threads of a process.
 *
 * @param texts that lookups bring along
 */
public record Layouts(List<Layout> feeds, KnownTexts texts) {
    public Layouts {
        feeds = List.copyOf(feeds);
    }

    /** @param lookups by feed */
    public static Layouts of(Evaluation evaluation, List<List<Lookup>> lookups) {
        Set<UTF8String> all = new LinkedHashSet<>();
        for (int number = 0; number < lookups.size(); number++) {
            Feed feed = evaluation.feeds().get(number);
            for (Lookup lookup : lookups.get(number)) {
                for (ColumnPath measure : feed.measures()) {
                    if (lookup.has(measure)
                            && Coding.of(measure.column().type()).isInterned()) {
                        all.addAll(lookup.texts(measure));
                    }
                }
            }
        }
        KnownTexts texts = new KnownTexts(all);
        List<Layout> layouts = new ArrayList<>();
        for (int number = 0; number < lookups.size(); number++) {
            layouts.add(new Layout(
                    evaluation.feeds().get(number), lookups.get(number), texts, evaluation.asOf(), evaluation.zone()));
        }
        return new Layouts(layouts, texts);
    }
}
