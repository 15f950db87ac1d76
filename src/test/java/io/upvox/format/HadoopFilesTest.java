package io.upvox.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HadoopFilesTest {
    @TempDir
    Path dir;

    private final Configuration conf = new Configuration();

    @ParameterizedTest
    @ValueSource(strings = {"022", "077", "027", "002"})
    void aLocalFileAndItsDirectoriesGetThePermissionsThatHadoopGives(String mask) throws IOException {
        conf.set(FsPermission.UMASK_LABEL, mask);
        conf.setBoolean("fs.file.impl.disable.cache", true);
        Path ours = dir.resolve("ours/a/file");
        Path theirs = dir.resolve("theirs/a/file");
        HadoopFiles.create(hadoop(ours), conf).close();
        ((LocalFileSystem) hadoop(theirs).getFileSystem(conf))
                .getRawFileSystem()
                .create(hadoop(theirs), false)
                .close();
        for (Path a = ours, b = theirs; !a.equals(dir); a = a.getParent(), b = b.getParent()) {
            assertThat(Files.getPosixFilePermissions(a)).isEqualTo(Files.getPosixFilePermissions(b));
        }
    }

    @Test
    void aFileThatIsThereIsLeftAsItIs() throws IOException {
        Path file = Files.writeString(dir.resolve("file"), "kept", UTF_8);
        assertThatThrownBy(() -> HadoopFiles.create(hadoop(file), conf))
                .isInstanceOf(FileAlreadyExistsException.class)
                .hasMessage("File already exists: " + hadoop(file));
        assertThat(file).hasContent("kept");
    }

    @Test
    void aFileWhoseDirectoryIsAFileIsRefused() throws IOException {
        Path file = Files.writeString(dir.resolve("file"), "kept", UTF_8);
        assertThatThrownBy(() -> HadoopFiles.create(hadoop(file.resolve("below")), conf))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(file.toString());
        assertThat(file).hasContent("kept");
    }

    private static org.apache.hadoop.fs.Path hadoop(Path path) {
        return new org.apache.hadoop.fs.Path(path.toString());
    }
}
