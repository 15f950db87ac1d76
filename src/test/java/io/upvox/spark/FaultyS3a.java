package io.upvox.spark;

import java.io.IOException;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.fs.s3a.S3AFileSystem;
import org.apache.hadoop.util.Progressable;

/** S3A whose client fails, where {@link FaultyFileSystem} is told to, after a file has been put. */
public class FaultyS3a extends S3AFileSystem {
    @Override
    public FSDataOutputStream create(
            Path f,
            FsPermission permission,
            boolean overwrite,
            int buffer,
            short replication,
            long blockSize,
            Progressable progress)
            throws IOException {
        return FaultyFileSystem.closing(
                f, super.create(f, permission, overwrite, buffer, replication, blockSize, progress), true);
    }
}
