package io.segmill.core.reading.yaml;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.segmill.core.definition.Literal;
import io.segmill.core.problem.Problems;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class YamlReaderTest {
    private final Problems problems = new Problems();

    private Optional<Node> read(byte[] bytes) {
        Environment environment = new Environment(Map.of("NAME", "Anna", "NUMBER", "5", "EMPTY", ""));
        return new YamlReader(environment, problems).read("f.yaml", bytes);
    }

    private Node read(String text) {
        return read(text.getBytes(UTF_8)).orElseThrow(() -> new AssertionError(told()));
    }

    private Node value(String text) {
        return ((Node.Mapping) read(text)).entries().get(0).value();
    }

    private Literal literal(String text) {
        return ((Node.Leaf) value(text)).literal();
    }

    private List<String> told() {
        return problems.all().stream()
                .map(problem -> problem.location() + ": " + problem.what() + " [" + problem.code() + "]\n  fix: "
                        + problem.fix())
                .toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    NO          | TEXT
                    yes         | TEXT
                    "5"         | TEXT
                    '5'         | TEXT
                    !!str 5     | TEXT
                    2002-01-31  | TEXT
                    2002-01-01..2002-12-31 | TEXT
                    1_000       | TEXT
                    1,5         | TEXT
                    12:30       | TEXT
                    true        | TRUTH
                    False       | TRUTH
                    tRUE        | TEXT
                    0123        | NUMBER
                    -5          | NUMBER
                    +5          | NUMBER
                    .5          | NUMBER
                    5.          | NUMBER
                    1e3         | NUMBER
                    0x1F        | NUMBER
                    0o17        | NUMBER
                    -.inf       | NUMBER
                    .nan        | NUMBER
                    ~           | NOTHING
                    null        | NOTHING
                    nULL        | TEXT
                    """)
    void a_plain_value_is_what_the_core_schema_says(String written, Literal.Kind kind) {
        assertThat(literal("a: " + written).kind()).isEqualTo(kind);
    }

    @Test
    void a_leading_zero_is_kept_for_whoever_wants_a_text() {
        assertThat(literal("a: 0123").written()).isEqualTo("0123");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    # written              | value          | kind
                    ${NAME}                | Anna           | TEXT
                    ${NUMBER}              | 5              | NUMBER
                    "${NUMBER}"            | 5              | TEXT
                    1${NUMBER}             | 15             | NUMBER
                    Dear ${NAME}!          | Dear Anna!     | TEXT
                    ${OTHER:-Bob}          | Bob            | TEXT
                    ${EMPTY:-Bob}          | Bob            | TEXT
                    ${OTHER:-}             | ``             | NOTHING
                    ${NAME:-Bob}           | Anna           | TEXT
                    $${NAME}               | ${NAME}        | TEXT
                    $NAME                  | $NAME          | TEXT
                    ${}                    | ${}            | TEXT
                    ${9}                   | ${9}           | TEXT
                    ${NAME                 | ${NAME         | TEXT
                    ${NAME}${NUMBER}       | Anna5          | TEXT
                    """)
    void variables_are_filled_in_before_types_are_read(String written, String value, Literal.Kind kind) {
        Literal literal = literal("a: " + written);
        assertThat(literal.value()).isEqualTo(value);
        assertThat(literal.kind()).isEqualTo(kind);
        assertThat(literal.shown()).isEqualTo("'" + written.replace("\"", "") + "'");
    }

    @Test
    void a_variable_that_is_not_set_is_told_and_breaks_only_its_value() {
        Node.Mapping mapping = (Node.Mapping) read("a: x ${NOPE} ${NEITHER}\nb: 5\n");
        assertThat(told())
                .containsExactly(
                        "f.yaml:1:4: the environment variable NEITHER is not set [UNSET_VARIABLE]\n"
                                + "  fix: set it, or give a default: ${NEITHER:-…}",
                        "f.yaml:1:4: the environment variable NOPE is not set [UNSET_VARIABLE]\n"
                                + "  fix: set it, or give a default: ${NOPE:-…}");
        assertThat(mapping.entries()).hasSize(2);
    }

    @Test
    void variables_stand_in_values_not_in_keys() {
        Node.Mapping mapping = (Node.Mapping) read("${NAME}: 5\n");
        assertThat(mapping.entries().get(0).key().value()).isEqualTo("${NAME}");
    }

    static Stream<Arguments> unreadable() {
        return Stream.of(
                arguments("a tab", "a:\n\tb: 1\n", "2:1: a tab stands in the indentation", "indent with spaces"),
                arguments(
                        "a tab after spaces",
                        "a:\n  b:\n  \t- 1\n",
                        "3:3: a tab stands in the indentation",
                        "indent with spaces"),
                arguments("nothing", "", "1:1: the file is empty", "write the definition, or delete it"),
                arguments("a comment only", "# a\n", "1:1: the file is empty", "write the definition, or delete it"),
                arguments("an empty document", "---\n", "1:1: the file is empty", "write the definition, or delete it"),
                arguments(
                        "two documents",
                        "a: 1\n---\nb: 2\n",
                        "2:1: a second YAML document begins here",
                        "keep one document a file: one file, one definition"),
                arguments(
                        "NUL",
                        "a: x\u0000y\n",
                        "1:5: the invisible character U+0000 cannot stand in YAML",
                        "delete it"),
                arguments(
                        "a bell behind wide characters",
                        "a: \uD83D\uDE00\uD83D\uDE00\u0007\n",
                        "1:6: the invisible character U+0007 cannot stand in YAML",
                        "delete it"),
                arguments(
                        "a byte order mark inside",
                        "a: 1\n\uFEFFb: 2\n",
                        "2:1: the invisible character U+FEFF cannot stand in YAML",
                        "delete it"),
                arguments(
                        "an open quote",
                        "a: 1\nb: \"x\nc: 2\n",
                        "2:4: a quoted text begins here and does not end",
                        "add the closing quote"),
                arguments(
                        "a text after a quote",
                        "a: 'it's'\n",
                        "1:8: a quoted text ends before this",
                        "put the whole text in quotes; inside single quotes a ' is written ''"),
                arguments(
                        "a strange escape",
                        "a: \"\\q\"\n",
                        "1:6: a \\ inside double quotes begins an escape that does not exist",
                        "double it (\\\\), or use single quotes"),
                arguments(
                        "a colon in a text",
                        "a: b: c\n",
                        "1:5: a ':' has no place here",
                        "quote the text if the ':' belongs to it; else put the key on a line of its own, below the keys"
                                + " beside it"),
                arguments(
                        "a list that is not closed",
                        "a: {b: [1, 2}\n",
                        "1:8: a list begins here with '[' and does not end well",
                        "look for a missing ',' or ']' near line 1, column 13; quote texts that hold , [ ] { or }"),
                arguments(
                        "a mapping that is not closed",
                        "a: {b: 1\nc: 2\n",
                        "1:4: a mapping begins here with '{' and does not end well",
                        "look for a missing ',' or '}' near line 2, column 2; quote texts that hold , [ ] { or }"),
                arguments(
                        "a bracket at the end",
                        "a: [\n",
                        "2:1: a value is missing inside [ ] or { }",
                        "close the bracket, or delete a ',' too many"),
                arguments(
                        "a variable in braces",
                        "a: {b: ${NAME}}\n",
                        "1:9: ${…} without quotes cannot stand inside { } or [ ]",
                        "put it in quotes, such as {password: \"${NAME}\"}"),
                arguments(
                        "a dash out of line",
                        "a:\n  - 1\n - 2\n",
                        "3:2: what begins here does not fit what stands above",
                        "mend the indentation: the keys of one mapping, and the dashes of one list, stand below each"
                                + " other"),
                arguments("an at sign", "a: @b\n", "1:4: a text cannot begin with '@'", "put it in quotes"),
                arguments(
                        "an alias of nothing",
                        "a: *b\n",
                        "1:4: the alias *b repeats nothing: there is no &b before it",
                        "mark what it repeats with &b, or quote the text if it begins with *"),
                arguments(
                        "an alias of itself",
                        "a: &b {c: [*b]}\n",
                        "1:12: the alias *b stands inside what it repeats",
                        "write out what is meant"),
                arguments(
                        "a tag",
                        "a: !b c\n",
                        "1:4: tags (a word that begins with !) are not read",
                        "delete the tag; quote a text that begins with !"),
                arguments(
                        "a list as a key",
                        "? [a]\n: b\n",
                        "1:3: a key is a single word, not a list or a mapping",
                        "write 'key: value'; quote a text that begins with [ or {"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unreadable")
    void what_is_no_yaml_is_told_in_our_words(String story, String text, String what, String fix) {
        assertThat(read(text.getBytes(UTF_8))).as(story).isEmpty();
        assertThat(told()).containsExactly("f.yaml:" + what + " [NOT_YAML]\n  fix: " + fix);
    }

    @Test
    void bytes_that_are_not_utf_8_are_told_with_their_place() {
        assertThat(read("a: 1\nb: Grün\n".getBytes(ISO_8859_1))).isEmpty();
        assertThat(told())
                .containsExactly("f.yaml:2:6: a byte here is not UTF-8 [NOT_UTF8]\n"
                        + "  fix: save the file as UTF-8, or put the character right");
    }

    @Test
    void utf_16_is_known_by_its_mark() {
        assertThat(read("a: 1\n".getBytes(UTF_16))).isEmpty();
        assertThat(told())
                .containsExactly("f.yaml:1:1: the file is UTF-16, not UTF-8 [NOT_UTF8]\n  fix: save it as UTF-8");
    }

    @Test
    void a_byte_order_mark_at_the_beginning_is_skipped() {
        Literal key = ((Node.Mapping) read("\uFEFFa: 1\n")).entries().get(0).key();
        assertThat(key.value()).isEqualTo("a");
        assertThat(key.location().toString()).isEqualTo("f.yaml:1:1");
    }

    @Test
    void columns_count_characters_as_people_see_them() {
        Node.Mapping mapping = (Node.Mapping) read("\"\uD83D\uDE00\": {ü: 1, b: 2}\n");
        Node.Mapping inner = (Node.Mapping) mapping.entries().get(0).value();
        assertThat(inner.entries())
                .extracting(entry -> entry.key().location().column())
                .containsExactly(7, 13);
    }

    @Test
    void every_kind_of_line_break_counts_as_one_line() {
        Node.Mapping mapping = (Node.Mapping) read("a: 1\r\nb: 2\rc: 3\nd: 4\n");
        assertThat(mapping.entries())
                .extracting(entry -> entry.key().location().line())
                .containsExactly(1, 2, 3, 4);
    }

    @Test
    void a_repeated_key_is_told_each_time_and_the_first_one_counts() {
        Node.Mapping mapping = (Node.Mapping) read("a: 1\nb: {c: 1, c: 2}\na: 3\n");
        assertThat(told())
                .containsExactly(
                        "f.yaml:2:11: the key 'c' stands here a second time, first in line 2 [DUPLICATE_KEY]\n"
                                + "  fix: keep one of the two",
                        "f.yaml:3:1: the key 'a' stands here a second time, first in line 1 [DUPLICATE_KEY]\n"
                                + "  fix: keep one of the two");
        assertThat(mapping.entries()).hasSize(2);
    }

    @Test
    void an_alias_repeats_what_its_anchor_marks() {
        Node.Mapping mapping = (Node.Mapping) read("a: &x [1, 2]\nb: *x\n");
        assertThat(mapping.entries().get(1).value())
                .isEqualTo(mapping.entries().get(0).value());
    }

    @Test
    void two_hundred_nested_lists_are_read_and_a_thousand_told() {
        assertThat(read("a: " + "[".repeat(400) + "]".repeat(400))).isNotNull();
        assertThat(read(("a: " + "[".repeat(1000) + "]".repeat(1000)).getBytes(UTF_8)))
                .isEmpty();
        assertThat(told())
                .containsExactly("f.yaml:1:504: nested deeper than 500 levels [NOT_YAML]\n"
                        + "  fix: split it: refer to a segment of its own by member-of");
    }

    @Test
    void aliases_do_not_nest_deeper_either() {
        String half = "[".repeat(300);
        String text = "a: &x " + half + "]".repeat(300) + "\nb: " + half + "*x" + "]".repeat(300) + "\n";
        assertThat(read(text.getBytes(UTF_8))).isEmpty();
        assertThat(told())
                .containsExactly("f.yaml:2:304: nested deeper than 500 levels [NOT_YAML]\n"
                        + "  fix: split it: refer to a segment of its own by member-of");
    }

    @Test
    void a_bomb_of_aliases_is_told_before_it_goes_off() {
        StringBuilder text = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i <= 9; i++) {
            String last = "*a" + (i - 1);
            text.append("a" + i + ": &a" + i + " [" + String.join(", ", Collections.nCopies(10, last)) + "]\n");
        }
        assertThat(read(text.toString().getBytes(UTF_8))).isEmpty();
        assertThat(told())
                .containsExactly("f.yaml:5:45: aliases repeat more than 100000 values [NOT_YAML]\n"
                        + "  fix: write out what is meant");
    }

    @Test
    void a_file_of_unreasonable_size_is_told() {
        assertThat(read(new byte[3_000_001])).isEmpty();
        assertThat(told())
                .containsExactly("f.yaml:1:1: the file is larger than 3 MB [FILE_UNREADABLE]\n"
                        + "  fix: split it into several files");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {a: 1, b: [x, y]}  | {b: [x, y], a: 1}     | same
                    {a: 1}             | {a: 1} # a comment    | same
                    {a: 1, b: 2}       | {b: 1, a: 2}          | other
                    {a: "1"}           | {a: 1}                | other
                    {a: [x, y]}        | {a: [y, x]}           | other
                    {a: "Anna"}        | {a: "${NAME}"}        | same
                    {password: "x"}    | {password: "y"}       | same
                    """)
    void a_hash_follows_what_is_said_not_how(String one, String another, String expected) {
        boolean same = Canonical.hash(read(one)).equals(Canonical.hash(read(another)));
        assertThat(same).isEqualTo(expected.equals("same"));
        assertThat(Canonical.hash(read(one))).matches("[0-9a-f]{64}");
    }
}
