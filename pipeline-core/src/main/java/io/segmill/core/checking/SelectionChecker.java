package io.segmill.core.checking;

import io.segmill.core.binding.Catalog;
import io.segmill.core.binding.ConditionChecker;
import io.segmill.core.binding.LimitChecker;
import io.segmill.core.binding.Literals;
import io.segmill.core.binding.Scope;
import io.segmill.core.condition.Condition;
import io.segmill.core.condition.LetterCase;
import io.segmill.core.condition.Operand;
import io.segmill.core.definition.ExpansionDefinition;
import io.segmill.core.definition.Literal;
import io.segmill.core.definition.MembersDefinition;
import io.segmill.core.definition.SegmentDefinition;
import io.segmill.core.problem.Code;
import io.segmill.core.problem.NearestName;
import io.segmill.core.problem.Problems;
import io.segmill.core.problem.SourceLocation;
import io.segmill.core.project.Limit;
import io.segmill.core.project.Quota;
import io.segmill.core.project.Segment;
import io.segmill.core.project.Selection;
import io.segmill.core.schema.Column;
import io.segmill.core.schema.DataType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Checks how a segment comes to its members, and that it does so in the one way that its type has. */
final class SelectionChecker {
    private static final double MIN_SIMILARITY = 0.55;

    private final Catalog catalog;
    private final ConditionChecker conditions;
    private final LimitChecker limits;
    private final Scope customer;
    private final Optional<String> customerKey;
    private final Set<String> segments;
    private final Locations locations;
    private final Literals literals;
    private final Problems problems;

    /** @param segments ids of all segments that there are */
    SelectionChecker(
            Catalog catalog,
            ConditionChecker conditions,
            Scope customer,
            Optional<String> customerKey,
            Set<String> segments,
            Locations locations,
            Problems problems) {
        this.catalog = catalog;
        this.conditions = conditions;
        this.limits = conditions.limits(customer);
        this.customer = customer;
        this.customerKey = customerKey;
        this.segments = segments;
        this.locations = locations;
        this.literals = new Literals(problems);
        this.problems = problems;
    }

    /** Empty, and told, when something in it is wrong. */
    Optional<Selection> check(SegmentDefinition segment, Segment.Type type) {
        Optional<Condition> where = segment.where().flatMap(condition -> conditions.check(condition, customer));
        Optional<List<Limit>> kept = limits.check(segment.limits());
        Optional<Selection> listed = segment.members().flatMap(this::listed);
        Optional<Selection> similar = segment.expansion()
                .flatMap(expansion -> similar(expansion, type, segment.where().isPresent(), where));
        if (type != Segment.Type.STATIC) {
            segment.members().ifPresent(members -> misplaced(members.location(), "members", "static"));
        }
        if (type != Segment.Type.EXPANSION) {
            segment.expansion()
                    .ifPresent(expansion -> misplaced(expansion.location(), "similar-to or size", "expansion"));
        }
        return switch (type) {
            case DYNAMIC -> {
                if (segment.where().isEmpty()
                        && segment.members().isEmpty()
                        && segment.expansion().isEmpty()) {
                    missing(segment, "where", "write where: CONDITION, such as where: {everyone: true}");
                }
                yield where(where, kept);
            }
            case STATIC -> segment.members().isPresent() ? alone(segment, listed) : staticWhere(segment, where, kept);
            case EXPANSION -> {
                if (segment.expansion().isEmpty()) {
                    missing(segment, "similar-to", "write similar-to: SEGMENT, and size: N or size-percent: P");
                }
                segment.limits()
                        .forEach(limit -> problems.error(
                                Code.BAD_VALUE,
                                limit.location(),
                                "an expansion has no limit, its size is one",
                                "write size: N or size-percent: P instead"));
                yield similar.filter(found -> segment.limits().isEmpty());
            }
        };
    }

    private Optional<Selection> where(Optional<Condition> where, Optional<List<Limit>> kept) {
        return where.flatMap(condition -> kept.map(limits -> new Selection.Where(condition, limits)));
    }

    private Optional<Selection> staticWhere(
            SegmentDefinition segment, Optional<Condition> where, Optional<List<Limit>> kept) {
        if (segment.where().isEmpty()) {
            missing(segment, "where", "write where: CONDITION, or members: FILE.csv");
        }
        return where(where, kept);
    }

    /** Beside a list of members nothing else decides. */
    private Optional<Selection> alone(SegmentDefinition segment, Optional<Selection> listed) {
        segment.where()
                .ifPresent(where -> problems.error(
                        Code.BAD_VALUE,
                        where.location(),
                        "a segment has 'members' or 'where', not both",
                        "delete one of them; a segment of its own can ask: all: [{member-of: " + segment.id()
                                + "}, …]"));
        segment.limits()
                .forEach(limit -> problems.error(
                        Code.BAD_VALUE, limit.location(), "there is no 'limit' beside 'members'", "delete it"));
        return listed.filter(
                found -> segment.where().isEmpty() && segment.limits().isEmpty());
    }

