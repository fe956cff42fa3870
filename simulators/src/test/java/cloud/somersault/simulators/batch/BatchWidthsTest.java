package cloud.somersault.simulators.batch;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.somersault.simulators.SimdWidths;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BatchWidthsTest {
    @Test
    void values_and_gradients_have_the_same_bits_at_every_width() {
        var outputs = SimdWidths.outputs(BatchDigest.class);
        assertThat(Set.copyOf(outputs.values())).as(outputs.toString()).hasSize(1);
    }
}
