package io.segmill.core.checking;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which segments come before which, so that each is refreshed after those that it refers to. */
final class SegmentOrder {
    private SegmentOrder() {}

    /**
     * Ids so that each comes after those that it refers to, otherwise by id; what lies on a cycle, or refers to one, is
     * left out.
     */
    static List<String> sorted(SortedMap<String, SortedSet<String>> references) {
        Map<String, Integer> waiting = new HashMap<>();
        Map<String, List<String>> dependents = new HashMap<>();
        TreeSet<String> ready = new TreeSet<>();
        references.forEach((id, referred) -> {
            int known = 0;
            for (String other : referred) {
                if (references.containsKey(other)) {
                    known++;
                    dependents.computeIfAbsent(other, key -> new ArrayList<>()).add(id);
                }
            }
            waiting.put(id, known);
            if (known == 0) {
                ready.add(id);
            }
        });
        List<String> sorted = new ArrayList<>();
        while (!ready.isEmpty()) {
            String id = ready.pollFirst();
            sorted.add(id);
            for (String dependent : dependents.getOrDefault(id, List.of())) {
                if (waiting.merge(dependent, -1, Integer::sum) == 0) {
                    ready.add(dependent);
                }
            }
        }
        return sorted;
    }

    /** Cycles, each once, as {@code [a, b, c, a]} from its first id; every segment on a cycle is on one of them. */
    static List<List<String>> cycles(SortedMap<String, SortedSet<String>> references) {
        SortedMap<String, SortedSet<String>> left = new TreeMap<>(references);
        left.keySet().removeAll(new HashSet<>(sorted(references)));
        List<List<String>> cycles = new ArrayList<>();
        Set<String> told = new HashSet<>();
        for (String id : left.keySet()) {
            if (!told.contains(id)) {
                List<String> cycle = shortest(id, left);
                if (!cycle.isEmpty()) {
                    cycles.add(cycle);
                    told.addAll(cycle);
                }
            }
        }
        return cycles;
    }

    private static List<String> shortest(String start, SortedMap<String, SortedSet<String>> references) {
        Map<String, String> cameFrom = new HashMap<>();
        Deque<String> next = new ArrayDeque<>(List.of(start));
        while (!next.isEmpty()) {
            String id = next.removeFirst();
            for (String other : references.getOrDefault(id, Collections.emptySortedSet())) {
                if (other.equals(start)) {
                    return way(start, id, cameFrom);
                }
                if (cameFrom.putIfAbsent(other, id) == null) {
                    next.addLast(other);
                }
            }
        }
        return List.of();
    }

    private static List<String> way(String start, String last, Map<String, String> cameFrom) {
        List<String> way = new ArrayList<>(List.of(start));
        for (String id = last; !id.equals(start); id = cameFrom.get(id)) {
            way.add(id);
        }
        way.add(start);
        Collections.reverse(way);
        return way;
    }
}
