package io.segmill.core.editors;

import java.util.Optional;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.schema.CoreSchema;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** YAML as an editor sees it: by YAML 1.2's core schema, variables not filled in; dates are texts. */
final class YamlValues {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_BYTES = 3_000_000;

    private YamlValues() {}

    /** @throws YamlEngineException where it is not YAML, or a key stands twice */
    static JsonNode read(String yaml) {
        LoadSettings settings = LoadSettings.builder()
                .setSchema(new CoreSchema())
                .setAllowDuplicateKeys(false)
                .setCodePointLimit(MOST_BYTES)
                .build();
        return JSON.valueToTree(new Load(settings).loadFromString(yaml));
    }

    /** A value on one line, in the words that people would write: quotes only where they are needed. */
    static String flow(JsonNode value) {
        StringBuilder written = new StringBuilder();
        if (value.isObject()) {
            value.properties().forEach(entry -> written.append(written.isEmpty() ? "" : ", ")
                    .append(flow(JSON.valueToTree(entry.getKey())))
                    .append(": ")
                    .append(flow(entry.getValue())));
            return "{" + written + "}";
        }
        if (value.isArray()) {
            value.forEach(item -> written.append(written.isEmpty() ? "" : ", ").append(flow(item)));
            return "[" + written + "]";
        }
        return value.isString() && isPlain(value.stringValue()) ? value.stringValue() : value.toString();
    }

    private static boolean isPlain(String text) {
        try {
            Optional<JsonNode> back =
                    Optional.ofNullable(read("{key: " + text + "}").get("key"));
            return back.filter(JsonNode::isString)
                    .filter(found -> found.stringValue().equals(text))
                    .isPresent();
        } catch (YamlEngineException e) {
            return false;
        }
    }

    /** A value over as many lines as keep each below some 110 characters, where that can be. */
    static String block(JsonNode value) {
        StringBuilder written = new StringBuilder();
        if (value.isObject()) {
            value.properties()
                    .forEach(entry ->
                            written.append(item(flow(JSON.valueToTree(entry.getKey())) + ":", entry.getValue())));
        } else {
            value.forEach(item -> written.append("- ").append(flow(item)).append('\n'));
        }
        return written.toString();
    }

    private static String item(String head, JsonNode value) {
        String flow = flow(value);
        return flow.length() <= 100 || !value.isContainer()
                ? head + " " + flow + "\n"
                : head + "\n" + block(value).indent(2);
    }
}
