package io.segmill.orchestration.history;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;

/** Who this process is, so that another one can tell whether it still lives. */
record ThisProcess(String host, long pid, Instant started) {
    static ThisProcess now() {
        ProcessHandle process = ProcessHandle.current();
        return new ThisProcess(
                hostName(), process.pid(), process.info().startInstant().orElse(Instant.EPOCH));
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
