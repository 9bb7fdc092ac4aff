package io.segmill.jobs.reading;

import io.segmill.core.problem.NearestName;
import io.segmill.core.project.Source;
import io.segmill.core.schema.Column;
import io.segmill.jobs.reading.row.JsonParser;
import io.segmill.jobs.reading.text.Dialect;
import io.segmill.jobs.reading.text.RecordReader;
import io.segmill.jobs.reading.text.TextFile;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;

/** The names in a file of JSON lines, which has no header: those of its first objects. */
public final class JsonNames {
    private static final int OBJECTS = 100;

    private JsonNames() {}

    /** The name that nobody declared and that is nearest to that of a column, if one is near. */
    public static Optional<String> undeclared(
            Source source, Column column, FoundFile file, Configuration configuration) {
        FileColumns names = new FileColumns(file.name(), List.copyOf(first(file, configuration)));
        return NearestName.of(column.inFile(), names.unused(source));
    }

    private static Set<String> first(FoundFile file, Configuration configuration) {
        Set<String> names = new LinkedHashSet<>();
        TextFile text = new TextFile(file.location(), file.size(), Dialect.LINES);
        try (TextFile.Opened opened = text.open(configuration)) {
            RecordReader records = opened.records();
            for (int i = 0; i < OBJECTS && records.next(); i++) {
                names.addAll(names(records));
            }
        } catch (IOException e) {
            throw Probe.unreadable(file.name(), e);
        }
        return names;
    }

    private static Set<String> names(RecordReader object) throws IOException {
        try {
            return JsonParser.names(object.text(0));
        } catch (CharacterCodingException undecodable) {
            // The row is bad, and told as such.
            return Set.of();
        }
    }
}
