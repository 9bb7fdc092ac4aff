package io.segmill.core.reading.yaml;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/**
 * What the parser stumbled over, in our words.
 *
 * @param line from 1
 * @param column from 1, in code points
 */
record SyntaxComplaint(int line, int column, String what, String fix) {
    private static final Pattern TAB = Pattern.compile(" *\t");
    private static final Pattern UNFINISHED = Pattern.compile("\\$\\{");
    private static final Pattern STRANGE =
            Pattern.compile("found character '?(.+?)'? that cannot start any token.*", Pattern.DOTALL);

    static SyntaxComplaint of(MarkedYamlEngineException e, String text) {
        List<String> lines = text.lines().toList();
        Mark problem = e.getProblemMark().or(e::getContextMark).orElseThrow();
        Mark context = e.getContextMark().orElse(problem);
        String message = Optional.ofNullable(e.getProblem()).orElse("");
        String during = Optional.ofNullable(e.getContext()).orElse("");

        Optional<SyntaxComplaint> tab = tab(lines, problem.getLine()).or(() -> tab(lines, context.getLine()));
        if (tab.isPresent()) {
            return tab.get();
        }
        if (during.contains("flow")) {
            return flow(lines, problem, context, during);
        }
        if (during.contains("quoted scalar") && message.contains("end of stream")) {
            return at(context, "a quoted text begins here and does not end", "add the closing quote");
        }
        if (during.contains("double-quoted scalar")) {
            return at(
                    problem,
                    "a \\ inside double quotes begins an escape that does not exist",
                    "double it (\\\\), or use single quotes");
        }
        if (message.contains("mapping values are not allowed")) {
            return at(
                    problem,
                    "a ':' has no place here",
                    "quote the text if the ':' belongs to it; else put the key on a line of its own, below the keys beside it");
        }
        if (message.contains("could not find expected ':'")) {
            return at(context, "a key stands here without ':'", "write 'key: value', or mend the indentation");
        }
        if (during.contains("block") && endsWithQuote(lines, problem)) {
            return at(
                    problem,
                    "a quoted text ends before this",
                    "put the whole text in quotes; inside single quotes a ' is written ''");
        }
        if (during.contains("block")) {
            return at(
                    problem,
                    "what begins here does not fit what stands above",
                    "mend the indentation: the keys of one mapping, and the dashes of one list, stand below each other");
        }
        Matcher strange = STRANGE.matcher(message);
        if (strange.matches()) {
            return at(problem, "a text cannot begin with '" + strange.group(1) + "'", "put it in quotes");
        }
        return at(
                problem,
                "this is not YAML",
                "compare it with the examples of the handbook; quote texts with special characters");
    }

    private static SyntaxComplaint flow(List<String> lines, Mark problem, Mark context, String during) {
        if (UNFINISHED.matcher(line(lines, problem.getLine())).find()) {
            return at(
                    problem,
                    "${…} without quotes cannot stand inside { } or [ ]",
                    "put it in quotes, such as {password: \"${NAME}\"}");
        }
        if (during.contains("flow node")) {
            return at(problem, "a value is missing inside [ ] or { }", "close the bracket, or delete a ',' too many");
        }
        boolean list = during.contains("sequence");
        return at(
                context,
                list
                        ? "a list begins here with '[' and does not end well"
                        : "a mapping begins here with '{' and does not end well",
                "look for a missing ',' or '" + (list ? ']' : '}')
                        + "' near line " + (problem.getLine() + 1) + ", column " + (problem.getColumn() + 1)
                        + "; quote texts that hold , [ ] { or }");
    }

    private static Optional<SyntaxComplaint> tab(List<String> lines, int line) {
        Matcher tab = TAB.matcher(line(lines, line));
        return tab.lookingAt()
                ? Optional.of(new SyntaxComplaint(
                        line + 1, tab.end(), "a tab stands in the indentation", "indent with spaces"))
                : Optional.empty();
    }

    private static boolean endsWithQuote(List<String> lines, Mark mark) {
        String line = line(lines, mark.getLine());
        int end = Math.min(mark.getColumn(), line.codePointCount(0, line.length()));
        String before = line.substring(0, line.offsetByCodePoints(0, end)).stripTrailing();
        return before.endsWith("'") || before.endsWith("\"");
    }

    private static String line(List<String> lines, int line) {
        return line < lines.size() ? lines.get(line) : "";
    }

    private static SyntaxComplaint at(Mark mark, String what, String fix) {
        return new SyntaxComplaint(mark.getLine() + 1, mark.getColumn() + 1, what, fix);
    }
}
