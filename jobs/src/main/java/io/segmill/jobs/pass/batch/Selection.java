package io.segmill.jobs.pass.batch;

/** Some rows of a batch by their places, ascending. */
public final class Selection {
    private int[] rows = new int[0];
    private int size;

    /** All of the first. */
    public void all(int count) {
        if (rows.length < count) {
            rows = new int[count];
        }
        for (int row = 0; row < count; row++) {
            rows[row] = row;
        }
        size = count;
    }

    public int size() {
        return size;
    }

    public int row(int index) {
        return rows[index];
    }

    /** Which of its rows stay. */
    public interface Condition {
        boolean holds(int row);
    }

    public void keep(Condition condition) {
        int kept = 0;
        for (int index = 0; index < size; index++) {
            int row = rows[index];
            if (condition.holds(row)) {
                rows[kept++] = row;
            }
        }
        size = kept;
    }
}
