package io.segmill.jobs.segment;

import static org.assertj.core.api.Assertions.assertThat;

import io.segmill.jobs.pass.plan.PassSize;
import io.segmill.jobs.session.TestSession;
import io.segmill.jobs.table.TableName;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.LongPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Nights with expansions. Three in ten customers are climbers by nature: mostly on the plan gold, with many points and
 * many orders. Of these only every other one is in the club.
 */
class ExpansionNightsTest {
    private static final int CUSTOMERS = 800;
    private static final LocalDate TONIGHT = Nights.TUESDAY;

    @TempDir
    private Path folder;

    private static boolean isClimber(long key) {
        return key % 10 < 3;
    }

    private static boolean isInClub(long key) {
        return isClimber(key) && key / 10 % 2 == 0;
    }

    private Nights nights(PassSize size) {
        return new Nights(folder, size, "{from: orders.customer_id, to: customers.customer_id}")
                .source(
                        "customers",
                        "customer_id",
                        "customer_id bigint",
                        "club boolean",
                        "plan string",
                        "points int",
                        "vip boolean",
                        "note string")
                .file(
                        "sources/orders.yaml",
                        "format: csv\npath: none.csv\ncolumns:\n  - {name: order_id, type: bigint}\n"
                                + "  - {name: customer_id, type: bigint}\n  - {name: ordered_on, type: date}\n"
                                + "  - {name: amount, type: \"decimal(10,2)\"}\nkey: [order_id]\nevent-time: ordered_on\n")
                .segment("club", "where: {attribute: club, is: true}")
                .segment("like-club", "type: expansion", "similar-to: club", "size: 80");
    }

    private static void load(Nights nights, LongPredicate isInClub, int morePoints) {
        Random random = new Random(7);
        List<Object[]> customers = new ArrayList<>();
        List<Object[]> orders = new ArrayList<>();
        for (long key = 1; key <= CUSTOMERS; key++) {
            boolean usual = random.nextInt(100) < 80 && isClimber(key);
            customers.add(Nights.row(
                    key,
                    isInClub.test(key),
                    usual ? "gold" : random.nextInt(50) == 0 ? null : random.nextInt(4) == 0 ? "gold" : "basic",
                    (usual ? 500 : 100) + random.nextInt(400) + (key % 20 == 0 ? morePoints : 0),
                    key % 7 == 0,
                    "note " + key));
            for (int order = usual ? 6 : 2 + random.nextInt(3); order > 0; order--) {
                orders.add(Nights.row(
                        key * 10 + order,
                        key,
                        TONIGHT.minusDays(random.nextInt(300)),
                        java.math.BigDecimal.valueOf(1000 + random.nextInt(9000), 2)));
            }
        }
        nights.load("customers", customers).load("orders", orders);
    }

    /** The members of a segment and how similar they are, by the key. */
    private static Map<Long, Double> similar(Nights nights, String segment) {
        Map<Long, Double> similar = new LinkedHashMap<>();
        for (String row : nights.members()) {
            String[] cells = row.split(",");
            if (cells[0].equals(segment)) {
                similar.put(Long.parseLong(cells[1]), cells[3].equals("null") ? null : Double.valueOf(cells[3]));
            }
        }
        return similar;
    }

