package io.segmill.orchestration.cli.changing;

import io.segmill.core.checking.CheckedProject;
import io.segmill.core.problem.Failure;
import io.segmill.core.reading.yaml.YamlEdit;
import io.segmill.orchestration.cli.Named;
import io.segmill.orchestration.cli.SegmillCommand;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Stack;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;

/** Adds tags to segments and takes others away. */
@Command(
        name = "tag",
        description = "Add tags (+a) to segments and take others (-b) away.",
        preprocessor = SegmentTagCommand.Hyphens.class,
        sortOptions = false)
public final class SegmentTagCommand implements Callable<Integer> {
    /** Stands before a tag to take away, which would be read as an option otherwise. */
    private static final char MARK = '\0';

    private final SegmillCommand segmill;

    private static final List<String> BEHIND = List.of("state", "type", "description", "name");

    @Parameters(arity = "1..*", paramLabel = "ID… +a -b", description = "Segments' ids, then tags with + or -.")
    private List<String> words = List.of();

    public SegmentTagCommand(SegmillCommand segmill) {
        this.segmill = segmill;
    }

    /** Marks tags to take away: words of one hyphen and more, but for {@code -h}. */
    static final class Hyphens implements IParameterPreprocessor {
        @Override
        public boolean preprocess(
                Stack<String> words, CommandSpec command, ArgSpec argument, Map<String, Object> info) {
            words.replaceAll(word ->
                    word.matches("(?s)-[^-].*") && !command.optionsMap().containsKey(word) ? MARK + word : word);
            return false;
        }
    }

    @Override
    public Integer call() {
        List<String> plain = words.stream()
                .map(word -> word.replace(Character.toString(MARK), ""))
                .toList();
        // Those to add first: a list that loses its last tag loses its place in the file.
        List<String> tags = plain.stream()
                .filter(SegmentTagCommand::isTag)
                .sorted(Comparator.comparing(tag -> tag.charAt(0)))
                .toList();
        List<String> ids = plain.stream().filter(word -> !isTag(word)).toList();
        if (tags.isEmpty() || ids.isEmpty()) {
            throw new Failure(
                    Failure.Blame.USER, "name segments and tags, such as: segmill segments tag vip +crm -old");
        }
        CheckedProject project = segmill.project();
        Changes changes = new Changes(segmill);
        for (String id : ids) {
            Named.find(project.segments(), id, "segment");
            for (String tag : tags) {
                changes.edit(Changes.segmentFile(id), text -> changed(text, tag.charAt(0) == '+', tag.substring(1)));
            }
        }
        changes.make();
        return 0;
    }

    private static boolean isTag(String word) {
        return word.length() > 1 && (word.startsWith("+") || word.startsWith("-"));
    }

    private static String changed(String text, boolean isAdded, String tag) {
        return isAdded ? YamlEdit.add(text, "tags", tag, BEHIND) : YamlEdit.removeItem(text, "tags", tag);
    }
}
