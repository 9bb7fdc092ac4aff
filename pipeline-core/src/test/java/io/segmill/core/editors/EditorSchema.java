package io.segmill.core.editors;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.nio.file.Path;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code conf/segmill.schema.json}, the JSON Schema by which editors help with a project's files. */
public final class EditorSchema {
    private static final String POINTER = "#/definitions/";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final EditorSchema COMMITTED = new EditorSchema(JSON.readTree(Checkout.text(Checkout.schema())));

    private final SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7);
    private final JsonNode root;
    private final Schema schema;

    private final Map<JsonNode, Schema> parts = new IdentityHashMap<>();

    /** What was found in a file's text: test projects have most of their files in common. */
    private final Map<String, SortedSet<String>> known = new ConcurrentHashMap<>();

    private EditorSchema(JsonNode root) {
        this.root = root;
        this.schema = registry.getSchema(root);
    }

    /** As it lies in the repository. */
    public static EditorSchema committed() {
        return COMMITTED;
    }

    JsonNode root() {
        return root;
    }

    /** The parts of the schema by name, in its order. */
    public Set<String> definitions() {
        return new LinkedHashSet<>(root.get("definitions").propertyNames());
    }

    JsonNode definition(String name) {
        JsonNode found = root.get("definitions").get(name);
        if (found == null) {
            throw new IllegalArgumentException("the schema has no definition " + name);
        }
        return found;
    }

    /** What is said about a key: there, or where its {@code $ref} points. */
    JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? definition(node.get("$ref").stringValue().substring(POINTER.length())) : node;
    }

    /** The keys that a mapping of this part may have, with what is said about each; empty if it is no mapping. */
    Map<String, JsonNode> properties(String definition) {
        Map<String, JsonNode> properties = new LinkedHashMap<>();
        JsonNode found = definition(definition).path("properties");
        found.properties().forEach(entry -> properties.put(entry.getKey(), resolved(entry.getValue())));
        return properties;
    }

    /** Only the names of these keys. */
    public Set<String> keys(String definition) {
        return properties(definition).keySet();
    }

    /** The keys of which a part asks for exactly one. */
    public Set<String> alternatives(String definition) {
        SortedSet<String> keys = new TreeSet<>();
        definition(definition).path("oneOf").forEach(one -> one.path("required")
                .forEach(key -> keys.add(key.stringValue())));
        return keys;
    }

    /** Where the schema complains about a file, without doubles: {@code /where/in}; empty if it does not. */
    public SortedSet<String> complaints(Path file) {
        return known.computeIfAbsent(
                Checkout.text(file), text -> deep(() -> places(schema.validate(YamlValues.read(text)))));
    }

    /** The same for all files of a project, each with its path. */
    public List<String> complaintsAbout(Path project) {
        return Checkout.definitions(project).stream()
                .flatMap(
                        file -> complaints(file).stream().map(complaint -> project.relativize(file) + ": " + complaint))
                .toList();
    }

    /** The same for a value that stands where a part of the schema applies. */
    SortedSet<String> complaints(JsonNode part, JsonNode value) {
        return places(parts.computeIfAbsent(part, this::alone).validate(value));
    }

    private Schema alone(JsonNode part) {
        ObjectNode alone = JSON.createObjectNode();
        alone.set("allOf", JSON.createArrayNode().add(part));
        alone.set("definitions", root.get("definitions"));
        return registry.getSchema(alone);
    }

    /** Where the schema itself is none by draft-07. */
    SortedSet<String> ownComplaints() {
        return places(registry.getSchema(SchemaLocation.of("http://json-schema.org/draft-07/schema"))
                .validate(root));
    }

    /** The validator goes down many calls a level, too many for the deepest conditions that Segmill itself reads. */
    private static <T> T deep(Supplier<T> work) {
        FutureTask<T> task = new FutureTask<>(work::get);
        new Thread(null, task, "schema", 256L << 20).start();
        try {
            return task.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException told ? told : new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static SortedSet<String> places(List<Error> errors) {
        return errors.stream().map(EditorSchema::told).collect(Collectors.toCollection(TreeSet::new));
    }

    /** What is wrong in one alternative says little while another may be meant; and nobody reads a pattern. */
    private static String told(Error error) {
        String path = error.getEvaluationPath() + "/";
        String what = path.contains("/oneOf/") || path.contains("/anyOf/")
                ? "is not one of the alternatives"
                : error.getKeyword().equals("pattern") ? "does not match the pattern" : error.getMessage();
        return (error.getInstanceLocation() + " " + what).strip();
    }
}
