package io.segmill.orchestration.app;

import static io.segmill.orchestration.app.Shell.segmill;
import static org.assertj.core.api.Assertions.assertThat;

import io.segmill.orchestration.app.Shell.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * Edits by command of files that people wrote in all sorts of ways: what is not meant stays byte for byte, and what is
 * read afterwards is what was meant.
 */
class RandomEditsTest {
    private static final int EDITS = Integer.getInteger("edits", 200);
    private static final List<String> NAMES = List.of(
            "Plain",
            "Two  words",
            "a: b",
            "it's",
            "say \"hi\"",
            "# no comment",
            "1234",
            "true",
            "Ünïcödé 😀👩‍👩‍👧",
            "[x]",
            "y -",
            "a, b",
            "${HOME}",
            "null",
            "*star",
            "back\\slash");
    private static final List<String> TAGS =
            List.of("crm", "new tag", "x:y", "2026", "näh-🧵", "yes", "da-sh", "+plus");

    @TempDir
    static Path folder;

    private static final String SEPARATOR = ",";

    /** The characters of a file that belong to one key, comments in them too; or to none, or between two. */
    private record Part(String key, String text) {}

    /** A file as it was written, and what it says. */
    private record Written(List<Part> parts, Map<String, Object> meaning, Map<String, String> repeats) {
        String text() {
            return String.join("", parts.stream().map(Part::text).toList());
        }
    }

    @Test
    void hundreds_of_edits_change_what_is_meant_and_nothing_else() throws IOException {
        String project = folder.resolve("shop").toString();
        assertThat(segmill("init", project).code()).isZero();
        Path file = folder.resolve("shop/segments/regulars.yaml");
        for (int seed = 0; seed < EDITS; seed++) {
            Random random = new Random(seed);
            Written before = random.nextInt(4) == 0 ? betweenBraces(random) : inLines(random);
            Files.writeString(file, before.text());
            assertThat(segmill("--project", project, "validate").code())
                    .as("seed " + seed + "\n" + before.text())
                    .isZero();
            Map<String, Object> expected = new HashMap<>(before.meaning());
            List<String> changed = new ArrayList<>();
            List<String> words = new ArrayList<>(List.of("--project", project, "segments"));
            words.addAll(edit(random, expected, changed));
            Answer answer = segmill(words.toArray(String[]::new));
            String after = Files.readString(file, StandardCharsets.UTF_8);
            String story = "seed " + seed + ": " + words + "\n" + before.text() + "\n--- becomes\n" + after + "\n---\n"
                    + answer.err();
            assertThat(answer.code()).as(story).isZero();
            assertThat(read(after)).as(story).isEqualTo(expected);
            assertThat(segmill("--project", project, "validate").code())
                    .as(story)
                    .isZero();
            assertThatTheRestStayed(before, after, changed, story);
        }
    }

    private static void assertThatTheRestStayed(Written before, String after, List<String> changed, String story) {
        int at = 0;
        for (Part part : before.parts()) {
            boolean isMeant = part.key().equals(SEPARATOR)
                    || changed.contains(part.key())
                    || changed.contains(before.repeats().getOrDefault(part.key(), ""));
            if (!isMeant) {
                int found = after.indexOf(part.text(), at);
                assertThat(found)
                        .as("'" + part.text() + "' is there, in its place\n" + story)
                        .isNotNegative();
                at = found + part.text().length();
            }
        }
        // One new line, and one value that is repeated elsewhere and written out there.
        assertThat(after.length()).as(story).isLessThan(before.text().length() + 160);
    }

    private static Object read(String text) {
        String content = text.startsWith("\uFEFF") ? text.substring(1) : text;
        return new Load(LoadSettings.builder().build()).loadFromString(content);
    }

