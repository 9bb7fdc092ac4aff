package io.segmill.orchestration.app;

import static io.segmill.orchestration.app.Shell.segmill;
import static org.assertj.core.api.Assertions.assertThat;

import io.segmill.core.problem.Failure;
import io.segmill.core.problem.Failure.Blame;
import io.segmill.orchestration.app.Shell.Answer;
import io.segmill.orchestration.cli.Complaints;
import io.segmill.orchestration.cli.SegmillCommand;
import io.segmill.orchestration.cli.Surroundings;
import io.segmill.orchestration.cli.print.Terminal;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MainTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    # command                    | message
                    stauts                       | there is no command 'stauts'; fix: did you mean 'status'?
                    segments shw x               | there is no command 'shw'; fix: did you mean 'show'?
                    status --tsk x               | there is no option '--tsk'; fix: did you mean '--task'?
                    --projct=x status            | there is no option '--projct'; fix: did you mean '--project'?
                    status --colour              | there is no option '--colour'; see: segmill status --help
                    status 1 2                   | what is '2' for?; see: segmill status --help
                    status --task                | missing required parameter for option '--task' (T); see: segmill status --help
                    runs --since 30.6.2026       | invalid value for option '--since': '30.6.2026' is not a date such as 2026-06-30; see: segmill runs --help
                    sources show                 | missing required parameter: 'ID'; see: segmill sources show --help
                    """)
    void wrong_usage_is_told_in_two_lines(String command, String message) {
        assertThat(segmill(command.split(" "))).isEqualTo(new Answer(2, "", message.replace("; ", "\n") + "\n"));
    }

    @Test
    void a_project_folder_may_be_named_like_a_command() {
        Answer answer = segmill("--project", "sources", "sources");
        assertThat(answer.code()).isEqualTo(2);
        assertThat(answer.err()).contains("sources").doesNotContain("expected parameter", "missing required");
    }

    @Test
    void wrong_usage_in_json() {
        assertThat(segmill("stauts", "--json")).isEqualTo(new Answer(2, """
                        {
                          "error" : {
                            "code" : "USAGE",
                            "message" : "there is no command 'stauts' (did you mean 'status'?)"
                          }
                        }
                        """, ""));
    }

    @Test
    void without_a_command_the_commands_are_told() {
        Answer answer = segmill();
        assertThat(answer.code()).isEqualTo(2);
        assertThat(answer.out()).isEmpty();
        assertThat(answer.err()).isEqualTo(segmill("--help").out()).contains("validate", "Exit codes");
    }

    @Test
    void the_version_is_the_build_s() {
        assertThat(segmill("--version").out()).matches("segmill \\d+\\.\\d+\\.\\d+\\S*\n");
    }

    @Test
    void init_writes_a_project_without_problems() throws IOException {
        String shop = folder.resolve("shop").toString();
        assertThat(segmill("init", shop)).isEqualTo(new Answer(0, """
                        a small project lies in %1$s; try
                          segmill --project %1$s validate
                          segmill --project %1$s run
                          segmill --project %1$s segments
                        """.formatted(shop), ""));
        assertThat(segmill("validate", "--project", shop))
                .isEqualTo(new Answer(0, shop + ": no problems: 3 sources, 3 segments, 1 export\n", ""));
        assertThat(segmill("--project", shop, "validate", "--json"))
                .isEqualTo(new Answer(0, "{\n  \"problems\" : [ ]\n}\n", ""));
        try (Stream<Path> files = Files.walk(Path.of("src/main/resources/io/segmill/orchestration/cli/starter"))) {
            assertThat(files.filter(Files::isRegularFile).count()).isEqualTo(13);
        }
        try (Stream<Path> files = Files.walk(Path.of(shop))) {
            assertThat(files.filter(Files::isRegularFile).count()).isEqualTo(14);
        }
        assertThat(Path.of(shop, "segmill.schema.json"))
                .as("what the first line of each file names for editors")
                .hasSameTextualContentAs(Path.of("../conf/segmill.schema.json"));
    }

    @Test
    void init_overwrites_nothing() throws IOException {
        Files.writeString(folder.resolve("note"), "mine");
        assertThat(segmill("init", folder.toString()))
                .isEqualTo(new Answer(
                        2, "", folder + " is not an empty folder\nfix: name a folder that is empty or new\n"));
        assertThat(segmill("init", folder.resolve("note").toString()).code()).isEqualTo(2);
        assertThat(segmill("init", folder.resolve("note/below").toString()).code())
                .isEqualTo(4);
    }

    @Test
    void validate_tells_every_problem_and_where_it_is() throws IOException {
        String shop = broken();
        String problems = """
                %1$s/segments/lapsed.yaml:8:13: source 'orders' has no column 'amont' [UNKNOWN_COLUMN]
                  fix: did you mean 'amount'?
                %1$s/segments/old.yml:1:1: warning: the file is not read: its name ends with .yml [IGNORED_FILE]
                  fix: rename it to old.yaml
                """.formatted(shop);
        assertThat(segmill("validate", "--project", shop)).isEqualTo(new Answer(2, "1 error, 1 warning\n", problems));
        assertThat(segmill("segments", "--project", shop))
                .isEqualTo(new Answer(2, "", problems + "1 error, 1 warning\n"));
        assertThat(segmill("validate", "--project", shop, "--json")).isEqualTo(new Answer(2, """
                        {
                          "problems" : [ {
                            "severity" : "error",
                            "code" : "UNKNOWN_COLUMN",
                            "file" : "segments/lapsed.yaml",
                            "line" : 8,
                            "column" : 13,
                            "message" : "source 'orders' has no column 'amont'",
                            "fix" : "did you mean 'amount'?"
                          }, {
                            "severity" : "warning",
                            "code" : "IGNORED_FILE",
                            "file" : "segments/old.yml",
                            "line" : 1,
                            "column" : 1,
                            "message" : "the file is not read: its name ends with .yml",
                            "fix" : "rename it to old.yaml"
                          } ]
                        }
                        """, ""));
        assertThat(segmill("segments", "--project", shop, "--json").out()).startsWith("""
                        {
                          "error" : {
                            "code" : "PROJECT",
                            "message" : "the project has 1 error, 1 warning",
                            "problems" : [ {
                              "severity" : "error",
                        """);
    }

    @Test
    void a_folder_that_is_no_project_is_told() {
        assertThat(segmill("status", "--project", folder.resolve("nowhere").toString()))
                .satisfies(answer -> assertThat(answer.code()).isEqualTo(2))
                .satisfies(answer -> assertThat(answer.err())
                        .startsWith(folder.resolve("nowhere") + "/segmill.yaml:1:1: ")
                        .endsWith("1 error, 0 warnings\n"));
    }

    @ParameterizedTest
    @CsvSource({"USER, 2", "DATA, 1", "BUSY, 3", "ENVIRONMENT, 4"})
    void a_known_failure_is_its_message_and_its_exit_code(Blame blame, int code) {
        assertThat(complaint(new Failure(blame, "what happened\nfix: how to mend it")))
                .isEqualTo(new Answer(code, "", "what happened\nfix: how to mend it\n"));
    }

    @Test
    void an_unknown_failure_is_a_bug() {
        assertThat(complaint(new IllegalStateException("a line\nand another"))).isEqualTo(new Answer(70, "", """
                        this is a bug of Segmill: IllegalStateException: a line
                        --verbose shows where it happened
                        """));
    }

    @Test
    void validate_and_help_load_neither_spring_nor_spark_nor_a_database() throws Exception {
        String shop = folder.resolve("shop").toString();
        segmill("init", shop);
        for (List<String> command : List.of(List.of("validate", "--project", shop), List.of("--help"))) {
            assertThat(heavyClasses(command)).as(command.toString()).isEmpty();
        }
        Shell.history(Path.of(shop)).close();
        assertThat(heavyClasses(List.of("status", "--project", shop)))
                .anyMatch(line -> line.contains(" org.springframework."))
                .anyMatch(line -> line.contains(" org.h2."))
                .noneMatch(line -> line.contains(" org.apache.spark."));
    }

    private static List<String> heavyClasses(List<String> command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xlog:class+load",
                "-Xshare:auto",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName());
        builder.command().addAll(command);
        Process process = builder.redirectErrorStream(true).start();
        List<String> loaded = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        assertThat(process.waitFor()).isZero();
        assertThat(loaded).anyMatch(line -> line.contains(" io.segmill.orchestration.cli.SegmillCommand "));
        return loaded.stream()
                .filter(line -> Stream.of(
                                "org.springframework", "org.apache.spark", "com.zaxxer", "org.h2", "org.flywaydb")
                        .anyMatch(start -> line.contains(" " + start + ".")))
                .toList();
    }

    private String broken() throws IOException {
        Path shop = folder.resolve("shop");
        segmill("init", shop.toString());
        Path lapsed = shop.resolve("segments/lapsed.yaml");
        Files.writeString(lapsed, Files.readString(lapsed).replace("orders.amount", "orders.amont"));
        Files.writeString(shop.resolve("segments/old.yml"), "");
        return shop.toString();
    }

    private static Answer complaint(Exception exception) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Surroundings surroundings = new Surroundings(
                Terminal.of(new PrintWriter(out), new PrintWriter(err), Terminal.Kind.PIPE, Map.of()),
                Map.of(),
                Clock.systemUTC());
        int code = new Complaints(surroundings).failed(exception, new SegmillCommand(surroundings));
        return new Answer(code, out.toString(), err.toString());
    }
}
