package io.segmill.jobs.table;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What became visible together at the end of a run.
 *
 * @param number from 1, in the order of the publications
 * @param versions of every table there is, those included that the run left alone
 */
public record Publication(
        long number, String runId, LocalDate asOf, Map<TableName, Long> versions, Instant publishedAt) {
    public Publication {
        versions = Collections.unmodifiableMap(new TreeMap<>(versions));
    }
}
