package io.segmill.jobs.segment;

import io.segmill.jobs.pass.Evaluated;
import io.segmill.jobs.pass.block.Block;
import io.segmill.jobs.pass.block.Part;
import io.segmill.jobs.pass.code.Coding;
import io.segmill.jobs.pass.rows.MembershipEncoder;
import io.segmill.jobs.table.parquet.CodedColumn;
import io.segmill.jobs.table.parquet.Dictionary;
import io.segmill.jobs.table.parquet.DoubleColumn;
import io.segmill.jobs.table.parquet.ParquetFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/** Writes the columns of one part's members or changes, as a row group; of a part without any, nothing. */
final class PartColumns {
    private static final List<String> CHANGES = List.of("entered", "left");

    private final Part part;
    private final List<Evaluated.Lists> segments;
    private final Coding key;
    private final int today;
    /** By block, the place of its first customer among all. */
    private final int[] firsts;

    /** @param segments in the order of their ids @param today on which new members entered */
    PartColumns(Part part, List<Evaluated.Lists> segments, Coding key, int today) {
        this.part = part;
        this.segments = segments;
        this.key = key;
        this.today = today;
        this.firsts = new int[part.blocks().size()];
        for (int block = 1; block < firsts.length; block++) {
            firsts[block] =
                    firsts[block - 1] + part.blocks().get(block - 1).keys().count();
        }
    }

    /** The customers of whom there is a row. */
    private interface Wanted {
        /** @return a bit for each customer of the block */
        long[] of(Evaluated.Lists segment, Block block);
    }

    /** One row after the other. */
    private interface Rows {
        void row(int block, int place) throws IOException;
    }

    /** Columns as {@link MembersTable} has them. */
    void members(ParquetFile file) throws IOException {
        Wanted members = Evaluated.Lists::now;
        long[] counts = counts(members);
        if (begin(file, counts)) {
            segments(file, counts);
            customers(file, members);
            days(file);
            similarities(file);
        }
    }

    /** Columns as {@link MembersWriter} has them. */
    void changes(String runId, ParquetFile file) throws IOException {
        Wanted changed = PartColumns::changed;
        long[] counts = counts(changed);
        if (begin(file, counts)) {
            long rows = Arrays.stream(counts).sum();
            same(file, Dictionary.ofTexts(List.of(runId)), rows);
            same(file, new Dictionary(List.of(today)), rows);
            segments(file, counts);
            customers(file, changed);
            directions(file);
        }
    }

    private static long[] changed(Evaluated.Lists segment, Block block) {
        long[] changed = segment.before(block).clone();
        long[] now = segment.now(block);
        for (int word = 0; word < changed.length; word++) {
            changed[word] ^= now[word];
        }
        return changed;
    }

    /** Begins a row group, where there are rows. */
    private static boolean begin(ParquetFile file, long[] counts) throws IOException {
        long rows = Arrays.stream(counts).sum();
        if (rows > 0) {
            file.group(rows);
        }
        return rows > 0;
    }

    /** How many rows each segment has. */
    private long[] counts(Wanted wanted) {
        long[] counts = new long[segments.size()];
        for (int segment = 0; segment < counts.length; segment++) {
            for (Block block : part.blocks()) {
                for (long word : wanted.of(segments.get(segment), block)) {
                    counts[segment] += Long.bitCount(word);
                }
            }
        }
        return counts;
    }

    private static void same(ParquetFile file, Dictionary one, long rows) throws IOException {
        CodedColumn column = file.coded(one);
        column.add(0, rows);
        column.end();
    }

    private void segments(ParquetFile file, long[] counts) throws IOException {
        CodedColumn column = file.coded(Dictionary.ofTexts(
                segments.stream().map(Evaluated.Lists::segment).toList()));
        for (int segment = 0; segment < counts.length; segment++) {
            column.add(segment, counts[segment]);
        }
        column.end();
    }

