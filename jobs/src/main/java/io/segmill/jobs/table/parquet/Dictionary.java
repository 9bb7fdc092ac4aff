package io.segmill.jobs.table.parquet;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.column.values.ValuesWriter;
import org.apache.parquet.column.values.plain.FixedLenByteArrayPlainValuesWriter;
import org.apache.parquet.column.values.plain.PlainValuesWriter;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.unsafe.types.UTF8String;

/** The different values of a column in a row group, ascending, as Spark's rows hold them; each is known by its place. */
public final class Dictionary {
    private static final int FIRST_BYTES = 1024;

    private final List<?> values;

    public Dictionary(List<?> ascending) {
        this.values = ascending;
    }

    public static Dictionary ofTexts(List<String> ascending) {
        return new Dictionary(ascending.stream().map(UTF8String::fromString).toList());
    }

    int size() {
        return values.size();
    }

    Object value(int place) {
        return values.get(place);
    }

    boolean isTrue(int place) {
        return (Boolean) values.get(place);
    }

    /** All values, plainly written. */
    BytesInput plain(PrimitiveType type) {
        HeapByteBufferAllocator heap = HeapByteBufferAllocator.getInstance();
        ValuesWriter out = type.getPrimitiveTypeName() == PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY
                ? new FixedLenByteArrayPlainValuesWriter(type.getTypeLength(), FIRST_BYTES, Integer.MAX_VALUE, heap)
                : new PlainValuesWriter(FIRST_BYTES, Integer.MAX_VALUE, heap);
        for (Object value : values) {
            switch (type.getPrimitiveTypeName()) {
                case INT32 -> out.writeInteger((int) whole(value));
                case INT64 -> out.writeLong(whole(value));
                case DOUBLE -> out.writeDouble((Double) value);
                case BINARY, FIXED_LEN_BYTE_ARRAY -> out.writeBytes(binary(value, type));
                case BOOLEAN, FLOAT, INT96 -> throw new IllegalArgumentException("no dictionaries of " + type);
            }
        }
        return out.getBytes();
    }

    /** A value of those places is in a page. */
    void tell(Statistics<?> statistics, PrimitiveType type, int place) {
        Object value = values.get(place);
        switch (type.getPrimitiveTypeName()) {
            case INT32 -> statistics.updateStats((int) whole(value));
            case INT64 -> statistics.updateStats(whole(value));
            case DOUBLE -> statistics.updateStats((Double) value);
            case BOOLEAN -> statistics.updateStats((Boolean) value);
            case BINARY, FIXED_LEN_BYTE_ARRAY -> statistics.updateStats(binary(value, type));
            case FLOAT, INT96 -> throw new IllegalArgumentException("no dictionaries of " + type);
        }
    }

    private static long whole(Object value) {
        return value instanceof Decimal decimal ? decimal.toUnscaledLong() : ((Number) value).longValue();
    }

    private static Binary binary(Object value, PrimitiveType type) {
        if (value instanceof UTF8String text) {
            return Binary.fromConstantByteArray(text.getBytes());
        }
        BigInteger unscaled = ((Decimal) value).toJavaBigDecimal().unscaledValue();
        byte[] digits = unscaled.toByteArray();
        byte[] bytes = new byte[type.getTypeLength()];
        Arrays.fill(bytes, (byte) (unscaled.signum() < 0 ? -1 : 0));
        System.arraycopy(digits, 0, bytes, bytes.length - digits.length, digits.length);
        return Binary.fromConstantByteArray(bytes);
    }
}
