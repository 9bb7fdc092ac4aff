package io.segmill.orchestration.cli;

import io.segmill.core.problem.Failure;
import io.segmill.core.problem.Failure.Blame;
import io.segmill.core.problem.NearestName;
import java.util.Collection;
import java.util.Map;

/** Finds what a person named on the command line, or says the nearest names. */
public final class Named {
    private Named() {}

    /** The one with that id. @throws Failure if there is none, with the nearest */
    public static <T> T find(Map<String, T> byId, String id, String kind) {
        T found = byId.get(id);
        if (found == null) {
            throw unknown(byId.keySet(), id, kind);
        }
        return found;
    }

    /** What to say of a name that leads nowhere. */
    public static Failure unknown(Collection<String> names, String written, String kind) {
        return new Failure(
                Blame.USER,
                "there is no " + kind + " '" + written + "'\nfix: "
                        + NearestName.fix(written, names, "the project has no " + kind));
    }
}
