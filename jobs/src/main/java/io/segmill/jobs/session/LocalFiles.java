package io.segmill.jobs.session;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.DelegateToFileSystem;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsAction;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.spark.sql.SparkSession;

/**
 * Hadoop's local file system by Java's own calls. Without its native library, which Maven does not bring, Hadoop starts
 * a process for every {@code chmod} and {@code readlink}: several for each file that Spark writes, a dozen for each
 * commit of Delta.
 */
public final class LocalFiles {
    private LocalFiles() {}

    /** Makes a session use them. */
    static SparkSession.Builder use(SparkSession.Builder builder) {
        return builder.config("spark.hadoop.fs.file.impl", Checked.class.getName())
                .config("spark.hadoop.fs.AbstractFileSystem.file.impl", Context.class.getName());
    }

    private static final class Raw extends RawLocalFileSystem {
        @Override
        public void setPermission(Path path, FsPermission permission) throws IOException {
            if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
                Files.setPosixFilePermissions(pathToFile(path).toPath(), permissions(permission));
            }
        }

        @Override
        public boolean supportsSymlinks() {
            return false;
        }

        /** Of what a link leads to, since no one here asks for links. */
        @Override
        public FileStatus getFileLinkStatus(Path path) throws IOException {
            return getFileStatus(path);
        }

        private static Set<PosixFilePermission> permissions(FsPermission permission) {
            Set<PosixFilePermission> set = EnumSet.noneOf(PosixFilePermission.class);
            add(
                    set,
                    permission.getUserAction(),
                    PosixFilePermission.OWNER_READ,
                    PosixFilePermission.OWNER_WRITE,
                    PosixFilePermission.OWNER_EXECUTE);
            add(
                    set,
                    permission.getGroupAction(),
                    PosixFilePermission.GROUP_READ,
                    PosixFilePermission.GROUP_WRITE,
                    PosixFilePermission.GROUP_EXECUTE);
            add(
                    set,
                    permission.getOtherAction(),
                    PosixFilePermission.OTHERS_READ,
                    PosixFilePermission.OTHERS_WRITE,
                    PosixFilePermission.OTHERS_EXECUTE);
            return set;
        }

        private static void add(
                Set<PosixFilePermission> set,
                FsAction action,
                PosixFilePermission read,
                PosixFilePermission write,
                PosixFilePermission execute) {
            if (action.implies(FsAction.READ)) {
                set.add(read);
            }
            if (action.implies(FsAction.WRITE)) {
                set.add(write);
            }
            if (action.implies(FsAction.EXECUTE)) {
                set.add(execute);
            }
        }
    }

    /** For Hadoop's {@code FileSystem}: with its checksums, which find a file that the disk has spoilt. */
    public static final class Checked extends LocalFileSystem {
        public Checked() {
            super(new Raw());
        }
    }

    /** For Hadoop's {@code FileContext}, by which Delta renames. */
    public static final class Context extends DelegateToFileSystem {
        public Context(URI uri, Configuration conf) throws IOException, URISyntaxException {
            super(uri, new Raw(), conf, "file", false);
        }
    }
}
