package io.segmill.core.reading.yaml;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;

/**
 * A definition's file in which the values of top-level keys are changed. Only the characters of what changes are
 * replaced: comments, order, quotes and line ends stay as they are. Places are counted in code points, as the parser
 * does.
 */
public final class YamlEdit {
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private enum Kind {
        SCALAR,
        ALIAS,
        LIST,
        MAPPING
    }

    /** @param end behind its last character; block collections end with their last part */
    private record Value(Kind kind, boolean isFlow, int start, int end, String scalar, List<Value> items) {}

    private record Entry(String key, int start, int keyEnd, Value value) {}

    private final String mark;
    private final int[] points;
    private final String lineEnd;
    private final List<Entry> entries = new ArrayList<>();
    private final Map<String, Value> anchors = new HashMap<>();
    private final Value root;
    private Iterator<Event> events;

    private YamlEdit(String text) {
        this.mark = text.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK : "";
        String content = text.substring(mark.length());
        this.points = content.codePoints().toArray();
        this.lineEnd = content.contains("\r\n") ? "\r\n" : "\n";
        this.events = new Parse(LoadSettings.builder()
                        .setCodePointLimit(Integer.MAX_VALUE)
                        .build())
                .parseString(content)
                .iterator();
        events.next();
        events.next();
        this.root = value(events.next(), true);
        if (root.kind() != Kind.MAPPING) {
            throw new IllegalArgumentException("no mapping");
        }
    }

    /**
     * Gives a key a value, instead of the one that it has.
     *
     * @param text a file that can be read as a definition
     * @param value as YAML writes it in one line
     * @param behind where a new key goes: behind the first of these keys that is there, else before all others
     */
    public static String set(String text, String key, String value, List<String> behind) {
        return new YamlEdit(text).set(key, value, behind);
    }

    /** Takes a key and its value away, if it is there. */
    public static String remove(String text, String key) {
        YamlEdit edit = new YamlEdit(text);
        return edit.entry(key).map(edit::without).orElse(text);
    }

    /** Adds a text to a list, behind its last one, unless it is there. @param behind as in {@link #set} */
    public static String add(String text, String key, String item, List<String> behind) {
        return new YamlEdit(text).add(key, item, behind);
    }

    /** Takes a text out of a list, wherever it stands; the key too where it was the last one. */
    public static String removeItem(String text, String key, String item) {
        String rest = text;
        while (true) {
            YamlEdit edit = new YamlEdit(rest);
            Optional<String> without = edit.entry(key).flatMap(entry -> edit.withoutItem(entry, item));
            if (without.isEmpty()) {
                return rest;
            }
            rest = without.get();
        }
    }

    private Value value(Event event, boolean isRoot) {
        int start = start(event);
        if (event instanceof AliasEvent alias) {
            Value meant = anchors.get(alias.getAlias().getValue());
            return new Value(Kind.ALIAS, false, start, end(event), "", meant == null ? List.of() : meant.items());
        }
        Value found;
        if (event instanceof ScalarEvent scalar) {
            found = new Value(Kind.SCALAR, false, start, trimmed(start, end(event)), scalar.getValue(), List.of());
        } else {
            boolean isFlow = ((CollectionStartEvent) event).getFlowStyle() == FlowStyle.FLOW;
            boolean isMapping = event.getEventId() == Event.ID.MappingStart;
            List<Value> items = new ArrayList<>();
            Event next = events.next();
            while (next.getEventId() != Event.ID.MappingEnd && next.getEventId() != Event.ID.SequenceEnd) {
                Value part = value(next, false);
                if (isMapping) {
                    Value of = value(events.next(), false);
                    if (isRoot) {
                        entries.add(new Entry(part.scalar(), part.start(), part.end(), of));
                    }
                    items.add(part);
                    items.add(of);
                } else {
                    items.add(part);
                }
                next = events.next();
            }
            int end = isFlow
                    ? end(next)
                    : items.isEmpty() ? end(event) : items.get(items.size() - 1).end();
            found = new Value(isMapping ? Kind.MAPPING : Kind.LIST, isFlow, start, end, "", items);
        }
        ((NodeEvent) event).getAnchor().ifPresent(anchor -> anchors.put(anchor.getValue(), found));
        return found;
    }

    private static int start(Event event) {
        return event.getStartMark().orElseThrow().getIndex();
    }

    private static int end(Event event) {
        return event.getEndMark().orElseThrow().getIndex();
    }

    private int trimmed(int start, int end) {
        int trimmed = end;
        while (trimmed > start && Character.isWhitespace(points[trimmed - 1])) {
            trimmed--;
        }
        return trimmed;
    }

    private Optional<Entry> entry(String key) {
        return entries.stream().filter(entry -> entry.key().equals(key)).findFirst();
    }

