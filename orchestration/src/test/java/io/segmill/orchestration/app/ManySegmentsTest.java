package io.segmill.orchestration.app;

import static io.segmill.orchestration.app.Shell.segmill;
import static org.assertj.core.api.Assertions.assertThat;

import io.segmill.core.run.RunStatus;
import io.segmill.core.run.TaskName;
import io.segmill.core.run.TaskResult;
import io.segmill.core.run.TaskStatus;
import io.segmill.orchestration.app.Shell.Answer;
import io.segmill.orchestration.history.JdbcHistory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A list of very many segments with a history of several nights: {@code -Dmany.segments=5000} for the full size. */
class ManySegmentsTest {
    private static final int SEGMENTS = Integer.getInteger("many.segments", 500);
    private static final int NIGHTS = 10;
    /** As a person waits for it, without the start of the process, on a machine that does other things too. */
    private static final Duration LONGEST = Duration.ofSeconds(10);

    @TempDir
    private Path folder;

    @Test
    void thousands_of_segments_are_listed_at_once() throws IOException {
        String project = folder.resolve("shop").toString();
        assertThat(segmill("init", project).code()).isZero();
        List<TaskName> tasks = IntStream.range(0, SEGMENTS)
                .mapToObj(i -> TaskName.segment(String.format("s-%05d", i)))
                .toList();
        for (TaskName task : tasks) {
            Files.writeString(
                    folder.resolve("shop/segments/" + task.id() + ".yaml"),
                    "name: Segment " + task.id() + "\ntags: [t" + task.id().charAt(6)
                            + "]\nwhere: {sum: orders.amount, within: last 30 days, at-least: "
                            + task.id().substring(2).replaceFirst("^0+(?=.)", "")
                            + "}\n");
        }
        try (JdbcHistory history = Shell.history(Path.of(project))) {
            for (int night = 0; night < NIGHTS; night++) {
                night(history, night, tasks);
            }
        }
        long start = System.nanoTime();
        Answer all = segmill("--project", project, "segments", "--sort", "members", "--json");
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        assertThat(all.out().split("\"last_refreshed\" : \"2026-06-10T02:00:09Z\"", -1))
                .hasSize(SEGMENTS + 1);
        assertThat(took).isLessThan(LONGEST);
        assertThat(segmill("--project", project, "segments", "--search", "S-00042", "--columns", "id,members,change")
                        .out())
                .isEqualTo("""
                        id       members  change
                        -------  -------  ------
                        s-00042       51      +1
                        """);
    }

    private static void night(JdbcHistory history, int night, List<TaskName> tasks) {
        LocalDate day = LocalDate.parse("2026-06-01").plusDays(night);
        Instant start = Instant.parse(day + "T02:00:00Z");
        String run = day.toString().replace("-", "") + "T020000Z-0001";
        Map<TaskName, String> hashes = tasks.stream().collect(Collectors.toMap(task -> task, task -> "hash"));
        history.begin(run, "run", day, "project's hash", hashes, start);
        history.moved(run, tasks, TaskStatus.QUEUED, start);
        history.moved(run, tasks, TaskStatus.REFRESHING, start);
        Map<TaskName, TaskResult> results = tasks.stream()
                .collect(Collectors.toMap(
                        task -> task,
                        task -> TaskResult.refreshed(
                                Long.parseLong(task.id().substring(2)) + night, 1, 0, List.of(), Optional.empty())));
        history.ended(run, results, start.plusSeconds(9));
        history.ended(run, RunStatus.SUCCESSFUL, start.plusSeconds(9));
    }
}