    /** A command, and what the file says after it. */
    private static List<String> edit(Random random, Map<String, Object> meaning, List<String> changed) {
        switch (random.nextInt(6)) {
            case 0 -> {
                String name = one(random, NAMES);
                meaning.put("name", name.replace("${", "$${"));
                changed.add("name");
                return List.of("rename", "regulars", name);
            }
            case 1 -> {
                String tag = one(random, TAGS);
                List<String> tags = new ArrayList<>(tags(meaning));
                if (!tags.contains(tag)) {
                    tags.add(tag);
                    meaning.put("tags", tags);
                    changed.add("tags");
                }
                return List.of("tag", "regulars", "+" + tag);
            }
            case 2 -> {
                List<String> tags = new ArrayList<>(tags(meaning));
                String tag = tags.isEmpty() ? "none" : one(random, tags);
                if (tags.removeAll(List.of(tag))) {
                    changed.add("tags");
                }
                if (tags.isEmpty()) {
                    meaning.remove("tags");
                } else {
                    meaning.put("tags", tags);
                }
                return List.of("tag", "regulars", "-" + tag);
            }
            case 3 -> {
                boolean isStatic = "static".equals(meaning.get("type"));
                meaning.put("type", isStatic ? "dynamic" : "static");
                changed.add("type");
                return List.of("set-type", "regulars", isStatic ? "dynamic" : "static");
            }
            case 4 -> {
                meaning.put("state", "inactive");
                meaning.remove("activate-at");
                meaning.remove("deactivate-at");
                changed.addAll(List.of("state", "activate-at", "deactivate-at"));
                return List.of("deactivate", "regulars");
            }
            default -> {
                String key = random.nextBoolean() ? "activate" : "deactivate";
                String at = key.equals("activate") ? "2031-01-01 06:30" : "2032-05-05";
                meaning.put(key + "-at", at);
                changed.add(key + "-at");
                return List.of(key, "regulars", "--at", at);
            }
        }
    }

    @SuppressWarnings("unchecked")
    private static List<String> tags(Map<String, Object> meaning) {
        return (List<String>) meaning.getOrDefault("tags", List.of());
    }

