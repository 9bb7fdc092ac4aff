package io.segmill.jobs.pass.rows;

import io.segmill.core.evaluation.ConditionEvaluator;
import io.segmill.core.schema.ColumnPath;
import io.segmill.jobs.pass.batch.BatchColumns;
import io.segmill.jobs.pass.batch.Selection;
import io.segmill.jobs.pass.code.Interns;
import io.segmill.jobs.pass.code.KnownTexts;
import io.segmill.jobs.pass.feed.Classifier;
import io.segmill.jobs.pass.feed.Feed;
import io.segmill.jobs.pass.feed.Feeding;
import io.segmill.jobs.pass.feed.Signatures;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * How rows of a feed travel: the customer's key, the row's signature, then what rows of that signature bring along, which
 * is the value of a measure, or the place in a {@link Lookup} at which several of them are found. For all threads of a
 * process.
 */
public final class Layout {
    private final Feed feed;
    private final List<Lookup> lookups;
    private final LocalDate asOf;
    private final ZoneId zone;
    private final Signatures signatures;
    private final List<ColumnPath> ownMeasures = new ArrayList<>();
    private final int[] carriers;
    private final Feeding feeding;
    private final long[][][] partial;
    private final KnownTexts texts;
    private final Lookup.Values[] values;

    Layout(Feed feed, List<Lookup> lookups, KnownTexts texts, LocalDate asOf, ZoneId zone) {
        this.feed = feed;
        this.lookups = List.copyOf(lookups);
        this.asOf = asOf;
        this.zone = zone;
        this.signatures = new Signatures(feed.classifiers());
        this.carriers = new int[feed.measures().size()];
        for (ColumnPath measure : feed.measures()) {
            if (lookup(measure) < 0) {
                ownMeasures.add(measure);
            }
        }
        for (int measure = 0; measure < carriers.length; measure++) {
            ColumnPath path = feed.measures().get(measure);
            int lookup = lookup(path);
            carriers[measure] = lookup < 0 ? ownMeasures.indexOf(path) : ownMeasures.size() + lookup;
        }
        this.feeding = new Feeding(feed, signatures, carriers);
        this.partial = new long[lookups.size()][][];
        this.texts = texts;
        this.values = new Lookup.Values[feed.measures().size()];
    }

    /** The lookup that has a column; -1 where the row has it itself. */
    int lookup(ColumnPath path) {
        for (int index = 0; index < lookups.size(); index++) {
            if (lookups.get(index).has(path)) {
                return index;
            }
        }
        return -1;
    }

    /** Where a classifier's columns are: a lookup's number, or -1 where not all of them are in one. */
    int place(Classifier classifier) {
        List<Integer> all =
                classifier.columns().stream().map(this::lookup).distinct().toList();
        return all.size() == 1 ? all.get(0) : -1;
    }

    public Feed feed() {
        return feed;
    }

    public List<Lookup> lookups() {
        return lookups;
    }

    public Signatures signatures() {
        return signatures;
    }

    public Feeding feeding() {
        return feeding;
    }

    /** Measures that are columns of the rows themselves; they are the first that can be brought along, then the lookups. */
    public List<ColumnPath> ownMeasures() {
        return ownMeasures;
    }

    /** The number of what brings a measure along. */
    public int carrier(int measure) {
        return carriers[measure];
    }

    /** The values of a measure by places in its lookup; texts by their numbers among those that are known. */
    public synchronized Lookup.Values values(int measure) {
        if (values[measure] == null) {
            ColumnPath path = feed.measures().get(measure);
            values[measure] = lookups.get(lookup(path)).values(path, new Interns(texts));
        }
        return values[measure];
    }

    /** What the places of a lookup add to the words of a signature. */
    synchronized long[][] partial(int lookup) {
        if (partial[lookup] == null) {
            partial[lookup] = computed(lookup);
        }
        return partial[lookup];
    }

    private long[][] computed(int number) {
        BatchColumns columns = lookups.get(number).columns();
        ConditionEvaluator evaluator = new ConditionEvaluator(asOf, zone);
        Days days = new Days(zone);
        Selection places = new Selection();
        places.all(columns.rows());
        long[][] words = new long[signatures.words()][columns.rows()];
        for (int index = 0; index < feed.classifiers().size(); index++) {
            Classifier classifier = feed.classifiers().get(index);
            if (place(classifier) == number) {
                ClassReader.of(classifier, columns, evaluator, days)
                        .add(places, signatures.factor(index), words[signatures.word(index)]);
            }
        }
        return words;
    }
}
