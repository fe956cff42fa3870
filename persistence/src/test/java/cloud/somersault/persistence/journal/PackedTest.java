package cloud.somersault.persistence.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class PackedTest {
    private static final byte[] COUNTS =
            "0110100110010110 7\n".repeat(10_000).getBytes(StandardCharsets.UTF_8);

    @Test
    void a_large_content_takes_little_room_and_comes_back_as_it_was() {
        var stored = Packed.pack(COUNTS);
        assertThat(stored.length).isLessThan(COUNTS.length / 10);
        assertThat(Packed.unpack(stored)).isEqualTo(COUNTS);
    }

    @Test
    void a_small_content_and_one_that_does_not_shrink_lie_there_as_they_are() {
        var small = "circuit 0 bits 2\n00 500\n11 500\n".getBytes(StandardCharsets.UTF_8);
        assertThat(Packed.pack(small)).isSameAs(small);
        var noise = new byte[100_000];
        new SplittableRandom(1).nextBytes(noise);
        assertThat(Packed.pack(noise)).isSameAs(noise);
        assertThat(Packed.unpack(noise)).isSameAs(noise);
    }

    @Test
    void a_content_that_looks_like_a_packed_one_comes_back_as_it_was() {
        var packed = Packed.pack(COUNTS);
        assertThat(Packed.unpack(Packed.pack(packed))).isEqualTo(packed);
    }

    @Test
    void an_event_is_read_whether_it_was_compressed_or_not() throws IOException {
        var json = "{\"event\":\"job-cancelled\"}".getBytes(StandardCharsets.UTF_8);
        assertThat(Packed.json(json)).isSameAs(json);
        var bytes = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(bytes)) {
            out.write(json);
        }
        assertThat(Packed.json(bytes.toByteArray())).isEqualTo(json);
    }
}
