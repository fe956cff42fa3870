package cloud.somersault.simulators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import cloud.somersault.circuits.Circuit;
import cloud.somersault.circuits.Gate;
import cloud.somersault.circuits.Operation.Controlled;
import cloud.somersault.simulators.plan.Checkpoint;
import cloud.somersault.simulators.plan.Step;
import cloud.somersault.simulators.statevector.StateVector;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class StateVectorTest {
    /** A step adds a few roundings of 1e-16 to amplitudes below one; some hundred steps. */
    private static final double ROUNDING = 1e-13;

    /** The check values are printed with six decimals. */
    private static final double SIX_DECIMALS = 0.5e-6 + 1e-12;

    private static StateVector run(int qubits, List<Step> steps) {
        var state = new StateVector(qubits);
        for (var step : steps) {
            state.apply((Step.Unitary) step, Checkpoint.none());
        }
        return state;
    }

    private static StateVector run(Circuit circuit) {
        return run(circuit.qubits(), Lowering.steps(circuit, Optional.empty(), Checkpoint.none()));
    }

    private static void assertAgreesWithDenseMatrices(Circuit circuit) {
        var state = run(circuit);
        var expected = DenseReference.amplitudes(circuit);
        for (int i = 0; i < expected.length; i++) {
            assertThat(state.re(i)).isCloseTo(expected[i][0], within(ROUNDING));
            assertThat(state.im(i)).isCloseTo(expected[i][1], within(ROUNDING));
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "GPHASE")
    void every_gate_agrees_with_its_dense_matrix_on_any_qubits(Gate gate) {
        var random = new SplitMix(Long.getLong("seed", 21));
        for (int n = gate.qubits(); n <= 5; n++) {
            var circuit = Circuit.of(n, 0);
            for (int q = 0; q < n; q++) {
                circuit.gate(Gate.U3, Workloads.u3(random), q);
            }
            for (int i = 0; i < 4; i++) {
                circuit.add(Workloads.random(gate, random, n));
            }
            assertAgreesWithDenseMatrices(circuit.build());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 7})
    void random_circuits_agree_with_dense_matrices(int n) {
        var random = new SplitMix(Long.getLong("seed", 22) + n);
        var circuit = Circuit.of(n, 0);
        for (int i = 0; i < 120; i++) {
            circuit.add(Workloads.randomGate(random, n));
        }
        assertAgreesWithDenseMatrices(circuit.build());
    }

    @Test
    void gates_with_any_number_of_controls_agree_with_dense_matrices() {
        var random = new SplitMix(Long.getLong("seed", 23));
        var circuit = Circuit.of(7, 0);
        for (int q = 0; q < 7; q++) {
            circuit.gate(Gate.U3, Workloads.u3(random), q);
        }
        for (var gate : Gate.values()) {
            for (int controls = 1; controls <= 7 - gate.qubits(); controls++) {
                var target = Workloads.random(gate, random, 7);
                var free = new ArrayList<Integer>();
                for (int q : random.shuffle(7)) {
                    if (!target.qubits().contains(q)) {
                        free.add(q);
                    }
                }
                circuit.add(new Controlled(free.subList(0, controls), target));
            }
        }
        assertAgreesWithDenseMatrices(circuit.build());
    }

    /** W1 of the performance page; other simulators give the same amplitude. */
    @ParameterizedTest
    @CsvSource({"20, -0.000488, 0.000209", "22, -0.000467, 0.000169"})
    void the_random_circuit_w1_has_the_amplitude_that_other_simulators_find(
            int n, double re, double im) {
        var state = run(Workloads.w1(n, 0).build());
        assertThat(state.re(5)).isCloseTo(re, within(SIX_DECIMALS));
        assertThat(state.im(5)).isCloseTo(im, within(SIX_DECIMALS));
        assertThat(state.norm(Checkpoint.none())).isCloseTo(1, within(ROUNDING));
    }

    @Test
    void the_quantum_volume_circuit_w3_has_the_amplitude_that_other_simulators_find() {
        var state = run(20, Workloads.w3());
        assertThat(state.re(5)).isCloseTo(0.001014, within(SIX_DECIMALS));
        assertThat(state.im(5)).isCloseTo(0.000128, within(SIX_DECIMALS));
        assertThat(state.norm(Checkpoint.none())).isCloseTo(1, within(ROUNDING));
    }

    @Test
    void the_neural_network_w4_has_the_expectation_values_that_other_simulators_find() {
        var state = run(Workloads.w4());
        double[] expected = {
            -0.341756, -0.137610, 0.268950, -0.131407, -0.030868, -0.357036, 0.120577, 0.773662
        };
        for (int q = 0; q < 8; q++) {
            double z =
                    state.weight(q, false, Checkpoint.none())
                            - state.weight(q, true, Checkpoint.none());
            assertThat(z).isCloseTo(expected[q], within(SIX_DECIMALS));
        }
    }

    @Test
    void the_norm_stays_one_through_a_thousand_random_gates() {
        var random = new SplitMix(Long.getLong("seed", 24));
        var circuit = Circuit.of(9, 0);
        for (int i = 0; i < 1000; i++) {
            circuit.add(Workloads.randomGate(random, 9));
        }
        assertThat(run(circuit.build()).norm(Checkpoint.none())).isCloseTo(1, within(1e-12));
    }
}
