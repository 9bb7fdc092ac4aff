package io.segmill.orchestration.history;

import io.segmill.core.project.Settings;
import java.io.IOException;
import java.util.Optional;

/** Another process: reads the history of an H2 file, says how many runs there are, and keeps it open till its input ends. */
final class HistoryReadingProcess {
    private HistoryReadingProcess() {}

    public static void main(String[] args) throws IOException {
        Settings settings = LockHoldingProcess.settings(
                "/projects/shop/warehouse", new Settings.HistoryDatabase(args[0], Optional.empty(), Optional.empty()));
        try (JdbcHistory history =
                new JdbcHistory(HistoryDatabase.openIfPresent(settings).orElseThrow())) {
            System.out.println(
                    "runs " + history.latest().map(run -> run.number()).orElse(0L));
            System.in.read();
        }
    }
}