    private static <T> T one(Random random, List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private static Written inLines(Random random) {
        Map<String, String> repeats = new HashMap<>();
        boolean tagsAreColumns = random.nextInt(5) == 0;
        boolean nameIsDescription = random.nextInt(5) == 0;
        String name = nameIsDescription
                ? one(
                        random,
                        List.of("name: &n  Old name", "name: &n 'Old,  name'   # 大", "name: &n >-\n  Old\n  name"))
                : one(
                        random,
                        List.of(
                                "name: Old name # 😀 it's",
                                "\"name\":   'Old: name'",
                                "name: >\n  Old\n  name",
                                "name:\n    Old # below",
                                "? name\n: Old name",
                                "name: |+\n  kept\n\n"));
        List<String> keys = new ArrayList<>(List.of(name));
        if (nameIsDescription) {
            keys.add("description: *n   # the same");
            repeats.put("description", "name");
        } else if (random.nextBoolean()) {
            keys.add(one(
                    random, List.of("description: |-\n  # no comment\n   deeper", "'description' : \"d: \\u00e9\"")));
        }
        if (tagsAreColumns) {
            keys.add(one(
                    random,
                    List.of(
                            "tags: &t [name, 'city'] # both",
                            "tags: &t\n  - name # one\n  # between\n  - city",
                            "tags: [&c city, name]")));
            keys.add(keys.get(keys.size() - 1).contains("&t") ? "columns: *t" : "columns: [name,   *c]");
            repeats.put("columns", "tags");
        } else if (random.nextInt(4) > 0) {
            keys.add(one(
                    random,
                    List.of(
                            "tags: [ crm,old ,  'new tag' ]# glued".replace("]#", "] #"),
                            "tags:\n- crm   # one\n- \"old\"",
                            "tags:\n    -   crm\n\n    # between\n    -   old  # 🧵",
                            "\"tags\": [\n  crm, # one\n  old   # two\n  ] # end",
                            "tags: [only]",
                            "tags:\n  # above\n  - only")));
        }
        if (random.nextBoolean()) {
            keys.add(one(random, List.of("type:   dynamic", "type: 'static' # by name")));
        }
        if (random.nextBoolean()) {
            keys.add(one(random, List.of("state: inactive   # for now", "\"state\": active")));
        }
        if (random.nextInt(3) == 0) {
            keys.add("activate-at: 2030-07-01 06:00 # later");
        }
        if (random.nextInt(3) == 0) {
            keys.add("deactivate-at:   \"2033-07-01\"");
        }
        if (!tagsAreColumns && random.nextBoolean()) {
            keys.add("columns:\n  - name\n\n  - {sum: orders.amount,  as: spent}");
        }
        keys.add(one(
                random,
                List.of(
                        "where:   {everyone: true}   # 'all'",
                        "where:\n  all:\n   -  {has: orders}   # one\n\n   - not:\n       {count: orders, more-than: 100}",
                        "where: &w\n  {count: orders,\n   within: last 180 days, at-least: 2}")));
        if (!tagsAreColumns && !nameIsDescription) {
            Collections.shuffle(keys, random);
        }
        String indent = one(random, List.of("", "", "  "));
        String lineEnd = one(random, List.of("\n", "\n", "\r\n"));
        StringBuilder start = new StringBuilder(random.nextInt(4) == 0 ? "\uFEFF" : "");
        start.append("# yaml-language-server: $schema=../segmill.schema.json").append(lineEnd);
        start.append(random.nextInt(4) == 0 ? "--- # begins" + lineEnd : "");
        List<Part> parts = new ArrayList<>(List.of(new Part("", start.toString())));
        for (String key : keys) {
            String lines = indent + key.replace("\n", "\n" + indent) + "\n";
            parts.add(new Part(
                    keyOf(key), lines.replace("\n" + indent + "\n", "\n\n").replace("\n", lineEnd)));
            // What follows a block of text whose line ends are kept would belong to it.
            if (random.nextInt(3) == 0 && !key.contains("|+")) {
                parts.add(new Part("", indent + "# about the next: 'x' 😀" + lineEnd));
            }
        }
        return written(parts, repeats);
    }

    private static Written betweenBraces(Random random) {
        boolean isOneLine = random.nextBoolean();
        String gap = isOneLine ? " " : "\n  ";
        List<String> pairs = new ArrayList<>(List.of(
                one(random, List.of("name: Old", "\"name\": \"Old, {name}\"", "name : 'Old'")),
                one(random, List.of("tags: [crm, old]", "\"tags\": [\"crm\"]", "tags: [ old,crm ]")),
                one(
                        random,
                        List.of(
                                "where: {everyone: true}",
                                "where: {all: [{has: orders}, {attribute: city, is: York}]}"))));
        if (random.nextBoolean()) {
            pairs.add("type: static");
        }
        if (random.nextBoolean()) {
            pairs.add("state: inactive");
        }
        if (random.nextBoolean()) {
            pairs.add("\"deactivate-at\": \"2033-07-01\"");
        }
        Collections.shuffle(pairs, random);
        List<Part> parts = new ArrayList<>(List.of(new Part("", "{" + (isOneLine ? "" : " # begins"))));
        for (int i = 0; i < pairs.size(); i++) {
            boolean isLast = i == pairs.size() - 1;
            if (isOneLine) {
                parts.add(new Part(SEPARATOR, i == 0 ? gap : "," + gap));
                parts.add(new Part(keyOf(pairs.get(i)), pairs.get(i)));
            } else {
                parts.add(new Part(keyOf(pairs.get(i)), gap + pairs.get(i) + (isLast ? "" : ",")));
            }
        }
        parts.add(new Part("", isOneLine ? "}\n" : "\n}\n# ends\n"));
        return written(parts, Map.of());
    }

    private static String keyOf(String text) {
        return text.replaceFirst("^\\? ", "").replaceFirst("^[\"']?([a-z-]+)(?s).*", "$1");
    }

    @SuppressWarnings("unchecked")
    private static Written written(List<Part> parts, Map<String, String> repeats) {
        Written unread = new Written(List.copyOf(parts), Map.of(), repeats);
        return new Written(unread.parts(), (Map<String, Object>) read(unread.text()), repeats);
    }
}
