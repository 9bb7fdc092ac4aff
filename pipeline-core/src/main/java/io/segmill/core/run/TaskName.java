package io.segmill.core.run;

import java.util.Comparator;
import java.util.Objects;

/** A task's name, {@code source:orders}: its process and the id of the thing that it works on. */
public record TaskName(Process process, String id) implements Comparable<TaskName> {
    private static final Comparator<TaskName> ORDER =
            Comparator.comparing(TaskName::process).thenComparing(TaskName::id);

    public TaskName {
        Objects.requireNonNull(process);
        if (id.isEmpty()) {
            throw new IllegalArgumentException("a task is about something");
        }
    }

    /** Reads {@code source:orders}. */
    public static TaskName parse(String text) {
        for (Process process : Process.values()) {
            String start = process.prefix() + ":";
            if (text.startsWith(start)) {
                return new TaskName(process, text.substring(start.length()));
            }
        }
        throw new IllegalArgumentException("not a task's name: " + text);
    }

    public static TaskName source(String id) {
        return new TaskName(Process.DATA_SOURCES, id);
    }

    public static TaskName profile(String id) {
        return new TaskName(Process.PROFILING, id);
    }

    public static TaskName segment(String id) {
        return new TaskName(Process.SEGMENTS, id);
    }

    public static TaskName export(String id) {
        return new TaskName(Process.EXPORTS, id);
    }

    /** Processes in the order of the night, ids in the order of their texts. */
    @Override
    public int compareTo(TaskName other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return process.prefix() + ":" + id;
    }
}
