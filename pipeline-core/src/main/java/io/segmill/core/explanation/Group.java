package io.segmill.core.explanation;

import io.segmill.core.condition.Condition;
import java.util.List;
import java.util.Optional;

/**
 * A condition that only counts which of its parts are met. The complement of a group is said by the complements of its
 * parts, so that what must not be is never shown as {@code met}.
 *
 * @param count of {@link Rule#SOME}: how many; 0 for every other rule
 */
record Group(Rule rule, int count, List<Condition> parts) {
    /** How many of the parts are to be met. */
    enum Rule {
        ALL,
        ANY,
        /** So many or more. */
        SOME
    }

    Group {
        parts = List.copyOf(parts);
    }

    /** Empty for a condition that is no group. */
    static Optional<Group> of(Condition condition) {
        return condition.match(new Reading(Wanted.MET));
    }

    /** {@code all of these}, to stand before its parts. */
    String heading() {
        return switch (rule) {
            case ALL -> "all of these";
            case ANY -> "at least one of these";
            case SOME -> "at least " + count + " of these";
        };
    }

    private static List<Condition> complements(List<Condition> parts) {
        return parts.stream().<Condition>map(Condition.Not::new).toList();
    }

    private record Reading(Wanted wanted) implements Condition.Cases<Optional<Group>> {
        @Override
        public Optional<Group> all(Condition.All all) {
            return Optional.of(
                    wanted == Wanted.MET
                            ? new Group(Rule.ALL, 0, all.parts())
                            : new Group(Rule.ANY, 0, complements(all.parts())));
        }

        @Override
        public Optional<Group> any(Condition.Any any) {
            return Optional.of(
                    wanted == Wanted.MET
                            ? new Group(Rule.ANY, 0, any.parts())
                            : new Group(Rule.ALL, 0, complements(any.parts())));
        }

        @Override
        public Optional<Group> none(Condition.None none) {
            return new Reading(wanted.other()).any(new Condition.Any(none.parts()));
        }

        @Override
        public Optional<Group> not(Condition.Not not) {
            return not.inner().match(new Reading(wanted.other()));
        }

        @Override
        public Optional<Group> atLeast(Condition.AtLeast atLeast) {
            List<Condition> parts = atLeast.parts();
            return Optional.of(
                    wanted == Wanted.MET
                            ? new Group(Rule.SOME, atLeast.count(), parts)
                            : new Group(Rule.SOME, parts.size() - atLeast.count() + 1, complements(parts)));
        }

        @Override
        public Optional<Group> everyone(Condition.Everyone everyone) {
            return Optional.empty();
        }

        @Override
        public Optional<Group> memberOf(Condition.MemberOf memberOf) {
            return Optional.empty();
        }

        @Override
        public Optional<Group> compare(Condition.Compare compare) {
            return Optional.empty();
        }

        @Override
        public Optional<Group> oneOf(Condition.OneOf oneOf) {
            return Optional.empty();
        }

        @Override
        public Optional<Group> between(Condition.Between between) {
            return Optional.empty();
        }

        @Override
        public Optional<Group> text(Condition.Text text) {
            return Optional.empty();
        }

        @Override
        public Optional<Group> isSet(Condition.IsSet isSet) {
            return Optional.empty();
        }

        @Override
        public Optional<Group> within(Condition.Within within) {
            return Optional.empty();
        }

        @Override
        public Optional<Group> anniversary(Condition.Anniversary anniversary) {
            return Optional.empty();
        }

        @Override
        public Optional<Group> has(Condition.Has has) {
            return Optional.empty();
        }
    }
}
