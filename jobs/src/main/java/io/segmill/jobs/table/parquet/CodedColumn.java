package io.segmill.jobs.table.parquet;

import java.io.IOException;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.column.values.plain.BooleanPlainValuesWriter;
import org.apache.parquet.column.values.rle.RunLengthBitPackingHybridEncoder;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/** A column of a row group that has a value in every row, told by its place in a {@link Dictionary}. */
public final class CodedColumn {
    private static final int FIRST_BYTES = 1024;

    private final Pages pages;
    private final Dictionary dictionary;
    private final Ended whenEnded;
    private final Values values;
    private int rows;
    private int least = Integer.MAX_VALUE;
    private int greatest = -1;
    private int leastOfAll = Integer.MAX_VALUE;
    private int greatestOfAll = -1;

    /** Is told the least and the greatest value. */
    interface Ended {
        void tell(Object least, Object greatest);
    }

    /** How the values of a page are written. */
    private interface Values {
        void add(int place) throws IOException;

        /** Those of the page, which ends. */
        BytesInput bytes() throws IOException;

        Encoding encoding();
    }

    CodedColumn(Pages pages, Dictionary dictionary, Ended whenEnded) throws IOException {
        this.pages = pages;
        this.dictionary = dictionary;
        this.whenEnded = whenEnded;
        PrimitiveType type = pages.column().getPrimitiveType();
        if (type.getPrimitiveTypeName() == PrimitiveTypeName.BOOLEAN) {
            // Parquet has no dictionaries of these.
            this.values = new Booleans();
        } else {
            this.values = new Places();
            pages.writer()
                    .writeDictionaryPage(
                            new DictionaryPage(dictionary.plain(type), dictionary.size(), Encoding.PLAIN_DICTIONARY));
        }
    }

    private final class Booleans implements Values {
        private BooleanPlainValuesWriter out = new BooleanPlainValuesWriter();

        @Override
        public void add(int place) {
            out.writeBoolean(dictionary.isTrue(place));
        }

        @Override
        public BytesInput bytes() throws IOException {
            BytesInput bytes = BytesInput.copy(out.getBytes());
            out = new BooleanPlainValuesWriter();
            return bytes;
        }

        @Override
        public Encoding encoding() {
            return Encoding.PLAIN;
        }
    }

    private final class Places implements Values {
        private final int width = Integer.SIZE - Integer.numberOfLeadingZeros(Math.max(0, dictionary.size() - 1));
        private final RunLengthBitPackingHybridEncoder out = new RunLengthBitPackingHybridEncoder(
                width, FIRST_BYTES, Integer.MAX_VALUE, HeapByteBufferAllocator.getInstance());

        @Override
        public void add(int place) throws IOException {
            out.writeInt(place);
        }

        @Override
        public BytesInput bytes() throws IOException {
            BytesInput bytes =
                    BytesInput.copy(BytesInput.concat(BytesInput.from(new byte[] {(byte) width}), out.toBytes()));
            out.reset();
            return bytes;
        }

        @Override
        public Encoding encoding() {
            return Encoding.PLAIN_DICTIONARY;
        }
    }

    /** The next row's value. */
    public void add(int place) throws IOException {
        values.add(place);
        least = Math.min(least, place);
        greatest = Math.max(greatest, place);
        if (++rows == Pages.MOST_ROWS) {
            endPage();
        }
    }

    /** Some rows' value. */
    public void add(int place, long times) throws IOException {
        for (long time = 0; time < times; time++) {
            add(place);
        }
    }

    private void endPage() throws IOException {
        Statistics<?> statistics = pages.statistics();
        PrimitiveType type = pages.column().getPrimitiveType();
        dictionary.tell(statistics, type, least);
        dictionary.tell(statistics, type, greatest);
        statistics.setNumNulls(0);
        pages.write(rows, pages.levels(rows, true), values.bytes(), statistics, values.encoding());
        leastOfAll = Math.min(leastOfAll, least);
        greatestOfAll = Math.max(greatestOfAll, greatest);
        least = Integer.MAX_VALUE;
        greatest = -1;
        rows = 0;
    }

    /** All rows were told. */
    public void end() throws IOException {
        if (rows > 0) {
            endPage();
        }
        pages.writer().endColumn();
        whenEnded.tell(dictionary.value(leastOfAll), dictionary.value(greatestOfAll));
    }
}
