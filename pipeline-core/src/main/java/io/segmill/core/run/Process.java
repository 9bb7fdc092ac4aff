package io.segmill.core.run;

/** The parts of a night, in the order in which they run. */
public enum Process {
    DATA_SOURCES("data sources", "source"),
    PROFILING("profiling", "profile"),
    SEGMENTS("segments", "segment"),
    EXPORTS("exports", "export");

    private final String title;
    private final String prefix;

    Process(String title, String prefix) {
        this.title = title;
        this.prefix = prefix;
    }

    /** What people, tables and JSON call it: {@code data sources}. */
    public String title() {
        return title;
    }

    /** What its tasks' names begin with: {@code source} of {@code source:orders}. */
    public String prefix() {
        return prefix;
    }
}
