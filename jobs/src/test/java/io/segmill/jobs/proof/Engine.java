package io.segmill.jobs.proof;

import io.segmill.core.checking.CheckedProject;
import io.segmill.core.definition.ProjectDefinition;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Something that knows who the members of segments are. */
interface Engine {
    /**
     * Segments that have been read and checked.
     *
     * @param ids each after those that it refers to
     */
    record Segments(ProjectDefinition read, CheckedProject checked, List<String> ids) {}

    /** What an engine says of one segment. */
    record Answer(Kind kind, Set<String> members, String reason) {
        /** Whether there are members to compare. */
        enum Kind {
            MEMBERS,
            /** The engine has no words for it. */
            DECLINED,
            FAILED
        }

        static Answer of(Set<String> members) {
            return new Answer(Kind.MEMBERS, new TreeSet<>(members), "");
        }

        static Answer declined(String reason) {
            return new Answer(Kind.DECLINED, Set.of(), reason);
        }

        static Answer failed(Throwable failure) {
            return new Answer(
                    Kind.FAILED,
                    Set.of(),
                    String.valueOf(failure.getMessage()).lines().limit(3).toList() + "");
        }

        /** Failures are alike whatever they say. */
        boolean agrees(Answer other) {
            return kind == Kind.DECLINED
                    || other.kind == Kind.DECLINED
                    || (kind == other.kind && members.equals(other.members));
        }

        /** For people: of one customer. */
        String of(String customer) {
            return switch (kind) {
                case MEMBERS -> members.contains(customer) ? "met" : "not met";
                case DECLINED -> "cannot say: " + reason;
                case FAILED -> "failed: " + reason;
            };
        }
    }

    String name();

    /** By id, one for each. */
    Map<String, Answer> answers(Segments segments);
}
