package io.segmill.orchestration.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
    void a_moment_that_gives_way_to_a_later_one_leaves_the_state_that_it_brought() throws IOException {
        Path regulars = project.resolve("segments/regulars.yaml");
        Files.writeString(regulars, "name: R\nstate: active\ndeactivate-at: 2026-05-01\nwhere: {everyone: true}\n");
        good("segments/regulars.yaml: changed\n", "segments", "deactivate", "regulars", "--at", "2031-01-01");
        assertThat(text("segments/regulars.yaml").replace("\"", ""))
                .isEqualTo("name: R\nstate: inactive\ndeactivate-at: 2031-01-01\nwhere: {everyone: true}\n");

        Files.writeString(
                regulars, "state: inactive\nactivate-at: 2026-01-01 # spring\nname: R\nwhere: {everyone: true}\n");
        good("segments/regulars.yaml: changed\n", "segments", "activate", "regulars", "--at", "2031-01-01");
        assertThat(text("segments/regulars.yaml").replace("\"", ""))
                .startsWith("state: active\n")
                .contains("activate-at: 2031-01-01")
                .doesNotContain("2026-01-01");
    }

    @Test
    void what_comes_from_the_environment_is_copied_nowhere() throws IOException {
        Path regulars = project.resolve("segments/regulars.yaml");
        Files.writeString(regulars, "name: VIP ${REGION}\nwhere: {everyone: true}\n");
        Map<String, String> environment = Map.of("REGION", "Atlantis");
        assertThat(segmill(environment, "segments", "duplicate", "regulars", "copy")
                        .code())
                .isZero();
        assertThat(text("segments/copy.yaml")).contains("Copy of VIP ${REGION}").doesNotContain("Atlantis");
        assertThat(segmill(environment, "segments", "similar", "regulars", "like", "--size", "2")
                        .code())
                .isZero();
        assertThat(text("segments/like.yaml"))
                .contains("Similar to VIP ${REGION}")
                .doesNotContain("Atlantis");
    }

    @Test
    void odd_names_and_places_are_wrong_usage() {
        bad("cannot be an id in segments/", "segments", "duplicate", "regulars", "x".repeat(300));
        good("exports/all.yaml: created\n", "exports", "create", "all", "--segments", "regulars", "--to", "/");
        Answer json = segmill(Map.of(), "segments", "tag", "regulars", "+new", "--json");
        assertThat(json.out()).isEmpty();
        assertThat(json.err()).isEqualTo("segments/regulars.yaml: changed\n");
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
        bad("'+999999999-12-31' is not a date", "segments", "preview", "lapsed", "--as-of", "+999999999-12-31");
        bad("there is no file lapsd.yaml", "segments", "preview", "lapsd.yaml");
        assertThat(text("segments/lapsed.yaml")).doesNotContain("soon");
    }

    @Test
    void segments_of_similar_customers_are_made_of_others() {
        good("segments/more.yaml: created\n", "segments", "similar", "regulars", "more", "--size", "250");
        assertThat(text("segments/more.yaml"))
                .isEqualTo("name: Similar to Regular buyers\ntype: expansion\nsimilar-to: regulars\nsize: 250\n");
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
                "there is no segment 'regulras'\nfix: did you mean 'regulars'?",
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

    /** A fresh project for each line; ¶ is a new line, and what is told on stdout comes before what is told on stderr. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            create fresh --from good.yaml                     | 0 | segments/fresh.yaml: created
            create regulars --from good.yaml                  | 2 | there is a segment 'regulars' already¶fix: segmill segments edit regulars
            create fresh --from none.yaml                     | 2 | none.yaml cannot be read: NoSuchFileException none.yaml
            create fresh                                      | 2 | missing required option: '--from=FILE'¶see: segmill segments create --help
            create fresh --from bad.yaml                      | 2 | shop/segments/fresh.yaml:2:20: there is no segment 'nobody' [UNKNOWN_SEGMENT]¶  fix: one of: fresh, lapsed, regulars, winback¶1 error, 0 warnings
            duplicate regulars second                         | 0 | segments/second.yaml: created
            duplicate regulars winback                        | 2 | there is a segment 'winback' already
            duplicate regular second                          | 2 | there is no segment 'regular'¶fix: did you mean 'regulars'?
            duplicate regulars Second                         | 2 | shop/segments/Second.yaml:1:1: 'Second' cannot be an id in segments/ [FILE_NAME]¶  fix: rename the file: lower-case letters, digits and hyphens, first a letter or digit, at most 64¶1 error, 0 warnings
            rename regulars Steady                            | 0 | segments/regulars.yaml: changed
            rename regulars 'Regular buyers'                  | 0 | segments/regulars.yaml: nothing to change
            rename regulars                                   | 2 | missing required parameter: 'NAME'¶see: segmill segments rename --help
            rename regulars ''                                | 2 | a name has at least one letter or digit
            rename regular Steady                             | 2 | there is no segment 'regular'¶fix: did you mean 'regulars'?
            tag regulars lapsed +autumn -sales                | 0 | segments/lapsed.yaml: changed¶segments/regulars.yaml: changed
            tag regulars -hot                                 | 0 | segments/regulars.yaml: nothing to change
            tag regulars                                      | 2 | name segments and tags, such as: segmill segments tag vip +crm -old
            tag +autumn                                       | 2 | name segments and tags, such as: segmill segments tag vip +crm -old
            tag regulars --old                                | 2 | there is no option '--old'¶see: segmill segments tag --help
            tag lapsd +autumn                                 | 2 | there is no segment 'lapsd'¶fix: did you mean 'lapsed'?
            set-type regulars static                          | 0 | segments/regulars.yaml: changed
            set-type regulars dynamic                         | 0 | segments/regulars.yaml: nothing to change
            set-type regulars expansion                       | 2 | a segment is made static or dynamic, not 'expansion'
            set-type regular static                           | 2 | there is no segment 'regular'¶fix: did you mean 'regulars'?
            activate regulars --at 2031-01-01                 | 0 | segments/regulars.yaml: changed
            activate regulars --at '2031-01-01 06:30'         | 0 | segments/regulars.yaml: changed
            activate regulars --at 2031-02-30                 | 2 | shop/segments/regulars.yaml:4:14: there is no day '2031-02-30' in the calendar [BAD_DATE]¶  fix: put day and month right: yyyy-MM-dd¶1 error, 0 warnings
            activate nobody                                   | 2 | there is no segment 'nobody'¶fix: one of: lapsed, regulars, winback
            deactivate regulars winback                       | 0 | segments/regulars.yaml: changed¶segments/winback.yaml: changed
            deactivate regulars --at 2031-01-01               | 0 | segments/regulars.yaml: changed
            deactivate                                        | 2 | missing required parameter: 'ID'¶see: segmill segments deactivate --help
            delete regulars                                   | 0 | segments/regulars.yaml: deleted
            delete lapsed                                     | 2 | segment 'lapsed' is used by segment 'winback'¶fix: take it out there first
            delete winback                                    | 2 | segment 'winback' is used by export 'mailing'¶fix: take it out there first
            delete winback lapsed                             | 2 | segment 'winback' is used by export 'mailing'¶fix: take it out there first
            delete regular                                    | 2 | there is no segment 'regular'¶fix: did you mean 'regulars'?
            delete lapsed --force                             | 2 | there is no option '--force'¶see: segmill segments delete --help
            edit regular                                      | 2 | there is no segment 'regular'¶fix: did you mean 'regulars'?
            edit regulars                                     | 2 | no editor is set¶fix: set EDITOR, such as EDITOR=nano
            tags                                              | 0 | tag      segments¶-------  --------¶sales           2¶winback         2
            tagz                                              | 2 | there is no command 'tagz'¶fix: did you mean 'tag'?
            """)
    void each_command_says_what_it_did_or_what_is_wrong(String command, int code, String said) throws IOException {
        Files.writeString(folder.resolve("good.yaml"), "name: Fresh\nwhere: {member-of: lapsed}\n");
        Files.writeString(folder.resolve("bad.yaml"), "name: Fresh\nwhere: {member-of: nobody}\n");
        List<String> words = new ArrayList<>(List.of("segments"));
        Matcher word = Pattern.compile("'([^']*)'|(\\S+)").matcher(command);
        while (word.find()) {
            String one = word.group(1) == null ? word.group(2) : word.group(1);
            words.add(one.endsWith(".yaml") ? folder.resolve(one).toString() : one);
        }
        Answer answer = segmill(Map.of(), words.toArray(String[]::new));
        assertThat((answer.out() + answer.err()).replace(folder + "/", "")).isEqualTo(said.replace('¶', '\n') + "\n");
        assertThat(answer.code()).isEqualTo(code);
    }

    @Test
    void a_file_that_somebody_changes_in_between_is_left_to_them() {
        Answer answer = segmill(
                Map.of(
                        "EDITOR",
                        "echo 'tags: [theirs]' >> " + project.resolve("segments/regulars.yaml")
                                + "; sed -i 's/^name: .*/name: Mine/'"),
                "segments",
                "edit",
                "regulars");
        assertThat(answer.code()).isEqualTo(2);
        assertThat(answer.err())
                .contains(project.resolve("segments/regulars.yaml")
                        + " was changed in between; nothing was written\nfix: try again\n");
        assertThat(text("segments/regulars.yaml")).contains("name: Regular buyers", "tags: [theirs]");
    }

    @Test
    void a_file_that_no_command_can_change_is_left_as_it_is() throws IOException {
        String odd = "name: Odd\ntags: [\n old\n , kept]\nwhere: {everyone: true}\n";
        Files.writeString(project.resolve("segments/regulars.yaml"), odd);
        bad("is written in a way that no command can change: ", "segments", "tag", "regulars", "-old");
        assertThat(text("segments/regulars.yaml")).isEqualTo(odd);
    }

    @Test
    void shells_complete_commands() {
        Answer bash = segmill(Map.of(), "completion", "bash");
        assertThat(bash.code()).isZero();
        assertThat(bash.out()).contains("complete -F", "duplicate", "--as-of");
        bad("completion is for bash or zsh, not 'fish'", "completion", "fish");
    }
}
