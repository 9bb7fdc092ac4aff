package io.segmill.jobs.ingest;

import io.segmill.core.run.LoadedFile;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;

/** How the load of a source ended. */
public sealed interface Load {
    /** There was nothing new to read; no table was touched. */
    record Unchanged() implements Load {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.unchanged(this);
        }
    }

    /**
     * The table has a new version.
     *
     * @param rows good rows of the files that were read, less those that a repeated key left out
     * @param badRows rows that went to quarantine
     * @param warnings whole sentences, bad rows among them
     * @param files what was read, to be kept in {@code runs/files}
     * @param quarantineVersion of the quarantine table, if there were bad rows
     */
    record Loaded(
            long rows,
            long badRows,
            List<String> warnings,
            List<LoadedFile> files,
            long tableVersion,
            OptionalLong quarantineVersion)
            implements Load {
        public Loaded {
            warnings = List.copyOf(warnings);
            files = List.copyOf(files);
            Objects.requireNonNull(quarantineVersion);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.loaded(this);
        }
    }

    /**
     * More rows were bad than are allowed: they are in quarantine, the source's table was not touched.
     *
     * @param message the counts and the first few reasons
     */
    record Failed(String message, long badRows, OptionalLong quarantineVersion) implements Load {
        public Failed {
            Objects.requireNonNull(message);
            Objects.requireNonNull(quarantineVersion);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.failed(this);
        }
    }

    <R> R match(Cases<R> cases);

    /** One method a record and no defaults: a new ending does not compile until every caller answers it. */
    interface Cases<R> {
        R unchanged(Unchanged unchanged);

        R loaded(Loaded loaded);

        R failed(Failed failed);
    }
}
