package cloud.somersault.tuning.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloud.somersault.tuning.refusal.TuningException;
import cloud.somersault.tuning.tensor.NumberFormat;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files put together byte by byte from the format's description, and what this room writes. */
class TensorFileTest {
    private static final String PAIR =
            "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[%d,%d]},"
                    + "\"b\":{\"dtype\":\"%s\",\"shape\":[2,1],\"data_offsets\":[%d,%d]}}";

    @TempDir Path folder;

    @Test
    void numbers_of_all_three_formats_are_read() throws IOException {
        var header =
                "{\"__metadata__\":{\"format\":\"pt\"},"
                        + "\"x\":{\"dtype\":\"F32\",\"shape\":[1,2],\"data_offsets\":[0,8]},"
                        + "\"y\":{\"dtype\":\"F16\",\"shape\":[2],\"data_offsets\":[8,12]},"
                        + "\"z\":{\"dtype\":\"BF16\",\"shape\":[2],\"data_offsets\":[12,16]},"
                        + "\"n\":{\"dtype\":\"I64\",\"shape\":[1],\"data_offsets\":[16,24]}}";
        var data = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
        data.putFloat(1.5f).putFloat(-2).putShort((short) 0x3c00).putShort((short) 0xc000);
        data.putShort((short) 0x3f80).putShort((short) 0xc040).putLong(7);
        try (var arena = Arena.ofConfined()) {
            var file = TensorFile.open(file(header, data.array()), arena);
            assertThat(file.floats("x")).containsExactly(1.5f, -2);
            assertThat(file.floats("y")).containsExactly(1, -2);
            assertThat(file.floats("z")).containsExactly(1, -3);
            assertThat(file.metadata()).containsExactly(Map.entry("format", "pt"));
            assertThat(file.names()).containsExactlyInAnyOrder("x", "y", "z");
            refused(() -> file.floats("n"), "n is I64", "F32, F16 and BF16");
            refused(() -> file.floats("w"), "there is no tensor w");
            refused(() -> file.matrix("x", 2, 1), "x has the shape [1, 2] where [2, 1] is needed");
        }
    }

    @Test
    void offsets_that_cannot_be_are_refused_by_name() throws IOException {
        opening(PAIR.formatted(0, 8, "F32", 4, 12), 16, "data_offsets of a and b overlap");
        opening(PAIR.formatted(0, 8, "F32", 8, 12), 16, "b has the shape [2, 1]", "4 bytes");
        opening(PAIR.formatted(0, 8, "F32", 12, 20), 20, "4 bytes between a and b");
        opening(PAIR.formatted(0, 8, "F32", 8, 16), 12, "the file is cut off");
        opening(PAIR.formatted(0, 8, "F32", 8, 16), 20, "too many");
        opening(PAIR.formatted(0, -8, "F32", 8, 16), 16, "a has '-8'");
    }

    @Test
    void what_is_no_safetensors_file_is_refused() throws IOException {
        opening(PAIR.formatted(0, 8, "F7", 8, 16), 16, "b has the unknown dtype 'F7'");
        opening("{\"a\":", 8, "the header is not JSON");
        opening("[1, 2]", 8, "the header is not a JSON object");
        opening(
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[4294967296,4294967296],"
                        + "\"data_offsets\":[0,8]}}",
                8,
                "axis of length 4294967296");
        var huge = folder.resolve("huge.safetensors");
        Files.write(huge, new byte[] {-1, -1, -1, -1, -1, -1, -1, 127, 0, 0});
        opening(huge, "9223372036854775807 bytes in a file of 10");
        Files.write(huge, new byte[3]);
        opening(huge, "3 bytes are no safetensors file");
        opening(folder.resolve("none.safetensors"), "there is no such file");
    }

