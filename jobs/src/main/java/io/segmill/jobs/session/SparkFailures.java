package io.segmill.jobs.session;

import io.segmill.core.problem.Failure;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
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
            Optional<String> unreadable = unreadable(cause);
            if (unreadable.isPresent()) {
                return unreadable.get();
            }
            if (cause instanceof FileSystemException files) {
                return files.getFile() + ": " + reason(files);
            }
            if (cause instanceof SparkThrowable || cause instanceof IOException || cause.getCause() == null) {
                told = cause;
            }
        }
        String message = told.getMessage();
        return message == null || message.isBlank() ? told.getClass().getSimpleName() : shortened(message);
    }

    /** The sentence about a file of data that Spark could not read, if that is what happened. */
    public static Optional<String> unreadable(Throwable cause) {
        return cause instanceof SparkThrowable told
                        && told.getCondition() != null
                        && told.getCondition().startsWith("FAILED_READ_FILE")
                ? Optional.of(told.getMessageParameters().get("path").replaceFirst("^file:/*", "/")
                        + " cannot be read: it is damaged, or went away")
                : Optional.empty();
    }

    /** Java tells the most usual reasons by the exception's class alone. */
    private static String reason(FileSystemException failure) {
        if (failure instanceof AccessDeniedException) {
            return "no right to read or write it";
        }
        if (failure instanceof NoSuchFileException) {
            return "there is no such file";
        }
        if (failure instanceof FileAlreadyExistsException) {
            return "a file is in the way";
        }
        return failure.getReason() == null ? failure.getClass().getSimpleName() : failure.getReason();
    }

    /**
     * As a known failure, where files, disks or Spark itself are behind it; others as they are. Spark throws checked
     * exceptions that no method declares: whoever calls it catches {@link Exception}.
     */
    public static RuntimeException known(Exception failure) {
        for (Throwable cause = failure; cause != null && cause != cause.getCause(); cause = cause.getCause()) {
            if (cause instanceof Failure known) {
                return known;
            }
            if (cause instanceof IOException || cause instanceof SparkThrowable) {
                return new Failure(Failure.Blame.ENVIRONMENT, message(failure), failure);
            }
        }
        return failure instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(failure);
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
