package io.segmill.jobs.segment;

import io.segmill.jobs.pass.Evaluated;
import io.segmill.jobs.pass.block.Block;
import io.segmill.jobs.pass.block.Part;
import io.segmill.jobs.pass.code.Coding;
import io.segmill.jobs.pass.rows.MembershipEncoder;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * The rows of a part's members or changes, segment by segment and in each by key. One row object is given again and
 * again: whoever keeps a row copies it.
 */
abstract class MemberRows implements Iterator<InternalRow> {
    private final Part part;
    private final List<Evaluated.Lists> segments;
    private int segment = -1;
    private int block;
    private int word;
    private long bits;
    private boolean isFound;

    private MemberRows(Part part, List<Evaluated.Lists> segments) {
        this.part = part;
        this.segments = segments;
        this.block = part.blocks().size();
    }

    /** A segment begins. */
    abstract void begin(Evaluated.Lists lists);

    /** A block of the segment begins. @return a bit for each customer of whom there is a row */
    abstract long[] begin(Evaluated.Lists lists, Block customers);

    abstract InternalRow row(Block customers, int place);

    private long[] wanted = new long[0];

    @Override
    public boolean hasNext() {
        while (!isFound) {
            if (bits != 0) {
                isFound = true;
            } else if (++word < wanted.length) {
                bits = wanted[word];
            } else if (!nextBlock()) {
                return false;
            }
        }
        return true;
    }

    private boolean nextBlock() {
        if (++block >= part.blocks().size()) {
            if (++segment >= segments.size() || part.blocks().isEmpty()) {
                return false;
            }
            begin(segments.get(segment));
            block = 0;
        }
        wanted = begin(segments.get(segment), part.blocks().get(block));
        word = -1;
        return true;
    }

    @Override
    public InternalRow next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        isFound = false;
        int place = (word << 6) + Long.numberOfTrailingZeros(bits);
        bits &= bits - 1;
        return row(part.blocks().get(block), place);
    }

    /** Rows of {@code segments/members}. @param today the day, since 1970, on which new members entered */
    static Iterator<InternalRow> members(Part part, List<Evaluated.Lists> segments, Coding key, int today) {
        GenericInternalRow row = new GenericInternalRow(4);
        return new MemberRows(part, segments) {
            private Evaluated.Lists lists;
            private long[] before;
            private int word;
            private int passed;

            @Override
            void begin(Evaluated.Lists next) {
                lists = next;
                row.update(0, UTF8String.fromString(next.segment()));
            }

            @Override
            long[] begin(Evaluated.Lists next, Block customers) {
                before = next.before(customers);
                word = 0;
                passed = 0;
                return next.now(customers);
            }

            @Override
            InternalRow row(Block customers, int place) {
                while (word < place >>> 6) {
                    passed += Long.bitCount(before[word++]);
                }
                long here = before[word];
                boolean wasMember = (here >>> place & 1) != 0;
                int nth = passed + Long.bitCount(here & ((1L << place) - 1));
                row.update(1, customers.keys().internal(place, key));
                row.update(2, wasMember ? customers.given().since(lists.list(), nth) : today);
                int similarity = lists.similarity(customers, place);
                row.update(3, similarity < 0 ? null : similarity / MembershipEncoder.MILLIONTHS);
                return row;
            }
        };
    }

    /** Rows of {@code segments/changes}. */
    static Iterator<InternalRow> changes(
            Part part, List<Evaluated.Lists> segments, Coding key, String runId, int today) {
        GenericInternalRow row = new GenericInternalRow(5);
        row.update(0, UTF8String.fromString(runId));
        row.update(1, today);
        UTF8String entered = UTF8String.fromString("entered");
        UTF8String left = UTF8String.fromString("left");
        return new MemberRows(part, segments) {
            private long[] now;

            @Override
            void begin(Evaluated.Lists next) {
                row.update(2, UTF8String.fromString(next.segment()));
            }

            @Override
            long[] begin(Evaluated.Lists next, Block customers) {
                now = next.now(customers);
                long[] changed = next.before(customers).clone();
                for (int index = 0; index < changed.length; index++) {
                    changed[index] ^= now[index];
                }
                return changed;
            }

            @Override
            InternalRow row(Block customers, int place) {
                row.update(3, customers.keys().internal(place, key));
                row.update(4, (now[place >>> 6] >>> place & 1) != 0 ? entered : left);
                return row;
            }
        };
    }
}