    @Test
    void the_customers_most_like_a_segments_members_are_found_in_the_same_night_as_these() {
        Nights nights = nights(PassSize.USUAL)
                .segment("gold-like-club", "where: {all: [{member-of: like-club}, {attribute: plan, is: gold}]}")
                .segment("best-of-them", "where: {member-of: like-club}", "limit: {top: 10, by: {attribute: points}}");
        load(nights, ExpansionNightsTest::isInClub, 0);

        Map<String, SegmentRefresh.Refreshed> refreshed =
                nights.refresh(TONIGHT, "club", "like-club", "gold-like-club", "best-of-them");

        assertThat(refreshed.values()).allMatch(one -> one.error().isEmpty());
        Map<Long, Double> like = similar(nights, "like-club");
        assertThat(like).hasSize(80);
        assertThat(refreshed.get("like-club").members()).isEqualTo(80);
        assertThat(like.keySet()).noneMatch(ExpansionNightsTest::isInClub);
        assertThat(like.values()).allSatisfy(similarity -> {
            assertThat(similarity).isBetween(0.55, 1.0);
            assertThat(similarity * 1e6)
                    .isCloseTo(Math.rint(similarity * 1e6), org.assertj.core.data.Offset.offset(1e-6));
        });
        // 120 climbers are not in the club, of 680 customers: a random choice of 80 would hold 14 of them.
        assertThat(like.keySet().stream().filter(ExpansionNightsTest::isClimber))
                .hasSizeGreaterThan(50);
        assertThat(similar(nights, "gold-like-club").keySet())
                .isSubsetOf(like.keySet())
                .hasSizeGreaterThan(40);
        assertThat(similar(nights, "gold-like-club").values()).containsOnlyNulls();
        assertThat(similar(nights, "best-of-them").keySet())
                .isSubsetOf(like.keySet())
                .hasSize(10);

        SegmentRefresh.Refreshed report = refreshed.get("like-club");
        assertThat(report.warnings()).isEmpty();
        assertThat(report.details())
                .anyMatch(
                        detail -> detail.matches(
                                "learned from 120 members of club and 680 other customers, compared by \\d+ attributes and aggregates"))
                .anyMatch(detail -> detail.startsWith("AUC 0."))
                .anyMatch(detail -> detail.startsWith("what tells members most: ") && detail.contains("plan: gold ("))
                .contains("left out, since the definition of club asks for them: club")
                .contains("left out, since their texts are nearly all different: note");
    }

    @Test
    void similarities_that_change_are_written_and_nobody_enters_or_leaves_for_them() {
        Nights nights = nights(PassSize.USUAL).segment("like-club", "type: expansion", "similar-to: club", "size: 20");
        load(nights, ExpansionNightsTest::isInClub, 0);
        nights.refresh(Nights.MONDAY, "club", "like-club");
        Map<Long, Double> monday = similar(nights, "like-club");

        load(nights, ExpansionNightsTest::isInClub, 3);
        SegmentRefresh.Refreshed tuesday =
                nights.refresh(TONIGHT, "club", "like-club").get("like-club");

        Map<Long, Double> now = similar(nights, "like-club");
        assertThat(now).isNotEqualTo(monday);
        Set<Long> stayed = new java.util.TreeSet<>(now.keySet());
        stayed.retainAll(monday.keySet());
        assertThat(tuesday.entered()).isEqualTo(20 - stayed.size());
        assertThat(tuesday.left()).isEqualTo(20 - stayed.size());
        assertThat(stayed).anyMatch(key -> !now.get(key).equals(monday.get(key)));
        assertThat(nights.members())
                .filteredOn(row -> row.startsWith("like-club,"))
                .filteredOn(row -> stayed.contains(Long.parseLong(row.split(",")[1])))
                .allMatch(row -> row.contains("," + Nights.MONDAY + ","));
        assertThat(nights.changes())
                .filteredOn(row -> row.contains("like-club"))
                .hasSize(2 * (20 - stayed.size()));

        // Where nothing is computed, similarities stay, though the file of the members is written again.
        nights.segment("vip", "where: {attribute: vip, is: true}");
        nights.refresh(TONIGHT, List.of("vip"), Map.of("club", 120L, "like-club", 20L), Set.of());
        assertThat(similar(nights, "like-club")).isEqualTo(now);
        assertThat(similar(nights, "vip")).hasSize(CUSTOMERS / 7);
    }

    @Test
    void the_result_is_the_same_however_the_work_is_cut() {
        Nights nights = nights(PassSize.USUAL);
        load(nights, ExpansionNightsTest::isInClub, 0);
        nights.refresh(TONIGHT, "club", "like-club");
        Map<Long, Double> first = similar(nights, "like-club");

        Nights others = new Nights(
                folder, new PassSize(50, 100, 16, 5, 100), "{from: orders.customer_id, to: customers.customer_id}");
        load(others, ExpansionNightsTest::isInClub, 0);
        String partitions = TestSession.spark().conf().get("spark.sql.shuffle.partitions");
        TestSession.spark().conf().set("spark.sql.shuffle.partitions", "7");
        try {
            others.refresh(TONIGHT, "club", "like-club");
        } finally {
            TestSession.spark().conf().set("spark.sql.shuffle.partitions", partitions);
        }

        assertThat(similar(others, "like-club")).isEqualTo(first);
    }

