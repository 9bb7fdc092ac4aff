package io.segmill.orchestration.history;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Who holds a project, as the lock file says it to whoever comes second.
 *
 * @param kind what it does: {@code run}, {@code refresh}, {@code export}
 * @param command as it was typed
 */
public record LockHolder(String kind, long pid, String host, Instant started, String command) {
    public LockHolder {
        Objects.requireNonNull(kind);
        Objects.requireNonNull(host);
        Objects.requireNonNull(started);
        Objects.requireNonNull(command);
    }

    /** This process. */
    public static LockHolder here(String kind, String command, Instant now) {
        RunProcess process = RunProcess.here();
        return new LockHolder(kind, process.pid(), process.host(), now.truncatedTo(ChronoUnit.SECONDS), command);
    }

    /** {@code run, process 4711 on host since 2026-06-30T02:00:00Z: segmill run --full}. */
    @Override
    public String toString() {
        return kind + ", process " + pid + " on " + host + " since " + started + ": " + command;
    }

    /** False where this machine knows that no such process lives here. */
    boolean mayLive() {
        return !host.equals(RunProcess.here().host()) || ProcessHandle.of(pid).isPresent();
    }

    String fileText() {
        return "kind: " + oneLine(kind) + "\npid: " + pid + "\nhost: " + oneLine(host) + "\nstarted: " + started
                + "\ncommand: " + oneLine(command) + "\n";
    }

    /** Empty when the file's writer has not finished it. */
    static Optional<LockHolder> parse(String fileText) {
        Map<String, String> lines = new LinkedHashMap<>();
        fileText.lines().forEach(line -> {
            int colon = line.indexOf(": ");
            if (colon > 0) {
                lines.put(line.substring(0, colon), line.substring(colon + 2));
            }
        });
        if (!fileText.endsWith("\n") || lines.size() != 5) {
            return Optional.empty();
        }
        return Optional.of(new LockHolder(
                lines.get("kind"),
                Long.parseLong(lines.get("pid")),
                lines.get("host"),
                Instant.parse(lines.get("started")),
                lines.get("command")));
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s+", " ");
    }
}
