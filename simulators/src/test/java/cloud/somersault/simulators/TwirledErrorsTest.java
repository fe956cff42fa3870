package cloud.somersault.simulators;

import static cloud.somersault.simulators.Noises.NEVER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import cloud.somersault.circuits.Circuit;
import cloud.somersault.circuits.Gate;
import cloud.somersault.circuits.Matrix;
import cloud.somersault.simulators.EngineChoice.Chosen;
import cloud.somersault.simulators.plan.Step;
import cloud.somersault.simulators.stabilizer.PauliTwirl;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Coherent errors on stabilizer states, which can't hold them, become random Pauli operators. */
class TwirledErrorsTest {
    /** Tens of multiplications and additions of numbers below one. */
    private static final double ROUNDING = 1e-14;

    private static final QubitNoise QUIET = new QubitNoise(0, NEVER, NEVER, 1, 1);
    private static final EngineLimits LIMITS = new EngineLimits(1L << 30, 60);

    @Test
    void a_pulse_that_turns_too_far_flips_with_the_sine_squared_of_half_the_excess() {
        var twirled = PauliTwirl.of(new Step.Unitary(Gate.RX.matrix(0.3), List.of(4), List.of()));
        double flip = Math.pow(Math.sin(0.15), 2);
        assertThat(twirled.qubits()).containsExactly(4);
        assertProbabilities(twirled, Map.of(0, 1 - flip, 1, flip));
    }

    @Test
    void a_conditional_phase_is_shared_evenly_by_both_single_phases_and_the_common_one() {
        var phase = Matrix.of(1, Math.cos(0.3), Math.sin(0.3));
        var twirled = PauliTwirl.of(new Step.Unitary(phase, List.of(), List.of(2, 7)));
        double each = Math.pow(Math.sin(0.15), 2) / 4;
        assertThat(twirled.qubits()).containsExactlyInAnyOrder(2, 7);
        assertProbabilities(twirled, Map.of(0, 1 - 3 * each, 3, each, 12, each, 15, each));
    }

    @Test
    void an_exchange_of_01_and_10_is_half_xx_and_half_yy_to_first_order() {
        var exchange = Gate.ISWAPTHETA.matrix(List.of(0.3));
        var twirled = PauliTwirl.of(new Step.Unitary(exchange, List.of(0, 1), List.of()));
        // exp(-i theta (XX + YY) / 2) = (cos - i sin XX)(cos - i sin YY) of theta / 2.
        double sine = Math.pow(Math.sin(0.15), 2);
        double cosine = 1 - sine;
        assertProbabilities(
                twirled,
                Map.of(
                        0, cosine * cosine,
                        5, sine * cosine,
                        10, sine * cosine,
                        15, sine * sine));
    }

    @Test
    void a_control_and_its_target_keep_their_places() {
        // Controlled RX: half of it is exp(-i theta X / 4), half exp(+i theta Z X / 4).
        var twirled = PauliTwirl.of(new Step.Unitary(Gate.RX.matrix(0.6), List.of(3), List.of(9)));
        assertThat(twirled.qubits()).containsExactly(9, 3);
        assertThat(twirled.probabilities().get(4)).as("X on 3").isGreaterThan(0.01);
        assertThat(twirled.probabilities().get(7)).as("Z on 9, X on 3").isGreaterThan(0.01);
        assertThat(twirled.probabilities().get(1)).as("X on 9").isCloseTo(0, within(ROUNDING));
    }

    private static void assertProbabilities(
            Step.PauliChannel channel, Map<Integer, Double> expected) {
        for (int pauli = 0; pauli < channel.probabilities().size(); pauli++) {
            assertThat(channel.probabilities().get(pauli))
                    .as("Pauli operator %d", pauli)
                    .isCloseTo(expected.getOrDefault(pauli, 0.0), within(ROUNDING));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 8})
    void twirled_errors_of_many_pulses_add_up_as_chances_and_not_as_angles(int pulses) {
        var noise = Noises.line(1, QUIET.withCoherentErrors(0.1, 0), 0);
        var circuit = Circuit.of(1, 1);
        for (int pulse = 0; pulse < pulses; pulse++) {
            circuit.gate(Gate.X, 0);
        }
        var counts =
                Engines.run(
                        EngineName.STABILIZER,
                        circuit.measureAll().build(),
                        noise,
                        new ShotRange(5, 0, 0, 200_000),
                        Cancellation.never());
        // Each X turns 0.1 pi too far and flips with f; an odd number of flips is seen with
        // (1 - (1 - 2 f)^n) / 2, and 1 - 2 f is the cosine of the excess.
        double flipped = (1 - Math.pow(Math.cos(0.1 * Math.PI), pulses)) / 2;
        boolean odd = pulses % 2 == 1;
        SamplingTest.assertChiSquared(
                counts, Map.of(odd ? "0" : "1", flipped, odd ? "1" : "0", 1 - flipped));
    }

    @Test
    void a_clifford_circuit_of_63_qubits_with_coherent_errors_runs_and_says_what_is_approximate() {
        int n = 63;
        var circuit = Circuit.of(n, n).gate(Gate.H, 0);
        for (int q = 1; q < n; q++) {
            circuit.gate(Gate.H, q).gate(Gate.CZ, q - 1, q).gate(Gate.H, q);
        }
        for (int layer = 0; layer < 20; layer++) {
            for (int q = layer % 2 + 1; q < n; q += 2) {
                circuit.gate(Gate.SX, q).gate(Gate.CZ, q - 1, q).gate(Gate.SX, q - 1);
            }
        }
        var choice = Engines.choose(circuit.measureAll().build(), offTune(n), 1000, LIMITS);
        assertThat(choice).isInstanceOf(Chosen.class);
        assertThat(((Chosen) choice).engine()).isEqualTo(EngineName.STABILIZER);
        assertThat(((Chosen) choice).approximation())
                .hasValueSatisfying(text -> assertThat(text).contains("same in every shot"));
    }

    @Test
    void a_small_circuit_keeps_its_coherent_errors() {
        var circuit = Circuit.of(2, 2).gate(Gate.H, 0).gate(Gate.CZ, 0, 1).measureAll().build();
        var choice = Engines.choose(circuit, offTune(2), 1000, LIMITS);
        assertThat(((Chosen) choice).engine()).isNotEqualTo(EngineName.STABILIZER);
        assertThat(((Chosen) choice).approximation()).isEmpty();
    }

    private static Optional<NoiseModel> offTune(int n) {
        var qubits = new TreeMap<Integer, QubitNoise>();
        var couplers = new ArrayList<CouplerNoise>();
        for (int q = 0; q < n; q++) {
            qubits.put(
                    q, new QubitNoise(0.002, 20e-6, 5e-6, 0.95, 0.9).withCoherentErrors(0.01, 0));
            if (q > 0) {
                couplers.add(new CouplerNoise(q - 1, q, 0.002).withGateErrors(0.1, 0.2, 0, 0));
            }
        }
        return Optional.of(new NoiseModel(qubits, couplers));
    }
}
