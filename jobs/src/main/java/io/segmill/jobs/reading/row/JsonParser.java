package io.segmill.jobs.reading.row;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.segmill.jobs.reading.text.RecordReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Rows of lines that hold one JSON object each. A member that is absent or null is missing; numbers, texts and booleans
 * become the declared type by the text that is written; an object or a list is taken by a string column, as its text.
 * Reasons for bad syntax show nothing of the line, since it may hold personal values.
 */
public final class JsonParser implements RecordParser {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final ColumnReading[] columns;
    private final Map<String, int[]> byName = new HashMap<>();

    public JsonParser(List<ColumnReading> columns) {
        this.columns = columns.toArray(ColumnReading[]::new);
        for (int i = 0; i < this.columns.length; i++) {
            byName.merge(this.columns[i].inFile(), new int[] {i}, JsonParser::both);
        }
    }

    @Override
    public Content parse(RecordReader record, RowBuilder row) {
        String line;
        try {
            line = record.text(0);
        } catch (CharacterCodingException undecodable) {
            row.flaw("bytes that are not UTF-8");
            return Content.ROW;
        }
        if (line.isBlank()) {
            return Content.NOTHING;
        }
        if (record.flaw().isPresent()) {
            row.flaw(record.flaw().get());
            return Content.ROW;
        }
        try (com.fasterxml.jackson.core.JsonParser json = FACTORY.createParser(line)) {
            members(json, line, row);
        } catch (JsonProcessingException malformed) {
            row.begin();
            row.flaw(told(malformed));
        } catch (IOException unthinkable) {
            throw new IllegalStateException("reading from a text cannot fail", unthinkable);
        }
        return Content.ROW;
    }

    /** The names of the members of the object in a line, as far as it can be read. */
    public static Set<String> names(String line) {
        Set<String> names = new LinkedHashSet<>();
        try (com.fasterxml.jackson.core.JsonParser json = FACTORY.createParser(line)) {
            if (json.nextToken() == JsonToken.START_OBJECT) {
                while (json.nextToken() == JsonToken.FIELD_NAME) {
                    names.add(json.currentName());
                    json.nextToken();
                    json.skipChildren();
                }
            }
        } catch (IOException malformed) {
            // The row is bad, and told as such.
            return names;
        }
        return names;
    }

    private void members(com.fasterxml.jackson.core.JsonParser json, String line, RowBuilder row) throws IOException {
        if (json.nextToken() != JsonToken.START_OBJECT) {
            row.flaw("not a JSON object");
            return;
        }
        BitSet filled = new BitSet(columns.length);
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            int[] taking = byName.get(json.currentName());
            JsonToken token = json.nextToken();
            if (taking == null || token == JsonToken.VALUE_NULL) {
                json.skipChildren();
                continue;
            }
            String text = text(json, token, line);
            for (int column : taking) {
                filled.set(column);
                if (token.isStructStart() && !columns[column].conversion().keepsText()) {
                    row.flaw(columns[column].unfit(text));
                } else if (text.isBlank() && !columns[column].conversion().keepsText()) {
                    row.flaw(columns[column].unfit(text));
                } else {
                    row.text(column, text);
                }
            }
        }
        for (int i = filled.nextClearBit(0); i < columns.length; i = filled.nextClearBit(i + 1)) {
            row.missing(i);
        }
        if (json.nextToken() != null) {
            row.flaw("text after the JSON object");
        }
    }

    /** As written, so that a number keeps its digits; a text without its quotes. */
    private static String text(com.fasterxml.jackson.core.JsonParser json, JsonToken token, String line)
            throws IOException {
        if (!token.isStructStart()) {
            return json.getText();
        }
        int start = (int) json.currentTokenLocation().getCharOffset();
        json.skipChildren();
        return line.substring(start, (int) json.currentLocation().getCharOffset());
    }

    private static String told(JsonProcessingException malformed) {
        long character = malformed.getLocation() == null
                ? 1
                : Math.max(1, malformed.getLocation().getColumnNr());
        String what = malformed.getOriginalMessage().startsWith("Duplicate") ? "a JSON key is repeated" : "not JSON";
        return what + ", at character " + character;
    }

    private static int[] both(int[] one, int[] other) {
        int[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }
}