    @Test
    void candidates_sizes_and_least_similarities_are_as_the_file_says() {
        Nights nights = nights(PassSize.USUAL)
                .segment(
                        "vips",
                        "type: expansion",
                        "similar-to: club",
                        "size-percent: 5.5",
                        "where: {attribute: vip, is: true}")
                .segment("alike", "type: expansion", "similar-to: club", "size: 800", "min-similarity: 0.8")
                .segment("anybody", "type: expansion", "similar-to: club", "size: 800", "min-similarity: 0");
        load(nights, ExpansionNightsTest::isInClub, 0);
        nights.refresh(TONIGHT, "club", "vips", "alike", "anybody");

        assertThat(similar(nights, "vips")).hasSize(7); // 5.5 percent of 120, rounded up
        assertThat(similar(nights, "vips").keySet()).allMatch(key -> key % 7 == 0);
        Map<Long, Double> anybody = similar(nights, "anybody");
        assertThat(anybody).hasSize(680);
        Map<Long, Double> alike = similar(nights, "alike");
        assertThat(alike).isNotEmpty();
        anybody.values().removeIf(similarity -> similarity < 0.8);
        assertThat(alike).isEqualTo(anybody);
    }

    @Test
    void where_there_is_nothing_to_learn_from_or_by_people_are_told() {
        Nights nights = nights(PassSize.USUAL)
                .segment("nobody", "where: {attribute: points, less-than: 0}")
                .segment("like-nobody", "type: expansion", "similar-to: nobody", "size: 10")
                .segment("everybody", "where: {everyone: true}")
                .segment("like-everybody", "type: expansion", "similar-to: everybody", "size: 10")
                .segment("few", "where: {attribute: points, between: [500, 520]}")
                .segment("like-few", "type: expansion", "similar-to: few", "size: 10", "using: [plan, note]")
                .segment(
                        "all-of-it",
                        "where: {all: [{attribute: plan, is: gold}, {attribute: note, is-set: true}, {attribute: vip,"
                                + " is: true}, {attribute: points, at-least: 1}, {has: orders}, {member-of: club}]}")
                .segment("like-all-of-it", "type: expansion", "similar-to: all-of-it", "size: 10")
                .segment("after-it", "where: {member-of: like-all-of-it}");
        load(nights, ExpansionNightsTest::isInClub, 0);
        Map<String, SegmentRefresh.Refreshed> refreshed = nights.refresh(
                TONIGHT,
                "nobody",
                "like-nobody",
                "everybody",
                "like-everybody",
                "few",
                "like-few",
                "club",
                "all-of-it",
                "like-all-of-it",
                "after-it");

        assertThat(refreshed.get("like-nobody").members()).isZero();
        assertThat(refreshed.get("like-nobody").warnings())
                .containsExactly("nobody has no members, so nobody is like them");
        assertThat(refreshed.get("like-everybody").members()).isZero();
        assertThat(refreshed.get("like-everybody").warnings())
                .containsExactly("every customer is a member of everybody, so nobody is left");
        assertThat(refreshed.get("like-few").warnings())
                .anyMatch(warning -> warning.matches(
                        "few has only \\d+ members?; what is learned from fewer than 50 is mostly chance"));
        String error = "nothing is left to compare customers by, since the definition of all-of-it asks for club, plan,"
                + " points, vip, note, orders; name attributes by 'using'";
        assertThat(refreshed.get("like-all-of-it").error()).contains(error);
        assertThat(refreshed.get("after-it").error()).contains(error);
        assertThat(refreshed.get("club").error()).isEmpty();
        assertThat(nights.table(TableName.COUNTS)).hasSize(8);
    }
}
