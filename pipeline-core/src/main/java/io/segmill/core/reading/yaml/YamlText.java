package io.segmill.core.reading.yaml;

import io.segmill.core.problem.Code;
import io.segmill.core.problem.Problems;
import io.segmill.core.problem.SourceLocation;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** A file's bytes as text, or the problem that stands in the way. */
final class YamlText {
    /** Far beyond any definition that a person writes or a program should. */
    static final int MOST_BYTES = 3_000_000;

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private YamlText() {}

    static Optional<String> of(String file, byte[] bytes, Problems problems) {
        if (bytes.length > MOST_BYTES) {
            problems.error(
                    Code.FILE_UNREADABLE,
                    SourceLocation.wholeFile(file),
                    "the file is larger than 3 MB",
                    "split it into several files");
            return Optional.empty();
        }
        if (bytes.length >= 2
                && ((bytes[0] == (byte) 0xFE && bytes[1] == (byte) 0xFF)
                        || (bytes[0] == (byte) 0xFF && bytes[1] == (byte) 0xFE))) {
            problems.error(
                    Code.NOT_UTF8, new SourceLocation(file, 1, 1), "the file is UTF-16, not UTF-8", "save it as UTF-8");
            return Optional.empty();
        }
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        CharBuffer decoded = CharBuffer.allocate(bytes.length + 1);
        CoderResult result = decoder.decode(ByteBuffer.wrap(bytes), decoded, true);
        decoded.flip();
        String text = decoded.toString();
        if (result.isError()) {
            problems.error(
                    Code.NOT_UTF8,
                    at(file, text, text.length()),
                    "a byte here is not UTF-8",
                    "save the file as UTF-8, or put the character right");
            return Optional.empty();
        }
        String content = text.isEmpty() || text.charAt(0) != BYTE_ORDER_MARK ? text : text.substring(1);
        return withoutControlCharacters(file, content, problems);
    }

    private static Optional<String> withoutControlCharacters(String file, String text, Problems problems) {
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            boolean layout = character == '\t' || character == '\n' || character == '\r' || character == '\u0085';
            if ((Character.isISOControl(character) && !layout)
                    || character == BYTE_ORDER_MARK
                    || character >= '\uFFFE') {
                problems.error(
                        Code.NOT_YAML,
                        at(file, text, i),
                        String.format(
                                Locale.ROOT, "the invisible character U+%04X cannot stand in YAML", (int) character),
                        "delete it");
                return Optional.empty();
            }
        }
        return Optional.of(text);
    }

    private static SourceLocation at(String file, String text, int end) {
        int line = 1;
        int start = 0;
        for (int i = 0; i < end; i++) {
            if (text.charAt(i) == '\n') {
                line++;
                start = i + 1;
            }
        }
        return new SourceLocation(file, line, text.codePointCount(start, end) + 1);
    }
}
