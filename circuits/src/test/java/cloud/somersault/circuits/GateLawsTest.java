package cloud.somersault.circuits;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Laws that every gate of the registry obeys, over seeded random parameters. */
class GateLawsTest {
    /** A handful of products of numbers of size one: some 1e-15 each. */
    private static final double ROUNDING = 1e-14;

    private static Operation.Apply random(Gate gate, SplittableRandom dice) {
        var parameters = gate.parameters().stream().map(_ -> dice.nextDouble(-7, 7)).toList();
        return new Operation.Apply(
                gate, parameters, IntStream.range(0, gate.qubits()).boxed().toList());
    }

    @ParameterizedTest
    @EnumSource
    void a_gate_is_unitary(Gate gate) {
        var dice = new SplittableRandom(Long.getLong("seed", 17));
        for (int i = 0; i < 20; i++) {
            var matrix = random(gate, dice).matrix();
            assertThat(matrix.size()).isEqualTo(1 << gate.qubits());
            assertThat(matrix.times(matrix.adjoint()).distance(Matrix.identity(matrix.size())))
                    .isLessThan(ROUNDING);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_gate_and_its_inverse_do_nothing(Gate gate) {
        var dice = new SplittableRandom(Long.getLong("seed", 18));
        for (int i = 0; i < 20; i++) {
            var step = random(gate, dice);
            var both = step.inverse().matrix().times(step.matrix());
            assertThat(both.distance(Matrix.identity(both.size()))).isLessThan(ROUNDING);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_gate_is_found_by_its_name(Gate gate) {
        assertThat(Gate.byId(gate.id())).contains(gate);
        assertThat(List.of(gate.documentation())).doesNotContain("");
    }
}
