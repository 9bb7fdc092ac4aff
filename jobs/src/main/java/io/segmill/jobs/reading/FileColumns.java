package io.segmill.jobs.reading;

import io.segmill.core.problem.Failure;
import io.segmill.core.problem.NearestName;
import io.segmill.core.project.Source;
import io.segmill.core.schema.Column;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The columns that a file has, held against those that are declared.
 *
 * @param file as people see it
 * @param names in the order of the file
 */
record FileColumns(String file, List<String> names) {
    FileColumns {
        names = List.copyOf(names);
    }

    /** @throws Failure if a declared column is absent or there twice */
    void require(Source source) {
        List<String> problems = new ArrayList<>();
        for (Column column : source.columns()) {
            int times = Collections.frequency(names, column.inFile());
            if (times == 0) {
                problems.add("no column " + told(column)
                        + NearestName.of(column.inFile(), unused(source))
                                .map(near -> "; did you mean '" + near + "'?")
                                .orElse(""));
            } else if (times > 1) {
                problems.add("column " + told(column) + " " + times + " times");
            }
        }
        if (!problems.isEmpty()) {
            throw new Failure(
                    Failure.Blame.DATA,
                    file + " has " + String.join(", and ", problems) + "\n  found: " + String.join(", ", names));
        }
    }

    /** Which field holds each declared column, in the order of the columns. */
    List<Integer> places(Source source) {
        require(source);
        return source.columns().stream()
                .map(column -> names.indexOf(column.inFile()))
                .toList();
    }

    /** The names that nobody declared. */
    List<String> unused(Source source) {
        Set<String> declared = source.columns().stream().map(Column::inFile).collect(Collectors.toSet());
        return names.stream().filter(name -> !declared.contains(name)).toList();
    }

    /** The sentence about columns that are left out; empty if there are none. */
    static List<String> ignored(Source source, List<FileColumns> files) {
        Set<String> ignored = new TreeSet<>();
        files.forEach(file -> ignored.addAll(file.unused(source)));
        return ignored.isEmpty()
                ? List.of()
                : List.of("columns that are not declared are ignored: "
                        + ignored.stream().map(name -> "'" + name + "'").collect(Collectors.joining(", ")));
    }

    private static String told(Column column) {
        return column.name().equals(column.inFile())
                ? "'" + column.name() + "'"
                : "'" + column.inFile() + "' (declared as '" + column.name() + "')";
    }
}
