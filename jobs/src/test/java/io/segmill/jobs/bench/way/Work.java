package io.segmill.jobs.bench.way;

import java.util.Locale;

/** What a time is taken of. */
public enum Work {
    /** The columns that the segments need are read, and no more is done. */
    READ,
    /** Members are counted and kept nowhere. */
    EVALUATED,
    /** Members are written, with the four columns of the members' table. */
    PUBLISHED,
    /** Published, and with them the changes of a first night: everybody entered. */
    FIRST_NIGHT,
    /** Published over the members of a night before, with the same data. */
    UNCHANGED_NIGHT,
    /** Published over the members of a night before, when the data of some customers were others. */
    CHANGED_NIGHT;

    /** As figures and people name it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    public static Work named(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT).replace(' ', '_'));
    }
}
