package io.segmill.core.reading.yaml;

import io.segmill.core.definition.Literal;
import io.segmill.core.problem.Code;
import io.segmill.core.problem.Problems;
import io.segmill.core.problem.SourceLocation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Reads one YAML file into a tree with places, its variables filled in; tells what stands in the way. */
public final class YamlReader {
    /** Deep enough for 200 nested lists of conditions, shallow enough for every later walk by recursion. */
    public static final int MOST_LEVELS = 500;

    /** A larger file is not read. */
    public static final int MOST_BYTES = YamlText.MOST_BYTES;

    /** How many values aliases may add; a few lines of nested aliases could otherwise fill the memory. */
    public static final int MOST_ALIASED = 100_000;

    private static final String TEXT_TAG = "tag:yaml.org,2002:str";

    private final Environment environment;
    private final Problems problems;

    public YamlReader(Environment environment, Problems problems) {
        this.environment = environment;
        this.problems = problems;
    }

    /**
     * Empty, and told, when it cannot be read.
     *
     * @param file the name for messages
     */
    public Optional<Node> read(String file, byte[] bytes) {
        return YamlText.of(file, bytes, problems).flatMap(text -> new Document(file, text).read());
    }

    /** Ends the reading of a file whose problem has been told. */
    private static final class Stopped extends RuntimeException {
        Stopped() {
            super("told", null, false, false);
        }
    }

    /** What an anchor stands for, with what it costs to repeat it. */
    private record Anchored(Node node, int size, int levels) {}

    /** One file while it is read. */
    private final class Document {
        private final String file;
        private final String text;
        private final Iterator<Event> events;
        private final Map<String, Anchored> anchors = new HashMap<>();
        private final List<String> open = new ArrayList<>();
        private int aliased;

        Document(String file, String text) {
            this.file = file;
            this.text = text;
            LoadSettings settings = LoadSettings.builder()
                    .setLabel(file)
                    .setCodePointLimit(YamlText.MOST_BYTES)
                    // Whole: a text longer than the buffer is copied for each buffer that it goes on.
                    .setBufferSize(Math.max(1_024, text.length() + 1))
                    .build();
            this.events = new Parse(settings).parseString(text).iterator();
        }

        Optional<Node> read() {
            try {
                next();
                Event start = next();
                if (start.getEventId() == Event.ID.StreamEnd) {
                    throw stop(
                            SourceLocation.wholeFile(file), "the file is empty", "write the definition, or delete it");
                }
                Node root = built(next(), 0).node();
                next();
                Event end = next();
                if (end.getEventId() != Event.ID.StreamEnd) {
                    throw stop(
                            at(end),
                            "a second YAML document begins here",
                            "keep one document a file: one file, one definition");
                }
                if (root instanceof Node.Leaf leaf && leaf.literal().kind() == Literal.Kind.NOTHING) {
                    throw stop(
                            SourceLocation.wholeFile(file), "the file is empty", "write the definition, or delete it");
                }
                return Optional.of(root);
            } catch (MarkedYamlEngineException e) {
                SyntaxComplaint complaint = SyntaxComplaint.of(e, text);
                problems.error(
                        Code.NOT_YAML,
                        new SourceLocation(file, complaint.line(), complaint.column()),
                        complaint.what(),
                        complaint.fix());
                return Optional.empty();
            } catch (YamlEngineException e) {
                problems.error(
                        Code.NOT_YAML,
                        SourceLocation.wholeFile(file),
                        "the file cannot be read as YAML",
                        "compare it with the examples of the handbook");
                return Optional.empty();
            } catch (Stopped e) {
                return Optional.empty();
            }
        }

        private Event next() {
            return events.next();
        }

        private Anchored built(Event event, int level) {
            if (level > MOST_LEVELS) {
                throw stop(
                        at(event),
                        "nested deeper than " + MOST_LEVELS + " levels",
                        "split it: refer to a segment of its own by member-of");
            }
            if (event instanceof AliasEvent alias) {
                return repeated(alias, level);
            }
            Optional<String> anchor = ((NodeEvent) event).getAnchor().map(Object::toString);
            anchor.ifPresent(open::add);
            Anchored made;
            if (event instanceof MappingStartEvent mapping) {
                refuseTag(mapping.getTag(), mapping);
                made = mapping(mapping, level);
            } else if (event instanceof SequenceStartEvent sequence) {
                refuseTag(sequence.getTag(), sequence);
                made = sequence(sequence, level);
            } else {
                made = new Anchored(leaf((ScalarEvent) event), 1, 1);
            }
            anchor.ifPresent(name -> {
                open.remove(name);
                anchors.put(name, made);
            });
            return made;
        }