    private String replaced(int start, int end, String text) {
        return mark + new String(points, 0, start) + text + new String(points, end, points.length - end);
    }

    private String set(String key, String value, List<String> behind) {
        Optional<Entry> entry = entry(key);
        if (entry.isEmpty()) {
            return with(key, value, behind);
        }
        Value old = entry.get().value();
        return old.start() == old.end()
                ? replaced(old.start(), old.start(), " " + value)
                : replaced(old.start(), old.end(), value);
    }

    private String with(String key, String value, List<String> behind) {
        String written = key + ": " + value;
        if (root.isFlow()) {
            int at = entries.isEmpty() ? root.end() - 1 : last(entries.get(entries.size() - 1));
            return replaced(at, at, entries.isEmpty() ? written : ", " + written);
        }
        String indent = " ".repeat(root.start() - lineStart(root.start()));
        Optional<Entry> before =
                behind.stream().map(this::entry).flatMap(Optional::stream).findFirst();
        if (before.isEmpty()) {
            return replaced(root.start(), root.start(), written + lineEnd + indent);
        }
        int at = lineEnd(last(before.get()));
        return replaced(at, at, lineEnd + indent + written);
    }

    private static int last(Entry entry) {
        return Math.max(entry.keyEnd(), entry.value().end());
    }

    private String without(Entry entry) {
        if (root.isFlow()) {
            int place = entries.indexOf(entry);
            if (place + 1 < entries.size()) {
                return replaced(entry.start(), entries.get(place + 1).start(), "");
            }
            int from = place == 0 ? entry.start() : last(entries.get(place - 1));
            return replaced(from, last(entry), "");
        }
        return withoutLines(entry.start(), last(entry));
    }

    private String withoutLines(int start, int end) {
        int after = lineEnd(end);
        while (after < points.length && (points[after] == '\r' || points[after] == '\n')) {
            after++;
            if (points[after - 1] == '\n') {
                break;
            }
        }
        return replaced(lineStart(start), after, "");
    }

    private String add(String key, String item, List<String> behind) {
        String written = YamlScalar.of(item);
        Optional<Entry> entry = entry(key);
        if (entry.isEmpty()) {
            return with(key, "[" + written + "]", behind);
        }
        Value list = entry.get().value();
        if (has(list, item)) {
            return replaced(0, 0, "");
        }
        if (list.kind() == Kind.ALIAS) {
            StringBuilder all = new StringBuilder("[");
            list.items().forEach(one -> all.append(YamlScalar.of(one.scalar())).append(", "));
            return replaced(
                    list.start(), list.end(), all.append(written).append(']').toString());
        }
        if (list.kind() != Kind.LIST) {
            return set(key, "[" + written + "]", behind);
        }
        if (list.items().isEmpty()) {
            return replaced(list.end() - 1, list.end() - 1, written);
        }
        Value lastItem = list.items().get(list.items().size() - 1);
        if (list.isFlow()) {
            return replaced(lastItem.end(), lastItem.end(), ", " + written);
        }
        int dash = dash(lastItem);
        int at = lineEnd(lastItem.end());
        return replaced(at, at, lineEnd + " ".repeat(dash - lineStart(dash)) + "- " + written);
    }

    private static boolean has(Value list, String item) {
        return list.items().stream().anyMatch(one -> one.scalar().equals(item));
    }

    private Optional<String> withoutItem(Entry entry, String item) {
        Value list = entry.value();
        if (!has(list, item)) {
            return Optional.empty();
        }
        if (list.items().size() == 1) {
            return Optional.of(without(entry));
        }
        if (list.kind() == Kind.ALIAS) {
            List<String> rest = list.items().stream()
                    .map(Value::scalar)
                    .filter(one -> !one.equals(item))
                    .map(YamlScalar::of)
                    .toList();
            return Optional.of(replaced(list.start(), list.end(), "[" + String.join(", ", rest) + "]"));
        }
        int place = 0;
        while (!list.items().get(place).scalar().equals(item)) {
            place++;
        }
        Value one = list.items().get(place);
        if (!list.isFlow()) {
            return Optional.of(withoutLines(dash(one), one.end()));
        }
        return Optional.of(
                place + 1 < list.items().size()
                        ? replaced(one.start(), list.items().get(place + 1).start(), "")
                        : replaced(list.items().get(place - 1).end(), one.end(), ""));
    }

    /** Where the dash of an item of a block list is. */
    private int dash(Value item) {
        int at = item.start() - 1;
        while (points[at] != '-') {
            at--;
        }
        return at;
    }

    private int lineStart(int at) {
        int start = at;
        while (start > 0 && points[start - 1] != '\n') {
            start--;
        }
        return start;
    }

    private int lineEnd(int at) {
        int end = at;
        while (end < points.length && points[end] != '\n' && points[end] != '\r') {
            end++;
        }
        return end;
    }
}
