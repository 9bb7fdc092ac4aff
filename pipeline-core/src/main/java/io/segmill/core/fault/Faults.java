package io.segmill.core.fault;

/**
 * Hears of each place at which a run may stop, before the run goes on. Nothing but {@link #NONE} is shipped; tests throw,
 * hang or halt there, and then look whether anything was lost, half seen or done twice.
 */
@FunctionalInterface
public interface Faults {
    /** Nothing goes wrong of itself. */
    Faults NONE = (point, subject) -> {};

    /**
     * The run is at that place; called from the thread that does the work.
     *
     * @param subject what it is about: a table, a file, the record
     */
    void at(FaultPoint point, String subject);
}
