package io.segmill.jobs.bench;

import io.segmill.jobs.bench.book.Book;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How many members segments have.
 *
 * @param members by segment; of some segments where a way was tried with a sample
 */
record Counts(SortedMap<String, Long> members) {
    Counts {
        members = Collections.unmodifiableSortedMap(new TreeMap<>(members));
    }

    static Counts of(Map<String, Long> members) {
        return new Counts(new TreeMap<>(members));
    }

    /** By how much the time for these segments is multiplied to be the time for the book. */
    double scaledBy(Book book) {
        return (double) book.size() / members.size();
    }

    long memberships() {
        return members.values().stream().mapToLong(Long::longValue).sum();
    }

    /** @throws IllegalStateException if the members that were written are others; segments without any are not there */
    void mustBeWritten(Counts written, String story) {
        written.mustEqual(this, story);
        if (written.memberships() != memberships()) {
            throw new IllegalStateException(
                    story + ": " + written.memberships() + " members are written, not " + memberships());
        }
    }

    /** @throws IllegalStateException if a segment that both have has different numbers of members */
    void mustEqual(Counts others, String story) {
        members.forEach((id, count) -> {
            Long other = others.members.get(id);
            if (other != null && !other.equals(count)) {
                throw new IllegalStateException(story + ": " + id + " has " + count + " members, not " + other);
            }
        });
    }
}
