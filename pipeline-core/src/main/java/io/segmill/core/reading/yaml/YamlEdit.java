package io.segmill.core.reading.yaml;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * A definition's file in which the values of top-level keys are changed. Only the characters of what changes are
 * replaced: comments, order, quotes and line ends stay as they are. Where something else repeats the changed value by
 * its anchor, it is written out there. Places are counted in code points, as the parser does.
 */
public final class YamlEdit {
    private static final String BYTE_ORDER_MARK = "\uFEFF";
    private static final LoadSettings SETTINGS = LoadSettings.builder()
            .setCodePointLimit(Integer.MAX_VALUE)
            .setMaxAliasesForCollections(YamlReader.MOST_ALIASED)
            .build();

    private enum Kind {
        SCALAR,
        ALIAS,
        LIST,
        MAPPING
    }

    /**
     * A value and where it stands.
     *
     * @param style of a collection whether it is written between brackets, of a scalar whether it fills lines of its own
     * @param start where its anchor or tag begins, if it has one
     * @param end behind its last character; block collections end with their last part
     * @param anchor its own name, or of an alias the name that it repeats; else empty
     * @param meant what an alias repeats
     */
    private record Value(
            Kind kind,
            Style style,
            int start,
            int end,
            String anchor,
            Optional<Value> meant,
            String scalar,
            List<Value> items) {
        boolean isIn(int from, int until) {
            return start >= from && end <= until;
        }
    }

    private enum Style {
        FLOW,
        BLOCK
    }

    private record Entry(String key, int start, int keyEnd, Value value) {
        int end() {
            return Math.max(keyEnd, value.end());
        }
    }

    /** Characters that are replaced by others. */
    private record Change(int start, int end, String text) {}

    private final String text;
    private final String mark;
    private final int[] points;
    private final String lineEnd;
    private final List<Entry> entries = new ArrayList<>();
    private final Map<String, Value> anchors = new HashMap<>();
    private final List<Value> anchored = new ArrayList<>();
    private final List<Value> aliases = new ArrayList<>();
    private final Value root;
    private final Iterator<Event> events;

