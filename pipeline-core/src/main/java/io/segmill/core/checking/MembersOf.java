package io.segmill.core.checking;

import io.segmill.core.definition.ConditionDefinition;
import io.segmill.core.definition.ExpansionDefinition;
import io.segmill.core.definition.Literal;
import io.segmill.core.definition.SegmentDefinition;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The segments that a segment refers to, each with the first place where it does. */
final class MembersOf implements ConditionDefinition.Cases<Void> {
    private final Map<String, Literal> found = new TreeMap<>();

    private MembersOf() {}

    static Map<String, Literal> in(SegmentDefinition segment) {
        MembersOf members = new MembersOf();
        segment.where().ifPresent(where -> where.match(members));
        segment.expansion()
                .flatMap(ExpansionDefinition::similarTo)
                .ifPresent(like -> members.found.putIfAbsent(like.value(), like));
        return members.found;
    }

    @Override
    public Void everyone(ConditionDefinition.Everyone everyone) {
        return null;
    }

    @Override
    public Void group(ConditionDefinition.Group group) {
        return parts(group.parts());
    }

    @Override
    public Void not(ConditionDefinition.Not not) {
        return not.inner().match(this);
    }

    @Override
    public Void atLeast(ConditionDefinition.AtLeast atLeast) {
        return parts(atLeast.parts());
    }

    @Override
    public Void memberOf(ConditionDefinition.MemberOf memberOf) {
        found.putIfAbsent(memberOf.segment().value(), memberOf.segment());
        return null;
    }

    @Override
    public Void has(ConditionDefinition.Has has) {
        return null;
    }

    @Override
    public Void test(ConditionDefinition.Test test) {
        return null;
    }

    @Override
    public Void broken(ConditionDefinition.Broken broken) {
        return null;
    }

    private Void parts(List<ConditionDefinition> parts) {
        parts.forEach(part -> part.match(this));
        return null;
    }
}
