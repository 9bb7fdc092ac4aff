package io.segmill.jobs.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.segmill.core.project.Segment;
import io.segmill.jobs.bench.book.Book;
import io.segmill.jobs.bench.book.BookKind;
import io.segmill.jobs.bench.data.BenchData;
import io.segmill.jobs.bench.sql.Scripts;
import io.segmill.jobs.bench.way.Counts;
import io.segmill.jobs.bench.way.DuckDb;
import io.segmill.jobs.bench.way.DuckDbWay;
import io.segmill.jobs.bench.way.SharedRefresh;
import io.segmill.jobs.bench.way.SparkQueries;
import io.segmill.jobs.bench.way.Way;
import io.segmill.jobs.bench.way.Work;
import io.segmill.jobs.pass.plan.PlanSummary;
import io.segmill.jobs.pass.plan.SharedPlan;
import io.segmill.jobs.session.TestSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All ways find and write the same members of small books, so that their times can be compared. */
class BenchTest {
    private static final int SEGMENTS = 20;

    @TempDir
    private static Path folder;

    @Test
    void all_ways_find_the_same_members_in_both_books() throws IOException {
        BenchData data = BenchData.in(folder, 0.01, TestSession.spark());
        for (BookKind kind : BookKind.values()) {
            Book book = Book.written(kind, SEGMENTS, 42, data, 2, folder.resolve("books"));
            try (DuckDb duckDb = new DuckDb(2, "1GB", folder.resolve("duckdb"))) {
                Counts known = new SparkQueries(TestSession.spark(), SEGMENTS)
                        .done(Work.EVALUATED, book, folder)
                        .counts();
                assertThat(known.members()).hasSize(SEGMENTS);
                assertThat(known.memberships()).isPositive();
                for (Way way : ways(duckDb)) {
                    for (Work work : List.of(Work.EVALUATED, Work.PUBLISHED)) {
                        Path into = folder.resolve(kind + way.name() + work);
                        Files.createDirectories(into);
                        way.prepare(work, book, into);
                        Counts found = way.done(work, book, into).counts();
                        Counts counted = work == Work.EVALUATED
                                ? found
                                : duckDb.written(into, way.memberFiles()).of(way.asked(book));
                        assertThat(known.and(counted, way.name()))
                                .as(kind + ", " + way.name() + ", " + work)
                                .isEqualTo(known);
                        assertThat(counted.members()).hasSameSizeAs(way.asked(book));
                    }
                }
            }
        }
    }

    @Test
    void no_segment_of_a_thousand_realistic_ones_needs_a_scan_of_its_own() {
        BenchData data = BenchData.in(folder, 0.01, TestSession.spark());
        Book book = Book.written(BookKind.REALISTIC, 1_000, 42, data, 2, folder.resolve("books"));
        List<Segment> segments = book.project().segmentsInDependencyOrder();
        SharedPlan plan = SharedPlan.of(book.project(), segments, Set.of(), Book.AS_OF);
        PlanSummary summary = PlanSummary.of(plan, segments);
        assertThat(segments).hasSize(1_000);
        assertThat(summary.ownScans()).isEmpty();
        assertThat(summary.segments()).hasSize(1_000);
        assertThat(summary.scans()).extracting(PlanSummary.Scan::source).doesNotHaveDuplicates();
    }

    private static List<Way> ways(DuckDb duckDb) {
        List<Way> ways = new ArrayList<>();
        ways.add(new SharedRefresh(TestSession.spark(), folder));
        ways.add(new SparkQueries(TestSession.spark(), SEGMENTS / 4));
        for (Scripts.Style style : Scripts.Style.values()) {
            ways.add(new DuckDbWay(duckDb, style, SEGMENTS / 2));
        }
        return ways;
    }
}
