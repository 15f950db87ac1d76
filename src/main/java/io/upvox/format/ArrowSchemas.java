package io.upvox.format;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.upvox.tensor.InvalidDataException;
import io.upvox.tensor.TensorShape;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.ipc.ReadChannel;
import org.apache.arrow.vector.ipc.WriteChannel;
import org.apache.arrow.vector.ipc.message.MessageSerializer;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** The Arrow schema of output files, and the schema that writers put into Parquet footers. */
public final class ArrowSchemas {
    /** Footer key under which Arrow implementations keep the schema of a Parquet file. */
    public static final String PARQUET_KEY = "ARROW:schema";

    private static final ArrowType FLOAT32 = new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE);
    private static final ArrowType INT32 = new ArrowType.Int(32, true);

    private ArrowSchemas() {}

    /** All fields of an output file: the columns that pass through, those of slabs, the tensor. */
    public static Schema output(List<Field> passThrough, OutputOptions options) {
        List<Field> fields = new ArrayList<>(passThrough);
        if (options.slabs()) {
            fields.add(new Field(OutputOptions.SLAB_OFFSET, FieldType.notNullable(INT32), null));
            fields.add(new Field(
                    OutputOptions.SLAB_SHAPE, FieldType.notNullable(new ArrowType.List()), List.of(element(INT32))));
        }
        fields.add(tensor(options));
        return new Schema(fields, options.footer());
    }

    /**
     * The tensor column. Everything inside the struct is nullable, though never null: readers restore the extension type only
     * then.
     */
    public static Field tensor(OutputOptions options) {
        TensorShape fixed = options.fixedShape();
        if (fixed != null) {
            TensorMetadata metadata = new TensorMetadata(TensorMetadata.FIXED, fixed);
            return new Field(
                    options.tensorColumn(),
                    typed(new ArrowType.FixedSizeList(Math.toIntExact(fixed.elements())), metadata.json(), metadata),
                    List.of(element(FLOAT32)));
        }
        TensorMetadata metadata = new TensorMetadata(TensorMetadata.VARIABLE, null);
        String json = "{\"dim_names\":" + TensorMetadata.dimNames(options.rank()) + "}";
        Field data = new Field("data", FieldType.nullable(new ArrowType.List()), List.of(element(FLOAT32)));
        Field shape = new Field(
                "shape", FieldType.nullable(new ArrowType.FixedSizeList(options.rank())), List.of(element(INT32)));
        return new Field(options.tensorColumn(), typed(new ArrowType.Struct(), json, metadata), List.of(data, shape));
    }

    private static FieldType typed(ArrowType type, String json, TensorMetadata metadata) {
        Map<String, String> keys =
                Map.of(TensorMetadata.NAME_KEY, metadata.extension(), TensorMetadata.METADATA_KEY, json);
        return new FieldType(false, type, null, keys);
    }

    private static Field element(ArrowType type) {
        return new Field("element", FieldType.nullable(type), null);
    }

    /** The Spark type of an output file's columns, with the names of the dimensions as the tensor column's metadata. */
    public static StructType spark(StructType passThrough, OutputOptions options) {
        StructType type = passThrough;
        if (options.slabs()) {
            type = type.add(OutputOptions.SLAB_OFFSET, DataTypes.IntegerType, false)
                    .add(OutputOptions.SLAB_SHAPE, DataTypes.createArrayType(DataTypes.IntegerType, true), false);
        }
        ArrayNode names = TensorMetadata.dimNames(options.rank());
        TensorShape fixed = options.fixedShape();
        String shape = fixed == null ? "" : ",\"shape\":" + java.util.Arrays.toString(fixed.dims());
        Metadata metadata = Metadata.fromJson("{\"dim_names\":" + names + shape + "}");
        var data = DataTypes.createArrayType(DataTypes.FloatType, true);
        var variable = new StructType()
                .add("data", data, true)
                .add("shape", DataTypes.createArrayType(DataTypes.IntegerType, true), true);
        return type.add(new StructField(options.tensorColumn(), fixed == null ? variable : data, false, metadata));
    }

    /** A schema as Parquet footers hold it: an encapsulated message in Base64. */
    public static String encode(Schema schema) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        MessageSerializer.serialize(new WriteChannel(Channels.newChannel(bytes)), schema);
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }

    /**
     * The schema in a Parquet footer.
     *
     * @param file for messages
     * @param text the value of {@link #PARQUET_KEY}, or null
     * @throws InvalidDataException if it is there but not readable
     */
    public static @Nullable Schema decode(String file, @Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            byte[] bytes = Base64.getDecoder().decode(text);
            return MessageSerializer.deserializeSchema(
                    new ReadChannel(Channels.newChannel(new ByteArrayInputStream(bytes))));
        } catch (IOException | RuntimeException e) {
            throw new InvalidDataException(
                    "Cannot read " + file + ": the Arrow schema in its footer is damaged; write the file again", e);
        }
    }
}
