package io.segmill.core.reading;

import io.segmill.core.definition.Literal;
import io.segmill.core.definition.Options;
import io.segmill.core.problem.Code;
import io.segmill.core.problem.Problems;
import java.util.regex.Pattern;

/** Keeps passwords out of the project's files. */
final class Secrets {
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{[A-Za-z_][A-Za-z0-9_]*(:-)?\\}");
    private static final Pattern IN_URL = Pattern.compile("[?&;]\\s*password\\s*=", Pattern.CASE_INSENSITIVE);
    private static final String FIX = "write password: ${NAME} and set NAME in the environment";

    private Secrets() {}

    /** Looks at {@code password} and {@code url} of a database. */
    static void check(Options database, Problems problems) {
        database.value("password").ifPresent(password -> checkPassword(password, problems));
        database.value("url").ifPresent(url -> checkUrl(url, problems));
    }

    static void checkPassword(Literal password, Problems problems) {
        if (!REFERENCE.matcher(password.written()).matches()) {
            problems.error(
                    Code.PLAIN_PASSWORD,
                    password.location(),
                    "a password is taken from the environment and never stands in a file",
                    FIX);
        }
    }

    /** Also when the URL comes from the environment: it is shown, a password is not. */
    static void checkUrl(Literal url, Problems problems) {
        if (IN_URL.matcher(url.value()).find()) {
            problems.error(
                    Code.PLAIN_PASSWORD, url.location(), "the url holds a password", "take it out of the url; " + FIX);
        }
    }
}
