package cloud.somersault.persistence.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class EventPackingTest {
    /** The events of a job of 4 qubits, as one was stored. */
    private static final String SUBMITTED =
            """
            {"event":"job-submitted","jobId":"wanreckto72vyy42dgoo5oettj","spec":{"name":"","tenant":"grace","target":"ideal","programs":[{"language":"openqasm-3","text":"OPENQASM 3.0;\\ninclude \\"stdgates.inc\\";\\nqubit[4] q;\\nbit[4] c;\\ncx q[2], q[0];\\nh q[0];\\nrx(5.318) q[3];\\nc = measure q;\\n","inputs":{}}],"shots":100,"seed":218759607,"priority":5,"options":{"layout":null,"optimization":null,"shards":null,"timeLimitSeconds":300.0,"decoupling":false,"allowedQubits":[],"occupiedQubits":[],"engine":null}},"specDigest":"ac7f04f3958f011087588ff87b30f8448b899f3c4b34e807d8067eef00a5a8d6","at":"2026-11-21T20:29:59.682251735Z"}\
            """;

    private final EventPacking packing = new EventPacking();

    @Test
    void a_small_jobs_event_takes_less_than_a_third_of_its_text() {
        var stored = packing.pack(bytes(SUBMITTED));

        assertThat(stored.packing()).isEqualTo(EventPacking.DICTIONARY_1);
        assertThat(stored.bytes().length).isLessThan(SUBMITTED.length() / 3);
        assertThat(packing.unpack(stored.packing(), stored.bytes())).isEqualTo(bytes(SUBMITTED));
    }

    @Test
    void whatever_was_packed_is_the_same_when_it_is_unpacked() {
        var random = new SplittableRandom(Long.getLong("seed", 5));
        for (int round = 0; round < 2000; round++) {
            var event = new byte[random.nextInt(round < 1990 ? 3000 : 80_000)];
            int words = 1 + random.nextInt(256);
            for (int i = 0; i < event.length; i++) {
                event[i] = (byte) random.nextInt(words);
            }
            var stored = packing.pack(event);
            assertThat(packing.unpack(stored.packing(), stored.bytes())).isEqualTo(event);
            assertThat(stored.bytes().length).isLessThanOrEqualTo(event.length);
        }
    }

    @Test
    void what_does_not_become_smaller_lies_there_as_it_is() {
        var noise = new byte[1000];
        new java.util.Random(7).nextBytes(noise);

        assertThat(packing.pack(noise)).isEqualTo(new EventPacking.Stored(0, noise));
        assertThat(packing.unpack(EventPacking.PLAIN, noise)).isEqualTo(noise);
    }

    /** Written by the first version that packed. If this fails, the dictionary was changed. */
    @Test
    void an_event_that_was_packed_once_is_read_for_ever() {
        var stored = HexFormat.of().parseHex(GOLDEN);

        assertThat(new String(packing.unpack(1, stored), StandardCharsets.UTF_8))
                .isEqualTo(SUBMITTED);
    }

    @Test
    void damaged_bytes_are_refused_and_never_unpacked_to_something_else_in_length() {
        var whole = packing.pack(bytes(SUBMITTED)).bytes();

        assertThatThrownBy(() -> packing.unpack(1, Arrays.copyOf(whole, whole.length - 9)))
                .hasMessageContaining("can't be unpacked");
        assertThatThrownBy(() -> packing.unpack(1, new byte[] {-1, -1, 127, 0}))
                .hasMessageContaining("can't be unpacked");
        assertThatThrownBy(() -> packing.unpack(1, new byte[0]))
                .hasMessageContaining("can't be unpacked");
        assertThatThrownBy(() -> packing.unpack(9, whole)).hasMessageContaining("packing 9");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static final String GOLDEN =
            "e904d5d55d0a02310c04e01b2d69da34d33d8717e8761b41c1822cc2dedeba0ffebc88"
                    + "3e894748e663e603d0f974aee5b834e5cbba069ef7ad49abcb72e89f7923bd932edb0c"
                    + "fc96fb13872dfe3bffce5606eff080fb7df0eca09222f52efb5700b9a851309f04761b"
                    + "da7e1060069d3c1942c08494cc9730f950413a83a2d66a445932e6d811bc36a5db318d"
                    + "9c46494304b338f5b7e6bc02";
}
