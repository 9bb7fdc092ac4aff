package io.segmill.core.run;

import io.segmill.core.project.Settings;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Which segments are held back from which exports: those whose newest refresh changed them by more than the project's
 * limits, until their next refresh without that or until they are released. Nothing else is kept of it, so that neither a
 * run that is taken up again nor a history that is lost lets one through.
 */
public final class Holds {
    /**
     * Somebody has let an export write a segment as one run refreshed it.
     *
     * @param refreshedBy that run
     */
    public record Release(String export, String segment, String refreshedBy) {
        public Release {
            Objects.requireNonNull(export);
            Objects.requireNonNull(segment);
            Objects.requireNonNull(refreshedBy);
        }
    }

    private final Settings.ChangeLimits limits;
    private final Set<Release> releases;

    public Holds(Settings.ChangeLimits limits, Set<Release> releases) {
        this.limits = limits;
        this.releases = Set.copyOf(releases);
    }

    /**
     * Why a segment is held back from an export; empty if it is not.
     *
     * @param newest what the segment's newest refresh made of it
     */
    public Optional<String> why(String export, SegmentCount newest) {
        return releases.contains(new Release(export, newest.segment(), newest.refreshedBy()))
                ? Optional.empty()
                : limits.alert(newest.members(), newest.entered(), newest.left());
    }
}
