package io.segmill.core.checking;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people are told of a project that is larger than Segmill is made for; it stays usable. */
class SizeCheckerTest {
    private static final String LISTED = "type: static\nmembers: vip.csv\n";

    @TempDir
    Path folder;

    @Test
    void as_many_as_allowed_are_no_problem() throws IOException {
        Shop shop = new Shop(folder).where(any(500)).with("segments/vip.yaml", LISTED);
        ofBytes(100L << 20);
        assertWarned(shop);
    }

    @Test
    void a_segment_with_too_many_conditions_is_told_where_they_begin() {
        assertWarned(
                new Shop(folder)
                        .where("all: [{not: {member-of: t}}, {" + any(500) + "}]")
                        .with("segments/t.yaml", "where: {everyone: true}\n"),
                "segments/s.yaml:2:3: segment 's' has 501 conditions, more than the 500 that Segmill is made for"
                        + " [BEYOND_LIMIT]\n  fix: write values of one attribute as one condition: in: […], or put the"
                        + " customers into a file: members: FILE.csv");
    }

    @Test
    void a_project_with_too_many_conditions_is_told_in_its_first_line() {
        Shop shop = new Shop(folder);
        for (int segment = 1; segment <= 100; segment++) {
            shop.with("segments/s" + segment + ".yaml", "where:\n" + any(500).indent(2));
        }
        assertWarned(shop);
        assertWarned(
                shop.with("segments/t.yaml", "where: {everyone: true}\n"),
                "segmill.yaml:1:1: the project's segments have 50,001 conditions, more than the 50,000 that Segmill is"
                        + " made for [BEYOND_LIMIT]\n  fix: put what many segments ask into one segment, and write"
                        + " member-of: ID in the others");
    }

    @Test
    void only_active_segments_are_too_many() {
        Shop shop = new Shop(folder);
        for (int segment = 1; segment <= 5_000; segment++) {
            shop.with("segments/s" + segment + ".yaml", "where: {everyone: true}\n");
        }
        assertWarned(shop.with("segments/t.yaml", "state: inactive\nwhere: {everyone: true}\n"));
        assertWarned(
                shop.with("segments/t.yaml", "where: {everyone: true}\n"),
                "segmill.yaml:1:1: the project has 5,001 active segments, more than the 5,000 that Segmill is made for"
                        + " [BEYOND_LIMIT]\n  fix: write state: inactive in those that nobody uses");
    }

    @Test
    void a_large_file_of_members_is_told_where_it_is_named() throws IOException {
        Shop shop = new Shop(folder).with("segments/vip.yaml", LISTED);
        ofBytes((100L << 20) + 1);
        assertWarned(
                shop,
                "segments/vip.yaml:2:10: the file 'vip.csv' has 101 MB, more than the 100 MB of members that Segmill is"
                        + " made for [BEYOND_LIMIT]\n  fix: declare the file as a source, with a relationship to the"
                        + " customers, and ask: has: SOURCE");
    }

    private void ofBytes(long bytes) throws IOException {
        try (RandomAccessFile file =
                new RandomAccessFile(folder.resolve("vip.csv").toFile(), "rw")) {
            file.setLength(bytes);
        }
    }

    private static String any(int conditions) {
        return IntStream.range(0, conditions)
                .mapToObj(points -> "{attribute: points, is: " + points + "}")
                .collect(Collectors.joining(", ", "any: [", "]"));
    }

    private void assertWarned(Shop shop, String... warnings) {
        ProjectChecker.Outcome outcome = ProjectChecker.check(shop.folder(), Map.of());
        assertThat(Shop.told(outcome.problems())).isEqualTo(List.of(warnings));
        assertThat(outcome.project()).isPresent();
    }
}
