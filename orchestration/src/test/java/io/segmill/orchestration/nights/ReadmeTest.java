package io.segmill.orchestration.nights;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The walk of the README, every command of it in its order, on a copy of the sample project. */
class ReadmeTest {
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w*)\\n(.*?)^```");
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

    /** What a test cannot run: it wants a person, does not end, or is this very build. */
    private static final Set<String> NOT_RUN = Set.of(
            "EDITOR=nano ./segmill segments edit autumn-winback", "./segmill serve --project my-project", "mvn verify");

    /** What each command says, so that none succeeds by saying nothing; by the words behind {@code segmill}. */
    private static final Map<String, String> SAYS = Map.ofEntries(
            Map.entry("run", "details  segmill status 1 --task TASK"),
            Map.entry("status", "Completed with warnings"),
            Map.entry("status --task source:customers", "columns that are not declared are ignored: 'Legacy code'"),
            Map.entry("runs", "Completed with warnings"),
            Map.entry("segments", "summer-catalog"),
            Map.entry("segments --tag winback --columns id,members,change --sort members", "lapsed-customers"),
            Map.entry("segments show lapsed-customers", "members by as-of date"),
            Map.entry("segments explain lapsed-customers --customer 000001", "is not a member"),
            Map.entry("segments members lapsed-customers --to lapsed.csv", "lapsed.csv"),
            Map.entry("profile customers", "customer_since"),
            Map.entry("exports --segment lapsed-customers", "crm-upload"),
            Map.entry("validate", "no problems"),
            Map.entry(
                    "segments similar big-spenders like-big-spenders --size 100",
                    "segments/like-big-spenders.yaml: created"),
            Map.entry("refresh like-big-spenders", "segment:like-big-spenders"),
            Map.entry("status --task segment:like-big-spenders", "what tells members most: "),
            Map.entry("segments preview lapsed-customers", "members"),
            Map.entry("refresh lapsed-customers", "segment:lapsed-customers"),
            Map.entry("segments duplicate lapsed-customers autumn-winback", "segments/autumn-winback.yaml: created"),
            Map.entry("segments rename autumn-winback Win back in autumn", "segments/autumn-winback.yaml: changed"),
            Map.entry("segments tag autumn-winback big-spenders +autumn -crm", "segments/big-spenders.yaml: changed"),
            Map.entry("segments tags", "autumn"),
            Map.entry("segments activate autumn-winback", "segment:autumn-winback"),
            Map.entry("segments deactivate autumn-winback --at 2026-10-31", "segments/autumn-winback.yaml: changed"),
            Map.entry("segments delete autumn-winback", "segments/autumn-winback.yaml: deleted"),
            Map.entry("init my-project", "a small project lies in"),
            Map.entry("run --project my-project", "details  segmill status 1 --task TASK"));

    @TempDir
    private Path folder;

    @Test
    void every_command_of_the_readme_does_what_it_says() {
        Checkout.copySample(folder);
        List<String> left = new ArrayList<>(NOT_RUN);
        List<String> run = new ArrayList<>();
        for (String line : commands(Checkout.text(Checkout.root().resolve("README.md")))) {
            if (left.remove(line)) {
                continue;
            }
            if (line.startsWith("cat ")) {
                assertThat(folder.resolve(line.substring("cat ".length())))
                        .as(line)
                        .isNotEmptyFile();
            } else {
                assertThat(line).startsWith("./segmill ");
                run.add(run(line));
            }
        }
        assertThat(left).as("not to be run, and not in the README").isEmpty();
        assertThat(run).containsExactlyInAnyOrderElementsOf(SAYS.keySet());
        assertThat(folder.resolve("lapsed.csv")).isNotEmptyFile();
        assertThat(Files.exists(folder.resolve("conf/segments/autumn-winback.yaml")))
                .isFalse();
    }

    /** The lines of blocks without a language, without comments. */
    private static List<String> commands(String readme) {
        List<String> commands = new ArrayList<>();
        Matcher block = BLOCK.matcher(readme);
        while (block.find()) {
            boolean isShell = block.group(1).isEmpty() && block.group(2).matches("(?s)(\\./|cat |mvn |[A-Z]+=).*");
            if (isShell) {
                block.group(2)
                        .lines()
                        .map(line -> line.replaceFirst("\\s+#.*", ""))
                        .forEach(commands::add);
            }
        }
        return commands;
    }

    /** Runs a line as if in the folder of the copy. @return its words behind {@code ./segmill} */
    private String run(String line) {
        List<String> said = new ArrayList<>();
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(line.substring("./segmill ".length()));
        String before = "";
        while (word.find()) {
            String one = word.group(1) == null ? word.group(2) : word.group(1);
            said.add(one);
            boolean isPath = Set.of("--project", "--to", "init").contains(before);
            words.add(isPath ? folder.resolve(one).toString() : one);
            before = one;
        }
        int named = words.indexOf("--project");
        Path project = named < 0 ? folder.resolve("conf") : Path.of(words.remove(named + 1));
        words.remove("--project");
        Told told = Told.by(project, words.toArray(String[]::new));
        String command = String.join(" ", said);
        assertThat(told.exitCode()).as(line + "\n" + told.all()).isZero();
        assertThat(SAYS).containsKey(command);
        assertThat(told.out() + told.err()).as(line).contains(SAYS.get(command));
        return command;
    }
}
