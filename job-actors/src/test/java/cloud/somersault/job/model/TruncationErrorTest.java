package cloud.somersault.job.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TruncationErrorTest {
    private static final List<TruncationError> SOME =
            List.of(new TruncationError(0, 0.1), new TruncationError(2, 0.3));
    private static final List<TruncationError> OTHERS =
            List.of(new TruncationError(1, 0), new TruncationError(2, 0.2));

    @Test
    void the_worst_shard_speaks_for_each_circuit() {
        var worst = TruncationError.worst(SOME, OTHERS);
        assertThat(worst)
                .containsExactly(
                        new TruncationError(0, 0.1),
                        new TruncationError(1, 0),
                        new TruncationError(2, 0.3));
        assertThat(TruncationError.worst(OTHERS, SOME)).isEqualTo(worst);
        assertThat(TruncationError.worst(worst, SOME)).isEqualTo(worst);
    }

    @Test
    void a_circuit_on_an_exact_engine_has_none() {
        assertThat(TruncationError.of(SOME, 2)).hasValue(0.3);
        assertThat(TruncationError.of(SOME, 1)).isEmpty();
        assertThat(TruncationError.worst(List.of(), List.of())).isEmpty();
    }
}
