package io.segmill.jobs.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.segmill.jobs.bench.book.Book;
import io.segmill.jobs.bench.book.BookKind;
import io.segmill.jobs.bench.data.BenchData;
import io.segmill.jobs.bench.sql.Goal;
import io.segmill.jobs.bench.sql.Scripts;
import io.segmill.jobs.session.TestSession;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The benchmark's peers agree about the members of small books, so that their times can be compared. */
class BenchTest {
    private static final int SEGMENTS = 20;

    @TempDir
    private static Path folder;

    @Test
    void all_ways_find_the_same_members_in_both_books() throws IOException {
        BenchData data = BenchData.in(folder, 0.01, TestSession.spark());
        for (BookKind kind : BookKind.values()) {
            Book book = Book.written(kind, SEGMENTS, 42, data, 2, folder.resolve("books"));
            Scripts scripts = new Scripts(book);
            Counts spark = new SparkQueries(TestSession.spark(), SEGMENTS).evaluated(book);
            assertThat(spark.members()).hasSize(SEGMENTS);
            assertThat(spark.memberships()).isPositive();
            try (DuckDb duckDb = new DuckDb(2, "1GB", folder.resolve("duckdb"))) {
                for (Scripts.Style style : Scripts.Style.values()) {
                    assertThat(duckDb.run(scripts.of(style, Goal.EVALUATED), folder))
                            .as(kind + ", " + style)
                            .isEqualTo(spark);
                }
            }
        }
    }
}
