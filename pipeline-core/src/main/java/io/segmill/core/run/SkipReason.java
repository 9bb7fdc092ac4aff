package io.segmill.core.run;

import java.util.Objects;

/** Why a task was skipped; every Skipped says so. */
public record SkipReason(Kind kind, String name) {
    /** The reasons there are. */
    public enum Kind {
        INACTIVE("inactive", false),
        STATIC("static", false),
        UNCHANGED("unchanged", false),
        UPSTREAM_FAILED("upstream failed", true),
        UPSTREAM_INACTIVE("upstream inactive", true),
        HELD("held", true);

        private final String words;
        private final boolean named;

        Kind(String words, boolean named) {
            this.words = words;
            this.named = named;
        }
    }

    public static final SkipReason INACTIVE = new SkipReason(Kind.INACTIVE, "");
    public static final SkipReason STATIC = new SkipReason(Kind.STATIC, "");
    public static final SkipReason UNCHANGED = new SkipReason(Kind.UNCHANGED, "");

    public SkipReason {
        Objects.requireNonNull(kind);
        if (kind.named == name.isEmpty()) {
            throw new IllegalArgumentException(kind + " '" + name + "'");
        }
    }

    public static SkipReason upstreamFailed(String name) {
        return new SkipReason(Kind.UPSTREAM_FAILED, name);
    }

    public static SkipReason upstreamInactive(String name) {
        return new SkipReason(Kind.UPSTREAM_INACTIVE, name);
    }

    /** An export of whose segments the named one, among others, changed too much to be written unseen. */
    public static SkipReason held(String name) {
        return new SkipReason(Kind.HELD, name);
    }

    /** Reads what {@link #toString()} wrote. */
    public static SkipReason parse(String text) {
        for (Kind kind : Kind.values()) {
            if (kind.named && text.startsWith(kind.words + ": ")) {
                return new SkipReason(kind, text.substring(kind.words.length() + 2));
            }
            if (!kind.named && text.equals(kind.words)) {
                return new SkipReason(kind, "");
            }
        }
        throw new IllegalArgumentException("no reason to skip: " + text);
    }

    /** Whether a failure is behind it, so that the run has failed too. */
    public boolean isFailure() {
        return kind == Kind.UPSTREAM_FAILED;
    }

    /** {@code upstream failed: orders}. */
    @Override
    public String toString() {
        return kind.named ? kind.words + ": " + name : kind.words;
    }
}
