package io.segmill.core.evaluation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongPredicate;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * Conditions that have the same members; how samples are written stands in {@code language/README.md}.
 *
 * @param row of the specification
 * @param fails the message of the overflow, instead of members
 */
public record Sample(
        String file,
        String row,
        String why,
        Optional<LocalDate> asOf,
        String members,
        List<String> conditions,
        Optional<String> limit,
        Optional<String> fails) {
    /** From the folder of any module. */
    static final Path LANGUAGE = Path.of("../pipeline-core/src/test/resources/language");

    /** By their files' names, without ending, and in order. */
    public static List<Sample> all() {
        try (Stream<Path> files = Files.list(LANGUAGE.resolve("samples"))) {
            return files.sorted().flatMap(file -> read(file).stream()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @SuppressWarnings("unchecked")
    private static List<Sample> read(Path path) {
        String file = path.getFileName().toString().replace(".yaml", "");
        try {
            Object read = new Load(LoadSettings.builder().build()).loadFromString(Files.readString(path));
            List<Sample> samples = new ArrayList<>();
            ((Map<String, List<Map<String, Object>>>) read)
                    .forEach((row, listed) -> listed.forEach(said -> samples.add(of(file, row, said))));
            return samples;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Sample of(String file, String row, Map<String, Object> said) {
        return new Sample(
                file,
                row,
                text(said, "why").orElse(""),
                text(said, "as-of").map(LocalDate::parse),
                text(said, "members").orElse(""),
                text(said, "conditions").orElse("{everyone: true}").lines().toList(),
                text(said, "limit"),
                text(said, "fails"));
    }

    private static Optional<String> text(Map<String, Object> said, String key) {
        return Optional.ofNullable(said.get(key)).map(Object::toString);
    }

    /** A segment's file for one of the conditions. */
    public String segment(String condition) {
        return "where: " + condition + "\n"
                + limit.map(kept -> "limit: " + kept + "\n").orElse("");
    }

    /** Whether the customer of a key is to be a member. */
    public boolean expects(long key) {
        String but = "everybody but ";
        if (members.startsWith(but)) {
            return !among(members.substring(but.length())).test(key);
        }
        return switch (members) {
            case "everybody" -> true;
            case "nobody" -> false;
            default -> among(members).test(key);
        };
    }

    private static LongPredicate among(String list) {
        return Arrays.stream(list.split(", "))
                .map(item -> item.split("\\.\\."))
                .<LongPredicate>map(
                        ends -> key -> Long.parseLong(ends[0]) <= key && key <= Long.parseLong(ends[ends.length - 1]))
                .reduce(LongPredicate::or)
                .orElseThrow();
    }
}
