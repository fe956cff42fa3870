package cloud.somersault.tuning.safetensors;

import cloud.somersault.tuning.tensor.NumberFormat;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;

/**
 * Writes a file as a stream: the tensors are declared first, then all their numbers follow in that
 * order, in pieces of any size; {@link #close} refuses when some are missing. A file of gigabytes
 * takes one small buffer.
 */
public final class TensorWriter implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int BUFFER_BYTES = 1 << 20;

    private final FileChannel channel;
    private final List<TensorEntry> entries;
    private final ByteBuffer buffer =
            ByteBuffer.allocateDirect(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    private int entry;
    private long written;

    private TensorWriter(FileChannel channel, List<TensorEntry> entries) {
        this.channel = channel;
        this.entries = List.copyOf(entries);
    }

    /**
     * Begins a file, in place of one that was there.
     *
     * @param entries in the order in which their numbers will come
     * @param metadata free text
     */
    public static TensorWriter create(
            Path path, List<TensorEntry> entries, Map<String, String> metadata) throws IOException {
        var header = header(entries, metadata);
        var channel =
                FileChannel.open(
                        path,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE);
        var writer = new TensorWriter(channel, entries);
        writer.buffer.putLong(header.length);
        writer.flush();
        for (var rest = ByteBuffer.wrap(header); rest.hasRemaining(); ) {
            channel.write(rest);
        }
        return writer;
    }

    /** The next numbers, of the tensor whose turn it is or of several. */
    public void write(float[] values, int at, int count) throws IOException {
        int end = at + count;
        for (int next = at; next < end; ) {
            if (entry == entries.size()) {
                throw new IllegalStateException("more numbers than were declared");
            }
            var format = entries.get(entry).format();
            if (buffer.remaining() < format.bytes()) {
                flush();
            }
            long missing = entries.get(entry).count() - written;
            int room = buffer.remaining() / format.bytes();
            int some = (int) Math.min(Math.min(end - next, room), missing);
            put(format, values, next, some);
            next += some;
            written += some;
            if (some == missing) {
                entry++;
                written = 0;
            }
        }
    }

    private void put(NumberFormat format, float[] values, int at, int count) {
        switch (format) {
            case F32 -> {
                for (int i = at; i < at + count; i++) {
                    buffer.putFloat(values[i]);
                }
            }
            case F16 -> {
                for (int i = at; i < at + count; i++) {
                    buffer.putShort(Float.floatToFloat16(values[i]));
                }
            }
            case BF16 -> {
                for (int i = at; i < at + count; i++) {
                    buffer.putShort(NumberFormat.toBfloat16(values[i]));
                }
            }
        }
    }

    /** All numbers of the next tensor. */
    public void write(float[] values) throws IOException {
        write(values, 0, values.length);
    }

    /** Ends the file, and makes sure that it is on the disk. */
    @Override
    public void close() throws IOException {
        try (channel) {
            flush();
            channel.force(true);
        }
        if (entry < entries.size()) {
            throw new IllegalStateException(
                    "the numbers of " + entries.get(entry).name() + " were not all written");
        }
    }

    private void flush() throws IOException {
        buffer.flip();
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
        buffer.clear();
    }

    private static byte[] header(List<TensorEntry> entries, Map<String, String> metadata) {
        var root = JSON.createObjectNode();
        if (!metadata.isEmpty()) {
            var notes = root.putObject("__metadata__");
            metadata.entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .forEach(note -> notes.put(note.getKey(), note.getValue()));
        }
        long at = 0;
        for (var entry : entries) {
            if (root.has(entry.name())) {
                throw new IllegalArgumentException("two tensors are called " + entry.name());
            }
            var node = root.putObject(entry.name()).put("dtype", entry.format().name());
            entry.shape().forEach(node.withArray("shape")::add);
            node.putArray("data_offsets").add(at).add(at += entry.bytes());
        }
        try {
            // Spaces at the end put the numbers at a multiple of 8, as other writers do.
            var text = JSON.writeValueAsString(root).getBytes(StandardCharsets.UTF_8);
            var padded = java.util.Arrays.copyOf(text, (text.length + 7) / 8 * 8);
            java.util.Arrays.fill(padded, text.length, padded.length, (byte) ' ');
            return padded;
        } catch (JsonProcessingException impossible) {
            throw new java.io.UncheckedIOException(impossible);
        }
    }
}
