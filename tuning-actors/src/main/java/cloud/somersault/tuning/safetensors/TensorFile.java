package cloud.somersault.tuning.safetensors;

import cloud.somersault.tuning.refusal.TuningException;
import cloud.somersault.tuning.refusal.TuningException.Code;
import cloud.somersault.tuning.tensor.MappedMatrix;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A safetensors file, mapped: 8 bytes of header length, little-endian, a JSON header, the numbers.
 * Nothing is read before it is asked for, and it can be read until the arena is closed.
 */
public final class TensorFile {
    private static final long HEADER_BYTES_MAX = 100_000_000;
    private static final ValueLayout.OfLong LENGTH =
            ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final String name;
    private final TensorHeader header;
    private final MemorySegment data;

    private TensorFile(String name, TensorHeader header, MemorySegment data) {
        this.name = name;
        this.header = header;
        this.data = data;
    }

    /** Maps a file and checks its header; {@link TuningException} says what is wrong with it. */
    public static TensorFile open(Path path, Arena arena) {
        var name = String.valueOf(path.getFileName());
        if (!Files.isRegularFile(path)) {
            throw TensorHeader.broken(name, "there is no such file in " + path.getParent());
        }
        try (var channel = FileChannel.open(path, StandardOpenOption.READ)) {
            long size = channel.size();
            if (size < 8) {
                throw TensorHeader.broken(name, size + " bytes are no safetensors file");
            }
            var all = channel.map(FileChannel.MapMode.READ_ONLY, 0, size, arena);
            long length = all.get(LENGTH, 0);
            if (length < 2 || length > HEADER_BYTES_MAX || length > size - 8) {
                throw TensorHeader.broken(
                        name,
                        "a header of %s bytes in a file of %d; it is no safetensors file, or damaged"
                                .formatted(Long.toUnsignedString(length), size));
            }
            var text = all.asSlice(8, length).toArray(ValueLayout.JAVA_BYTE);
            var data = all.asSlice(8 + length);
            return new TensorFile(name, TensorHeader.read(name, text, data.byteSize()), data);
        } catch (IOException failed) {
            throw new TuningException(
                    Code.WEIGHTS_FILE, name + " can't be read: " + failed.getMessage(), failed);
        }
    }

    /** The names of the tensors in F32, F16 or BF16. */
    public Set<String> names() {
        return Set.copyOf(header.tensors().keySet());
    }

    /** The free text of the header. */
    public Map<String, String> metadata() {
        return Map.copyOf(header.metadata());
    }

    /** What the header says of a tensor. */
    public Optional<TensorEntry> entry(String tensor) {
        return Optional.ofNullable(header.tensors().get(tensor)).map(TensorHeader.Located::entry);
    }

    /**
     * A tensor as a matrix, still in the file.
     *
     * @param rows its length along the first axis; 1 for a vector
     * @param columns the numbers of a row
     */
    public MappedMatrix matrix(String tensor, int rows, int columns) {
        var located = located(tensor);
        var entry = located.entry();
        boolean fits =
                entry.shape().size() == 1
                        ? rows == 1 && entry.shape().getFirst() == columns
                        : entry.shape().size() == 2
                                && entry.shape().getFirst() == rows
                                && entry.shape().getLast() == columns;
        if (!fits) {
            throw TensorHeader.broken(
                    name,
                    "%s has the shape %s where [%s%d] is needed"
                            .formatted(
                                    tensor, entry.shape(), rows == 1 ? "" : rows + ", ", columns));
        }
        return new MappedMatrix(
                rows, columns, entry.format(), data.asSlice(located.begin(), entry.bytes()));
    }

    /** All numbers of a tensor of any shape. */
    public float[] floats(String tensor) {
        var located = located(tensor);
        var entry = located.entry();
        int count = Math.toIntExact(entry.count());
        var values = new float[count];
        new MappedMatrix(1, count, entry.format(), data.asSlice(located.begin(), entry.bytes()))
                .read(0, 0, count, values, 0);
        return values;
    }

    private TensorHeader.Located located(String tensor) {
        var located = header.tensors().get(tensor);
        if (located == null) {
            var skipped = header.skipped().get(tensor);
            throw TensorHeader.broken(
                    name,
                    skipped == null
                            ? "there is no tensor " + tensor
                            : tensor + " is " + skipped + "; F32, F16 and BF16 are read");
        }
        return located;
    }
}
