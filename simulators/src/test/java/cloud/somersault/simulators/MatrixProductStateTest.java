package cloud.somersault.simulators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import cloud.somersault.circuits.Circuit;
import cloud.somersault.circuits.Gate;
import cloud.somersault.circuits.Operation.Controlled;
import cloud.somersault.simulators.mps.MatrixProductState;
import cloud.somersault.simulators.mps.MpsCost;
import cloud.somersault.simulators.mps.MpsOptions;
import cloud.somersault.simulators.plan.Checkpoint;
import cloud.somersault.simulators.plan.Plan;
import cloud.somersault.simulators.plan.Step;
import cloud.somersault.simulators.statevector.StateVector;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The chain against the state vector, and its truncation against what was really lost. */
class MatrixProductStateTest {
    /** Bonds as large as they have to be; weights are dropped from 1e-13 squared on. */
    private static final MpsOptions EXACT = new MpsOptions(4096, 1e-26);

    private static List<Step> steps(Circuit circuit) {
        return Lowering.steps(circuit, Optional.empty(), Checkpoint.none());
    }

    private static MatrixProductState chain(int n, List<Step> steps, MpsOptions options) {
        return MatrixProductState.of(new Plan(n, steps, List.of()), options, Checkpoint.none());
    }

    private static StateVector vector(int n, List<Step> steps) {
        var state = new StateVector(n);
        for (var step : steps) {
            state.apply((Step.Unitary) step, Checkpoint.none());
        }
        return state;
    }

