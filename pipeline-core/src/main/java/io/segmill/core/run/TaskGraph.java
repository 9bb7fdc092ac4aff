package io.segmill.core.run;

import io.segmill.core.problem.Failure;
import io.segmill.core.problem.NearestName;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Which task waits for which.
 *
 * @param upstream every task and those that it waits for
 * @param tags of the tasks that have any
 */
public record TaskGraph(Map<TaskName, Set<TaskName>> upstream, Map<TaskName, Set<String>> tags) {
    private static final String TAG = "tag:";

    public TaskGraph {
        TreeMap<TaskName, Set<TaskName>> copy = new TreeMap<>();
        upstream.forEach((task, before) -> copy.put(task, Collections.unmodifiableSet(new TreeSet<>(before))));
        for (Set<TaskName> before : copy.values()) {
            if (!copy.keySet().containsAll(before)) {
                throw new IllegalArgumentException("a task waits for one that is not there: " + before);
            }
        }
        upstream = Collections.unmodifiableMap(copy);
        tags = Map.copyOf(tags);
    }

    /** In the order of the night. */
    public Set<TaskName> tasks() {
        return upstream.keySet();
    }

    /** The tasks that wait for that one, directly. */
    public Set<TaskName> downstream(TaskName task) {
        Set<TaskName> after = new TreeSet<>();
        upstream.forEach((other, before) -> {
            if (before.contains(task)) {
                after.add(other);
            }
        });
        return after;
    }

    /**
     * The tasks that patterns select: names with {@code *}, {@code tag:crm}, and {@code +} before or after for all
     * upstream or downstream tasks.
     *
     * @throws Failure if a pattern matches nothing
     */
    public Set<TaskName> select(List<String> patterns) {
        Set<TaskName> selected = new TreeSet<>();
        for (String pattern : patterns) {
            boolean before = pattern.startsWith("+");
            boolean after = pattern.length() > 1 && pattern.endsWith("+");
            String name = pattern.substring(before ? 1 : 0, pattern.length() - (after ? 1 : 0));
            Set<TaskName> matched = matching(name);
            if (matched.isEmpty()) {
                throw new Failure(
                        Failure.Blame.USER,
                        "no task matches '" + pattern + "'; "
                                + NearestName.fix(name, names(name), "the project has no tasks"));
            }
            selected.addAll(matched);
            if (before) {
                selected.addAll(reached(matched, this.upstream::get));
            }
            if (after) {
                selected.addAll(reached(matched, this::downstream));
            }
        }
        return selected;
    }

    /** Those tasks alone; what they wait for outside of them counts as done. */
    public TaskGraph only(Set<TaskName> kept) {
        Map<TaskName, Set<TaskName>> restricted = new TreeMap<>();
        upstream.forEach((task, before) -> {
            if (kept.contains(task)) {
                Set<TaskName> inside = new TreeSet<>(before);
                inside.retainAll(kept);
                restricted.put(task, inside);
            }
        });
        return new TaskGraph(restricted, tags);
    }

    private Set<TaskName> matching(String name) {
        Set<TaskName> matched = new TreeSet<>();
        if (name.startsWith(TAG)) {
            String tag = name.substring(TAG.length());
            tags.forEach((task, its) -> {
                if (its.contains(tag)) {
                    matched.add(task);
                }
            });
            return matched;
        }
        Pattern wanted = Pattern.compile(Pattern.quote(name).replace("*", "\\E.*\\Q"));
        for (TaskName task : tasks()) {
            if (wanted.matcher(task.toString()).matches()) {
                matched.add(task);
            }
        }
        return matched;
    }

    private Collection<String> names(String like) {
        Set<String> names = new TreeSet<>();
        if (like.startsWith(TAG)) {
            tags.values().forEach(its -> its.forEach(tag -> names.add(TAG + tag)));
        } else {
            tasks().forEach(task -> names.add(task.toString()));
        }
        return names;
    }

    private static Set<TaskName> reached(Set<TaskName> from, Function<TaskName, Set<TaskName>> neighbours) {
        Set<TaskName> reached = new TreeSet<>();
        Deque<TaskName> open = new ArrayDeque<>(from);
        while (!open.isEmpty()) {
            for (TaskName next : neighbours.apply(open.remove())) {
                if (reached.add(next)) {
                    open.add(next);
                }
            }
        }
        return reached;
    }
}
