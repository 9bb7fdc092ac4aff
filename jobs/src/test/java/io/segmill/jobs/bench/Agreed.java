package io.segmill.jobs.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.segmill.jobs.bench.book.Book;
import io.segmill.jobs.bench.way.Counts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;

/** The numbers of a book's members that all ways so far have found, kept for later runs. */
final class Agreed {
    private final Path file;
    private Counts counts;

    /** @param folder where they are kept, for this very book */
    Agreed(Path folder, Book book) {
        file = folder.resolve(book.name() + "-" + digest(book) + ".tsv");
        Map<String, Long> known = new HashMap<>();
        try {
            for (String line : Files.exists(file) ? Files.readAllLines(file) : List.<String>of()) {
                String[] words = line.split("\t", -1);
                known.put(words[0], Long.valueOf(words[1]));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        counts = Counts.of(known);
    }

    private static String digest(Book book) {
        CRC32 digest = new CRC32();
        book.segments().forEach(segment -> digest.update(segment.toString().getBytes(UTF_8)));
        return Long.toHexString(digest.getValue());
    }

    Counts counts() {
        return counts;
    }

    /** @throws IllegalStateException if a segment had another number of members before */
    void add(Counts found, String story) {
        counts = counts.and(found, story);
        List<String> lines = new ArrayList<>();
        counts.members().forEach((id, count) -> lines.add(id + "\t" + count));
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
