package io.segmill.jobs.reading.text;

import io.segmill.core.project.CsvOptions;
import java.io.Serializable;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * How a text file's bytes make records and fields.
 *
 * @param delimiter the byte between two fields, or {@link #NONE}
 * @param quote the byte around a field, or {@link #NONE}
 * @param encoding the name of the file's encoding
 */
public record Dialect(int delimiter, int quote, String encoding) implements Serializable {
    /** No such byte. */
    public static final int NONE = -1;

    /** A record is a line in UTF-8, and has one field. */
    public static final Dialect LINES = new Dialect(NONE, NONE, StandardCharsets.UTF_8.name());

    private static final Set<String> LIKE_ASCII = Set.of("UTF-8", "ISO-8859-1", "US-ASCII", "windows-1252");

    public static Dialect csv(CsvOptions options) {
        return new Dialect(
                options.delimiter(), options.quote(), options.encoding().name());
    }

    /** Whether the file is read as UTF-8 made from it, since its own bytes do not show delimiters and line ends. */
    boolean isTranscoded() {
        return !LIKE_ASCII.contains(encoding);
    }

    /** The encoding of the bytes that make the fields. */
    Charset fieldEncoding() {
        return isTranscoded() ? StandardCharsets.UTF_8 : Charset.forName(encoding);
    }
}
