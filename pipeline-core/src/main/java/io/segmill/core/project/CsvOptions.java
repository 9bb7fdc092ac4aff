package io.segmill.core.project;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;

/**
 * How a source's CSV files are written.
 *
 * @param delimiter one ASCII character
 * @param header whether the first line of each file names its columns
 * @param trailingDelimiter whether every line ends with one delimiter more
 * @param quote one ASCII character, doubled inside a quoted field
 * @param missing a text that, like the empty field, stands for a missing value
 */
public record CsvOptions(
        char delimiter,
        boolean header,
        Charset encoding,
        boolean trailingDelimiter,
        char quote,
        Optional<String> missing) {
    /** Comma, header, UTF-8, double quote. */
    public static final CsvOptions DEFAULTS =
            new CsvOptions(',', true, StandardCharsets.UTF_8, false, '"', Optional.empty());

    public CsvOptions {
        Objects.requireNonNull(encoding);
        Objects.requireNonNull(missing);
        if (delimiter > 127 || quote > 127 || delimiter == quote) {
            throw new IllegalArgumentException("delimiter and quote are two different ASCII characters");
        }
    }
}
