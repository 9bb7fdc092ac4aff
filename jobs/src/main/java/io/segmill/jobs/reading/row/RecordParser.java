package io.segmill.jobs.reading.row;

import io.segmill.jobs.reading.text.RecordReader;

/** Takes the values of one source's row from one record of a text file. */
public interface RecordParser {
    /** What a record turned out to hold. */
    enum Content {
        ROW,
        NOTHING
    }

    /** Fills the row; everything that is wrong with the record becomes a flaw of the row. */
    Content parse(RecordReader record, RowBuilder row);
}
