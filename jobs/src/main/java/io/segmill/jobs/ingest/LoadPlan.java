package io.segmill.jobs.ingest;

import io.segmill.core.problem.Failure;
import io.segmill.core.project.LoadMode;
import io.segmill.core.project.Source;
import io.segmill.core.run.LoadedFile;
import io.segmill.jobs.reading.FoundFile;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Which of today's files a load reads, and what their rows do to the table.
 *
 * @param files in the order in which their rows win
 */
record LoadPlan(Effect effect, List<FoundFile> files) {
    LoadPlan {
        files = List.copyOf(files);
    }

    /** What the rows do to the table. */
    enum Effect {
        /** They are all that it holds afterwards. */
        REPLACE,
        /** They join those that are there. */
        ADD,
        /** They take the place of those with the same keys, and join the others. */
        UPSERT
    }

    /** @throws Failure if a file of an append or merge source changed after it was loaded */
    static LoadPlan of(Source source, LoadRequest request, List<FoundFile> today) {
        boolean everything = request.reading() == LoadRequest.Reading.EVERYTHING
                || request.tableVersion().isEmpty();
        if (source.load() == LoadMode.FULL) {
            boolean same = !everything
                    && request.definition() == LoadRequest.Definition.SAME
                    && areThoseOfTheLastLoad(today, request.earlier());
            return new LoadPlan(Effect.REPLACE, same ? List.of() : today);
        }
        if (everything) {
            return new LoadPlan(Effect.REPLACE, today);
        }
        Map<String, LoadedFile> known = known(request.earlier());
        requireUnchanged(today, known);
        List<FoundFile> unknown =
                today.stream().filter(file -> !known.containsKey(file.name())).toList();
        return new LoadPlan(source.load() == LoadMode.APPEND ? Effect.ADD : Effect.UPSERT, unknown);
    }

    private static boolean areThoseOfTheLastLoad(List<FoundFile> today, List<LoadedFile> earlier) {
        String last =
                earlier.stream().map(LoadedFile::runId).max(String::compareTo).orElse("");
        List<LoadedFile> loaded =
                earlier.stream().filter(file -> file.runId().equals(last)).toList();
        Map<String, LoadedFile> byName = new HashMap<>();
        loaded.forEach(file -> byName.put(file.file(), file));
        return !loaded.isEmpty()
                && byName.size() == today.size()
                && today.stream().allMatch(file -> byName.containsKey(file.name()) && file.is(byName.get(file.name())));
    }

    /**
     * The files whose rows are in the table. A run that read a file which was known before read everything again, so
     * what only earlier runs read is in the table no longer.
     */
    private static Map<String, LoadedFile> known(List<LoadedFile> earlier) {
        Map<String, List<LoadedFile>> byRun =
                earlier.stream().collect(Collectors.groupingBy(LoadedFile::runId, TreeMap::new, Collectors.toList()));
        Map<String, LoadedFile> known = new HashMap<>();
        for (List<LoadedFile> run : byRun.values()) {
            Set<String> names = run.stream().map(LoadedFile::file).collect(Collectors.toCollection(HashSet::new));
            names.retainAll(known.keySet());
            if (!names.isEmpty()) {
                known.clear();
            }
            run.forEach(file -> known.put(file.file(), file));
        }
        return known;
    }

    private static void requireUnchanged(List<FoundFile> today, Map<String, LoadedFile> known) {
        for (FoundFile file : today) {
            LoadedFile before = known.get(file.name());
            if (before != null && !file.is(before)) {
                throw new Failure(
                        Failure.Blame.DATA,
                        file.name() + " changed after it was loaded: it had " + before.size() + " bytes of "
                                + before.modified() + ", now it has " + file.size() + " bytes of " + file.modified()
                                + "\n  give new rows a new file, or read everything again with --full");
            }
        }
    }
}