    private YamlEdit(String text) {
        this.text = text;
        this.mark = text.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK : "";
        String content = text.substring(mark.length());
        this.points = content.codePoints().toArray();
        this.lineEnd = content.contains("\r\n") ? "\r\n" : "\n";
        this.events = new Parse(SETTINGS).parseString(content).iterator();
        events.next();
        events.next();
        this.root = value(events.next(), entries);
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
     * @throws IllegalArgumentException if the file is written in a way in which that would change something else too
     */
    public static String set(String text, String key, String value, List<String> behind) {
        YamlEdit edit = new YamlEdit(text);
        return edit.checked(key, edit.set(key, value, behind));
    }

    /** Takes a key and its value away, if it is there. @throws IllegalArgumentException as {@link #set} */
    public static String remove(String text, String key) {
        YamlEdit edit = new YamlEdit(text);
        return edit.entry(key)
                .map(entry -> edit.checked(key, edit.without(entry)))
                .orElse(text);
    }

    /**
     * Adds a text to a list, behind its last one, unless it is there.
     *
     * @param behind as in {@link #set}
     * @throws IllegalArgumentException as {@link #set}
     */
    public static String add(String text, String key, String item, List<String> behind) {
        YamlEdit edit = new YamlEdit(text);
        return edit.checked(key, edit.add(key, item, behind));
    }

    /**
     * Takes a text out of a list, wherever it stands; the key too where it was the last one.
     *
     * @throws IllegalArgumentException as {@link #set}
     */
    public static String removeItem(String text, String key, String item) {
        String rest = text;
        while (true) {
            YamlEdit edit = new YamlEdit(rest);
            Optional<String> without = edit.entry(key)
                    .flatMap(entry -> edit.withoutItem(entry, item))
                    .map(changed -> edit.checked(key, changed));
            if (without.isEmpty()) {
                return rest;
            }
            rest = without.get();
        }
    }

    /** Whether a file has a key. */
    public static boolean has(String text, String key) {
        return new YamlEdit(text).entry(key).isPresent();
    }

    /** The text that a key has, as it is written: variables of the environment are not filled in. */
    public static Optional<String> scalar(String text, String key) {
        return new YamlEdit(text)
                .entry(key)
                .map(Entry::value)
                .filter(value -> value.meant().orElse(value).kind() == Kind.SCALAR)
                .map(Value::scalar);
    }

    private Value value(Event event, List<Entry> asEntries) {
        int start = start(event);
        if (event instanceof AliasEvent alias) {
            String name = alias.getAlias().getValue();
            Value meant = Objects.requireNonNull(anchors.get(name), name);
            Value found = new Value(
                    Kind.ALIAS, Style.FLOW, start, end(event), name, Optional.of(meant), meant.scalar(), meant.items());
            aliases.add(found);
            return found;
        }
        String anchor =
                ((NodeEvent) event).getAnchor().map(name -> name.getValue()).orElse("");
        Value found = event instanceof ScalarEvent scalar
                ? scalar(scalar, anchor)
                : collection((CollectionStartEvent) event, anchor, asEntries);
        if (!anchor.isEmpty()) {
            anchors.put(anchor, found);
            anchored.add(found);
        }
        return found;
    }

    private Value scalar(ScalarEvent event, String anchor) {
        boolean isBlock = event.getScalarStyle() == ScalarStyle.LITERAL || event.getScalarStyle() == ScalarStyle.FOLDED;
        int start = start(event);
        return new Value(
                Kind.SCALAR,
                isBlock ? Style.BLOCK : Style.FLOW,
                start,
                trimmed(start, end(event)),
                anchor,
                Optional.empty(),
                event.getValue(),
                List.of());
    }

    private Value collection(CollectionStartEvent event, String anchor, List<Entry> asEntries) {
        boolean isFlow = event.getFlowStyle() == FlowStyle.FLOW;
        boolean isMapping = event.getEventId() == Event.ID.MappingStart;
        List<Value> items = new ArrayList<>();
        Event next = events.next();
        while (next.getEventId() != Event.ID.MappingEnd && next.getEventId() != Event.ID.SequenceEnd) {
            Value part = value(next, new ArrayList<>());
            items.add(part);
            if (isMapping) {
                Value of = value(events.next(), new ArrayList<>());
                asEntries.add(new Entry(part.scalar(), part.start(), part.end(), of));
                items.add(of);
            }
            next = events.next();
        }
        int end = isFlow
                ? end(next)
                : items.isEmpty() ? end(event) : items.get(items.size() - 1).end();
        return new Value(
                isMapping ? Kind.MAPPING : Kind.LIST,
                isFlow ? Style.FLOW : Style.BLOCK,
                start(event),
                end,
                anchor,
                Optional.empty(),
                "",
                List.copyOf(items));
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

    /** The text, if all keys but that one still say what they said. */
    private String checked(String key, String changed) {
        try {
            Map<Object, Object> before = others(text, key);
            if (!before.equals(others(changed, key))) {
                throw new IllegalArgumentException("something besides '" + key + "' would change");
            }
            return changed;
        } catch (YamlEngineException e) {
            throw new IllegalArgumentException("'" + key + "' cannot be changed in place", e);
        }
    }

    private static Map<Object, Object> others(String text, String key) {
        Map<Object, Object> read = new HashMap<>((Map<?, ?>) new Load(SETTINGS).loadFromString(text));
        read.remove(key);
        return read;
    }

    private String changed(List<Change> changes) {
        StringBuilder result = new StringBuilder(mark);
        int at = 0;
        for (Change change :
                changes.stream().sorted(Comparator.comparingInt(Change::start)).toList()) {
            result.append(slice(at, change.start())).append(change.text());
            at = change.end();
        }
        return result.append(slice(at, points.length)).toString();
    }

    private String slice(int start, int end) {
        return new String(points, start, end - start);
    }

    /** The characters between two places replaced, and what repeats something of them elsewhere written out. */
    private String replaced(int start, int end, String by) {
        List<Change> changes = new ArrayList<>(writtenOut(start, end));
        changes.add(new Change(start, end, by));
        return changed(changes);
    }

    /** The first alias outside of a place to each value that is anchored in it becomes that value. */
    private List<Change> writtenOut(int start, int end) {
        List<Change> changes = new ArrayList<>();
        for (Value value : anchored) {
            if (value.isIn(start, end)) {
                firstAlias(value, start, end)
                        .ifPresent(alias -> changes.add(
                                new Change(alias.start(), alias.end(), "&" + value.anchor() + " " + inOneLine(value))));
            }
        }
        return changes;
    }

    private Optional<Value> firstAlias(Value value, int start, int end) {
        return aliases.stream()
                .filter(alias -> alias.meant().get() == value && !alias.isIn(start, end))
                .findFirst();
    }

    /** As it could stand anywhere, without its anchor. */
    private String inOneLine(Value value) {
        return switch (value.kind()) {
            case ALIAS -> "*" + value.anchor();
            case LIST -> value.items().stream().map(this::inOneLine).collect(Collectors.joining(", ", "[", "]"));
            case MAPPING -> {
                List<String> pairs = new ArrayList<>();
                for (int i = 0; i < value.items().size(); i += 2) {
                    pairs.add(inOneLine(value.items().get(i)) + ": "
                            + inOneLine(value.items().get(i + 1)));
                }
                yield "{" + String.join(", ", pairs) + "}";
            }
            case SCALAR -> {
                String written = slice(value.start(), value.end());
                if (!value.anchor().isEmpty()) {
                    written = written.replaceFirst("&\\S+\\s*", "");
                }
                boolean isQuoted = written.startsWith("'") || written.startsWith("\"");
                boolean standsAnywhere =
                        written.lines().count() <= 1 && (isQuoted || !written.matches(".*[,\\[\\]{}].*"));
                yield standsAnywhere ? written : YamlScalar.asRead(value.scalar());
            }
        };
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
        if (root.style() == Style.FLOW) {
            int at = entries.isEmpty()
                    ? root.end() - 1
                    : entries.get(entries.size() - 1).end();
            return replaced(at, at, entries.isEmpty() ? written : ", " + written);
        }
        Optional<Entry> before = behind.stream()
                .map(this::entry)
                .flatMap(Optional::stream)
                .filter(this::endsWithItsLine)
                .findFirst();
        int first = lineStart(entries.get(0).start());
        String indent = slice(first, indented(first));
        if (before.isEmpty()) {
            return replaced(first, first, indent + written + lineEnd);
        }
        int at = lineEnd(before.get().end());
        return replaced(at, at, lineEnd + indent + written);
    }

    /** Not so a block of text to which the line ends that follow belong. */
    private boolean endsWithItsLine(Entry entry) {
        Value value = entry.value();
        if (value.kind() != Kind.SCALAR || value.style() != Style.BLOCK) {
            return true;
        }
        boolean isKept =
                slice(value.start(), lineEnd(value.start())).split("#", 2)[0].contains("+");
        return !isKept && lineEnd(value.end()) < points.length;
    }

    private int indented(int lineStart) {
        int at = lineStart;
        while (at < points.length && points[at] == ' ') {
            at++;
        }
        return at;
    }

    private String without(Entry entry) {
        return root.style() == Style.FLOW
                ? withoutPart(
                        entries.indexOf(entry),
                        entries.stream().map(Entry::start).toList(),
                        entries.stream().map(Entry::end).toList(),
                        List.of())
                : withoutLines(entry.start(), entry.end(), List.of());
    }

    private String withoutLines(int start, int end, List<Change> further) {
        int from = lineStart(start);
        int until = nextLine(end);
        List<Change> changes = new ArrayList<>(further);
        changes.addAll(writtenOut(from, until));
        changes.add(new Change(from, until, ""));
        return changed(changes);
    }

    /**
     * Without one of the parts between two brackets, and one of the commas around it; with its lines, if it has lines of
     * its own.
     */
    private String withoutPart(int place, List<Integer> starts, List<Integer> ends, List<Change> further) {
        int start = starts.get(place);
        int end = ends.get(place);
        boolean isLast = place == starts.size() - 1;
        int comma = skipped(end);
        boolean hasComma = comma < points.length && points[comma] == ',' && lineEnd(end) > comma;
        int behind = hasComma ? comma + 1 : end;
        int nextLine = nextLine(behind);
        int line = lineStart(start);
        boolean hasCommaBefore = slice(line, start).contains(",");
        boolean hasItsLines =
                isBlankOrComma(line, start) && skipped(behind) >= nextLine && (hasComma || hasCommaBefore || isLast);
        int from = start;
        int until = behind;
        if (hasItsLines) {
            from = line;
            until = nextLine;
        } else if (!isLast || place == 0) {
            until = blanksSkipped(behind);
            if (until > behind && points[until] == '#' && !Character.isWhitespace(points[start - 1])) {
                until--;
            }
        } else if (isBlankOrComma(ends.get(place - 1), start)) {
            from = ends.get(place - 1);
            until = end;
        }
        List<Change> changes = new ArrayList<>(further);
        changes.addAll(writtenOut(start, end));
        changes.add(new Change(from, until, ""));
        return changed(changes);
    }

    private String add(String key, String item, List<String> behind) {
        String written = YamlScalar.of(item);
        Optional<Entry> entry = entry(key);
        if (entry.isEmpty()) {
            return with(key, "[" + written + "]", behind);
        }
        Value list = entry.get().value();
        if (has(list, item)) {
            return text;
        }
        if (list.kind() == Kind.ALIAS && list.meant().get().kind() == Kind.LIST) {
            List<String> all =
                    new ArrayList<>(list.items().stream().map(this::inOneLine).toList());
            all.add(written);
            return replaced(list.start(), list.end(), "[" + String.join(", ", all) + "]");
        }
        if (list.kind() != Kind.LIST) {
            return set(key, "[" + written + "]", behind);
        }
        List<Change> changes = new ArrayList<>(ownAgain(list));
        if (list.items().isEmpty()) {
            changes.add(new Change(list.end() - 1, list.end() - 1, written));
            return changed(changes);
        }
        Value last = list.items().get(list.items().size() - 1);
        if (list.style() == Style.FLOW) {
            changes.add(new Change(last.end(), last.end(), ", " + written));
            return changed(changes);
        }
        int dash = dash(list, list.items().size() - 1);
        int at = lineEnd(last.end());
        changes.add(new Change(at, at, lineEnd + slice(lineStart(dash), dash) + "- " + written));
        return changed(changes);
    }

    /** What repeats a whole list gets it as it was, before it changes; the list then has no anchor any more. */
    private List<Change> ownAgain(Value list) {
        Optional<Value> alias = list.anchor().isEmpty() ? Optional.empty() : firstAlias(list, list.start(), list.end());
        if (alias.isEmpty()) {
            return List.of();
        }
        int from = list.start();
        while (points[from] != '&') {
            from++;
        }
        int until = from;
        while (!Character.isWhitespace(points[until])) {
            until++;
        }
        boolean endsItsLine = lineEnd(from) == until;
        return List.of(
                endsItsLine ? new Change(from - 1, until, "") : new Change(from, blanksSkipped(until), ""),
                new Change(alias.get().start(), alias.get().end(), "&" + list.anchor() + " " + inOneLine(list)));
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
            String rest = list.items().stream()
                    .filter(one -> !one.scalar().equals(item))
                    .map(this::inOneLine)
                    .collect(Collectors.joining(", ", "[", "]"));
            return Optional.of(replaced(list.start(), list.end(), rest));
        }
        int place = 0;
        while (!list.items().get(place).scalar().equals(item)) {
            place++;
        }
        List<Change> own = ownAgain(list);
        return Optional.of(
                list.style() == Style.FLOW
                        ? withoutPart(
                                place,
                                list.items().stream().map(Value::start).toList(),
                                list.items().stream().map(Value::end).toList(),
                                own)
                        : withoutLines(
                                dash(list, place), list.items().get(place).end(), own));
    }

    /** Where the dash of an item of a block list is. */
    private int dash(Value list, int place) {
        if (place > 0) {
            return skipped(list.items().get(place - 1).end());
        }
        int at = list.start();
        while (points[at] == '&' || points[at] == '!') {
            while (!Character.isWhitespace(points[at])) {
                at++;
            }
            at = skipped(at);
        }
        return at;
    }

    /** The next place that is neither blank nor in a comment. */
    private int skipped(int from) {
        int at = from;
        while (at < points.length) {
            if (Character.isWhitespace(points[at])) {
                at++;
            } else if (points[at] == '#' && at > 0 && Character.isWhitespace(points[at - 1])) {
                at = lineEnd(at);
            } else {
                return at;
            }
        }
        return at;
    }

    private int blanksSkipped(int from) {
        int at = from;
        while (at < points.length && (points[at] == ' ' || points[at] == '\t')) {
            at++;
        }
        return at;
    }

    private boolean isBlankOrComma(int from, int until) {
        for (int at = from; at < until; at++) {
            if (points[at] != ' ' && points[at] != '\t' && points[at] != ',') {
                return false;
            }
        }
        return true;
    }

    private boolean isLineEnd(int at) {
        return points[at] == '\n' || points[at] == '\r';
    }

    private int lineStart(int at) {
        int start = at;
        while (start > 0 && !isLineEnd(start - 1)) {
            start--;
        }
        return start;
    }

    private int lineEnd(int at) {
        int end = at;
        while (end < points.length && !isLineEnd(end)) {
            end++;
        }
        return end;
    }

    private int nextLine(int at) {
        int end = lineEnd(at);
        if (end < points.length && points[end] == '\r' && end + 1 < points.length && points[end + 1] == '\n') {
            end++;
        }
        return Math.min(end + 1, points.length);
    }
}
