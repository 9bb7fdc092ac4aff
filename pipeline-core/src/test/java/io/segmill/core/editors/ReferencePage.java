package io.segmill.core.editors;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** Writes {@code docs/reference.md} from the descriptions and examples of the schema. */
final class ReferencePage {
    static final String COMMAND = "mvn -q -pl pipeline-core test -Dtest=ReferencePageTest -Dreference.write=true";

    private static final List<String> FORMS_OF_CONDITIONS =
            List.of("attribute-condition", "number-condition", "value-condition", "has-condition", "logic-condition");
    private static final List<String> LOGIC = List.of("all", "any", "none", "not", "at-least", "everyone", "member-of");
    private static final List<String> BESIDE_AN_ATTRIBUTE = List.of("attribute", "part", "ignore-case");

    private final EditorSchema schema;
    private final StringBuilder page = new StringBuilder();
    private final Set<String> conditions = new LinkedHashSet<>();
    private final List<String> segments = new ArrayList<>();

    ReferencePage(EditorSchema schema) {
        this.schema = schema;
        write();
    }

    String text() {
        return page.toString();
    }

    /** Every condition on the page, each on one line as it stands there. */
    List<String> conditions() {
        return List.copyOf(conditions);
    }

    /** Every whole segment on the page. */
    List<String> segments() {
        return List.copyOf(segments);
    }

    private void write() {
        line("# Reference");
        line(
                "Every key of a project's files. This page is made from [conf/segmill.schema.json](../conf/segmill.schema.json), the JSON"
                        + " Schema by which editors complete, explain and check the same keys; to change it, change the schema and run");
        fence("", COMMAND + "\n");
        line(
                "What the words mean, at length: [language.md](language.md) for segments, [project.md](project.md) for the other files."
                        + " Every condition and every segment below is tested in the sample project of [`conf/`](../conf). What this version"
                        + " does not read yet it refuses as `NOT_AVAILABLE_YET`.");
        editors();
        line("## segmill.yaml");
        kind("settings");
        parts("history", "spark", "customer", "relationship", "schedule", "limits", "retention");
        line("## sources/&lt;id&gt;.yaml");
        kind("source");
        parts("column", "source-csv", "bad-rows");
        line("## segments/&lt;id&gt;.yaml");
        line(description(schema.definition("segment")));
        keys("segment");
        examples(schema.definition("segment")).forEach(example -> {
            segments.add(YamlValues.block(example));
            fence("yaml", YamlValues.block(example));
        });
        parts("one-limit", "members-file", "attribute-column", "aggregate-column");
        line("## exports/&lt;id&gt;.yaml");
        kind("export");
        parts("export-csv");
        line("## Conditions");
        line(description(schema.definition("condition")));
        LOGIC.forEach(head -> head(head, "logic-condition"));
        BESIDE_AN_ATTRIBUTE.forEach(head -> head(head, "attribute-condition"));
        line("## Aggregates");
        line("Conditions on related rows, and values of them. `within` beside them is the window of the rows.");
        for (String form : List.of("has-condition", "number-condition", "value-condition")) {
            schema.alternatives(form).stream()
                    .sorted((one, other) -> order(form, one) - order(form, other))
                    .forEach(head -> head(head, form));
        }
        besides();
        line("## Operators");
        line(
                "Exactly one stands beside `attribute` or an aggregate that has a value. Right of `is`, `is-not`, `less-than`, `at-most`, `more-than`,"
                        + " `at-least` and in `between` stands a constant, an attribute or an aggregate; elsewhere only constants.");
        schema.keys("attribute-condition").stream()
                .filter(key -> !BESIDE_AN_ATTRIBUTE.contains(key))
                .forEach(operator -> head(operator, "attribute-condition"));
        line("## Operands");
        line("What may stand beside an attribute or an aggregate on the right of an operator.");
        List.of("times", "plus").forEach(this::adjustment);
        windows();
    }

    private int order(String form, String key) {
        return List.copyOf(schema.keys(form)).indexOf(key);
    }

    private void editors() {
        line("## In an editor");
        line("The first line of a file names the schema, by its path from the file's own folder:");
        fence("yaml", "# yaml-language-server: $schema=../segmill.schema.json\n");
        line("Editors with the YAML language server (VS Code's YAML extension, Neovim, Emacs, IntelliJ and others) then"
                + " complete keys, explain them and mark mistakes. `segmill init` writes the schema and these lines."
                + " A schema knows nothing of other files, columns and types: `segmill validate` does.");
    }

    /** A kind of file: what it is, its keys and a whole example. */
    private void kind(String definition) {
        line(description(schema.definition(definition)));
        keys(definition);
        examples(schema.definition(definition)).forEach(example -> fence("yaml", YamlValues.block(example)));
    }

    private void parts(String... definitions) {
        for (String definition : definitions) {
            line("### " + title(definition));
            line(description(schema.definition(definition)));
            keys(definition);
        }
    }