    @Test
    void what_is_written_is_read_and_is_laid_out_as_the_format_says() throws IOException {
        var path = folder.resolve("written.safetensors");
        var entries =
                List.of(
                        TensorEntry.of("b", NumberFormat.BF16, 3),
                        TensorEntry.of("a", NumberFormat.F32, 2, 1),
                        TensorEntry.of("h", NumberFormat.F16, 1));
        try (var writer = TensorWriter.create(path, entries, Map.of("step", "12"))) {
            writer.write(new float[] {1, 2});
            writer.write(new float[] {-3, 0.1f, 0.2f, 0.5f});
        }
        try (var arena = Arena.ofConfined()) {
            var file = TensorFile.open(path, arena);
            assertThat(file.floats("b")).containsExactly(1, 2, -3);
            assertThat(file.floats("a")).containsExactly(0.1f, 0.2f);
            assertThat(file.floats("h")).containsExactly(0.5f);
            assertThat(file.metadata()).containsEntry("step", "12");
        }
        var bytes = ByteBuffer.wrap(Files.readAllBytes(path)).order(ByteOrder.LITTLE_ENDIAN);
        long header = bytes.getLong(0);
        assertThat(header % 8).isZero();
        assertThat(bytes.capacity()).isEqualTo(8 + header + 6 + 8 + 2);
        assertThat(bytes.getShort((int) (8 + header))).isEqualTo((short) 0x3f80);
    }

    @Test
    void a_writer_that_ends_too_early_says_what_is_missing() throws IOException {
        var entries = List.of(TensorEntry.of("a", NumberFormat.F32, 2));
        var writer = TensorWriter.create(folder.resolve("half.safetensors"), entries, Map.of());
        writer.write(new float[] {1});
        assertThatThrownBy(writer::close).hasMessageContaining("numbers of a were not all written");
    }

    @Test
    void shards_are_found_through_their_index() throws IOException {
        one("model-00001-of-00002.safetensors", "a", 1);
        one("model-00002-of-00002.safetensors", "b", 2);
        var index = folder.resolve("model.safetensors.index.json");
        Files.writeString(
                index,
                "{\"weight_map\":{\"a\":\"model-00001-of-00002.safetensors\",\"b\":\"model-00002-of-00002.safetensors\"}}");
        try (var arena = Arena.ofConfined()) {
            var weights = WeightFolder.open(folder, arena);
            assertThat(weights.vector("a", 1)).containsExactly(1);
            assertThat(weights.vector("b", 1)).containsExactly(2);
            refused(() -> weights.vector("c", 1), "there is no tensor c");
            Files.writeString(index, "{\"weight_map\":{\"a\":\"../a.safetensors\"}}");
            refused(() -> WeightFolder.open(folder, arena), "'../a.safetensors'", "no file name");
            Files.writeString(
                    index, "{\"weight_map\":{\"a\":\"model-00002-of-00002.safetensors\"}}");
            refused(() -> WeightFolder.open(folder, arena), "a is not in model-00002");
            Files.delete(index);
            refused(() -> WeightFolder.open(folder, arena), "neither model.safetensors nor");
        }
    }

    private void one(String file, String name, float value) throws IOException {
        var entries = List.of(TensorEntry.of(name, NumberFormat.F32, 1));
        try (var writer = TensorWriter.create(folder.resolve(file), entries, Map.of())) {
            writer.write(new float[] {value});
        }
    }

    private Path file(String header, byte[] data) throws IOException {
        var text = header.getBytes(StandardCharsets.UTF_8);
        var all = ByteBuffer.allocate(8 + text.length + data.length).order(ByteOrder.LITTLE_ENDIAN);
        all.putLong(text.length).put(text).put(data);
        return Files.write(folder.resolve("made.safetensors"), all.array());
    }

    private void opening(String header, int bytes, String... message) throws IOException {
        opening(file(header, new byte[bytes]), message);
    }

    private static void opening(Path path, String... message) {
        try (var arena = Arena.ofConfined()) {
            refused(() -> TensorFile.open(path, arena), message);
        }
    }

    private static void refused(
            org.assertj.core.api.ThrowableAssert.ThrowingCallable act, String... message) {
        assertThatThrownBy(act)
                .isInstanceOf(TuningException.class)
                .hasMessageContainingAll(message);
    }
}