    private void misplaced(SourceLocation location, String keys, String type) {
        problems.error(
                Code.BAD_VALUE,
                location,
                "'" + keys + "' belongs to a segment of type " + type,
                "write type: " + type + ", or delete it");
    }

    private void missing(SegmentDefinition segment, String key, String fix) {
        problems.error(Code.MISSING_KEY, segment.location(), "a segment needs the key '" + key + "'", fix);
    }

    private Optional<Selection> listed(MembersDefinition members) {
        Optional<String> file = members.file().flatMap(this::file);
        Optional<Column> match = match(members);
        LetterCase letters = LetterCase.EXACT;
        if (members.ignoreCase().isPresent()) {
            Optional<Boolean> ignored =
                    literals.truth("ignore-case", members.ignoreCase().get().value());
            if (ignored.isEmpty()) {
                return Optional.empty();
            }
            if (match.isPresent() && match.get().type().kind() != DataType.Kind.STRING) {
                problems.error(
                        Code.WRONG_TYPE,
                        members.ignoreCase().get().key().location(),
                        "'ignore-case' is for texts, '" + match.get().name() + "' is "
                                + match.get().type(),
                        "delete it");
                return Optional.empty();
            }
            letters = ignored.get() ? LetterCase.IGNORED : LetterCase.EXACT;
        }
        LetterCase read = letters;
        return file.flatMap(path -> match.map(column -> new Selection.Listed(path, column, read)));
    }

    private Optional<String> file(Literal literal) {
        Optional<String> path =
                Locations.isUri(literal.value()) ? Optional.empty() : locations.resolve(literal.value());
        if (path.filter(found -> Files.isRegularFile(Path.of(found))).isEmpty()) {
            problems.error(
                    Code.FILE_MISSING,
                    literal.location(),
                    "there is no file " + literal.shown() + " in the project folder",
                    "put it there; the path is relative to the folder with segmill.yaml");
            return Optional.empty();
        }
        return path;
    }

    private Optional<Column> match(MembersDefinition members) {
        Optional<Catalog.Table> table = catalog.table(customer.start());
        Optional<String> name = members.match().map(Literal::value).or(() -> customerKey);
        if (table.isEmpty() || name.isEmpty() || table.get().broken().contains(name.get())) {
            return Optional.empty();
        }
        Optional<Column> column = Optional.ofNullable(table.get().columns().get(name.get()));
        if (column.isEmpty() && members.match().isPresent()) {
            problems.error(
                    Code.UNKNOWN_COLUMN,
                    members.match().get().location(),
                    "source '" + customer.start() + "' has no column "
                            + members.match().get().shown(),
                    NearestName.fix(
                            name.get(), catalog.shown(table.get().columns().keySet()), "declare it under 'columns'"));
        }
        return column;
    }

    private Optional<Selection> similar(
            ExpansionDefinition expansion, Segment.Type type, boolean narrowed, Optional<Condition> candidates) {
        if (type != Segment.Type.EXPANSION) {
            return Optional.empty();
        }
        Optional<String> segment = expansion.similarTo().map(Literal::value).filter(id -> isSegment(expansion, id));
        if (expansion.similarTo().isEmpty()) {
            problems.error(
                    Code.MISSING_KEY,
                    expansion.location(),
                    "an expansion needs the key 'similar-to'",
                    "write similar-to: SEGMENT");
        }
        Optional<Quota> size = size(expansion);
        Optional<Double> similarity = expansion.minSimilarity().isEmpty()
                ? Optional.of(MIN_SIMILARITY)
                : literals.probability(
                        "min-similarity", expansion.minSimilarity().get());
        List<Operand> using = expansion.using().orElse(List.of()).stream()
                .map(limits::attribute)
                .flatMap(Optional::stream)
                .map(Operand.class::cast)
                .toList();
        boolean whole =
                using.size() == expansion.using().map(List::size).orElse(0) && narrowed == candidates.isPresent();
        return segment.filter(found -> whole)
                .flatMap(like -> size.flatMap(many -> similarity.map(least -> new Selection.Similar(
                        like, many, least, expansion.using().map(said -> using), candidates))));
    }

    private boolean isSegment(ExpansionDefinition expansion, String id) {
        if (segments.contains(id)) {
            return true;
        }
        Literal literal = expansion.similarTo().orElseThrow();
        problems.error(
                Code.UNKNOWN_SEGMENT,
                literal.location(),
                "there is no segment " + literal.shown(),
                NearestName.fix(id, segments, "define it in segments/"));
        return false;
    }

    private Optional<Quota> size(ExpansionDefinition expansion) {
        if (expansion.size().isPresent() == expansion.sizePercent().isPresent()) {
            problems.error(
                    expansion.size().isPresent() ? Code.AMBIGUOUS_CONDITION : Code.MISSING_KEY,
                    expansion.size().map(Literal::location).orElse(expansion.location()),
                    "an expansion has either 'size' or 'size-percent'",
                    "write size: N for at most N customers, or size-percent: P of the other segment's members");
            return Optional.empty();
        }
        return expansion.size().isPresent()
                ? limits.count("size", expansion.size().get())
                : limits.percent("size-percent", expansion.sizePercent().get());
    }
}
