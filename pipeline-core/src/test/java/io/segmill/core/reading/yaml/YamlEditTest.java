package io.segmill.core.reading.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class YamlEditTest {
    private static final List<String> BEHIND = List.of("state", "name");

    private static final String FILE = """
            # yaml-language-server: $schema=x
            name:   'Big  spenders'   # 大
            # about the tags
            tags: [vip,   "c r m" ]   # two
            description: >-
              folded
              text

            where:   {everyone: true}
            # the end
            """;

    @Test
    void a_value_is_replaced_and_nothing_else() {
        assertThat(YamlEdit.set(FILE, "name", "Other", BEHIND)).isEqualTo(FILE.replace("'Big  spenders'", "Other"));
        assertThat(YamlEdit.set(FILE, "where", "{has: orders}", BEHIND))
                .isEqualTo(FILE.replace("{everyone: true}", "{has: orders}"));
        assertThat(YamlEdit.set(FILE, "description", "short", BEHIND))
                .isEqualTo(FILE.replace(">-\n  folded\n  text", "short"));
    }

    @Test
    void a_new_key_stands_behind_the_one_that_is_named_first_else_before_all() {
        assertThat(YamlEdit.set(FILE, "state", "inactive", BEHIND))
                .isEqualTo(FILE.replace("# 大\n", "# 大\nstate: inactive\n"));
        assertThat(YamlEdit.set(FILE, "type", "static", List.of("where")))
                .isEqualTo(FILE.replace("{everyone: true}\n", "{everyone: true}\ntype: static\n"));
        assertThat(YamlEdit.set(FILE, "type", "static", List.of()))
                .isEqualTo(FILE.replace("name: ", "type: static\nname: "));
        assertThat(YamlEdit.set("where: {everyone: true}", "state", "active", List.of("where")))
                .isEqualTo("where: {everyone: true}\nstate: active");
        assertThat(YamlEdit.set("a: 1\r\nb: 2\r\n", "c", "3", List.of("a"))).isEqualTo("a: 1\r\nc: 3\r\nb: 2\r\n");
        assertThat(YamlEdit.set("{a: 1, b: 2}", "c", "3", List.of("a"))).isEqualTo("{a: 1, b: 2, c: 3}");
        assertThat(YamlEdit.set("a:\nb: 2\n", "a", "1", List.of())).isEqualTo("a: 1\nb: 2\n");
    }

    @Test
    void a_key_goes_with_its_lines() {
        assertThat(YamlEdit.remove(FILE, "description"))
                .isEqualTo(FILE.replace("description: >-\n  folded\n  text\n", ""));
        assertThat(YamlEdit.remove(FILE, "tags")).isEqualTo(FILE.replace("tags: [vip,   \"c r m\" ]   # two\n", ""));
        assertThat(YamlEdit.remove(FILE, "none")).isEqualTo(FILE);
        assertThat(YamlEdit.remove("{a: 1, b: 2}", "b")).isEqualTo("{a: 1}");
        assertThat(YamlEdit.remove("{a: 1, b: 2}", "a")).isEqualTo("{b: 2}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    tags: [a, b]               | tags: [a, b, c]
                    tags: []                   | tags: [c]
                    tags:                      | tags: [c]
                    name: x                    | name: x¶tags: [c]
                    tags:¶  - a¶  - b  # b¶x: 1 | tags:¶  - a¶  - b  # b¶  - c¶x: 1
                    tags:¶- a¶x: 1             | tags:¶- a¶- c¶x: 1
                    x: &t [a]¶tags: *t         | x: &t [a]¶tags: [a, c]
                    tags: [a, c]               | tags: [a, c]
                    tags:   # none yet¶x: 1    | tags: [c]   # none yet¶x: 1
                    tags: [a, b, ] # out       | tags: [a, b, c, ] # out
                    tags: [¶  a, # one¶  b  # two¶] | tags: [¶  a, # one¶  b, c  # two¶]
                    tags: &t [a]¶x: *t¶y: *t   | tags: [a, c]¶x: &t [a]¶y: *t
                    tags: &t¶  - a # one¶x: *t | tags:¶  - a # one¶  - c¶x: &t [a]
                    tags: !!seq &t [a]¶x: *t   | tags: !!seq [a, c]¶x: &t [a]
                    x: &n c¶tags: [a, *n]      | x: &n c¶tags: [a, *n]
                    name: >¶  x¶               | name: >¶  x¶tags: [c]¶
                    name: >+¶  x¶¶y: 1         | tags: [c]¶name: >+¶  x¶¶y: 1
                    name: >¶  x                | tags: [c]¶name: >¶  x
                    ? name¶: x                 | ? name¶: x¶tags: [c]
                    "name": x¶'tags': [a]      | "name": x¶'tags': [a, c]
                    {"name": "x", # one¶ y: 2 # two¶} | {"name": "x", # one¶ y: 2, tags: [c] # two¶}
                    --- # begins¶  x: 1        | --- # begins¶  tags: [c]¶  x: 1
                    """)
    void a_text_is_added_to_a_list(String before, String after) {
        assertThat(YamlEdit.add(lines(before), "tags", "c", BEHIND)).isEqualTo(lines(after));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    tags: [a, b, c]            | tags: [b, c]
                    tags: [b, a]               | tags: [b]
                    tags: [a]¶x: 1             | x: 1
                    tags:¶  - b¶  - "a" # out¶x: 1 | tags:¶  - b¶x: 1
                    tags:¶- a¶- b¶             | tags:¶- b¶
                    x: &t [a, b]¶tags: *t      | x: &t [a, b]¶tags: [b]
                    tags: [b]                  | tags: [b]
                    tags: [a, b, a]            | tags: [b]
                    tags: [b, a, ]             | tags: [b, ]
                    tags: [a,b]                | tags: [b]
                    tags: [¶  a, # one¶  b  # two¶] | tags: [¶  b  # two¶]
                    tags: [¶  b, # one¶  a  # two¶] | tags: [¶  b, # one¶]
                    tags: [ a, # one¶ b ]      | tags: [ # one¶ b ]
                    tags: [b,¶ a]              | tags: [b,¶ ]
                    tags: [ b¶ , a¶ , c¶]      | tags: [ b¶ , c¶]
                    tags: &t [a, b]¶x: *t      | tags: [b]¶x: &t [a, b]
                    tags: &t¶  - a # one¶  - b¶x: *t¶y: *t | tags:¶  - b¶x: &t [a, b]¶y: *t
                    tags: [&n a, b]¶x: *n      | tags: [b]¶x: &n a
                    tags: &t [a]¶x: [*t]       | x: [&t [a]]
                    x: &n a¶tags: [*n, b]      | x: &n a¶tags: [b]
                    tags:¶  - b¶  -  # - it¶    a¶x: 1 | tags:¶  - b¶x: 1
                    {x: 1, # one¶ tags: [a], # two¶ y: 2} | {x: 1, # one¶ y: 2}
                    {x: 1, # one¶ tags: [a] # two¶} | {x: 1, # one¶}
                    """)
    void a_text_is_taken_out_of_a_list(String before, String after) {
        assertThat(YamlEdit.removeItem(lines(before), "tags", "a")).isEqualTo(lines(after));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    name: &n Old¶x: *n¶y: *n         | name: New¶x: &n Old¶y: *n
                    name: &n Old, see¶x: [*n]        | name: New¶x: [&n "Old, see"]
                    name: &n >¶  two¶¶  lines¶x: *n  | name: New¶x: &n "two\\u000Alines\\u000A"
                    x: &n Old¶name: *n               | x: &n Old¶name: New
                    ? name¶: Old¶x: 1                | ? name¶: New¶x: 1
                    name:¶  Old # so¶x: 1            | name:¶  New # so¶x: 1
                    name: Old¶  one # so             | name: New # so
                    { name : Old ,x: 1}              | { name : New ,x: 1}
                    &all !!map¶name: Old             | &all !!map¶name: New
                    """)
    void a_value_that_is_repeated_elsewhere_is_written_out_there(String before, String after) {
        assertThat(YamlEdit.set(lines(before), "name", "New", BEHIND)).isEqualTo(lines(after));
    }

    @Test
    void what_cannot_be_changed_alone_is_not_changed() {
        assertThatThrownBy(() -> YamlEdit.removeItem("tags: [¶ a¶ , b]".replace('¶', '\n'), "tags", "a"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static String lines(String text) {
        return text.replace('¶', '\n');
    }

    @ParameterizedTest
    @CsvSource({"crm,crm", "a b,a b", "true,'\"true\"'", "12,'\"12\"'", "'a: b','\"a: b\"'", "'x\"y','\"x\\\"y\"'"})
    void texts_are_quoted_where_yaml_would_take_them_for_something_else(String text, String written) {
        assertThat(YamlScalar.of(text)).isEqualTo(written);
        assertThat(read("[" + written + "]")).isEqualTo(List.of(text));
        assertThat(read(written)).isEqualTo(text);
    }

    @Test
    void no_variable_is_filled_in_where_a_text_was_meant() {
        for (String text : List.of("a${B}", "$${B}", "$", "${B:-c}")) {
            Environment.Filled filled =
                    new Environment(java.util.Map.of("B", "b")).fill((String) read(YamlScalar.of(text)));
            assertThat(filled.value()).isEqualTo(text);
        }
    }

    private static Object read(String yaml) {
        return new Load(LoadSettings.builder().build()).loadFromString(yaml);
    }

    /** Edits of odd files: what is read afterwards is what was meant, and no line but the edited ones is different. */
    @Test
    void hundreds_of_random_edits_change_the_lines_of_their_key_alone() {
        Random random = new Random(1);
        for (int run = 0; run < 400; run++) {
            List<String> lines = new ArrayList<>();
            lines.add("# begins \uD83D\uDE00");
            List<List<String>> parts = new ArrayList<>(List.of(
                    List.of("name:  " + (random.nextBoolean() ? "\"N: n\"" : "N") + "  # n"),
                    random.nextBoolean()
                            ? List.of("tags:", "    -   a # it's", "    - 'b'", "    # between", "    -  c")
                            : List.of("tags: [ a,'b' ,c]# x".replace("]#", "] #")),
                    List.of("where: &w", "  all:", "  -  {x: 1}   # one", "", "  - {y: [1,2]}"),
                    List.of("description: |", "  # no comment", "   text", ""),
                    List.of("again: *w").subList(0, 0)));
            java.util.Collections.shuffle(parts, random);
            for (List<String> part : parts) {
                lines.addAll(part);
                if (random.nextBoolean()) {
                    lines.add("# about the next" + run);
                }
            }
            String text = String.join("\n", lines) + (random.nextBoolean() ? "\n" : "");
            String edited;
            Object tags;
            switch (random.nextInt(4)) {
                case 0 -> {
                    edited = YamlEdit.add(text, "tags", "d", BEHIND);
                    tags = List.of("a", "b", "c", "d");
                }
                case 1 -> {
                    edited = YamlEdit.removeItem(text, "tags", "b");
                    tags = List.of("a", "c");
                }
                case 2 -> {
                    edited = YamlEdit.set(text, "state", "inactive", BEHIND);
                    tags = List.of("a", "b", "c");
                }
                default -> {
                    edited = YamlEdit.remove(text, "tags");
                    tags = null;
                }
            }
            java.util.Map<?, ?> before = (java.util.Map<?, ?>) read(text);
            java.util.Map<?, ?> after = (java.util.Map<?, ?>) read(edited);
            assertThat(after.get("tags")).as(edited).isEqualTo(tags);
            for (String key : List.of("name", "where", "description")) {
                assertThat(after.get(key)).as(text + "\n---\n" + edited).isEqualTo(before.get(key));
            }
            TreeSet<String> gone = new TreeSet<>(text.lines().toList());
            gone.removeAll(edited.lines().toList());
            assertThat(gone)
                    .as(text + "\n---\n" + edited)
                    .allMatch(line -> line.contains("tags") || line.matches(" +(-|# between).*"));
        }
    }
}
