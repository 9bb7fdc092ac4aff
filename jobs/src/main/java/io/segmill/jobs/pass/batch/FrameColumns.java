package io.segmill.jobs.pass.batch;

import io.segmill.core.schema.ColumnPath;
import java.io.Serializable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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

    public int width() {
        return width;
    }

    public int ordinal(ColumnPath path) {
        return ordinal(path.toString());
    }

    public int ordinal(String name) {
        return ordinals.get(name);
    }
}
