package io.segmill.orchestration.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.segmill.core.fault.Faults;
import io.segmill.orchestration.app.ChildJvm;
import io.segmill.orchestration.faults.PlannedFault.Manner;
import io.segmill.orchestration.faults.PlannedFault.Place;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Disturbs the second night of a shop at one place, takes it up again, and holds what comes out against a night that
 * nothing disturbed. An analyst looks in the moment of the fault and at the end.
 */
final class Trials implements AutoCloseable {
    private final Shop shop;
    private final TablesReader reader;
    private final Map<String, List<String>> before;
    private final Outcome undisturbed;
    private final List<Place> places;

    /** What a night leaves behind, without what names the run and the moment. */
    private record Outcome(
            Map<String, List<String>> tables,
            List<String> copiedTasks,
            Map<String, List<String>> exports,
            List<String> tasks,
            List<String> runs) {}

    Trials(Shop shop) {
        this.shop = shop;
        reader = TablesReader.start(shop.project(), shop.environment());
        before = reader.look();
        PlannedFault none = PlannedFault.none();
        Answer night = shop.command(none, "run");
        assertThat(night.code()).as(night.all()).isZero();
        places = none.passed();
        undisturbed = outcome();
        assertThat(undisturbed.tables()).isNotEqualTo(before);
    }

    /** The places that an undisturbed night passes, in their order. */
    List<Place> places() {
        return places;
    }

    Shop shop() {
        return shop;
    }

    /** All published tables after a night that nothing disturbed. */
    Map<String, List<String>> undisturbed() {
        return undisturbed.tables();
    }

    /** Looks once; sees the tables of before the night, or of after it. */
    void look() {
        assertThat(reader.look()).isIn(before, undisturbed.tables());
    }

    /** Disturbs a night at a place within this process. */
    void disturb(Place place, Manner manner) {
        shop.putBack();
        fail(place, manner, "run");
        takeUp();
    }

    /** Disturbs a night, and then also its being taken up, once at each of those places; nothing follows on a fault. */
    void disturb(Place place, List<Place> again) {
        shop.putBack();
        fail(place, Manner.DIE, "run");
        again.forEach(next -> fail(next, Manner.DIE, "retry"));
        takeUp();
    }

    /**
     * A night and its attempts throw, each at the first of those places to which it comes and where no other threw.
     *
     * @param attempts at most
     * @return where they threw
     */
    Set<Place> disturb(Set<Place> places, int attempts) {
        shop.putBack();
        Set<Place> thrown = new HashSet<>();
        String command = "run";
        for (int attempt = 0; attempt < attempts; attempt++) {
            Set<Place> left = new HashSet<>(places);
            left.removeAll(thrown);
            PlannedFault fault = PlannedFault.atFirstOf(left);
            Answer answer = shop.command(fault, command);
            assertThat(answer.code())
                    .as(fault.reached() + ": " + answer.all())
                    .isIn(fault.isReached() ? List.of(1, 70) : List.of(0));
            if (!fault.isReached()) {
                break;
            }
            thrown.add(fault.reached().orElseThrow());
            // One that had not begun cannot be taken up.
            command = shop.runs().size() > 1 ? "retry" : "run";
        }
        takeUp();
        return thrown;
    }

    /** A run fails in its segments and publishes the rest; its retry dies before it publishes them; another run comes. */
    void abandon(Place inSegments, Place beforePublication) {
        shop.putBack();
        PlannedFault first = PlannedFault.at(inSegments, Manner.THROW, () -> {});
        assertThat(shop.command(first, "run").code()).isEqualTo(1);
        PlannedFault second = PlannedFault.at(beforePublication, Manner.DIE, () -> {});
        Answer retry = shop.command(second, "retry");
        assertThat(second.isReached()).as(retry.all()).isTrue();
        Answer night = shop.command(Faults.NONE, "run");
        assertThat(night.code()).as(night.all()).isZero();
        assertThat(reader.look().get("segments/members"))
                .as(night.all())
                .isEqualTo(undisturbed.tables().get("segments/members"));
        assertThat(shop.exports()).isEqualTo(undisturbed.exports());
    }

    /** A refresh of a segment that is switched off dies before it publishes that its members have left. */
    void leave(String segment, Place beforePublication) {
        shop.putBack();
        assertThat(shop.command(Faults.NONE, "segments", "deactivate", segment).code())
                .isZero();
        String member = "'segment_id': " + segment;
        assertThat(reader.look().get("segments/members")).anyMatch(row -> row.contains(member));
        fail(beforePublication, Manner.DIE, "refresh", segment);
        Answer retry = shop.command(Faults.NONE, "retry");
        assertThat(retry.code()).as(retry.all()).isZero();
        assertThat(reader.look().get("segments/members")).as(retry.all()).noneMatch(row -> row.contains(member));
    }

    private void fail(Place place, Manner manner, String... command) {
        // Whoever throws once may still publish what does not depend on it; whoever is dead publishes nothing more.
        PlannedFault fault = PlannedFault.at(place, manner, manner == Manner.DIE ? this::look : () -> {});
        Answer night = shop.command(fault, command);
        assertThat(fault.isReached())
                .as("never came to " + place + ": " + night.all())
                .isTrue();
        assertThat(night.code()).as(night.all()).isIn(1, 70);
    }

    /** Kills a process of its own with {@code kill -9} when it has come to that place. */
    void kill(Place place) throws IOException, InterruptedException {
        shop.putBack();
        ProcessBuilder night = new ProcessBuilder(ChildJvm.line(
                FaultyProcess.class,
                place.toString(),
                "--project",
                shop.project().toString(),
                "run"));
        night.environment().putAll(shop.environment());
        Process process = night.redirectError(ProcessBuilder.Redirect.DISCARD).start();
        BufferedReader told =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        assertThat(told.readLine()).isEqualTo("reached " + place);
        look();
        process.destroyForcibly();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(128 + 9);
        takeUp();
    }

    /** Takes the night up as a person would, and finds that it came out as if nothing had been. */
    private void takeUp() {
        Answer retry = shop.command(Faults.NONE, "retry");
        assertThat(retry.code()).as(retry.all()).isZero();
        if (retry.err().contains("nothing to retry: run 1 is")) {
            // It had not begun.
            Answer night = shop.command(Faults.NONE, "run");
            assertThat(night.code()).as(night.all()).isZero();
        }
        Outcome outcome = outcome();
        assertThat(outcome.tables()).as(retry.all()).isEqualTo(undisturbed.tables());
        assertThat(outcome).as(retry.all()).isEqualTo(undisturbed);
        assertThat(leftovers()).as("files that no reader knows").isEmpty();
    }

    private Outcome outcome() {
        return new Outcome(reader.look(), shop.copiedTasks(), shop.exports(), shop.tasks(), shop.runs());
    }

    private List<Path> leftovers() {
        try (Stream<Path> files = Files.walk(shop.project().resolve("outbox"))) {
            return files.filter(file -> file.getFileName().toString().startsWith("."))
                    .toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        reader.close();
    }
}
