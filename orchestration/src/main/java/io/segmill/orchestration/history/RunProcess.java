package io.segmill.orchestration.history;

import io.segmill.core.run.RunRecord;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;

/**
 * The process of a run.
 *
 * @param started when the process began, since process ids are used again
 */
public record RunProcess(String host, long pid, Instant started) {
    /** The system tells a start to a hundredth of a second or so, and not always alike. */
    private static final Duration TOLERANCE = Duration.ofSeconds(1);

    /** This process. */
    public static RunProcess here() {
        ProcessHandle process = ProcessHandle.current();
        return new RunProcess(
                hostName(), process.pid(), process.info().startInstant().orElse(Instant.EPOCH));
    }

    /** The process that a run belongs to. */
    public static RunProcess of(RunRecord run) {
        return new RunProcess(run.host(), run.pid(), run.processStarted());
    }

    /** Whether it certainly lives no more; of processes on other machines that is never known. */
    public boolean isGone() {
        return host.equals(hostName())
                && ProcessHandle.of(pid)
                        .flatMap(process -> process.info().startInstant())
                        .filter(start -> Duration.between(started, start).abs().compareTo(TOLERANCE) <= 0)
                        .isEmpty();
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