    private void customers(ParquetFile file, Wanted wanted) throws IOException {
        List<Object> keys = new ArrayList<>();
        for (Block block : part.blocks()) {
            for (int place = 0; place < block.keys().count(); place++) {
                keys.add(block.keys().internal(place, key));
            }
        }
        CodedColumn column = file.coded(new Dictionary(keys));
        for (Evaluated.Lists segment : segments) {
            each(segment, wanted, (block, place) -> column.add(firsts[block] + place));
        }
        column.end();
    }

    private void each(Evaluated.Lists segment, Wanted wanted, Rows rows) throws IOException {
        for (int block = 0; block < firsts.length; block++) {
            long[] words = wanted.of(segment, part.blocks().get(block));
            for (int word = 0; word < words.length; word++) {
                for (long bits = words[word]; bits != 0; bits &= bits - 1) {
                    rows.row(block, (word << 6) + Long.numberOfTrailingZeros(bits));
                }
            }
        }
    }

    /** On which day each member entered. */
    private void days(ParquetFile file) throws IOException {
        int first = allDays().min().orElse(today);
        int last = allDays().max().orElse(today);
        BitSet found = new BitSet(last - first + 1);
        allDays().forEach(day -> found.set(day - first));
        int[] places = new int[last - first + 1];
        List<Integer> ascending = new ArrayList<>();
        for (int day = found.nextSetBit(0); day >= 0; day = found.nextSetBit(day + 1)) {
            places[day] = ascending.size();
            ascending.add(first + day);
        }
        CodedColumn column = file.coded(new Dictionary(ascending));
        for (Evaluated.Lists segment : segments) {
            for (Block block : part.blocks()) {
                days(segment, block, day -> column.add(places[day - first]));
            }
        }
        column.end();
    }

    private IntStream allDays() {
        IntStream ofMembers = part.blocks().stream().flatMapToInt(block -> segments.stream()
                .filter(segment -> segment.list() != Evaluated.Lists.NOBODY)
                .flatMapToInt(segment -> block.given().days(segment.list())));
        return IntStream.concat(ofMembers, IntStream.of(today));
    }

    /** The day of one member after the other. */
    private interface Days {
        void day(int day) throws IOException;
    }

    private void days(Evaluated.Lists segment, Block block, Days days) throws IOException {
        long[] now = segment.now(block);
        long[] before = segment.before(block);
        int passed = 0;
        for (int word = 0; word < now.length; word++) {
            for (long bits = now[word]; bits != 0; bits &= bits - 1) {
                long bit = Long.lowestOneBit(bits);
                int nth = passed + Long.bitCount(before[word] & (bit - 1));
                days.day((before[word] & bit) != 0 ? block.given().since(segment.list(), nth) : today);
            }
            passed += Long.bitCount(before[word]);
        }
    }

    private void similarities(ParquetFile file) throws IOException {
        boolean isAnyRated =
                part.blocks().stream().anyMatch(block -> segments.stream().anyMatch(segment -> segment.isRated(block)));
        if (!isAnyRated) {
            file.missingDoubles();
            return;
        }
        DoubleColumn column = file.doubles();
        for (Evaluated.Lists segment : segments) {
            each(segment, Evaluated.Lists::now, (block, place) -> {
                int similarity = segment.similarity(part.blocks().get(block), place);
                if (similarity < 0) {
                    column.addMissing();
                } else {
                    column.add(similarity / MembershipEncoder.MILLIONTHS);
                }
            });
        }
        column.end();
    }

    private void directions(ParquetFile file) throws IOException {
        CodedColumn column = file.coded(Dictionary.ofTexts(CHANGES));
        for (Evaluated.Lists segment : segments) {
            each(segment, PartColumns::changed, (block, place) -> {
                long word = segment.now(part.blocks().get(block))[place >>> 6];
                column.add((word >>> place & 1) != 0 ? 0 : 1);
            });
        }
        column.end();
    }
}
