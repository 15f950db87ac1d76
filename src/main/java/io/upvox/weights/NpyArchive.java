package io.upvox.weights;

import io.upvox.tensor.NpyHeader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;

/** Arrays in NumPy's formats: a .npy file with its one array (named by the empty string), or a .npz, a zip of such files. */
final class NpyArchive implements TensorArchive {
    private static final String SUFFIX = ".npy";

    private final Map<String, Member> members;

    private record Member(ByteSource bytes, NpyHeader header) {}

    private NpyArchive(Map<String, Member> members) {
        this.members = members;
    }

    /** A single array. */
    static NpyArchive npy(ByteSource file) throws IOException {
        return new NpyArchive(Map.of("", new Member(file, NpyFile.header(file))));
    }

    /**
     * All arrays of a zip. It is unpacked in memory: weights must fit there anyway.
     *
     * @throws IllegalArgumentException if it is no valid zip of arrays; the message is the fact alone
     */
    static NpyArchive npz(ByteSource file) throws IOException {
        if (file.size() > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException("it has " + file.size() + " bytes; .npz files are read up to 2 GiB");
        }
        Map<String, Member> members = new LinkedHashMap<>();
        byte[] packed = file.read(0, (int) file.size());
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(packed))) {
            for (ZipEntry e = zip.getNextEntry(); e != null; e = zip.getNextEntry()) {
                if (e.getName().endsWith("data.pkl")) {
                    throw new IllegalArgumentException(
                            "it is a PyTorch checkpoint, whose pickled classes are not run here");
                }
                if (e.getName().endsWith(SUFFIX)) {
                    String name = e.getName().substring(0, e.getName().length() - SUFFIX.length());
                    ByteSource bytes = new InMemory(file.name() + ":" + e.getName(), zip.readAllBytes());
                    members.put(name, new Member(bytes, NpyFile.header(bytes)));
                }
            }
        } catch (ZipException e) {
            throw new IllegalArgumentException("it is no valid zip (" + e.getMessage() + ")", e);
        }
        return new NpyArchive(members);
    }

    @Override
    public Map<String, int[]> shapes() {
        Map<String, int[]> shapes = new LinkedHashMap<>();
        members.forEach((name, m) -> shapes.put(
                name,
                Arrays.stream(m.header().shape())
                        .mapToInt(x -> (int) Math.min(x, Integer.MAX_VALUE))
                        .toArray()));
        return shapes;
    }

    @Override
    public NamedTensor load(String name) throws IOException {
        Member m = members.get(name);
        if (m == null) {
            throw new IllegalArgumentException("there is no array '" + name + "'");
        }
        float[] values = NpyFile.values(m.bytes(), m.header());
        return new NamedTensor(name, m.header().intShape(), values);
    }

    /** A member of a zip, unpacked. */
    private record InMemory(String name, byte[] bytes) implements ByteSource {
        @Override
        public long size() {
            return bytes.length;
        }

        @Override
        public byte[] read(long offset, int length) throws IOException {
            if (offset + length > bytes.length) {
                throw new java.io.EOFException("it ends at byte " + bytes.length);
            }
            return Arrays.copyOfRange(bytes, (int) offset, (int) offset + length);
        }

        @Override
        public void close() {}
    }
}
