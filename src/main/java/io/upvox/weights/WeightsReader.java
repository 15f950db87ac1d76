package io.upvox.weights;

import io.upvox.op.ConvTranspose3dWeights;
import io.upvox.tensor.InvalidDataException;
import io.upvox.tensor.NpyHeader;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the weights of one layer. The format is known by the file's first bytes, not by its name. */
public final class WeightsReader {
    private static final String CONVERT =
            "save it as safetensors: python -c \"import torch, safetensors.torch as s; s.save_file(torch.load('in.pt',"
                    + " weights_only=True), 'out.safetensors')\"";
    private static final String WEIGHT = "weight";
    private static final String BIAS = "bias";

    private WeightsReader() {}

    /**
     * Reads a layer.
     *
     * @param file safetensors, .npz or .npy
     * @param layer NAME of {@code NAME.weight} and {@code NAME.bias}, or of the weight tensor itself; null takes the only
     *     candidate of rank 5 or 6
     * @param groups of a weight of rank 5
     * @throws InvalidDataException if the file is not valid, or it has no such layer, or several
     */
    public static ConvTranspose3dWeights read(ByteSource file, @Nullable String layer, int groups) {
        try {
            TensorArchive archive = open(file);
            String name = weightName(archive.shapes(), layer);
            NamedTensor weight = archive.load(name);
            String biasName = biasName(name);
            NamedTensor bias = archive.shapes().containsKey(biasName) ? archive.load(biasName) : null;
            return ConvTranspose3dWeights.of(
                    weight.shape(),
                    weight.values(),
                    bias == null ? null : bias.shape(),
                    bias == null ? null : bias.values(),
                    groups);
        } catch (IllegalArgumentException e) {
            throw invalid(file, String.valueOf(e.getMessage()), e);
        } catch (EOFException e) {
            throw invalid(file, "it is truncated (" + e.getMessage() + ")", e);
        } catch (IOException e) {
            throw invalid(file, "it cannot be read (" + e.getMessage() + ")", e);
        }
    }

    private static InvalidDataException invalid(ByteSource file, String fact, Exception cause) {
        String text = fact.startsWith("Cannot use the weights: ")
                ? fact.substring("Cannot use the weights: ".length())
                : fact;
        String remedy = text.contains("; ") ? "" : "; save the weights again, as safetensors, .npz or .npy";
        return new InvalidDataException("Cannot read weights " + file.name() + ": " + text + remedy, cause);
    }

    private static TensorArchive open(ByteSource file) throws IOException {
        long size = file.size();
        byte[] start = file.read(0, (int) Math.min(16, size));
        if (NpyHeader.hasMagic(start)) {
            return NpyArchive.npy(file);
        }
        if (begins(start, 'P', 'K', 3, 4) || begins(start, 'P', 'K', 5, 6)) {
            return NpyArchive.npz(file);
        }
        if (begins(start, 0x89, 'H', 'D', 'F')) {
            throw new IllegalArgumentException(
                    "it is an HDF5 file; save the kernel as .npy, its axes transposed (4,3,0,1,2)"
                            + " from Keras' order");
        }
        if (begins(start, 0x80) && !Safetensors.looksLike(start, size)) {
            throw new IllegalArgumentException("it is a Python pickle; " + CONVERT);
        }
        if (size >= 8 && start.length > 8 && start[8] != '{') {
            throw new IllegalArgumentException(
                    "its format is not known (first bytes " + hex(start) + "); give safetensors, .npz or .npy");
        }
        return Safetensors.open(file);
    }

    private static boolean begins(byte[] start, int... bytes) {
        for (int i = 0; i < bytes.length; i++) {
            if (i >= start.length || start[i] != (byte) bytes[i]) {
                return false;
            }
        }
        return true;
    }

    private static String hex(byte[] bytes) {
        return java.util.HexFormat.ofDelimiter(" ").formatHex(bytes, 0, Math.min(8, bytes.length));
    }

    private static String weightName(Map<String, int[]> shapes, @Nullable String layer) {
        if (layer != null) {
            for (String name : List.of(layer + "." + WEIGHT, layer)) {
                if (shapes.containsKey(name)) {
                    return name;
                }
            }
            throw new IllegalArgumentException(
                    "there is no layer '" + layer + "'; name one of " + candidates(shapes) + " by --layer");
        }
        List<String> candidates = candidates(shapes);
        if (candidates.size() == 1) {
            return candidates.get(0);
        }
        if (candidates.isEmpty()) {
            List<String> all = new ArrayList<>();
            shapes.forEach((name, shape) -> all.add((name.isEmpty() ? "" : name + " ") + Arrays.toString(shape)));
            throw new IllegalArgumentException("it has no weight of rank 5 (Cin,Cout/groups,kD,kH,kW) or 6, only " + all
                    + "; give the file of a ConvTranspose3d layer");
        }
        throw new IllegalArgumentException("it has several layers: " + candidates + "; name one by --layer");
    }

    private static List<String> candidates(Map<String, int[]> shapes) {
        return shapes.entrySet().stream()
                .filter(e -> e.getValue().length == 5 || e.getValue().length == 6)
                .filter(e -> !isBias(e.getKey()))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static boolean isBias(String name) {
        return name.equals(BIAS) || name.endsWith("." + BIAS);
    }

    private static String biasName(String weightName) {
        return weightName.endsWith(WEIGHT)
                ? weightName.substring(0, weightName.length() - WEIGHT.length()) + BIAS
                : weightName + "." + BIAS;
    }
}
