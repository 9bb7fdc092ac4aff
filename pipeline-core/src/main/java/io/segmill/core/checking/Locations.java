package io.segmill.core.checking;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** Where files lie: paths are relative to the project folder, whatever file names them and wherever a command starts. */
final class Locations {
    private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:/.*", Pattern.DOTALL);
    private static final Pattern FILE_URI = Pattern.compile("^file:(//)?/");

    private final Path folder;

    Locations(Path folder) {
        this.folder = folder.toAbsolutePath().normalize();
    }

    Path folder() {
        return folder;
    }

    static boolean isUri(String location) {
        return SCHEME.matcher(location).matches();
    }

    /** The same place whichever links lead to it, as far as it is there; a URI stays as it is. */
    static String real(String location) {
        if (isUri(location)) {
            return location;
        }
        Path whole = Path.of(location);
        for (Path there = whole; there != null; there = there.getParent()) {
            try {
                return there.toRealPath().resolve(there.relativize(whole)).toString();
            } catch (IOException e) {
                // Not there yet; its parent may be.
            }
        }
        return location;
    }

    /** Absolute and normalised; a URI stays as it is, one of the local disk becomes its path. Empty for what is no path. */
    Optional<String> resolve(String location) {
        if (location.isBlank()) {
            return Optional.empty();
        }
        String local = FILE_URI.matcher(location).replaceFirst("/");
        if (isUri(local)) {
            return Optional.of(location);
        }
        try {
            return Optional.of(folder.resolve(local).normalize().toString());
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }
}
