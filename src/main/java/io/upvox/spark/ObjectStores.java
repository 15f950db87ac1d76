package io.upvox.spark;

import java.util.Arrays;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** Which file systems rename a directory by copying its files one by one. Hadoop has no capability that says so. */
final class ObjectStores {
    /** Hadoop's key for the list of their schemes, separated by commas. */
    static final String KEY = "upvox.object.store.schemes";

    /** Azure's abfs is not among them: with a hierarchical namespace it renames directories at once. */
    static final String DEFAULT = "s3a,s3,s3n,gs,oss,cos,cosn,obs,wasb,wasbs,swift";

    private ObjectStores() {}

    /** Whether a qualified path lies in one of them. */
    static boolean holds(Path path, Configuration conf) {
        String scheme = path.toUri().getScheme();
        return scheme != null
                && Arrays.asList(conf.getTrimmedStrings(KEY, DEFAULT.split(",")))
                        .contains(scheme.toLowerCase(Locale.ROOT));
    }
}
