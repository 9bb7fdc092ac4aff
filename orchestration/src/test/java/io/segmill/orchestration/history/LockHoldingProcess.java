package io.segmill.orchestration.history;

import io.segmill.core.project.Settings;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;

/** Another process: takes the lock of a warehouse, says so, and keeps it until it is killed or its input ends. */
final class LockHoldingProcess {
    private LockHoldingProcess() {}

    public static void main(String[] args) throws IOException {
        Settings settings = settings(args[0], new Settings.HistoryDatabase(args[1], user(args[1]), user(args[1])));
        try (ProjectLock lock = ProjectLock.take(
                settings, LockHolder.here("run", "segmill run --full", Instant.parse("2026-06-30T02:00:00Z")))) {
            System.out.println("taken by " + lock.holder().pid());
            System.in.read();
        }
    }

    static Settings settings(String warehouse, Settings.HistoryDatabase database) {
        return new Settings(
                "test",
                ZoneOffset.UTC,
                Optional.empty(),
                warehouse,
                database,
                new Settings.SparkSettings("local[1]", Map.of()),
                Settings.ChangeLimits.OFF,
                new Settings.Retention(Optional.empty(), Optional.empty(), Optional.empty()),
                Optional.empty());
    }

    private static Optional<String> user(String url) {
        return url.startsWith("jdbc:postgresql:") ? Optional.of("postgres") : Optional.empty();
    }
}
