package io.segmill.orchestration.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands that change the project's files, on the project that `segmill init` makes; Spark does not start. */
class ChangingCommandsTest {
    @TempDir
    private Path folder;

    private Path project;

    private record Answer(int code, String out, String err) {}

    @BeforeEach
    void init() {
        project = folder.resolve("shop");
        assertThat(segmill(Map.of(), "init", project.toString()).code()).isZero();
    }

    private Answer segmill(Map<String, String> environment, String... words) {
        List<String> all = new ArrayList<>(List.of("--project", project.toString()));
        all.addAll(List.of(words));
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Main.run(all.toArray(String[]::new), out, err, environment);
        return new Answer(code, out.toString(), err.toString());
    }

    private void good(String out, String... words) {
        Answer answer = segmill(Map.of(), words);
        assertThat(answer.code()).as(answer.err()).isZero();
        assertThat(answer.out()).isEqualTo(out);
    }

    private void bad(String err, String... words) {
        Answer answer = segmill(Map.of(), words);
        assertThat(answer.code()).as(answer.out() + answer.err()).isEqualTo(2);
        assertThat(answer.err()).contains(err).doesNotContain("\tat ");
    }

    private String text(String file) {
        try {
            return Files.readString(project.resolve(file));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private List<String> newLines(String file, String before) {
        List<String> lines = new ArrayList<>(text(file).lines().toList());
        before.lines().forEach(lines::remove);
        return lines;
    }

    @Test
    void tags_are_added_and_taken_away_and_counted() throws IOException {
        Path regulars = project.resolve("segments/regulars.yaml");
        Files.writeString(regulars, "# mine\nname: Regulars # them\ntags:   [ old,kept ]\nwhere: {everyone: true}\n");
        Path winback = project.resolve("segments/winback.yaml");
        String before = Files.readString(winback);
        good(
                "segments/regulars.yaml: changed\nsegments/winback.yaml: changed\n",
                "segments",
                "tag",
                "regulars",
                "winback",
                "+new",
                "-old");
        assertThat(text("segments/regulars.yaml"))
                .isEqualTo("# mine\nname: Regulars # them\ntags:   [ kept, new ]\nwhere: {everyone: true}\n");
        assertThat(newLines("segments/winback.yaml", before))
                .allMatch(line -> line.startsWith("tags: ["))
                .hasSize(1);
        good("segments/regulars.yaml: nothing to change\n", "segments", "tag", "regulars", "+new");
        assertThat(segmill(Map.of(), "segments", "tags").out())
                .contains("tag")
                .contains("new")
                .contains("2");
        assertThat(segmill(Map.of(), "segments", "tags", "--json").out().replaceAll("\\s+", ""))
                .contains("{\"tag\":\"new\",\"segments\":2}");
        bad("there is no segment 'nobody'", "segments", "tag", "nobody", "+x");
        bad("name segments and tags", "segments", "tag", "regulars");
    }

    @Test
    void names_types_and_states_change_in_place() {
        String before = text("segments/winback.yaml");
        good("segments/winback.yaml: changed\n", "segments", "rename", "winback", "Come: back");
        assertThat(newLines("segments/winback.yaml", before))
                .hasSize(1)
                .allMatch(line -> line.contains("\"Come: back\""));
        good("segments/winback.yaml: changed\n", "segments", "set-type", "winback", "static");
        assertThat(text("segments/winback.yaml")).contains("\ntype: static\n");
        good("segments/winback.yaml: nothing to change\n", "segments", "set-type", "winback", "static");
        bad("a segment is made static or dynamic, not 'odd'", "segments", "set-type", "winback", "odd");
        good("segments/lapsed.yaml: changed\n", "segments", "deactivate", "lapsed");
        assertThat(text("segments/lapsed.yaml")).contains("\nstate: inactive\n");
        good("segments/lapsed.yaml: changed\n", "segments", "activate", "lapsed", "--at", "2030-07-01 06:00");
        assertThat(text("segments/lapsed.yaml")).contains("\nactivate-at: \"2030-07-01 06:00\"\n");
        good("segments/lapsed.yaml: changed\n", "segments", "deactivate", "lapsed");
        assertThat(text("segments/lapsed.yaml")).doesNotContain("activate-at");
        bad("soon", "segments", "activate", "lapsed", "--at", "soon");
        assertThat(text("segments/lapsed.yaml")).doesNotContain("soon");
    }

    @Test
    void segments_of_similar_customers_are_made_of_others() {
        good("segments/more.yaml: created\n", "segments", "similar", "regulars", "more", "--size", "250");
        assertThat(text("segments/more.yaml"))
                .isEqualTo("name: Similar to Regulars\ntype: expansion\nsimilar-to: regulars\nsize: 250\n");
        good(
                "segments/most.yaml: created\n",
                "segments",
                "similar",
                "regulars",
                "most",
                "--size",
                "10",
                "--min-similarity",
                "0.80",
                "--name",
                "Most: like regulars");
        assertThat(text("segments/most.yaml"))
                .isEqualTo("name: \"Most: like regulars\"\ntype: expansion\nsimilar-to: regulars\nsize: 10\n"
                        + "min-similarity: 0.80\n");
        bad("there is a segment 'more' already", "segments", "similar", "regulars", "more", "--size", "5");
        bad(
                "there is no segment 'regulras'; did you mean 'regulars'?",
                "segments",
                "similar",
                "regulras",
                "again",
                "--size",
                "5");
        bad("--size is a whole number from 1, not '0'", "segments", "similar", "regulars", "again", "--size", "0");
        bad("--size is a whole number from 1, not '5%'", "segments", "similar", "regulars", "again", "--size", "5%");
        bad(
                "--min-similarity is a number from 0 to 1, not '1.5'",
                "segments",
                "similar",
                "regulars",
                "again",
                "--size",
                "5",
                "--min-similarity",
                "1.5");
        bad("--size", "segments", "similar", "regulars", "again");
        bad("'Not An Id' cannot be an id", "segments", "similar", "regulars", "Not An Id", "--size", "5");
        assertThat(project.resolve("segments/again.yaml")).doesNotExist();
        bad("segment 'regulars' is used by", "segments", "delete", "regulars");
    }

    @Test
    void segments_are_copied_created_and_deleted_only_when_that_is_right() throws IOException {
        good("segments/copy.yaml: created\n", "segments", "duplicate", "regulars", "copy");
        assertThat(text("segments/copy.yaml")).contains("name: Copy of ");
        bad("there is a segment 'copy' already", "segments", "duplicate", "regulars", "copy");
        bad("'Not An Id' cannot be an id", "segments", "duplicate", "regulars", "Not An Id");
        Path written = folder.resolve("written.yaml");
        Files.writeString(written, "name: New\nwhere: {member-of: copy}\n");
        good("segments/new.yaml: created\n", "segments", "create", "new", "--from", written.toString());
        bad("there is a segment 'new' already", "segments", "create", "new", "--from", written.toString());
        bad("segment 'copy' is used by segment 'new'", "segments", "delete", "copy");
        Files.writeString(written, "name: Wrong\nwhere: {member-of: nobody}\n");
        bad("segments/wrong.yaml:2:", "segments", "create", "wrong", "--from", written.toString());
        assertThat(project.resolve("segments/wrong.yaml")).doesNotExist();
        good("segments/copy.yaml: deleted\nsegments/new.yaml: deleted\n", "segments", "delete", "copy", "new");
        bad("is used by", "segments", "delete", "lapsed");
        bad(
                "cannot be read",
                "segments",
                "create",
                "none",
                "--from",
                folder.resolve("none.yaml").toString());
    }

    @Test
    void the_editor_s_text_is_kept_if_it_is_right() {
        Map<String, String> good = Map.of("EDITOR", "sed -i 's/^name: .*/name: Edited/'");
        Answer edited = segmill(good, "segments", "edit", "regulars");
        assertThat(edited.code()).as(edited.err()).isZero();
        assertThat(text("segments/regulars.yaml")).contains("name: Edited\n");
        Answer wrong = segmill(Map.of("EDITOR", "sed -i 's/^name/nmae/'"), "segments", "edit", "regulars");
        assertThat(wrong.code()).isEqualTo(2);
        assertThat(wrong.err()).contains("nothing was changed; the draft is ", "unknown key 'nmae'");
        assertThat(text("segments/regulars.yaml")).contains("name: Edited\n");
        bad("no editor is set", "segments", "edit", "regulars");
    }

    @Test
    void shells_complete_commands() {
        Answer bash = segmill(Map.of(), "completion", "bash");
        assertThat(bash.code()).isZero();
        assertThat(bash.out()).contains("complete -F", "duplicate", "--as-of");
        bad("completion is for bash or zsh, not 'fish'", "completion", "fish");
    }
}
