package io.segmill.jobs.export;

import io.segmill.core.schema.DataType;
import java.util.Objects;

/**
 * One column of an extract.
 *
 * @param type of the values, whatever their form
 */
public record ExtractColumn(String header, DataType type, Form form) {
    /** How the values of a column leave. */
    public enum Form {
        /** As they are, guarded if they are texts. */
        PLAIN,
        /**
         * Trimmed, in lower case (root locale), then as the lower-case hex of their UTF-8's SHA-256; what is nothing but
         * spaces is missing.
         */
        SHA_256
    }

    public ExtractColumn {
        Objects.requireNonNull(type);
        Objects.requireNonNull(form);
        if (header.isEmpty()) {
            throw new IllegalArgumentException("a column has a header");
        }
    }

    public static ExtractColumn plain(String header, DataType type) {
        return new ExtractColumn(header, type, Form.PLAIN);
    }

    public static ExtractColumn hashed(String header, DataType type) {
        return new ExtractColumn(header, type, Form.SHA_256);
    }
}
