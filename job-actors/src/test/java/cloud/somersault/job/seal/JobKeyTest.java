package cloud.somersault.job.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is sealed is opened by its key alone, and only if it is what was sealed. */
class JobKeyTest {
    private static final long SEED = Long.getLong("seed", 11L);
    private static final int CASES = 300;

    private final Random random = new Random(SEED);

    private static byte[] counting() {
        var bytes = new byte[32];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
        }
        return bytes;
    }

    private JobKey drawn() {
        var bytes = new byte[32];
        random.nextBytes(bytes);
        return JobKey.of(bytes, "alice/2026-11-21/1", "job-" + random.nextInt());
    }

    /** Random ones, and such as packing makes smaller. */
    private byte[] content() {
        var bytes = new byte[random.nextInt(1 << random.nextInt(15))];
        random.nextBytes(bytes);
        if (random.nextBoolean()) {
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) ('0' + (bytes[i] & 1));
            }
        }
        return bytes;
    }

    @Test
    void node_js_makes_the_same_key_and_the_same_bytes_of_the_documented_form() {
        var key = JobKey.of(counting(), "alice/2026-11-21/1", "01J9ZQ");
        assertThat(HexFormat.of().formatHex(key.bytes()))
                .isEqualTo(
                        "a4dfcb860cffa43072c561280578870148922058f12ac9528c6d375377964eaa"
                                + "67f20ef5beb4c2906d34541998e94faf0b0011d9bc070b6971d2b7f7b065985d");
        var sealed =
                key.seal(
                        "kept",
                        "circuit 0 bits 2\n00 500\n11 500\n".getBytes(StandardCharsets.UTF_8));
        assertThat(Base64.getEncoder().encodeToString(sealed))
                .isEqualTo(
                        "qhbtyJoVSDYBlCh//0/HfO1x5Yy5NvZZIemmOMYrle8tcUU9waLkzqDKoQy1jZhCejRrOlpM9+lE8ZfL");
    }

    @Test
    void whatever_is_sealed_is_opened_again() {
        for (int i = 0; i < CASES; i++) {
            var key = drawn();
            var content = content();
            var sealed = key.seal("kept", content);
            assertThat(key.open("kept", sealed)).as("seed %d, %d", SEED, i).isEqualTo(content);
            assertThat(JobKey.of(key.bytes()).open("kept", sealed)).isEqualTo(content);
        }
    }

    @Test
    void the_same_content_is_sealed_to_the_same_bytes_and_another_under_another_nonce() {
        var nonces = new HashSet<String>();
        var key = drawn();
        for (int i = 0; i < CASES; i++) {
            var content = ("circuit 0 bits 1\n0 " + i + "\n").getBytes(StandardCharsets.UTF_8);
            var sealed = key.seal("kept", content);
            assertThat(key.seal("kept", content)).isEqualTo(sealed);
            nonces.add(HexFormat.of().formatHex(sealed, 0, 12));
        }
        assertThat(nonces).hasSize(CASES);
    }

    @Test
    void whatever_byte_is_altered_and_wherever_it_is_cut_it_is_refused() {
        for (int i = 0; i < CASES; i++) {
            var key = drawn();
            var sealed = key.seal("kept", content());
            var altered = sealed.clone();
            altered[random.nextInt(altered.length)] ^= (byte) (1 + random.nextInt(255));
            refuses(key, "kept", altered);
            refuses(key, "kept", Arrays.copyOf(sealed, random.nextInt(sealed.length)));
        }
    }

    @Test
    void another_key_another_job_another_day_and_another_word_are_refused() {
        var content = "OPENQASM 3.0;".getBytes(StandardCharsets.UTF_8);
        var sealed = JobKey.of(counting(), "alice/2026-11-21/1", "a").seal("kept", content);
        refuses(JobKey.of(counting(), "alice/2026-11-21/1", "b"), "kept", sealed);
        refuses(JobKey.of(counting(), "alice/2026-11-22/1", "a"), "kept", sealed);
        refuses(JobKey.of(counting(), "alice/2026-11-21/1", "a"), "texts", sealed);
        refuses(drawn(), "kept", sealed);
    }

    @Test
    void two_jobs_of_one_day_share_no_bytes_for_the_same_content() {
        var content = "circuit 0 bits 2\n00 500\n11 500\n".getBytes(StandardCharsets.UTF_8);
        assertThat(JobKey.of(counting(), "alice/2026-11-21/1", "a").seal("kept", content))
                .isNotEqualTo(
                        JobKey.of(counting(), "alice/2026-11-21/1", "b").seal("kept", content));
    }

    private static void refuses(JobKey key, String what, byte[] sealed) {
        assertThatThrownBy(() -> key.open(what, sealed))
                .as("seed %d", SEED)
                .isInstanceOf(IllegalArgumentException.class);
    }
}
