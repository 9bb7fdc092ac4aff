package io.segmill.jobs.profile;

/** Whether a figure is counted or estimated. */
public enum Precision {
    EXACT,
    APPROXIMATE
}
