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

    /** Thirty beats: a database that is slow to answer, or a machine that swaps, leaves out a few. */
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(60);

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

    /**
     * Whether it lives no more. This machine knows its own processes; but one with its number and another start may be
     * itself, since the start of a process moves with the machine's clock, so that it must have been silent too. One of
     * another machine has ended if it has been silent for longer than any that lives.
     *
     * @param silence since it last said that it lives, by the history's clock
     */
    public boolean isGone(Duration silence) {
        boolean isSilent = silence.compareTo(LONGEST_SILENCE) > 0;
        if (!host.equals(hostName())) {
            return isSilent;
        }
        boolean hasOurNumber = pid == ProcessHandle.current().pid();
        return ProcessHandle.of(pid).isEmpty() || ((isSilent || hasOurNumber) && !isHere());
    }

    /** Whether it is this very process. */
    public boolean isThisOne() {
        return pid == ProcessHandle.current().pid() && host.equals(hostName()) && isHere();
    }

    private boolean isHere() {
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().startInstant())
                .filter(start -> Duration.between(started, start).abs().compareTo(TOLERANCE) <= 0)
                .isPresent();
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
