package cloud.somersault.job.model;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.somersault.circuits.Counts;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JobResultTest {
    private static final JobResult RESULT =
            new JobResult(
                    List.of(
                            Counts.of(2, Map.of("00", 471L, "11", 529L)),
                            Counts.none(3),
                            Counts.of(1, Map.of("1", 1000L))));

    @Test
    void the_canonical_text_is_what_the_documentation_says() {
        assertThat(RESULT.canonical())
                .isEqualTo(
                        "circuit 0 bits 2\n00 471\n11 529\n"
                                + "circuit 1 bits 3\ncircuit 2 bits 1\n1 1000\n");
    }

    @Test
    void what_was_written_is_read_again() {
        assertThat(JobResult.parse(RESULT.canonical())).isEqualTo(RESULT);
    }

    /** The digest was computed by sha256sum over the text above. */
    @Test
    void the_digest_is_sha_256_of_the_canonical_text() {
        assertThat(RESULT.digest())
                .isEqualTo("ba52fa00748a09a2bd45fc2653548fe64a229a87a22469b42da2d01c37054873");
    }

    @Test
    void shards_add_up_in_any_order() {
        assertThat(RESULT.plus(JobResult.none(List.of(2, 3, 1)))).isEqualTo(RESULT);
        assertThat(JobResult.none(List.of(2, 3, 1)).plus(RESULT).digest())
                .isEqualTo(RESULT.digest());
    }
}
