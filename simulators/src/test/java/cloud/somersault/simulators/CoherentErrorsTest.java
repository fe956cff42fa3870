package cloud.somersault.simulators;

import static cloud.somersault.simulators.Noises.NEVER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import cloud.somersault.circuits.Circuit;
import cloud.somersault.circuits.Gate;
import cloud.somersault.circuits.Matrix;
import cloud.somersault.circuits.Operation.Delay;
import cloud.somersault.simulators.plan.Checkpoint;
import cloud.somersault.simulators.plan.Step;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Errors that are the same in every shot: they add up, interfere and can be echoed away. */
class CoherentErrorsTest {
    /** Tens of multiplications and additions of numbers below one. */
    private static final double ROUNDING = 1e-13;

    private static final QubitNoise QUIET = new QubitNoise(0, NEVER, NEVER, 1, 1);

    private static Optional<NoiseModel> qubit(QubitNoise noise) {
        return Noises.line(1, noise, 0);
    }

    private static Optional<NoiseModel> pair(CouplerNoise coupler) {
        return Optional.of(new NoiseModel(new TreeMap<>(), List.of(coupler)));
    }

    /** The exact probability, by the density matrix, that a bit reads 1. */
    private static double one(int bit, Circuit circuit, Optional<NoiseModel> noise) {
        return Noises.exact(circuit, noise).entrySet().stream()
                .filter(entry -> entry.getKey().charAt(entry.getKey().length() - 1 - bit) == '1')
                .mapToDouble(Map.Entry::getValue)
                .sum();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 20})
    void pulses_that_turn_too_far_add_up_as_a_sine_squared(int pulses) {
        double error = 0.013;
        var noise = qubit(QUIET.withCoherentErrors(error, 0));
        var circuit = Circuit.of(1, 1);
        for (int i = 0; i < pulses; i++) {
            circuit.gate(Gate.SX, 0);
        }
        double half = pulses * (Math.PI / 2) * (1 + error) / 2;
        var measured = circuit.measureAll().build();
        double expected = Math.sin(half) * Math.sin(half);
        assertThat(one(0, measured, noise)).isCloseTo(expected, within(ROUNDING));
        var counts =
                Engines.run(
                        EngineName.TRAJECTORIES,
                        measured,
                        noise,
                        new ShotRange(3, 0, 0, 20_000),
                        Cancellation.never());
        SamplingTest.assertChiSquared(counts, Map.of("0", 1 - expected, "1", expected));
    }

    @Test
    void a_pulse_and_its_inverse_turn_too_far_in_opposite_directions() {
        var noise = qubit(QUIET.withCoherentErrors(-0.05, 0));
        var circuit = Circuit.of(1, 1);
        for (int i = 0; i < 7; i++) {
            circuit.gate(Gate.RX, List.of(1.1), 0).gate(Gate.RX, List.of(-1.1), 0);
        }
        assertThat(one(0, circuit.measureAll().build(), noise)).isCloseTo(0, within(ROUNDING));
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.INCLUDE,
            names = {"X", "Y", "SX", "SXDG", "H", "RX", "RY", "RPHI", "U3"})
    void a_pulse_turns_too_far_about_its_own_axis(Gate gate) {
        double error = 0.04;
        var parameters = List.of(1.3, -0.4, 2.2).subList(0, gate.parameters().size());
        var circuit = Circuit.of(1, 0).gate(gate, parameters, 0).build();
        var noise = qubit(QUIET.withCoherentErrors(error, 0));
        var whole = Matrix.identity(2);
        for (var step : Lowering.steps(circuit, noise, Checkpoint.none())) {
            whole = ((Step.Unitary) step).matrix().times(whole);
        }
        double further = 1 + error;
        var expected =
                switch (gate) {
                    case X -> Gate.RX.matrix(Math.PI * further);
                    case Y -> Gate.RY.matrix(Math.PI * further);
                    case SX -> Gate.RX.matrix(Math.PI / 2 * further);
                    case SXDG -> Gate.RX.matrix(-Math.PI / 2 * further);
                    case H -> Gate.U3.matrix(Math.PI / 2 * further, 0, Math.PI);
                    case RX, RY -> gate.matrix(1.3 * further);
                    case RPHI -> gate.matrix(1.3 * further, -0.4);
                    default -> gate.matrix(1.3 * further, -0.4, 2.2);
                };
        assertThat(whole.distanceUpToPhase(expected)).isLessThan(ROUNDING);
    }

    @Test
    void the_chip_plays_the_shorter_way_around() {
        var noise = qubit(QUIET.withCoherentErrors(0.1, 0));
        var circuit =
                Circuit.of(1, 1).gate(Gate.RX, List.of(1.5 * Math.PI), 0).measureAll().build();
        double angle = -Math.PI / 2 * 1.1;
        assertThat(one(0, circuit, noise))
                .isCloseTo(Math.pow(Math.sin(angle / 2), 2), within(ROUNDING));
    }

    private static Circuit ramsey(double seconds) {
        return Circuit.of(1, 1)
                .gate(Gate.H, 0)
                .add(new Delay(seconds, List.of(0)))
                .gate(Gate.H, 0)
                .measureAll()
                .build();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.3e-6, 1e-6, 4e-6})
    void ramsey_fringes_beat_with_the_detuning_and_fade_with_t2(double seconds) {
        double detuning = 0.4e6;
        var noise = qubit(new QubitNoise(0, 20e-6, 5e-6, 1, 1).withCoherentErrors(0, detuning));
        double zero =
                0.5 + 0.5 * Math.exp(-seconds / 5e-6) * Math.cos(2 * Math.PI * detuning * seconds);
        assertThat(one(0, ramsey(seconds), noise)).isCloseTo(1 - zero, within(ROUNDING));
    }

    @Test
    void an_echo_undoes_the_detuning_and_not_t2() {
        var noise = qubit(new QubitNoise(0, NEVER, 5e-6, 1, 1).withCoherentErrors(0, 0.37e6));
        var echo =
                Circuit.of(1, 1)
                        .gate(Gate.H, 0)
                        .add(new Delay(1e-6, List.of(0)))
                        .gate(Gate.X, 0)
                        .add(new Delay(1e-6, List.of(0)))
                        .gate(Gate.H, 0)
                        .measureAll()
                        .build();
        double zero = 0.5 + 0.5 * Math.exp(-2e-6 / 5e-6);
        assertThat(one(0, echo, noise)).isCloseTo(1 - zero, within(ROUNDING));
    }

    @Test
    void a_detuning_acts_during_pulses_that_take_time() {
        double detuning = 1e6;
        var noise =
                qubit(QUIET.withCoherentErrors(0, detuning))
                        .map(model -> model.withGateTimes(new GateTimes(30e-9, 40e-9, false)));
        // Half a pulse after the first H, half a pulse before the second.
        double phase = 2 * Math.PI * detuning * (30e-9 + 1e-6);
        assertThat(one(0, ramsey(1e-6), noise))
                .isCloseTo(0.5 - 0.5 * Math.cos(phase), within(ROUNDING));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_neighbour_that_is_excited_shifts_the_fringes_by_zz(boolean excited) {
        double zz = 0.15e6;
        double seconds = 2e-6;
        var noise = pair(new CouplerNoise(1, 0, 0).withLeakageAndZz(0, zz));
        var circuit = Circuit.of(2, 2);
        if (excited) {
            circuit.gate(Gate.X, 1);
        }
        circuit.gate(Gate.H, 0).add(new Delay(seconds, List.of(0, 1))).gate(Gate.H, 0);
        double phase = excited ? 2 * Math.PI * zz * seconds : 0;
        assertThat(one(0, circuit.measureAll().build(), noise))
                .isCloseTo(0.5 - 0.5 * Math.cos(phase), within(ROUNDING));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void an_echo_of_one_qubit_undoes_zz_and_an_echo_of_both_does_not(boolean both) {
        double zz = 0.15e6;
        double seconds = 1e-6;
        var noise =
                pair(new CouplerNoise(0, 1, 0).withLeakageAndZz(0, zz))
                        .map(model -> model.withGateTimes(new GateTimes(30e-9, 40e-9, false)));
        var circuit = Circuit.of(2, 2).gate(Gate.H, 1).gate(Gate.H, 0);
        circuit.add(new Delay(seconds, List.of(0, 1))).gate(Gate.X, 0);
        circuit.add(both ? x(1) : new Delay(30e-9, List.of(1)));
        circuit.add(new Delay(seconds, List.of(0, 1))).gate(Gate.H, 0).gate(Gate.H, 1);
        var exact = Noises.exact(circuit.measureAll().build(), noise);
        // The phase of |11> is a ZZ and two Z rotations by a quarter of it each. X on both turns
        // the
        // Zs of the second half around and leaves the ZZ: |<++|exp(-i angle ZZ)|++>|^2. X on one
        // turns ZZ and its own Z around; the other keeps its Z, by the same angle.
        double angle = 2 * Math.PI * zz * 2 * (seconds + 30e-9) / 4;
        assertThat(exact.get("00")).isCloseTo(Math.pow(Math.cos(angle), 2), within(ROUNDING));
        if (!both) {
            // All of it is on qubit 1: qubit 0 knows nothing of its neighbour.
            assertThat(exact.get("01") + exact.get("11")).isCloseTo(0, within(ROUNDING));
        }
    }

    @Test
    void zz_adds_up_over_waits_of_different_lengths_and_not_during_the_own_gate() {
        double zz = 0.2e6;
        var noise =
                pair(new CouplerNoise(0, 1, 0).withLeakageAndZz(0, zz))
                        .map(model -> model.withGateTimes(new GateTimes(0, 40e-9, false)));
        var circuit =
                Circuit.of(2, 2)
                        .gate(Gate.X, 1)
                        .gate(Gate.H, 0)
                        .add(new Delay(0.3e-6, List.of(0)))
                        .add(new Delay(0.3e-6, List.of(1)))
                        .gate(Gate.CZ, 0, 1)
                        .add(new Delay(0.1e-6, List.of(0)))
                        .add(new Delay(0.6e-6, List.of(1)))
                        .add(new Delay(0.5e-6, List.of(0)))
                        .gate(Gate.H, 0)
                        .measureAll()
                        .build();
        double phase = Math.PI - 2 * Math.PI * zz * 0.9e-6;
        assertThat(one(0, circuit, noise)).isCloseTo(0.5 - 0.5 * Math.cos(phase), within(ROUNDING));
    }

    @Test
    void a_cz_with_a_phase_error_turns_by_pi_and_the_error() {
        var noise = pair(new CouplerNoise(0, 1, 0).withGateErrors(0.12, 0, 0.05, -0.3));
        var circuit =
                Circuit.of(2, 2)
                        .gate(Gate.X, 1)
                        .gate(Gate.H, 0)
                        .gate(Gate.CZ, 0, 1)
                        .gate(Gate.H, 0)
                        .measureAll()
                        .build();
        assertThat(one(0, circuit, noise))
                .isCloseTo(0.5 - 0.5 * Math.cos(Math.PI + 0.12 + 0.05), within(ROUNDING));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void a_cz_that_swaps_moves_an_excitation_by_a_sine_squared(int gates) {
        double angle = 0.07;
        var noise = pair(new CouplerNoise(0, 1, 0).withGateErrors(0, angle, 0, 0));
        var circuit = Circuit.of(2, 2).gate(Gate.X, 0);
        for (int i = 0; i < gates; i++) {
            circuit.gate(Gate.CZ, 1, 0);
        }
        double moved = Math.pow(Math.sin(gates * angle), 2);
        var exact = Noises.exact(circuit.measureAll().build(), noise);
        assertThat(exact.get("10")).isCloseTo(moved, within(ROUNDING));
        assertThat(exact.get("01")).isCloseTo(1 - moved, within(ROUNDING));
    }

    @Test
    void two_coherent_errors_interfere_where_two_random_ones_would_add() {
        // CZ CZ with a phase error delta each: the error of two is sin^2(2 delta / 2), four times
        // that of one for small delta, not twice.
        double delta = 0.02;
        var noise = pair(new CouplerNoise(0, 1, 0).withGateErrors(delta, 0, 0, 0));
        var circuit = Circuit.of(2, 2).gate(Gate.X, 1).gate(Gate.H, 0);
        circuit.gate(Gate.CZ, 0, 1).gate(Gate.CZ, 0, 1).gate(Gate.H, 0);
        assertThat(one(0, circuit.measureAll().build(), noise))
                .isCloseTo(Math.pow(Math.sin(delta), 2), within(ROUNDING));
    }

    private static cloud.somersault.circuits.Operation x(int qubit) {
        return new cloud.somersault.circuits.Operation.Apply(Gate.X, List.of(), List.of(qubit));
    }
}
