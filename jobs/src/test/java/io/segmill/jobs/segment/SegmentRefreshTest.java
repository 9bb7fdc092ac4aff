package io.segmill.jobs.segment;

import static io.segmill.jobs.segment.Nights.MONDAY;
import static io.segmill.jobs.segment.Nights.TUESDAY;
import static io.segmill.jobs.segment.Nights.customer;
import static io.segmill.jobs.segment.Nights.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.segmill.core.run.SharedCost;
import io.segmill.jobs.pass.Evaluated;
import io.segmill.jobs.pass.plan.PassSize;
import io.segmill.jobs.table.TableName;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SegmentRefreshTest {
    private static final String ORDERS = "{from: orders.customer_id, to: customers.customer_id}";

    @TempDir
    private Path folder;

    private Nights flags() {
        return Nights.ofFlags(folder, PassSize.USUAL, "bigint");
    }

    private static Evaluated.Change change(long members, long entered, long left) {
        return new Evaluated.Change(members, entered, left, 0);
    }

    /** Of the segments without an error. */
    private static Map<String, Evaluated.Change> changes(Map<String, SegmentRefresh.Refreshed> refreshed) {
        Map<String, Evaluated.Change> changes = new TreeMap<>();
        refreshed.forEach((id, one) -> {
            if (one.error().isEmpty()) {
                changes.put(id, change(one.members(), one.entered(), one.left()));
            }
        });
        return changes;
    }

    private static Map<String, String> errors(Map<String, SegmentRefresh.Refreshed> refreshed) {
        Map<String, String> errors = new TreeMap<>();
        refreshed.forEach((id, one) -> one.error().ifPresent(error -> errors.put(id, error)));
        return errors;
    }

    @Test
    void the_first_night_enters_every_member() {
        Nights nights = flags().customers(customer(1L, "vip"), customer(2L, "vip", "fresh"), customer(3L));

        assertThat(changes(nights.refresh(MONDAY, "vip", "fresh")))
                .isEqualTo(Map.of("vip", change(2, 2, 0), "fresh", change(1, 1, 0)));
        assertThat(nights.members())
                .containsExactly("fresh,2,2026-06-29,null", "vip,1,2026-06-29,null", "vip,2,2026-06-29,null");
        assertThat(nights.table(TableName.CHANGES))
                .containsExactlyInAnyOrder(
                        "r1,2026-06-29,vip,1,entered", "r1,2026-06-29,vip,2,entered", "r1,2026-06-29,fresh,2,entered");
        assertThat(nights.table(TableName.COUNTS))
                .containsExactly("r1,2026-06-29,fresh,1,1,0", "r1,2026-06-29,vip,2,2,0");
    }

    @Test
    void later_nights_write_who_entered_and_who_left_and_keep_the_day_of_entry() {
        Nights nights = flags();
        List<Map<String, Evaluated.Change>> changes = new ArrayList<>();
        List<List<Long>> vips =
                List.of(List.of(1L, 3L, 70L, 200L), List.of(1L, 2L, 3L, 70L), List.of(2L, 3L, 70L, 71L));
        for (int night = 0; night < vips.size(); night++) {
            List<Long> vip = vips.get(night);
            nights.load(
                    "customers",
                    LongStream.rangeClosed(1, 200)
                            .mapToObj(key -> vip.contains(key) ? customer(key, "vip") : customer(key))
                            .toList());
            changes.add(changes(nights.refresh(MONDAY.plusDays(night), "vip")));
        }

        assertThat(changes)
                .containsExactly(
                        Map.of("vip", change(4, 4, 0)), Map.of("vip", change(4, 1, 1)), Map.of("vip", change(4, 1, 1)));
        assertThat(nights.members())
                .containsExactly(
                        "vip,2,2026-06-30,null",
                        "vip,3,2026-06-29,null",
                        "vip,70,2026-06-29,null",
                        "vip,71,2026-07-01,null");
        assertThat(nights.table(TableName.CHANGES))
                .containsExactlyInAnyOrder(
                        "r1,2026-06-29,vip,1,entered",
                        "r1,2026-06-29,vip,3,entered",
                        "r1,2026-06-29,vip,70,entered",
                        "r1,2026-06-29,vip,200,entered",
                        "r2,2026-06-30,vip,2,entered",
                        "r2,2026-06-30,vip,200,left",
                        "r3,2026-07-01,vip,71,entered",
                        "r3,2026-07-01,vip,1,left");
        assertThat(nights.table(TableName.COUNTS))
                .containsExactlyInAnyOrder(
                        "r1,2026-06-29,vip,4,4,0", "r2,2026-06-30,vip,4,1,1", "r3,2026-07-01,vip,4,1,1");
    }

    @Test
    void a_night_without_changes_leaves_members_and_changes_alone_and_counts() {
        Nights nights = flags().customers(customer(1L, "vip"), customer(2L));
        nights.refresh(MONDAY, "vip");
        long members = nights.version(TableName.MEMBERS);
        long changes = nights.version(TableName.CHANGES);
        long files = nights.written();
        nights.customers(customer(1L, "vip", "fresh"), customer(3L));

        assertThat(changes(nights.refresh(TUESDAY, "vip"))).isEqualTo(Map.of("vip", change(1, 0, 0)));
        assertThat(nights.version(TableName.MEMBERS)).isEqualTo(members);
        assertThat(nights.version(TableName.CHANGES)).isEqualTo(changes);
        assertThat(nights.written()).isEqualTo(files).isPositive();
        assertThat(nights.counts()).containsExactly("2026-06-30,vip,1,0,0");
    }

    @Test
    void when_the_last_member_leaves_nobody_is_left_until_somebody_enters() {
        Nights nights = flags().customers(customer(1L, "vip"), customer(2L, "vip"));
        nights.refresh(MONDAY, "vip");
        nights.customers();

        assertThat(changes(nights.refresh(MONDAY, "vip"))).isEqualTo(Map.of("vip", change(0, 0, 2)));
        assertThat(nights.members()).isEmpty();
        nights.customers(customer(2L, "vip"));
        assertThat(changes(nights.refresh(TUESDAY, "vip"))).isEqualTo(Map.of("vip", change(1, 1, 0)));
        assertThat(nights.members()).containsExactly("vip,2,2026-06-30,null");
    }

    @Test
    void kept_segments_and_unchanged_ones_keep_their_members_and_those_of_deleted_ones_leave() {
        Nights nights = flags().segment("kept", "where: {attribute: fresh, is: true}")
                .segment("same", "where: {attribute: fresh, is: true}")
                .segment("deleted", "where: {attribute: fresh, is: true}")
                .customers(customer(1L, "vip", "fresh"), customer(2L, "fresh"));
        nights.refresh(MONDAY, "vip", "kept", "same", "deleted");
        nights.customers(customer(1L, "vip"), customer(2L, "vip"));
        Map<String, SegmentRefresh.Refreshed> refreshed =
                nights.refresh(TUESDAY, List.of("vip"), Map.of("same", 2L), Set.of("kept", "never-refreshed"));

        assertThat(changes(refreshed)).isEqualTo(Map.of("vip", change(2, 1, 0), "same", change(2, 0, 0)));
        assertThat(refreshed.get("same").cost()).isEmpty();
        assertThat(nights.members())
                .containsExactly(
                        "kept,1,2026-06-29,null",
                        "kept,2,2026-06-29,null",
                        "same,1,2026-06-29,null",
                        "same,2,2026-06-29,null",
                        "vip,1,2026-06-29,null",
                        "vip,2,2026-06-30,null");
        assertThat(nights.changes())
                .containsExactlyInAnyOrder(
                        "2026-06-30,deleted,1,left", "2026-06-30,deleted,2,left", "2026-06-30,vip,2,entered");
        assertThat(nights.counts()).containsExactly("2026-06-30,same,2,0,0", "2026-06-30,vip,2,1,0");

        // Nothing is evaluated, yet those of a segment that nobody names leave.
        assertThat(changes(nights.refresh(TUESDAY, List.of(), Map.of("vip", 2L), Set.of("kept"))))
                .isEqualTo(Map.of("vip", change(2, 0, 0)));
        assertThat(nights.members())
                .containsExactly(
                        "kept,1,2026-06-29,null",
                        "kept,2,2026-06-29,null",
                        "vip,1,2026-06-29,null",
                        "vip,2,2026-06-30,null");
        assertThat(nights.changes()).containsExactlyInAnyOrder("2026-06-30,same,1,left", "2026-06-30,same,2,left");
        assertThat(nights.counts()).containsExactly("2026-06-30,vip,2,0,0");
    }

    @Test
    void who_is_a_customer_no_more_has_left_everything_but_kept_segments() {
        Nights nights = flags().segment("kept", "where: {attribute: vip, is: true}")
                .segment("all", "where: {everyone: true}")
                .segment("others", "where: {not: {attribute: vip, is: true}}")
                .segment("unlisted", "where: {not: {member-of: fresh}}")
                .segment("last", "where: {everyone: true}", "limit: {top: 2, by: {attribute: customer_id}}")
                .customers(customer(1L, "vip"), customer(2L, "vip"), customer(3L), customer(4L));
        nights.refresh(MONDAY, "vip", "fresh", "kept", "all", "others", "unlisted", "last");
        nights.customers(customer(1L, "vip"), customer(3L));

        assertThat(changes(nights.refresh(
                        TUESDAY,
                        List.of("vip", "fresh", "all", "others", "unlisted", "last"),
                        Map.of(),
                        Set.of("kept"))))
                .isEqualTo(Map.of(
                        "vip", change(1, 0, 1),
                        "fresh", change(0, 0, 0),
                        "all", change(2, 0, 2),
                        "others", change(1, 0, 1),
                        "unlisted", change(2, 0, 2),
                        "last", change(2, 1, 1)));
        assertThat(nights.members())
                .containsExactly(
                        "all,1,2026-06-29,null",
                        "all,3,2026-06-29,null",
                        "kept,1,2026-06-29,null",
                        "kept,2,2026-06-29,null",
                        "last,1,2026-06-30,null",
                        "last,3,2026-06-29,null",
                        "others,3,2026-06-29,null",
                        "unlisted,1,2026-06-29,null",
                        "unlisted,3,2026-06-29,null",
                        "vip,1,2026-06-29,null");
    }

    @Test
    void the_files_are_cut_by_keys_and_only_those_of_touched_ranges_are_rewritten() {
        Nights nights = Nights.ofFlags(folder, new PassSize(10_000, 12, 64, 4096, 1 << 18), "bigint")
                .customers(customer(40L, "vip"), customer(-7L, "vip"), customer(800L));
        nights.refresh(MONDAY, "vip");
        assertThat(nights.files()).hasSize(1);

        // All is cut anew, since there are many times as many customers.
        List<Object[]> all = new ArrayList<>();
        for (long key = 0; key < 800; key++) {
            all.add(customer(key, "vip"));
        }
        assertThat(changes(nights.load("customers", all).refresh(TUESDAY, "vip")))
                .isEqualTo(Map.of("vip", change(800, 799, 1)));
        Set<String> before = nights.files();
        assertThat(before).hasSize(8);
        assertThat(nights.members())
                .hasSize(800)
                .doesNotHaveDuplicates()
                .contains("vip,40,2026-06-29,null", "vip,39,2026-06-30,null");

        all.set(3, customer(3L));
        nights.load("customers", all).refresh(TUESDAY, "vip");
        Set<String> kept = new HashSet<>(nights.files());
        assertThat(kept).hasSize(8);
        kept.retainAll(before);
        assertThat(kept).hasSize(7);
        assertThat(nights.members())
                .hasSize(799)
                .doesNotHaveDuplicates()
                .contains("vip,40,2026-06-29,null", "vip,2,2026-06-30,null")
                .doesNotContain("vip,3,2026-06-30,null");
    }

    static Stream<Arguments> keys() {
        return Stream.of(
                Arguments.of(
                        "decimal(20,0)",
                        Stream.of(
                                        "-99999999999999999999",
                                        "-9223372036854775809",
                                        "-1",
                                        "0",
                                        "1",
                                        "9223372036854775807",
                                        "9223372036854775808",
                                        "18446744073709551616",
                                        "99999999999999999999")
                                .map(BigDecimal::new)
                                .toList()),
                Arguments.of(
                        "date",
                        Stream.of(
                                        "0001-01-01",
                                        "1582-10-04",
                                        "1900-01-01",
                                        "1969-12-31",
                                        "1970-01-01",
                                        "2000-02-29",
                                        "2026-06-29",
                                        "2026-06-30",
                                        "9999-12-31")
                                .map(LocalDate::parse)
                                .toList()));
    }

    @ParameterizedTest
    @MethodSource("keys")
    void keys_are_of_any_type(String type, List<Object> ascending) {
        Nights nights = Nights.ofFlags(folder, new PassSize(3, 1_000, 2, 4096, 1 << 18), type)
                .load(
                        "customers",
                        ascending.stream().map(key -> customer(key, "vip")).toList());
        nights.refresh(MONDAY, "vip");
        List<String> members = new ArrayList<>(
                ascending.stream().map(key -> "vip," + key + ",2026-06-29,null").toList());
        assertThat(nights.members()).containsExactlyInAnyOrderElementsOf(members);
        Set<String> before = nights.files();
        assertThat(before).hasSize(3);

        // The fourth key is the first of the second file.
        nights.load(
                "customers",
                IntStream.range(0, ascending.size())
                        .mapToObj(place ->
                                place == 3 ? customer(ascending.get(place)) : customer(ascending.get(place), "vip"))
                        .toList());
        nights.refresh(TUESDAY, "vip");
        assertThat(nights.changes()).containsExactly("2026-06-30,vip," + ascending.get(3) + ",left");
        members.remove(3);
        assertThat(nights.members()).containsExactlyInAnyOrderElementsOf(members);
        Set<String> kept = new HashSet<>(nights.files());
        kept.retainAll(before);
        assertThat(kept).hasSize(2);
    }

    @Test
    void members_stay_when_their_key_gets_another_type() {
        String[] flags = {"vip boolean", "fresh boolean"};
        Nights nights = Nights.ofFlags(folder, PassSize.USUAL, "bigint");
        nights.customers(customer(1L, "vip"), customer(2L, "vip"), customer(3L)).refresh(MONDAY, "vip");

        nights.source("customers", "customer_id", "customer_id int", flags[0], flags[1]);
        nights.customers(customer(1, "vip"), customer(2, "vip"), customer(3)).refresh(TUESDAY, "vip");
        assertThat(nights.members()).containsExactlyInAnyOrder("vip,1,2026-06-29,null", "vip,2,2026-06-29,null");
        assertThat(nights.keyType(TableName.MEMBERS)).isEqualTo("int");
        assertThat(nights.changes()).isEmpty();

        nights.source("customers", "customer_id", "customer_id string", flags[0], flags[1]);
        nights.customers(customer("1", "vip"), customer("2"), customer("x9", "vip"))
                .refresh(TUESDAY, "vip");
        assertThat(nights.members()).containsExactlyInAnyOrder("vip,1,2026-06-29,null", "vip,x9,2026-06-30,null");
        assertThat(nights.changes()).containsExactlyInAnyOrder("2026-06-30,vip,2,left", "2026-06-30,vip,x9,entered");
        assertThat(nights.keyType(TableName.CHANGES)).isEqualTo("string");
        assertThat(nights.table(TableName.CHANGES)).hasSize(4).contains("r1,2026-06-29,vip,1,entered");

        // No number: whoever had that key is nobody any more.
        nights.source("customers", "customer_id", "customer_id bigint", flags[0], flags[1]);
        nights.customers(customer(1L, "vip"), customer(2L, "vip")).refresh(TUESDAY, "vip");
        assertThat(nights.members()).containsExactlyInAnyOrder("vip,1,2026-06-29,null", "vip,2,2026-06-30,null");
        assertThat(nights.changes()).containsExactly("2026-06-30,vip,2,entered");
    }

    @Test
    void text_keys_may_hold_anything() {
        Nights nights = Nights.ofFlags(folder, new PassSize(2, 1_000, 1, 4096, 1 << 18), "string");
        nights.customers(
                        customer("O'Hara", "vip"),
                        customer("\\", "vip"),
                        customer("\"q\"", "vip"),
                        customer("\uD83D\uDE00", "vip"),
                        customer("`", "vip"),
                        customer("\uFFFD", "vip"),
                        customer("007", "vip"),
                        customer("\u00e9", "vip"))
                .refresh(MONDAY, "vip");
        nights.customers(
                customer("O'Hara", "vip"),
                customer("\\"),
                customer("\"q\"", "vip"),
                customer("\uD83D\uDE00", "vip"),
                customer("`", "vip"),
                customer("007", "vip"),
                customer("new\n\t\0", "vip"));

        assertThat(changes(nights.refresh(TUESDAY, "vip"))).isEqualTo(Map.of("vip", change(6, 1, 3)));
        assertThat(nights.members())
                .containsExactlyInAnyOrder(
                        "vip,O'Hara,2026-06-29,null",
                        "vip,\"q\",2026-06-29,null",
                        "vip,\uD83D\uDE00,2026-06-29,null",
                        "vip,`,2026-06-29,null",
                        "vip,007,2026-06-29,null",
                        "vip,new\n\t\0,2026-06-30,null");
        assertThat(nights.changes())
                .containsExactlyInAnyOrder(
                        "2026-06-30,vip,new\n\t\0,entered",
                        "2026-06-30,vip,\\,left",
                        "2026-06-30,vip,\uFFFD,left",
                        "2026-06-30,vip,\u00e9,left");
    }

    @Test
    void limits_rank_all_customers_wherever_they_are_and_segments_build_on_them() {
        Nights nights = new Nights(folder, new PassSize(2, 1_000, 1, 4096, 1 << 18))
                .source("customers", "customer_id", "customer_id bigint", "points int", "region string")
                .segment("best", "where: {everyone: true}", "limit: {top: 3, by: {attribute: points}}")
                .segment(
                        "upper-half",
                        "where: {attribute: points, is-set: true}",
                        "limit: {top-percent: 50, by: {attribute: points}}")
                .segment("regional", "where: {everyone: true}", "limit: {top: 1, by: {attribute: points}, per: region}")
                .segment("first-of-the-best", "where: {member-of: best}", "limit: {bottom: 1, by: {attribute: points}}")
                .segment("the-rest", "where: {none: [{member-of: best}, {member-of: regional}]}")
                .segment(
                        "twice",
                        "where: {everyone: true}",
                        "limit:",
                        "  - {top: 4, by: {attribute: points}}",
                        "  - {bottom: 2, by: {attribute: points}}")
                .customers(
                        row(1L, 50, "north"),
                        row(2L, 40, "north"),
                        row(3L, 50, null),
                        row(4L, 10, "south"),
                        row(5L, null, "west"),
                        row(6L, 40, null),
                        row(7L, 30, "south"));

        assertThat(errors(nights.refresh(
                        MONDAY, "best", "upper-half", "regional", "first-of-the-best", "the-rest", "twice")))
                .isEmpty();
        assertThat(nights.members())
                .containsExactlyInAnyOrder(
                        "best,1,2026-06-29,null",
                        "best,3,2026-06-29,null",
                        "best,2,2026-06-29,null",
                        "upper-half,1,2026-06-29,null",
                        "upper-half,3,2026-06-29,null",
                        "upper-half,2,2026-06-29,null",
                        "regional,1,2026-06-29,null",
                        "regional,3,2026-06-29,null",
                        "regional,7,2026-06-29,null",
                        "regional,5,2026-06-29,null",
                        "first-of-the-best,2,2026-06-29,null",
                        "the-rest,4,2026-06-29,null",
                        "the-rest,6,2026-06-29,null",
                        "twice,2,2026-06-29,null",
                        "twice,6,2026-06-29,null");

        // One more point for the one who was ranked behind.
        nights.customers(
                row(1L, 50, "north"),
                row(2L, 40, "north"),
                row(3L, 50, null),
                row(4L, 10, "south"),
                row(5L, null, "west"),
                row(6L, 41, null),
                row(7L, 30, "south"));
        assertThat(changes(nights.refresh(
                        TUESDAY, "best", "upper-half", "regional", "first-of-the-best", "the-rest", "twice")))
                .isEqualTo(Map.of(
                        "best", change(3, 1, 1),
                        "upper-half", change(3, 1, 1),
                        "regional", change(4, 0, 0),
                        "first-of-the-best", change(1, 1, 1),
                        "the-rest", change(2, 1, 1),
                        "twice", change(2, 0, 0)));
        assertThat(nights.changes())
                .filteredOn(change -> change.contains("the-rest"))
                .containsExactlyInAnyOrder("2026-06-30,the-rest,2,entered", "2026-06-30,the-rest,6,left");
    }

    @Test
    void a_listed_segment_stands_beside_the_others_and_they_may_build_on_it() {
        Nights nights = flags().segment("guests", "type: static", "members: guests.csv")
                .segment("usual", "where: {all: [{attribute: vip, is: true}, {not: {member-of: guests}}]}")
                .file("guests.csv", "customer_id\n2\n3\n99\n")
                .customers(customer(1L, "vip"), customer(2L, "vip"), customer(3L));

        assertThat(changes(nights.refresh(MONDAY, "guests", "usual")))
                .isEqualTo(Map.of("guests", change(2, 2, 0), "usual", change(1, 1, 0)));
        nights.file("guests.csv", "customer_id\n1\n3\n");
        // Not asked for, a static segment gives the members that it has.
        assertThat(changes(nights.refresh(TUESDAY, List.of("usual"), Map.of(), Set.of("guests"))))
                .isEqualTo(Map.of("usual", change(1, 0, 0)));
        assertThat(changes(nights.refresh(TUESDAY, "guests", "usual")))
                .isEqualTo(Map.of("guests", change(2, 1, 1), "usual", change(1, 1, 1)));
        assertThat(nights.members())
                .containsExactly("guests,1,2026-06-30,null", "guests,3,2026-06-29,null", "usual,2,2026-06-30,null");
    }

    private Nights buyers() {
        return new Nights(
                        folder,
                        new PassSize(1, 1_000, 1, 4096, 1 << 18),
                        ORDERS,
                        "{from: customers.household_id, to: households.household_id, as: household,"
                                + " reverse-as: residents}")
                .source("customers", "customer_id", "customer_id bigint", "vip boolean", "household_id bigint")
                .source("households", "household_id", "household_id bigint")
                .source("orders", "order_id", "order_id bigint", "customer_id bigint", "amount bigint")
                .segment("vip", "where: {attribute: vip, is: true}")
                .segment("buyers", "where: {has: orders}")
                .load("households", List.of(row(10L), row(20L)))
                .customers(row(1L, true, 10L), row(2L, true, 20L), row(3L, false, 20L));
    }

    private static List<Object[]> orders(long first, long second, long third) {
        return List.of(row(101L, 1L, first), row(102L, 1L, second), row(103L, 3L, third));
    }

    @Test
    void a_value_that_overflows_fails_the_segments_that_ask_for_it_and_those_that_build_on_them_alone() {
        Nights nights = buyers().segment("rich", "where: {sum: orders.amount, at-least: 5}")
                .segment("rich-vip", "where: {all: [{member-of: rich}, {attribute: vip, is: true}]}")
                .segment("richest", "where: {member-of: rich-vip}", "limit: {top: 1, by: {attribute: customer_id}}")
                .load("orders", orders(2, 3, 5));
        String[] segments = {"vip", "buyers", "rich", "rich-vip", "richest"};
        assertThat(changes(nights.refresh(MONDAY, segments)))
                .isEqualTo(Map.of(
                        "vip", change(2, 2, 0),
                        "buyers", change(2, 2, 0),
                        "rich", change(2, 2, 0),
                        "rich-vip", change(1, 1, 0),
                        "richest", change(1, 1, 0)));
        nights.customers(row(1L, false, 10L), row(2L, true, 20L), row(3L, true, 20L));
        nights.load("orders", orders(Long.MAX_VALUE, 1, 4));

        Map<String, SegmentRefresh.Refreshed> refreshed = nights.refresh(TUESDAY, segments);
        String overflow = "the sum of 'orders.amount' does not fit 64 bits";
        assertThat(errors(refreshed)).isEqualTo(Map.of("rich", overflow, "rich-vip", overflow, "richest", overflow));
        assertThat(changes(refreshed)).isEqualTo(Map.of("vip", change(2, 1, 1), "buyers", change(2, 0, 0)));
        assertThat(nights.members())
                .containsExactlyInAnyOrder(
                        "buyers,1,2026-06-29,null",
                        "buyers,3,2026-06-29,null",
                        "rich,1,2026-06-29,null",
                        "rich,3,2026-06-29,null",
                        "rich-vip,1,2026-06-29,null",
                        "richest,1,2026-06-29,null",
                        "vip,2,2026-06-29,null",
                        "vip,3,2026-06-30,null");
        assertThat(nights.changes()).containsExactlyInAnyOrder("2026-06-30,vip,1,left", "2026-06-30,vip,3,entered");
        assertThat(nights.counts()).containsExactly("2026-06-30,buyers,2,0,0", "2026-06-30,vip,2,1,1");
    }

    @Test
    void the_shares_of_the_cost_add_up_to_one() {
        Nights nights = buyers().segment("rich", "where: {sum: orders.amount, at-least: 5}")
                .segment("all", "where: {everyone: true}")
                .load("orders", orders(2, 3, 4));
        List<SharedCost> costs = nights.refresh(MONDAY, "vip", "buyers", "rich", "all").values().stream()
                .map(one -> one.cost().orElseThrow())
                .toList();

        assertThat(costs).extracting(SharedCost::pass).containsOnly(costs.get(0).pass());
        assertThat(costs.stream().mapToDouble(SharedCost::share).sum()).isEqualTo(1, within(1e-9));
        assertThat(costs).filteredOn(cost -> cost.share() > 0).hasSize(3);
    }

    @Test
    void the_shares_of_segments_that_cost_nothing_are_alike() {
        Nights nights = flags().segment("all", "where: {everyone: true}")
                .segment("everybody", "where: {member-of: all}")
                .customers(customer(1L));

        assertThat(nights.refresh(MONDAY, "all", "everybody").values())
                .extracting(one -> one.cost().orElseThrow().share())
                .containsExactly(0.5, 0.5);
    }
}
