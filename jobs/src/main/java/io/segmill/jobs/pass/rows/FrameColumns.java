package io.segmill.jobs.pass.rows;

import io.segmill.core.schema.ColumnPath;
import io.segmill.jobs.pass.code.Coding;
import io.segmill.jobs.pass.code.Interns;
import java.io.Serializable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.catalyst.InternalRow;

/** Where the columns of a frame are, which are named as their paths are written. */
public final class FrameColumns implements Serializable {
    private static final long serialVersionUID = 1;

    private final Map<String, Integer> ordinals;
    private final int width;

    public FrameColumns(String[] names) {
        this(ordinals(names), names.length);
    }

    /**
     * @param ordinals by the columns' names
     * @param width of a row in columns
     */
    public FrameColumns(Map<String, Integer> ordinals, int width) {
        this.ordinals = new HashMap<>(ordinals);
        this.width = width;
    }

    private static Map<String, Integer> ordinals(String[] names) {
        List<String> all = Arrays.asList(names);
        Map<String, Integer> ordinals = new HashMap<>();
        all.forEach(name -> ordinals.put(name, all.indexOf(name)));
        return ordinals;
    }

    public boolean has(ColumnPath path) {
        return ordinals.containsKey(path.toString());
    }

    int width() {
        return width;
    }

    public int ordinal(ColumnPath path) {
        return ordinal(path.toString());
    }

    public int ordinal(String name) {
        return ordinals.get(name);
    }

    /** A column's value as the language's rows hold it; empty when it is missing. */
    Optional<Object> value(InternalRow row, ColumnPath path) {
        int ordinal = ordinal(path);
        if (row.isNullAt(ordinal)) {
            return Optional.empty();
        }
        Coding coding = Coding.of(path.column().type());
        Interns interns = new Interns();
        long code = coding.isInterned() ? interns.of(coding.text(row, ordinal)) : coding.code(row, ordinal);
        return Optional.of(coding.value(code, interns));
    }
}
