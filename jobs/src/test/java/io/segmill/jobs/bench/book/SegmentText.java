package io.segmill.jobs.bench.book;

/** A segment's file. */
public record SegmentText(String id, String yaml) {}
