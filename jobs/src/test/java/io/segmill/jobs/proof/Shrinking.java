package io.segmill.jobs.proof;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Makes a failing tree smaller as long as it fails. */
final class Shrinking {
    private static final Duration LONGEST = Duration.ofSeconds(Integer.getInteger("proof.shrink", 60));

    private Shrinking() {}

    static Tree.Mapping smallest(Tree.Mapping failing, Predicate<Tree.Mapping> fails) {
        long end = System.nanoTime() + LONGEST.toNanos();
        Set<String> tried = new HashSet<>();
        Tree.Mapping smallest = failing;
        boolean shrunk = true;
        while (shrunk) {
            shrunk = false;
            List<Tree> candidates = smallest.simpler().stream()
                    .sorted(Comparator.comparing(tree -> tree.yaml().length()))
                    .toList();
            for (Tree candidate : candidates) {
                if (System.nanoTime() > end) {
                    return smallest;
                }
                if (candidate instanceof Tree.Mapping mapping && tried.add(mapping.yaml()) && fails.test(mapping)) {
                    smallest = mapping;
                    shrunk = true;
                    break;
                }
            }
        }
        return smallest;
    }
}
