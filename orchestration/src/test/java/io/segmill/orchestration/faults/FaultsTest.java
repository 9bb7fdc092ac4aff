package io.segmill.orchestration.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.segmill.core.fault.FaultPoint;
import io.segmill.orchestration.app.ChildJvm;
import io.segmill.orchestration.faults.PlannedFault.Manner;
import io.segmill.orchestration.faults.PlannedFault.Place;
import io.segmill.orchestration.history.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * Nights that stop at some place and are taken up again: nothing is lost, nothing is half seen, nothing is done twice.
 * A build throws at every place of a short night, kills some, and tries what only a whole night has; {@code -Dfaults=all}
 * throws at every place of a whole night, each alone, and kills at every place of a short one, on both databases.
 */
@Tag("alone")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FaultsTest {
    private record Stop(Manner manner, Place place) {
        @Override
        public String toString() {
            return manner + " at " + place;
        }
    }

    private record Kill(TestDatabase database, Place place) {
        @Override
        public String toString() {
            return database + ", killed at " + place;
        }
    }

    /** In nights of the whole shop, within this process. */
    @SuppressWarnings("unused")
    private static final List<Stop> STOPS = List.of(
            stop(Manner.DIE, FaultPoint.SPARK_STARTED, "the run's own"),
            stop(Manner.THROW, FaultPoint.BEFORE_RECORD, "source:contacts Successful"),
            stop(Manner.DIE, FaultPoint.PROCESS_ENDED, "profiling"),
            stop(Manner.THROW, FaultPoint.AFTER_COMMIT, "sources/contacts"));

    /** In short nights, in a process of their own. */
    @SuppressWarnings("unused")
    private static final List<Kill> KILLS = List.of(
            kill(TestDatabase.H2, FaultPoint.LOCK_TAKEN, "the project"),
            kill(TestDatabase.H2, FaultPoint.TABLE_PREPARED, "quarantine/orders"),
            kill(TestDatabase.H2, FaultPoint.COMPUTED, "segments"),
            kill(TestDatabase.H2, FaultPoint.BEFORE_COMMIT, "runs/published"),
            kill(TestDatabase.H2, FaultPoint.BEFORE_RENAME, "published.json"),
            kill(TestDatabase.H2, FaultPoint.FILE_WRITTEN, "the manifest of spenders"),
            kill(TestDatabase.POSTGRESQL, FaultPoint.AFTER_COMMIT, "sources/customers"),
            kill(TestDatabase.POSTGRESQL, FaultPoint.AFTER_RECORD, "source:orders Completed with warnings"),
            kill(TestDatabase.POSTGRESQL, FaultPoint.AFTER_RENAME, "spenders/.2026-06-30.segmill-new to 2026-06-30"));

    /** How many attempts of a short night throw before it is looked at and another one begins. */
    private static final int ATTEMPTS_A_TRIAL = 30;

    private static final Place DEAD_WITH_A_COMMIT = place(FaultPoint.AFTER_COMMIT, "segments/changes");
    private static final List<Place> DEAD_AGAIN = List.of(
            place(FaultPoint.BEFORE_RESTORE, "segments/members"), place(FaultPoint.AFTER_RESTORE, "segments/members"));

    @TempDir
    private static Path folder;

    private static final Map<TestDatabase, Trials> WHOLE = new EnumMap<>(TestDatabase.class);
    private static final Map<TestDatabase, Trials> COUNTER = new EnumMap<>(TestDatabase.class);

    private static Stop stop(Manner manner, FaultPoint point, String subject) {
        return new Stop(manner, place(point, subject));
    }

    private static Kill kill(TestDatabase database, FaultPoint point, String subject) {
        return new Kill(database, place(point, subject));
    }

    private static Place place(FaultPoint point, String subject) {
        return new Place(point, subject, 1);
    }

    private static Trials whole(TestDatabase database) {
        return WHOLE.computeIfAbsent(database, kind -> new Trials(Shop.opened(folder.resolve("whole " + kind), kind)));
    }

    private static Trials counter(TestDatabase database) {
        return COUNTER.computeIfAbsent(
                database, kind -> new Trials(Shop.counter(folder.resolve("counter " + kind), kind)));
    }

    @BeforeAll
    static void prepareKills() {
        ChildJvm.beginArchive();
    }

    @AfterAll
    static void close() {
        WHOLE.values().forEach(Trials::close);
        COUNTER.values().forEach(Trials::close);
    }

    @Test
    @Order(1)
    void the_second_night_is_what_was_counted_by_hand() {
        Map<String, List<String>> tables = whole(TestDatabase.H2).undisturbed();
        // Dora ordered for 80, Ada for 70, Ben for 55, Emil for 10; of the two best only Dora gave an address.
        assertThat(tables.get("segments/members"))
                .containsExactlyInAnyOrder(
                        "{'segment_id': best, 'customer_id': 1, 'entered_on': 2026-06-30, 'similarity': NULL}",
                        "{'segment_id': best, 'customer_id': 4, 'entered_on': 2026-06-30, 'similarity': NULL}",
                        "{'segment_id': reachable, 'customer_id': 4, 'entered_on': 2026-06-30, 'similarity': NULL}",
                        "{'segment_id': spenders, 'customer_id': 1, 'entered_on': 2026-06-30, 'similarity': NULL}",
                        "{'segment_id': spenders, 'customer_id': 2, 'entered_on': 2026-06-30, 'similarity': NULL}",
                        "{'segment_id': spenders, 'customer_id': 4, 'entered_on': 2026-06-30, 'similarity': NULL}");
        assertThat(tables.get("sources/orders")).hasSize(7);
        assertThat(tables.get("sources/contacts")).hasSize(3);
        assertThat(tables.get("quarantine/orders")).singleElement().asString().contains("2026-06-31");
        assertThat(whole(TestDatabase.H2).shop().exports().get("outbox/best/2026-06-30/best-0001.csv"))
                .containsExactly("customer_id,name", "1,Ada", "4,Dora");
    }

    @Test
    @Order(2)
    void every_kind_of_place_is_tried_in_a_build() {
        Set<FaultPoint> tried = EnumSet.noneOf(FaultPoint.class);
        Stream.of(
                        STOPS.stream().map(Stop::place),
                        KILLS.stream().map(Kill::place),
                        DEAD_AGAIN.stream(),
                        counter(TestDatabase.H2).places().stream())
                .flatMap(places -> places)
                .forEach(place -> tried.add(place.point()));
        assertThat(tried).containsExactly(FaultPoint.values());
    }

    @Test
    @Order(3)
    void who_reads_all_through_a_night_sees_the_tables_before_it_or_those_after_it() {
        Trials trials = whole(TestDatabase.H2);
        trials.shop().putBack();
        CompletableFuture<Answer> night =
                CompletableFuture.supplyAsync(() -> trials.shop().command(PlannedFault.none(), "run"));
        do {
            trials.look();
        } while (!night.isDone());
        assertThat(night.join().code()).as(night.join().all()).isZero();
        trials.look();
    }

    @ParameterizedTest
    @FieldSource("STOPS")
    @Order(4)
    void a_night_that_stops_within_this_process(Stop stop) {
        whole(TestDatabase.H2).disturb(stop.place(), stop.manner());
    }

    @Test
    @Order(5)
    void a_night_that_stops_again_while_it_is_taken_up() {
        whole(TestDatabase.H2).disturb(DEAD_WITH_A_COMMIT, DEAD_AGAIN);
    }

    @Test
    @Order(5)
    void what_a_run_did_not_publish_is_not_taken_for_done_by_the_next() {
        whole(TestDatabase.H2)
                .abandon(place(FaultPoint.COMPUTED, "segments"), place(FaultPoint.BEFORE_COMMIT, "runs/published"));
    }

    @Test
    @Order(5)
    void members_who_leave_a_segment_that_is_off_leave_in_the_retry_too() {
        whole(TestDatabase.H2).leave("spenders", place(FaultPoint.BEFORE_COMMIT, "runs/published"));
    }

    @ParameterizedTest
    @FieldSource("KILLS")
    @Order(6)
    void a_process_that_is_killed(Kill kill) throws IOException, InterruptedException {
        counter(kill.database()).kill(kill.place());
    }

    /** Its attempts throw at the first, the second, the third … place until one goes through, several a night. */
    @Test
    @Order(7)
    void a_short_night_that_throws_at_every_place() {
        Trials trials = counter(TestDatabase.H2);
        Set<Place> left = new HashSet<>(trials.places());
        while (!left.isEmpty()) {
            Set<Place> thrown = trials.disturb(left, ATTEMPTS_A_TRIAL);
            assertThat(thrown).as("no night comes to " + left).isNotEmpty();
            left.removeAll(thrown);
        }
    }

    @ParameterizedTest
    @EnumSource
    @Order(8)
    @EnabledIfSystemProperty(named = "faults", matches = "all")
    void a_night_that_throws_at_any_place(TestDatabase database) throws Exception {
        every(database + ", throw", whole(database).places(), place -> whole(database)
                .disturb(place, Manner.THROW));
    }

    @ParameterizedTest
    @EnumSource
    @Order(9)
    @EnabledIfSystemProperty(named = "faults", matches = "all")
    void a_short_night_that_is_killed_at_any_place(TestDatabase database) throws Exception {
        every(database + ", kill -9", counter(database).places(), place -> counter(database)
                .kill(place));
    }

    private interface Trial {
        void at(Place place) throws Exception;
    }

    private static void every(String what, List<Place> places, Trial trial) throws Exception {
        List<String> failed = new ArrayList<>();
        long began = System.nanoTime();
        for (Place place : places) {
            try {
                trial.at(place);
            } catch (AssertionError e) {
                failed.add(place + ": " + e.getMessage());
            }
            System.out.println(what + " at " + place);
        }
        System.out.println(what + ": " + places.size() + " places, " + failed.size() + " failed, "
                + Duration.ofNanos(System.nanoTime() - began));
        assertThat(failed).isEmpty();
    }
}
