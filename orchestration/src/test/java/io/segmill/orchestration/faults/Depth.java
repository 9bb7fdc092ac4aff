package io.segmill.orchestration.faults;

/** How many faults are tried: by default those that fit a build, with {@code -Dfaults=all} every one there is. */
enum Depth {
    BUILD,
    ALL;

    static Depth asked() {
        String asked = System.getProperty("faults", "");
        return switch (asked) {
            case "" -> BUILD;
            case "all" -> ALL;
            default -> throw new IllegalArgumentException("-Dfaults takes all, not " + asked);
        };
    }
}
