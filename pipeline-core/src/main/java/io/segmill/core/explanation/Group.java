package io.segmill.core.explanation;

import io.segmill.core.condition.Condition;
import java.util.List;
import java.util.Optional;

/**
 * A condition that only counts which of its parts are met. Complements of groups are groups themselves, so that people
 * read {@code none of these} and never {@code not: at least one of these}.
 *
 * @param count of {@link Rule#SOME} and {@link Rule#FEWER}; 0 for every other rule
 */
record Group(Rule rule, int count, List<Condition> parts) {
    /** How many of the parts are to be met. */
    enum Rule {
        ALL,
        ANY,
        NONE,
        NOT_ALL,
        /** So many or more. */
        SOME,
        /** Fewer than so many. */
        FEWER
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
            case NONE -> "none of these";
            case NOT_ALL -> "not all of these";
            case SOME -> "at least " + count + " of these";
            case FEWER -> "fewer than " + count + " of these";
        };
    }

    private record Reading(Wanted wanted) implements Condition.Cases<Optional<Group>> {
        private Optional<Group> group(Rule met, Rule notMet, int count, List<Condition> parts) {
            return Optional.of(new Group(wanted == Wanted.MET ? met : notMet, count, parts));
        }

        @Override
        public Optional<Group> all(Condition.All all) {
            return group(Rule.ALL, Rule.NOT_ALL, 0, all.parts());
        }

        @Override
        public Optional<Group> any(Condition.Any any) {
            return group(Rule.ANY, Rule.NONE, 0, any.parts());
        }

        @Override
        public Optional<Group> none(Condition.None none) {
            return group(Rule.NONE, Rule.ANY, 0, none.parts());
        }

        @Override
        public Optional<Group> not(Condition.Not not) {
            return not.inner().match(new Reading(wanted.other()));
        }

        @Override
        public Optional<Group> atLeast(Condition.AtLeast atLeast) {
            return group(Rule.SOME, Rule.FEWER, atLeast.count(), atLeast.parts());
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