        private Anchored repeated(AliasEvent alias, int level) {
            String name = alias.getAlias().toString();
            if (open.contains(name)) {
                throw stop(
                        at(alias), "the alias *" + name + " stands inside what it repeats", "write out what is meant");
            }
            Anchored anchored = anchors.get(name);
            if (anchored == null) {
                throw stop(
                        at(alias),
                        "the alias *" + name + " repeats nothing: there is no &" + name + " before it",
                        "mark what it repeats with &" + name + ", or quote the text if it begins with *");
            }
            aliased += anchored.size();
            if (aliased > MOST_ALIASED) {
                throw stop(
                        at(alias), "aliases repeat more than " + MOST_ALIASED + " values", "write out what is meant");
            }
            if (level + anchored.levels() > MOST_LEVELS) {
                throw stop(
                        at(alias),
                        "nested deeper than " + MOST_LEVELS + " levels",
                        "split it: refer to a segment of its own by member-of");
            }
            return anchored;
        }

        private Anchored mapping(MappingStartEvent start, int level) {
            Map<String, Node.Entry> entries = new LinkedHashMap<>();
            int size = 1;
            int levels = 0;
            for (Event event = next(); event.getEventId() != Event.ID.MappingEnd; event = next()) {
                Literal key = key(event);
                Anchored value = built(next(), level + 1);
                size += value.size();
                levels = Math.max(levels, value.levels());
                Node.Entry before = entries.putIfAbsent(key.value(), new Node.Entry(key, value.node()));
                if (before != null) {
                    problems.error(
                            Code.DUPLICATE_KEY,
                            key.location(),
                            "the key " + key.shown() + " stands here a second time, first in line "
                                    + before.key().location().line(),
                            "keep one of the two");
                }
            }
            return new Anchored(new Node.Mapping(at(start), new ArrayList<>(entries.values())), size, levels + 1);
        }

        private Literal key(Event event) {
            if (event instanceof ScalarEvent scalar) {
                return new Literal(Literal.Kind.TEXT, scalar.getValue(), scalar.getValue(), at(scalar));
            }
            if (event instanceof AliasEvent alias) {
                Node repeated = repeated(alias, 0).node();
                if (repeated instanceof Node.Leaf leaf) {
                    return new Literal(
                            Literal.Kind.TEXT,
                            leaf.literal().written(),
                            leaf.literal().written(),
                            at(alias));
                }
            }
            throw stop(
                    at(event),
                    "a key is a single word, not a list or a mapping",
                    "write 'key: value'; quote a text that begins with [ or {");
        }

        private Anchored sequence(SequenceStartEvent start, int level) {
            List<Node> items = new ArrayList<>();
            int size = 1;
            int levels = 0;
            for (Event event = next(); event.getEventId() != Event.ID.SequenceEnd; event = next()) {
                Anchored item = built(event, level + 1);
                size += item.size();
                levels = Math.max(levels, item.levels());
                items.add(item.node());
            }
            return new Anchored(new Node.Sequence(at(start), items), size, levels + 1);
        }

        private Node leaf(ScalarEvent scalar) {
            SourceLocation location = at(scalar);
            String written = scalar.getValue();
            boolean text = scalar.getTag().filter(TEXT_TAG::equals).isPresent();
            if (!text) {
                refuseTag(scalar.getTag(), scalar);
            }
            Environment.Filled filled = environment.fill(written);
            if (!filled.unset().isEmpty()) {
                for (String name : filled.unset()) {
                    problems.error(
                            Code.UNSET_VARIABLE,
                            location,
                            "the environment variable " + name + " is not set",
                            "set it, or give a default: ${" + name + ":-…}");
                }
                return new Node.Broken(location);
            }
            boolean plain = scalar.getScalarStyle() == ScalarStyle.PLAIN
                    && scalar.getTag().isEmpty();
            Literal.Kind kind = plain ? CoreSchema.kind(filled.value()) : Literal.Kind.TEXT;
            return new Node.Leaf(new Literal(kind, filled.value(), written, location));
        }

        private void refuseTag(Optional<String> tag, Event event) {
            if (tag.isPresent() && !tag.get().equals("!")) {
                throw stop(
                        at(event),
                        "tags (a word that begins with !) are not read",
                        "delete the tag; quote a text that begins with !");
            }
        }

        private SourceLocation at(Event event) {
            Mark mark = event.getStartMark().orElseThrow();
            return new SourceLocation(file, mark.getLine() + 1, mark.getColumn() + 1);
        }

        private Stopped stop(SourceLocation location, String what, String fix) {
            problems.error(Code.NOT_YAML, location, what, fix);
            return new Stopped();
        }
    }
}
