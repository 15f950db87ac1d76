package io.upvox.spark;

import java.io.IOException;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.hdfs.DistributedFileSystem;
import org.apache.hadoop.util.Progressable;

/** HDFS whose client fails or dies where {@link FaultyFileSystem} is told to. */
public class FaultyHdfs extends DistributedFileSystem {
    /** How long a client waits before it asks again whether a file is complete, in ms; by default 400. */
    public static final String CLOSE_DELAY = "dfs.client.block.write.locateFollowingBlock.initial.delay.ms";

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
                f, super.create(f, permission, overwrite, buffer, replication, blockSize, progress));
    }

    @Override
    public boolean rename(Path src, Path dst) throws IOException {
        FaultyFileSystem.change("rename " + src + " to " + dst);
        return super.rename(src, dst);
    }

    @Override
    public boolean delete(Path f, boolean recursive) throws IOException {
        FaultyFileSystem.change("delete " + f);
        return super.delete(f, recursive);
    }
}
