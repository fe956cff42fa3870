package cloud.somersault.circuits;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Laws that every gate of the registry obeys, over seeded random parameters. */
class GateLawsTest {
    /** A handful of products of numbers of size one: some 1e-15 each. */
    private static final double ROUNDING = 1e-14;

    @ParameterizedTest
    @EnumSource
    void a_gate_is_unitary(Gate gate) {
        for (var step : RandomGates.of(gate, 17)) {
            var matrix = step.matrix();
            assertThat(matrix.size()).isEqualTo(1 << gate.qubits());
            assertThat(matrix.times(matrix.adjoint()).distance(Matrix.identity(matrix.size())))
                    .isLessThan(ROUNDING);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_gate_and_its_inverse_do_nothing(Gate gate) {
        for (var step : RandomGates.of(gate, 18)) {
            var both = step.inverse().matrix().times(step.matrix());
            assertThat(both.distance(Matrix.identity(both.size()))).isLessThan(ROUNDING);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_gate_is_found_by_its_name_and_says_what_it_is(Gate gate) {
        assertThat(Gate.byId(gate.id())).contains(gate);
        assertThat(gate.documentation()).isNotBlank();
    }

    @ParameterizedTest
    @EnumSource
    void the_formulas_are_the_matrix(Gate gate) {
        for (var step : RandomGates.of(gate, 19)) {
            var parameters = new HashMap<String, Double>();
            for (int i = 0; i < gate.parameters().size(); i++) {
                parameters.put(gate.parameters().get(i), step.parameters().get(i));
            }
            var symbolic = gate.formula();
            var read = new FormulaReader(symbolic, parameters, "").matrix(symbolic, false);
            assertThat(read.distance(step.matrix())).as("%s", step).isLessThan(ROUNDING);
        }
    }

    /** Without looking at elements: a matrix is diagonal when it commutes with every Z. */
    private static boolean commutesWithEveryZ(Matrix matrix, int qubits) {
        for (int qubit = 0; qubit < qubits; qubit++) {
            var z = PauliString.z(qubits, qubit).matrix();
            if (matrix.times(z).distance(z.times(matrix)) > 1e-9) {
                return false;
            }
        }
        return true;
    }

    @ParameterizedTest
    @EnumSource
    void a_gate_is_called_diagonal_when_it_is(Gate gate) {
        boolean always = true;
        for (var step : RandomGates.of(gate, 20)) {
            boolean diagonal = commutesWithEveryZ(step.matrix(), gate.qubits());
            assertThat(gate.isDiagonal(RandomGates.values(step)))
                    .as("%s", step)
                    .isEqualTo(diagonal);
            always &= diagonal;
        }
        assertThat(gate.isAlwaysDiagonal()).isEqualTo(always);
    }

    @ParameterizedTest
    @EnumSource
    void a_gate_is_called_its_own_inverse_when_it_is(Gate gate) {
        for (var step : RandomGates.of(gate, 21)) {
            boolean same = step.inverse().matrix().distance(step.matrix()) < 1e-9;
            assertThat(gate.isSelfInverse(RandomGates.values(step))).as("%s", step).isEqualTo(same);
        }
    }
}
