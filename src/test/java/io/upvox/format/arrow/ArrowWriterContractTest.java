package io.upvox.format.arrow;

import io.upvox.format.AbstractSampleWriterTest;
import io.upvox.format.OutputOptions;
import io.upvox.format.PassThroughSchema;
import io.upvox.format.RowChecksum;
import io.upvox.format.SampleWriter;
import java.io.IOException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ArrowWriterContractTest extends AbstractSampleWriterTest {
    @Override
    protected SampleWriter create(Path path, PassThroughSchema passThrough, OutputOptions options) throws IOException {
        return ArrowSampleWriter.create(path, new Configuration(), passThrough, options);
    }

    @Override
    protected RowChecksum.Kind checksum(String compression) {
        return RowChecksum.Kind.CRC32C;
    }

    @Override
    protected List<String> compressions() {
        return List.of("none");
    }
}
