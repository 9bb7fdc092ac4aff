package io.segmill.orchestration.history;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Lists and maps as they lie in a text column. */
final class JsonText {
    private static final ObjectMapper JSON = new ObjectMapper();

    private JsonText() {}

    static String of(List<String> texts) {
        return write(texts);
    }

    static String of(Map<String, Long> numbers) {
        return write(new TreeMap<>(numbers));
    }

    static List<String> texts(String json) {
        return read(json, new TypeReference<>() {});
    }

    static Map<String, Long> numbers(String json) {
        return read(json, new TypeReference<>() {});
    }

    private static String write(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static <T> T read(String json, TypeReference<T> type) {
        try {
            return JSON.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("not what the history wrote: " + json, e);
        }
    }
}
