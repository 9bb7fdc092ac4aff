package io.segmill.orchestration.cli.reading;

import io.segmill.core.project.Segment;
import io.segmill.orchestration.cli.SegmillCommand;
import io.segmill.orchestration.cli.print.Cell;
import io.segmill.orchestration.cli.print.TextTable;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Lists the tags of all segments. */
@Command(name = "tags", description = "All tags, and how many segments have each.", sortOptions = false)
public final class SegmentTagsCommand implements Callable<Integer> {
    private final SegmillCommand segmill;

    public SegmentTagsCommand(SegmillCommand segmill) {
        this.segmill = segmill;
    }

    private record Tag(String tag, long segments) {}

    @Override
    public Integer call() {
        Map<String, Long> counts = new TreeMap<>();
        for (Segment segment : segmill.project().segments().values()) {
            segment.tags().stream().distinct().forEach(tag -> counts.merge(tag, 1L, Long::sum));
        }
        List<Tag> tags = counts.entrySet().stream()
                .map(entry -> new Tag(entry.getKey(), entry.getValue()))
                .toList();
        segmill.answer(tags, () -> {
            if (tags.isEmpty()) {
                segmill.terminal().out().println("no tag");
                return;
            }
            TextTable table = new TextTable(List.of("tag", "segments"));
            tags.forEach(tag -> table.add(List.of(Cell.text(tag.tag()), Cell.number(OptionalLong.of(tag.segments())))));
            segmill.terminal().print(table);
        });
        return 0;
    }
}
