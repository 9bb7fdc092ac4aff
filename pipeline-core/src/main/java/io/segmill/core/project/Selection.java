package io.segmill.core.project;

import io.segmill.core.condition.Condition;
import io.segmill.core.condition.LetterCase;
import io.segmill.core.condition.Operand;
import io.segmill.core.condition.References;
import io.segmill.core.schema.Column;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** How a segment comes to its members. */
public sealed interface Selection {
    /** Those who meet the condition, then what each limit in turn keeps of them. */
    record Where(Condition condition, List<Limit> limits) implements Selection {
        public Where {
            Objects.requireNonNull(condition);
            limits = List.copyOf(limits);
        }

        @Override
        public References references() {
            References read = References.of(condition);
            for (Limit limit : limits) {
                read = read.and(References.of(limit.by()));
                if (limit.per().isPresent()) {
                    read = read.and(References.of(limit.per().get()));
                }
            }
            return read;
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.where(this);
        }
    }

    /**
     * Those whom a CSV file names.
     *
     * @param file absolute
     * @param match the column of the customer source whose values the file lists under a header of that name
     */
    record Listed(String file, Column match, LetterCase letters) implements Selection {
        public Listed {
            Objects.requireNonNull(match);
            Objects.requireNonNull(letters);
        }

        @Override
        public References references() {
            return References.NONE;
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.listed(this);
        }
    }

    /**
     * Those outside a segment who are most like its members.
     *
     * @param segment whose members they are like
     * @param minSimilarity from 0 to 1
     * @param using what customers are compared by; absent for every attribute but keys and personal ones
     * @param candidates whom it is chosen from; absent for everybody
     */
    record Similar(
            String segment,
            Quota size,
            double minSimilarity,
            Optional<List<Operand>> using,
            Optional<Condition> candidates)
            implements Selection {
        public Similar {
            Objects.requireNonNull(segment);
            Objects.requireNonNull(size);
            Objects.requireNonNull(candidates);
            using = using.map(List::copyOf);
        }

        /** Met by those who may become members: whoever is not in the segment already, and is not left out. */
        public Condition candidate() {
            Condition outside = new Condition.Not(new Condition.MemberOf(segment));
            return candidates
                    .map(others -> (Condition) new Condition.All(List.of(outside, others)))
                    .orElse(outside);
        }

        @Override
        public References references() {
            References read = References.ofSegment(segment);
            for (Operand operand : using.orElse(List.of())) {
                read = read.and(References.of(operand));
            }
            return candidates.map(References::of).map(read::and).orElse(read);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.similar(this);
        }
    }

    /** What it reads, the customers themselves aside. */
    References references();

    <R> R match(Cases<R> cases);

    /** One method a record and no defaults: a new selection does not compile until every reader answers it. */
    interface Cases<R> {
        R where(Where where);

        R listed(Listed listed);

        R similar(Similar similar);
    }
}
