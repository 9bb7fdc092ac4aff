package io.segmill.jobs.proof;

import io.segmill.jobs.proof.Engine.Answer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What must hold of segments whatever they say: each law is put as further segments beside those it is about. */
final class Laws {
    private final Map<String, Tree.Mapping> segments = new LinkedHashMap<>();
    private final List<Law> laws = new ArrayList<>();

    /** How the members of two segments stand to each other. */
    private enum Relation {
        SAME,
        /** Every customer is a member of just one of the two. */
        COMPLEMENT
    }

    private record Law(String name, String one, Relation relation, String other) {}

    private Laws() {}

    /** Puts one law after the other to every fourth of some segments. */
    static Laws about(Map<String, Tree.Mapping> trees) {
        Laws laws = new Laws();
        List<String> ids = trees.entrySet().stream()
                .filter(segment -> !segment.getValue().entries().containsKey("limit"))
                .map(Map.Entry::getKey)
                .toList();
        for (int index = 0; index + 1 < ids.size(); index += 4) {
            laws.put(index / 4, ids.get(index), trees.get(ids.get(index)), trees.get(ids.get(index + 1)));
        }
        return laws;
    }

    private void put(int number, String id, Tree.Mapping segment, Tree.Mapping next) {
        Tree p = segment.entries().get("where");
        Tree q = next.entries().get("where");
        switch (number % 6) {
            case 0 -> law("p or not p", id, Relation.COMPLEMENT, add(id + "-not", Tree.of("not", p)));
            case 1 -> law("double negation", id, Relation.SAME, add(id + "-twice", Tree.of("not", Tree.of("not", p))));
            case 2 ->
                law(
                        "De Morgan of all",
                        add(id + "-not-all", Tree.of("not", Tree.of("all", List.of(p, q)))),
                        Relation.SAME,
                        add(id + "-any-not", Tree.of("any", List.of(Tree.of("not", p), Tree.of("not", q)))));
            case 3 ->
                law(
                        "De Morgan of any",
                        add(id + "-none", Tree.of("none", List.of(p, q))),
                        Relation.SAME,
                        add(id + "-all-not", Tree.of("all", List.of(Tree.of("not", p), Tree.of("not", q)))));
            case 4 -> law("order of parts", id, Relation.SAME, add(id + "-turned", turned(p, "")));
            default -> law("a copy by member-of", id, Relation.SAME, add(id + "-copy", Tree.of("member-of", id)));
        }
    }

    private void law(String name, String one, Relation relation, String other) {
        laws.add(new Law(name, one, relation, other));
    }

    private String add(String id, Tree condition) {
        segments.put(id, Tree.of("where", condition));
        return id;
    }

    /** With every list the other way round but the two ends of a range. */
    private static Tree turned(Tree tree, String key) {
        if (tree instanceof Tree.Mapping mapping) {
            Map<String, Tree> entries = new LinkedHashMap<>();
            mapping.entries().forEach((name, value) -> entries.put(name, turned(value, name)));
            return new Tree.Mapping(entries);
        }
        if (tree instanceof Tree.Sequence sequence && !key.equals("between")) {
            List<Tree> items = new ArrayList<>();
            sequence.items().forEach(item -> items.add(0, turned(item, "")));
            return new Tree.Sequence(items);
        }
        return tree;
    }

    /** The segments that the laws need beside those they are about. */
    Map<String, Tree.Mapping> segments() {
        return segments;
    }

    int count() {
        return laws.size();
    }

    /** The first law that an engine breaks, in words. */
    Optional<String> broken(Map<String, Map<String, Answer>> answers, int customers) {
        for (Law law : laws) {
            for (String engine : answers.get(law.one()).keySet()) {
                Answer one = answers.get(law.one()).get(engine);
                Answer other = answers.get(law.other()).get(engine);
                if (one.kind() == Answer.Kind.MEMBERS && other.kind() == Answer.Kind.MEMBERS) {
                    Set<String> both = new TreeSet<>(one.members());
                    both.retainAll(other.members());
                    boolean holds =
                            switch (law.relation()) {
                                case SAME -> one.members().equals(other.members());
                                case COMPLEMENT ->
                                    both.isEmpty()
                                            && one.members().size()
                                                            + other.members().size()
                                                    == customers;
                            };
                    if (!holds) {
                        return Optional.of(engine + " breaks the law '" + law.name() + "' for " + law.one() + " and "
                                + law.other() + ": " + one.members() + " and " + other.members());
                    }
                }
            }
        }
        return Optional.empty();
    }
}
