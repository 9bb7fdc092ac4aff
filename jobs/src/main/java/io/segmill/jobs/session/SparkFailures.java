package io.segmill.jobs.session;

import io.segmill.core.problem.Failure;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import org.apache.spark.SparkThrowable;

/** Says in a line or two why Spark could not do something. */
public final class SparkFailures {
    private static final int LONGEST = 600;

    private SparkFailures() {}

    /** The message of the known failure in the chain of causes, else that of the innermost cause that has one. */
    public static String message(Throwable failure) {
        Throwable told = failure;
        for (Throwable cause = failure; cause != null && cause != cause.getCause(); cause = cause.getCause()) {
            if (cause instanceof Failure) {
                return cause.getMessage();
            }
            if (cause instanceof FileSystemException files) {
                return files instanceof AccessDeniedException
                        ? files.getFile() + ": no right to read or write it"
                        : files.getFile() + ": " + files.getReason();
            }
            if (cause instanceof SparkThrowable || cause instanceof IOException || cause.getCause() == null) {
                told = cause;
            }
        }
        String message = told.getMessage();
        return message == null || message.isBlank() ? told.getClass().getSimpleName() : shortened(message);
    }

    /** As a known failure, where files, disks or Spark itself are behind it; others as they are. */
    public static RuntimeException known(RuntimeException failure) {
        for (Throwable cause = failure; cause != null && cause != cause.getCause(); cause = cause.getCause()) {
            if (cause instanceof Failure known) {
                return known;
            }
            if (cause instanceof IOException || cause instanceof SparkThrowable) {
                return new Failure(Failure.Blame.ENVIRONMENT, message(failure), failure);
            }
        }
        return failure;
    }

    /** Spark adds where in a query it happened, in a language that is not ours. */
    private static String shortened(String message) {
        String line = message.split("\\R\\s*(== SQL|== DataFrame|JVM stacktrace)")[0]
                .replaceAll("\\s*SQLSTATE: \\w+\\s*", "")
                .replaceAll("\\s*\\R\\s*", " ")
                .trim();
        return line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line;
    }
}
