package io.upvox.format.arrow;

import io.upvox.format.PassThroughCursor;
import io.upvox.format.PassThroughSchema;
import java.util.Iterator;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.VectorUnloader;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.execution.arrow.ArrowWriter;

/** Pass-through columns of a batch as Arrow buffers. Spark's own writer, internal to Spark, is named only here. */
final class PassThroughBatch {
    private PassThroughBatch() {}

    /** The next rows of a cursor; the caller closes the result. */
    static ArrowRecordBatch take(
            PassThroughSchema schema, PassThroughCursor cursor, int rows, BufferAllocator allocator) {
        if (cursor instanceof ArrowCursor arrow) {
            try (VectorSchemaRoot root = arrow.vectors(rows)) {
                return new VectorUnloader(root).getRecordBatch();
            }
        }
        Schema fields = new Schema(schema.arrowFields());
        try (VectorSchemaRoot root = VectorSchemaRoot.create(fields, allocator)) {
            ArrowWriter writer = ArrowWriter.create(root);
            for (Iterator<InternalRow> it = cursor.next(rows); it.hasNext(); ) {
                writer.write(it.next());
            }
            writer.finish();
            return new VectorUnloader(root).getRecordBatch();
        }
    }
}