    private static void assertAmplitudes(int n, List<Step> steps) {
        var expected = vector(n, steps);
        var state = chain(n, steps, EXACT);
        double worst = 0;
        for (int i = 0; i < 1 << n; i++) {
            int index = i;
            var amplitude = state.amplitude(qubit -> (index >> qubit & 1) != 0);
            double re = amplitude[0] - expected.re(i);
            double im = amplitude[1] - expected.im(i);
            worst = Math.max(worst, Math.hypot(re, im));
        }
        // 1e-13 for each of a few hundred truncations, added up like a random walk.
        assertThat(worst).isLessThan(1e-11);
        assertThat(state.logFidelity()).isCloseTo(0, within(1e-23));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void at_full_bond_random_circuits_of_all_gates_agree_with_the_state_vector(int n) {
        var random = new SplitMix(n);
        var circuit = Circuit.of(n, 0);
        for (int i = 0; i < 25 * n; i++) {
            circuit.add(Workloads.randomGate(random, n));
        }
        assertAmplitudes(n, steps(circuit.build()));
    }

    @Test
    void at_full_bond_twelve_qubits_on_a_grid_agree_with_the_state_vector() {
        assertAmplitudes(12, steps(Workloads.w1(12, 0).build()));
    }

    @Test
    void at_full_bond_gates_with_many_controls_agree_with_the_state_vector() {
        var random = new SplitMix(3);
        int n = 7;
        var circuit = Circuit.of(n, 0);
        for (int i = 0; i < 30; i++) {
            for (int q = 0; q < n; q++) {
                circuit.gate(Gate.U3, Workloads.u3(random), q);
            }
            var target = Workloads.randomGate(random, 4);
            circuit.add(new Controlled(i % 2 == 0 ? List.of(5) : List.of(6, 4), target));
        }
        assertAmplitudes(n, steps(circuit.build()));
    }

    @Test
    void at_full_bond_distant_pairs_in_any_order_agree_with_the_state_vector() {
        var random = new SplitMix(11);
        var pairs = new ArrayList<Step>();
        for (int i = 0; i < 60; i++) {
            var p = random.shuffle(10);
            pairs.add(new Step.Unitary(Workloads.su4(random), List.of(p[0], p[1]), List.of()));
        }
        assertAmplitudes(10, pairs);
    }

    @Test
    void seventy_two_qubits_in_a_ghz_state_need_a_bond_of_two() {
        var circuit = Circuit.of(72, 0).gate(Gate.H, 30);
        var random = new SplitMix(5);
        var p = random.shuffle(72);
        int root = 30;
        for (int qubit : p) {
            if (qubit != root) {
                circuit.gate(Gate.CX, root, qubit);
            }
        }
        var state = chain(72, steps(circuit.build()), MpsOptions.DEFAULT);
        assertThat(state.bondMost()).isEqualTo(2);
        assertThat(state.logFidelity()).isZero();
        double half = Math.sqrt(0.5);
        assertThat(state.amplitude(_ -> false)[0]).isCloseTo(half, within(1e-13));
        assertThat(state.amplitude(_ -> true)[0]).isCloseTo(half, within(1e-13));
        assertThat(state.amplitude(qubit -> qubit == 30)[0]).isZero();
    }

    /** Random SU(4) on neighbours, even and odd pairs in turns. */
    private static List<Step> brickwork(int n, int layers, long seed) {
        var random = new SplitMix(seed);
        var bricks = new ArrayList<Step>();
        for (int layer = 0; layer < layers; layer++) {
            for (int q = layer % 2; q + 1 < n; q += 2) {
                bricks.add(new Step.Unitary(Workloads.su4(random), List.of(q, q + 1), List.of()));
            }
        }
        return bricks;
    }

    private static double fidelity(StateVector exact, MatrixProductState state) {
        double re = 0;
        double im = 0;
        for (int i = 0; i < exact.size(); i++) {
            int index = i;
            var amplitude = state.amplitude(qubit -> (index >> qubit & 1) != 0);
            re += exact.re(i) * amplitude[0] + exact.im(i) * amplitude[1];
            im += exact.re(i) * amplitude[1] - exact.im(i) * amplitude[0];
        }
        return re * re + im * im;
    }

    @ParameterizedTest
    @ValueSource(ints = {12, 20, 32, 40})
    void the_reported_error_is_near_the_fidelity_that_was_lost(int bond) {
        int n = 14;
        var bricks = brickwork(n, 10, bond);
        var state = chain(n, bricks, new MpsOptions(bond, 1e-16));
        assertThat(state.bondMost()).isEqualTo(bond);
        double estimated = Math.exp(state.logFidelity());
        double exact = fidelity(vector(n, bricks), state);
        // Errors of different truncations are nearly orthogonal; what they overlap is of second
        // order (Zhou, Stoudenmire, Waintal, Phys. Rev. X 10, 041038, 2020).
        double lost = 1 - exact;
        assertThat(Math.abs(estimated - exact)).isLessThan(0.1 * lost);
    }

    @Test
    void a_larger_bond_loses_less() {
        var bricks = brickwork(24, 10, 24);
        double before = -1;
        for (int bond : new int[] {4, 8, 16, 32}) {
            double fidelity = Math.exp(chain(24, bricks, new MpsOptions(bond, 0)).logFidelity());
            assertThat(fidelity).isGreaterThan(before);
            before = fidelity;
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-7, 1e-3, 0.4, 1.5})
    void a_pair_cut_apart_loses_its_smaller_schmidt_weight(double angle) {
        var circuit = Circuit.of(2, 0).gate(Gate.RY, List.of(angle), 0).gate(Gate.CX, 0, 1);
        var state = chain(2, steps(circuit.build()), new MpsOptions(1, 0));
        double smaller = Math.pow(Math.sin(angle / 2), 2);
        // The Gram matrix knows weights to a few times 1e-16.
        assertThat(-Math.expm1(state.logFidelity())).isCloseTo(smaller, within(1e-15));
        assertThat(state.amplitude(_ -> false)[0]).isCloseTo(1, within(1e-14));
    }

    @Test
    void the_bound_of_the_bonds_is_found_without_running() {
        var circuit = Circuit.of(72, 0);
        for (int layer = 0; layer < 8; layer++) {
            for (int q = 0; q < 72; q++) {
                circuit.gate(Gate.RY, List.of(0.3 + q), q);
            }
            for (int q = layer % 2; q + 1 < 72; q += 2) {
                circuit.gate(Gate.CZ, q, q + 1);
            }
        }
        var plan = new Plan(72, steps(circuit.build()), List.of());
        var cost = MpsCost.of(plan, MpsOptions.DEFAULT, Checkpoint.none());
        assertThat(cost.bondBound()).isEqualTo(16);
        var state = MatrixProductState.of(plan, MpsOptions.DEFAULT, Checkpoint.none());
        assertThat(state.bondMost()).isLessThanOrEqualTo(16);
        assertThat(state.logFidelity()).isCloseTo(0, within(1e-12));
        assertThat(state.bytes()).isLessThanOrEqualTo(cost.stateBytes());
    }

    @Test
    void only_unitary_plans_have_one_state() {
        var plan = new Plan(1, List.of(new Step.Reset(0)), List.of());
        assertThatThrownBy(() -> MatrixProductState.of(plan, EXACT, Checkpoint.none()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
