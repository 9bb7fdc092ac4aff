package io.segmill.jobs.proof;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A condition as a tree of YAML, with the trees that say a little less. */
sealed interface Tree {
    /** Keys beside which a condition still says something without them. */
    Set<String> OPTIONAL = Set.of("where", "within", "times", "plus", "part", "ignore-case", "per", "limit");

    /** A mapping in flow style. */
    record Mapping(Map<String, Tree> entries) implements Tree {
        public Mapping {
            entries = new LinkedHashMap<>(entries);
        }

        Mapping with(String key, Tree value) {
            Map<String, Tree> more = new LinkedHashMap<>(entries);
            more.put(key, value);
            return new Mapping(more);
        }

        Mapping and(Mapping others) {
            Map<String, Tree> more = new LinkedHashMap<>(entries);
            more.putAll(others.entries);
            return new Mapping(more);
        }

        private Mapping without(String key) {
            Map<String, Tree> fewer = new LinkedHashMap<>(entries);
            fewer.remove(key);
            return new Mapping(fewer);
        }

        @Override
        public String yaml() {
            return entries.entrySet().stream()
                    .map(entry -> entry.getKey() + ": " + entry.getValue().yaml())
                    .collect(Collectors.joining(", ", "{", "}"));
        }

        @Override
        public List<Tree> simpler() {
            List<Tree> found = new ArrayList<>();
            entries.values().forEach(value -> found.addAll(value.mappings()));
            for (String key : entries.keySet()) {
                if (OPTIONAL.contains(key)) {
                    found.add(without(key));
                }
            }
            entries.forEach((key, value) -> value.simpler().forEach(less -> found.add(with(key, less))));
            return found;
        }

        @Override
        public List<Tree> mappings() {
            List<Tree> found = new ArrayList<>(List.of(this));
            entries.values().forEach(value -> found.addAll(value.mappings()));
            return found;
        }
    }

    /** A list in flow style. */
    record Sequence(List<Tree> items) implements Tree {
        public Sequence {
            items = List.copyOf(items);
        }

        @Override
        public String yaml() {
            return items.stream().map(Tree::yaml).collect(Collectors.joining(", ", "[", "]"));
        }

        @Override
        public List<Tree> simpler() {
            List<Tree> found = new ArrayList<>();
            for (int index = 0; items.size() > 1 && index < items.size(); index++) {
                List<Tree> fewer = new ArrayList<>(items);
                fewer.remove(index);
                found.add(new Sequence(fewer));
            }
            for (int index = 0; index < items.size(); index++) {
                for (Tree less : items.get(index).simpler()) {
                    List<Tree> changed = new ArrayList<>(items);
                    changed.set(index, less);
                    found.add(new Sequence(changed));
                }
            }
            return found;
        }

        @Override
        public List<Tree> mappings() {
            return items.stream().flatMap(item -> item.mappings().stream()).toList();
        }
    }

    /** A single value, quoted where it must be. */
    record Scalar(String yaml) implements Tree {
        @Override
        public List<Tree> simpler() {
            return List.of();
        }

        @Override
        public List<Tree> mappings() {
            return List.of();
        }
    }

    /** A mapping of one key. */
    static Mapping of(String key, Tree value) {
        return new Mapping(Map.of(key, value));
    }

    static Mapping of(String key, String yaml) {
        return of(key, new Scalar(yaml));
    }

    static Mapping of(String key, List<? extends Tree> items) {
        return of(key, new Sequence(List.copyOf(items)));
    }

    /** A text in double quotes. */
    static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints().forEach(point -> {
            switch (point) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\t' -> quoted.append("\\t");
                default -> quoted.appendCodePoint(point);
            }
        });
        return quoted.append('"').toString();
    }

    /** In one line. */
    String yaml();

    /** Everything that is made of this by one cut; some of it may mean nothing. */
    List<Tree> simpler();

    /** Every mapping in it. */
    List<Tree> mappings();
}
