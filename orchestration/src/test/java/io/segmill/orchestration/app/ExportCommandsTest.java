package io.segmill.orchestration.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Good and wrong calls of every {@code exports} command, on the project that `segmill init` makes; nothing ran yet. */
class ExportCommandsTest {
    @TempDir
    private Path folder;

    private Path project;

    @BeforeEach
    void init() throws IOException {
        project = folder.resolve("shop");
        assertThat(Shell.segmill("init", project.toString()).code()).isZero();
        Files.writeString(
                project.resolve("exports/mailing.yaml"),
                "# mine\nname: Mailing   # them\nsegments: [ winback ]\ncolumns: [email]\nto: outbox/mailing\n");
    }

    private Shell.Answer segmill(String... words) {
        List<String> all = new ArrayList<>(List.of("--project", project.toString()));
        all.addAll(Arrays.asList(words));
        return Shell.segmill(all.toArray(String[]::new));
    }

    private String text(String export) throws IOException {
        return Files.readString(project.resolve("exports/" + export + ".yaml"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            exports add mailing lapsed                | exports/mailing.yaml: changed           | segments: [ winback, lapsed ]
            exports add mailing lapsed regulars       | exports/mailing.yaml: changed           | segments: [ winback, lapsed, regulars ]
            exports add mailing winback               | exports/mailing.yaml: nothing to change | segments: [ winback ]
            exports remove mailing lapsed             | exports/mailing.yaml: nothing to change | segments: [ winback ]
            """)
    void good_changes_touch_one_line(String command, String out, String segments) throws IOException {
        Shell.Answer answer = segmill(command.split(" "));

        assertThat(answer.code()).as(answer.err()).isZero();
        assertThat(answer.out()).isEqualTo(out + "\n");
        assertThat(answer.err()).isEmpty();
        assertThat(text("mailing"))
                .isEqualTo("# mine\nname: Mailing   # them\n" + segments + "\ncolumns: [email]\nto: outbox/mailing\n");
    }

    @Test
    void what_was_added_is_taken_out_again() throws IOException {
        String before = text("mailing");
        assertThat(segmill("exports", "add", "mailing", "lapsed", "regulars").code())
                .isZero();
        assertThat(segmill("exports", "remove", "mailing", "regulars", "lapsed").code())
                .isZero();
        assertThat(text("mailing")).isEqualTo(before);
    }

    @Test
    void an_export_is_made_with_what_is_asked_for_and_nothing_else() throws IOException {
        Shell.Answer least = segmill("exports", "create", "ads", "--segments", "regulars,lapsed", "--to", "/srv/ads");
        assertThat(least.code()).as(least.err()).isZero();
        assertThat(least.out()).isEqualTo("exports/ads.yaml: created\n");
        assertThat(text("ads")).isEqualTo("name: ads\nsegments: [regulars, lapsed]\nto: \"/srv/ads\"\n");

        Shell.Answer most = segmill(
                "exports",
                "create",
                "crm",
                "--segments",
                "lapsed",
                "--to",
                "/srv/crm",
                "--name",
                "CRM: all",
                "--columns",
                "city,email",
                "--hash",
                "email",
                "--content",
                "changes");
        assertThat(most.code()).as(most.err()).isZero();
        assertThat(text("crm")).isEqualTo("""
                name: "CRM: all"
                segments: [lapsed]
                columns: [city, email]
                hash: {email: sha256}
                content: changes
                to: "/srv/crm"
                """);
        assertThat(segmill("validate").code()).isZero();
    }

    /** Paths on the command line start at the current folder, those in files at the project's. */
    @Test
    void a_relative_folder_means_the_same_place_in_the_file() throws IOException {
        Path here = Path.of("").toAbsolutePath();
        assertThat(segmill("exports", "create", "ads", "--segments", "lapsed", "--to", "outbox/ads")
                        .code())
                .isZero();
        String to = text("ads")
                .lines()
                .filter(line -> line.startsWith("to: "))
                .findFirst()
                .orElseThrow();
        Path written = project.resolve(to.substring("to: ".length()).replace("\"", ""));
        assertThat(written.normalize()).isEqualTo(here.resolve("outbox/ads"));
        assertThat(segmill("exports", "show", "ads").out()).contains("  to              " + here.resolve("outbox/ads"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            exports add                                            | missing required parameters: 'EXPORT', 'SEGMENT'; see: segmill exports add --help
            exports add mailing                                    | missing required parameter: 'SEGMENT'; see: segmill exports add --help
            exports add maling lapsed                              | there is no export 'maling'; fix: did you mean 'mailing'?
            exports add mailing lapst                              | there is no segment 'lapst'; fix: did you mean 'lapsed'?
            exports remove                                         | missing required parameters: 'EXPORT', 'SEGMENT'; see: segmill exports remove --help
            exports remove mailing                                 | missing required parameter: 'SEGMENT'; see: segmill exports remove --help
            exports remove none lapsed                             | there is no export 'none'; fix: one of: mailing
            exports remove mailing nobody                          | there is no segment 'nobody'; fix: one of: lapsed, regulars, winback
            exports remove mailing winback                         | the export 'mailing' would have no segment left; fix: delete exports/mailing.yaml if it is not needed any more, or add another segment first
            exports create                                         | missing required options and parameters: '--segments=a,b', '--to=DIR', 'ID'; see: segmill exports create --help
            exports create ads --to x                              | missing required option: '--segments=a,b'; see: segmill exports create --help
            exports create ads --segments lapsed                   | missing required option: '--to=DIR'; see: segmill exports create --help
            exports create mailing --segments lapsed --to x        | there is an export 'mailing' already
            exports create ads --segments lapsed,lapst --to x      | there is no segment 'lapst'; fix: did you mean 'lapsed'?
            exports create ads --segments lapsed --to x --contents | there is no option '--contents'; fix: did you mean '--content'?
            exports show                                           | missing required parameter: 'ID'; see: segmill exports show --help
            exports show maling                                    | there is no export 'maling'; fix: did you mean 'mailing'?
            exports --segment lapst                                | there is no segment 'lapst'; fix: did you mean 'lapsed'?
            exports --segment                                      | missing required parameter for option '--segment' (ID); see: segmill exports --help
            exports list                                           | there is no command 'list'; see: segmill exports --help
            exports run                                            | missing required parameter: 'ID'; see: segmill exports run --help
            exports run maling                                     | there is no export 'maling'; fix: did you mean 'mailing'?
            exports release                                        | missing required parameter: 'ID'; see: segmill exports release --help
            exports release maling                                 | there is no export 'maling'; fix: did you mean 'mailing'?
            exports release mailing lapsed                         | the export 'mailing' has no segment 'lapsed'; fix: one of: winback
            exports release mailing winbak                         | the export 'mailing' has no segment 'winbak'; fix: did you mean 'winback'?
            exports release mailing winback lapsed                 | what is 'lapsed' for?; see: segmill exports release --help
            """)
    void wrong_calls_change_nothing_and_say_what_is_right(String command, String told) throws IOException {
        String before = text("mailing");

        Shell.Answer answer = segmill(command.split(" "));

        assertThat(answer.err()).isEqualTo(told.replace("; fix: ", "\nfix: ").replace("; see: ", "\nsee: ") + "\n");
        assertThat(answer.code()).isEqualTo(2);
        assertThat(answer.out()).isEmpty();
        assertThat(text("mailing")).isEqualTo(before);
        assertThat(project.resolve("exports").toFile().list()).containsExactly("mailing.yaml");
        assertThat(project.resolve("warehouse")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            exports create Ads --segments lapsed --to x                                  | exports/Ads.yaml:1:1: 'Ads' cannot be an id in exports/ [FILE_NAME]
            exports create ads --segments lapsed --to x --content all                    | 'content' cannot be 'all' [BAD_VALUE]
            exports create ads --segments lapsed --to x --columns emial                  | source 'customers' has no column 'emial' [UNKNOWN_COLUMN]
            exports create ads --segments lapsed --to x --hash phone                     | the export has no column 'phone' [UNKNOWN_COLUMN]
            exports create ads --segments lapsed --to s3://bucket/ads --content changed  | 'content' cannot be 'changed' [BAD_VALUE]
            """)
    void what_would_make_a_wrong_file_is_not_written(String command, String told) throws IOException {
        String before = text("mailing");

        Shell.Answer answer = segmill(command.split(" "));

        assertThat(answer.err()).contains(told).doesNotContain("\tat ");
        assertThat(answer.code()).isEqualTo(2);
        assertThat(text("mailing")).isEqualTo(before);
        assertThat(project.resolve("exports").toFile().list()).containsExactly("mailing.yaml");
    }

    @Test
    void what_never_ran_is_shown_as_such_and_has_nothing_to_release() {
        Shell.Answer list = segmill("exports");
        assertThat(list.code()).isZero();
        assertThat(list.out().lines().map(String::strip))
                .first()
                .isEqualTo("id       name     segments  held  rows  status       reason  last refreshed");
        assertThat(list.out()).contains("mailing  Mailing  winback", "Not started");
        assertThat(segmill("exports", "--json").out().replaceAll("\\s+", ""))
                .isEqualTo(
                        "[{\"id\":\"mailing\",\"name\":\"Mailing\",\"segments\":[\"winback\"],\"held\":[],\"rows\":null,"
                                + "\"status\":\"Notstarted\",\"reason\":null,\"last_refreshed\":null}]");
        Shell.Answer show = segmill("exports", "show", "mailing");
        assertThat(show.code()).isZero();
        assertThat(show.out()).isEqualTo("""
                export mailing: Mailing
                  file            exports/mailing.yaml
                  segments        winback
                  columns         email
                  content         members
                  to              %s
                  status          Not started
                """.formatted(project.resolve("outbox/mailing")));
        Shell.Answer grouped = segmill("exports", "--segment", "lapsed");
        assertThat(grouped.out()).startsWith("with segment lapsed\nnone\n\nwithout segment lapsed\n");
        Shell.Answer release = segmill("exports", "release", "mailing");
        assertThat(release.code()).isZero();
        assertThat(release.err()).isEqualTo("nothing to release: no segment is held back from export 'mailing'\n");
        assertThat(segmill("exports", "release", "mailing", "winback").err())
                .isEqualTo("nothing to release: segment 'winback' is not held back from export 'mailing'\n");
        assertThat(project.resolve("warehouse")).doesNotExist();
    }
}