    private static String title(String definition) {
        return switch (definition) {
            case "relationship" -> "One of `relationships`";
            case "column" -> "One of a source's `columns`";
            case "source-csv", "export-csv" -> "`csv`";
            case "one-limit" -> "`limit`";
            case "members-file" -> "`members`, as a mapping";
            case "attribute-column" -> "One of `columns`, an attribute";
            case "aggregate-column" -> "One of `columns`, an aggregate";
            default -> "`" + definition + "`";
        };
    }

    private void keys(String definition) {
        Set<String> needed = texts(schema.definition(definition).path("required"));
        page.append("| key | default | what it says | example |\n|---|---|---|---|\n");
        schema.properties(definition).forEach((key, said) -> {
            String standard = needed.contains(key)
                    ? "needed"
                    : Optional.ofNullable(said.get("default"))
                            .map(value -> code(YamlValues.flow(value)))
                            .orElse("");
            String shown = examples(said).stream()
                    .map(example -> code(key + ": " + YamlValues.flow(example)))
                    .collect(Collectors.joining("<br>"));
            page.append(
                    "| `%s` | %s | %s%s | %s |\n".formatted(key, standard, description(said), choices(said), shown));
        });
        page.append('\n');
    }

    /** The words of which a value is one, where the description does not tell them. */
    private static String choices(JsonNode said) {
        List<String> words = new ArrayList<>();
        said.path("anyOf").forEach(one -> one.path("enum").forEach(word -> words.add(word.asString())));
        return words.isEmpty() || words.stream().allMatch(description(said)::contains)
                ? ""
                : " One of " + words.stream().map(ReferencePage::code).collect(Collectors.joining(", ")) + ".";
    }

    /** A head or operator, with the examples that have it at their top. */
    private void head(String key, String form) {
        JsonNode said = schema.properties(form).get(key);
        List<JsonNode> shown = examples(schema.definition(form)).stream()
                .filter(example -> example.has(key))
                .toList();
        described(key, said, key.equals("attribute") ? shown.subList(0, 2) : shown);
    }

    /** What stands beside an aggregate: the first example with it serves for all. */
    private void besides() {
        Map<String, String> besides = new LinkedHashMap<>();
        besides.put("where", "has-condition");
        besides.put("within", "number-condition");
        besides.forEach((key, form) -> described(
                key,
                schema.properties(form).get(key),
                examples(schema.definition(form)).stream()
                        .filter(example -> example.has(key))
                        .toList()));
    }

    private void adjustment(String key) {
        described(
                key,
                schema.definition(key),
                FORMS_OF_CONDITIONS.stream()
                        .flatMap(form -> examples(schema.definition(form)).stream())
                        .filter(example -> !example.findValues(key).isEmpty())
                        .toList());
    }

    private void described(String key, JsonNode said, List<JsonNode> shown) {
        line("### `" + key + "`");
        line(description(said) + choices(said));
        StringBuilder list = new StringBuilder();
        for (JsonNode example : shown) {
            String condition = YamlValues.flow(example);
            conditions.add(condition);
            list.append("- ").append(condition).append('\n');
        }
        fence("yaml", list.toString());
    }

    private void windows() {
        line("## Windows");
        line(
                "Days counted from the as-of date of the run; as of 30 June 2026 in the sample. All of them stand beside `attribute`;"
                        + " beside an aggregate all that do not lie in the future.");
        page.append("| window | days | example |\n|---|---|---|\n");
        references("window").forEach(name -> {
            JsonNode form = schema.definition(name);
            if (!form.has("title")) {
                return;
            }
            List<String> shown = new ArrayList<>();
            for (JsonNode example : examples(form)) {
                String condition = "{attribute: last_login, within: " + YamlValues.flow(example) + "}";
                conditions.add(condition);
                shown.add(code(condition));
                if (references("row-window").anyMatch(name::equals)) {
                    conditions.add("{has: orders, within: " + YamlValues.flow(example) + "}");
                }
            }
            page.append("| %s | %s | %s |\n"
                    .formatted(form.get("title").stringValue(), description(form), String.join("<br>", shown)));
        });
    }

    private Stream<String> references(String definition) {
        return stream(schema.definition(definition).get("anyOf"))
                .map(one -> one.get("$ref").stringValue().replace("#/definitions/", ""));
    }

    private void line(String text) {
        page.append(text).append("\n\n");
    }

    private void fence(String language, String text) {
        page.append("```")
                .append(language)
                .append('\n')
                .append(text.stripTrailing())
                .append("\n```\n\n");
    }

    private static String description(JsonNode said) {
        return said.get("description").stringValue().replace("<", "&lt;").replace(">", "&gt;");
    }

    private static String code(String text) {
        return "`" + text.replace("|", "\\|") + "`";
    }

    private static List<JsonNode> examples(JsonNode said) {
        return stream(said.get("examples")).toList();
    }

    private static Set<String> texts(JsonNode list) {
        return stream(list).map(JsonNode::stringValue).collect(Collectors.toSet());
    }

    private static Stream<JsonNode> stream(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }
}
