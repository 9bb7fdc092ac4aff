package io.segmill.core.explanation;

import java.util.Optional;

/**
 * Where a customer stands among those whom a limit ranks.
 *
 * @param by what is ranked; missing if it is missing
 * @param rank from 1
 * @param ranked how many customers are ranked together
 */
public record Ranking(Optional<Object> by, long rank, long ranked) {}
