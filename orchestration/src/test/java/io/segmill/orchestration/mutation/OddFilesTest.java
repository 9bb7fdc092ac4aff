package io.segmill.orchestration.mutation;

import static org.assertj.core.api.Assertions.assertThat;

import io.segmill.orchestration.app.Main;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands in a project's folders besides plain files with plain names, and exports that lead elsewhere. */
class OddFilesTest {
    private static final String SEGMENT = "where: {everyone: true}\n";

    @TempDir
    Path folder;

    private Path project;

    @BeforeEach
    void init() {
        project = folder.resolve("shop");
        assertThat(run("init", project.toString()).code()).isZero();
    }

    private record Said(int code, String out, String err) {}

    private static Said run(String... command) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Main.run(command, out, err, Map.of());
        return new Said(code, out.toString(), err.toString());
    }

    private Said validated() {
        Said said = run("validate", "--project", project.toString());
        assertThat(said.err()).doesNotContain("\tat ");
        return said;
    }

    private void isRefused(String... parts) {
        Said said = validated();
        assertThat(said.code()).as(said.toString()).isEqualTo(2);
        assertThat(said.err()).contains(parts);
    }

    private void isSound() {
        Said said = validated();
        assertThat(said.code()).as(said.toString()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "VIP",
                "a b",
                "\u00fc",
                "-x",
                "a_b",
                "a.b",
                "nul\u0131",
                "~",
                "$(id)",
                "a;b",
                "a'b",
                "a\\b",
                "\ud83d\ude00"
            })
    void a_file_whose_name_is_no_id_is_refused(String name) throws IOException {
        Files.writeString(project.resolve("segments/" + name + ".yaml"), SEGMENT);
        isRefused("segments/" + name + ".yaml:1:1: '" + name + "' cannot be an id in segments/ [FILE_NAME]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "a\u001b[31m", "\u202etxt", "a\u200bb"})
    void a_name_with_invisible_characters_is_told_without_them(String name) throws IOException {
        Files.writeString(project.resolve("segments/" + name + ".yaml"), SEGMENT);
        isRefused("\ufffd", ".yaml:1:1: the file's name has invisible characters [FILE_NAME]");
        assertThat(validated().err()).doesNotContain(name);
    }

    @Test
    void a_folder_named_like_a_definition_is_told_and_no_more() throws IOException {
        Files.createDirectories(project.resolve("segments/vip.yaml"));
        Files.createDirectories(project.resolve("segments/archive"));
        Files.writeString(project.resolve("segments/archive/broken.yaml"), "{");
        Said said = validated();
        assertThat(said.code()).isZero();
        assertThat(said.err())
                .contains("segments/vip.yaml:1:1: warning: this is a folder, and only files are read [IGNORED_FILE]");
        assertThat(said.err()).doesNotContain("archive");
    }

    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void a_pipe_is_not_waited_for() throws Exception {
        Process made = new ProcessBuilder(
                        "mkfifo", project.resolve("segments/pipe.yaml").toString())
                .start();
        assertThat(made.waitFor()).isZero();
        isRefused("segments/pipe.yaml:1:1: this is a pipe or a device, not a file [FILE_UNREADABLE]");
    }

    @Test
    void links_are_followed_inside_the_project_only() throws IOException {
        Path segments = project.resolve("segments");
        Files.createSymbolicLink(segments.resolve("alias.yaml"), Path.of("regulars.yaml"));
        isSound();
        Files.createSymbolicLink(segments.resolve("nowhere.yaml"), Path.of("gone.yaml"));
        isRefused("segments/nowhere.yaml:1:1: there is no such file [FILE_MISSING]");
        Files.delete(segments.resolve("nowhere.yaml"));
        Path outside = Files.writeString(folder.resolve("outside.yaml"), SEGMENT);
        Files.createSymbolicLink(segments.resolve("outside.yaml"), outside);
        isRefused("segments/outside.yaml:1:1: a link that leads out of the project folder is not followed [FILE_NAME]");
        Files.delete(segments.resolve("outside.yaml"));
        Files.createSymbolicLink(segments.resolve("loop.yaml"), Path.of("loop.yaml"));
        isRefused("segments/loop.yaml:1:1: ");
    }

    @Test
    void a_folder_of_definitions_that_leads_elsewhere_or_is_none_is_refused() throws IOException {
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        Files.move(project.resolve("exports"), elsewhere.resolve("exports"));
        Files.createSymbolicLink(project.resolve("exports"), elsewhere.resolve("exports"));
        isRefused("exports:1:1: a link that leads out of the project folder is not followed [FILE_NAME]");
        Files.delete(project.resolve("exports"));
        Files.writeString(project.resolve("exports"), "");
        isRefused("exports:1:1: the folder cannot be read [FILE_UNREADABLE]");
    }

    @ParameterizedTest
    @CsvSource({
        "outbox, yes",
        "../outbox, yes",
        "../.., yes",
        ".., yes",
        "/srv/out, yes",
        "file:///srv/out, yes",
        "warehouses, yes",
        "warehouse, no",
        "warehouse/x, no",
        "./outbox/../warehouse/segments, no",
        "linked, no",
        "linked/deep/er, no"
    })
    void an_export_goes_anywhere_but_into_the_warehouse(String to, String allowed) throws IOException {
        Files.createDirectories(project.resolve("warehouse"));
        Files.createSymbolicLink(project.resolve("linked"), Path.of("warehouse"));
        export("mailing", to);
        if (allowed.equals("yes")) {
            isSound();
        } else {
            isRefused("exports/mailing.yaml:2:5: 'to' lies in the warehouse, which holds tables only: '" + to
                    + "' [BAD_VALUE]");
        }
    }

    @Test
    void two_exports_do_not_meet_in_one_folder_whichever_way_they_go() throws IOException {
        Files.createDirectories(project.resolve("outbox"));
        Files.createSymbolicLink(project.resolve("linked"), Path.of("outbox"));
        export("mailing", "outbox/a");
        export("other", "linked/../linked/a");
        isRefused("the export 'mailing' writes the segment 'winback' into the same folder [DUPLICATE_NAME]");
        export("other", "file://" + project.toAbsolutePath() + "/outbox/a");
        isRefused("the export 'mailing' writes the segment 'winback' into the same folder [DUPLICATE_NAME]");
        export("other", "outbox/b");
        isSound();
    }

    private void export(String id, String to) throws IOException {
        Files.writeString(project.resolve("exports/" + id + ".yaml"), "segments: [winback]\nto: " + to + "\n");
    }
}
