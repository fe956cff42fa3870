package cloud.somersault.simulators;

import static cloud.somersault.simulators.Noises.NEVER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import cloud.somersault.circuits.Circuit;
import cloud.somersault.circuits.Gate;
import cloud.somersault.circuits.Matrix;
import cloud.somersault.circuits.Operation.Delay;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Channels beyond depolarizing, T1 and T2, against closed forms and between the engines. */
class ChannelsTest {
    /** Tens of multiplications and additions of numbers below one. */
    private static final double ROUNDING = 1e-13;

    private static final QubitNoise QUIET = new QubitNoise(0, NEVER, NEVER, 1, 1);

    private static void assertSampled(
            Circuit circuit, Optional<NoiseModel> noise, Map<String, Double> expected) {
        var exact = Noises.exact(circuit, noise);
        expected.forEach((bits, probability) ->
                assertThat(exact.get(bits)).as(bits).isCloseTo(probability, within(ROUNDING)));
        var counts =
                Engines.run(
                        EngineName.TRAJECTORIES,
                        circuit,
                        noise,
                        new ShotRange(11, 0, 0, 40_000),
                        Cancellation.never());
        SamplingTest.assertChiSquared(counts, expected);
    }

    @Test
    void biased_pauli_errors_flip_what_they_do_not_commute_with() {
        var rates = new PauliRates(0.05, 0.02, 0.11);
        var noise = Noises.line(1, QUIET.withGateChannels(rates, KrausChannel.NONE), 0);
        var z = Circuit.of(1, 1).gate(Gate.X, 0).measureAll().build();
        assertSampled(z, noise, Map.of("0", 0.07, "1", 0.93));
        var x = Circuit.of(1, 1).gate(Gate.H, 0).gate(Gate.H, 0).measureAll().build();
        // Two pulses: flips of X (0.13 by Y or Z), then of Z (0.07 by X or Y).
        double kept = (1 - 2 * 0.13) * (1 - 2 * 0.07);
        assertSampled(x, noise, Map.of("0", (1 + kept) / 2, "1", (1 - kept) / 2));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.5e-6, 8e-6, 60e-6})
    void a_warm_qubit_relaxes_to_its_thermal_population(double seconds) {
        var noise =
                Noises.line(1, new QubitNoise(0, 20e-6, 5e-6, 1, 1).withExcitedPopulation(0.08), 0);
        var decay =
                Circuit.of(1, 1)
                        .gate(Gate.X, 0)
                        .add(new Delay(seconds, List.of(0)))
                        .measureAll()
                        .build();
        double excited = 0.08 + 0.92 * Math.exp(-seconds / 20e-6);
        assertSampled(decay, noise, Map.of("1", excited, "0", 1 - excited));
        var ramsey =
                Circuit.of(1, 1)
                        .gate(Gate.H, 0)
                        .add(new Delay(seconds, List.of(0)))
                        .gate(Gate.H, 0)
                        .measureAll()
                        .build();
        double zero = 0.5 + 0.5 * Math.exp(-seconds / 5e-6);
        assertSampled(ramsey, noise, Map.of("0", zero, "1", 1 - zero));
    }

    @Test
    void relaxation_during_gates_is_asked_for() {
        var quiet = Noises.line(1, new QubitNoise(0, 1e-6, 1e-6, 1, 1), 0);
        var circuit = Circuit.of(1, 1).gate(Gate.X, 0).measureAll().build();
        assertThat(Noises.exact(circuit, quiet).get("1")).isCloseTo(1, within(ROUNDING));
        var relaxing = quiet.map(model -> model.withGateTimes(new GateTimes(30e-9, 40e-9, true)));
        double excited = Math.exp(-30e-9 / 1e-6);
        assertSampled(circuit, relaxing, Map.of("1", excited, "0", 1 - excited));
        var two = Circuit.of(2, 2).gate(Gate.X, 0).gate(Gate.CZ, 0, 1).measureAll().build();
        var pair =
                Noises.line(2, new QubitNoise(0, 1e-6, 1e-6, 1, 1), 0)
                        .map(model -> model.withGateTimes(new GateTimes(30e-9, 40e-9, true)));
        assertThat(Noises.exact(two, pair).get("01"))
                .isCloseTo(Math.exp(-70e-9 / 1e-6), within(ROUNDING));
    }

    @Test
    void a_cz_leaks_from_both_excited_to_what_reads_as_one() {
        var coupler = new CouplerNoise(0, 1, 0).withLeakageAndZz(0.09, 0);
        var noise = Optional.of(new NoiseModel(new TreeMap<>(), List.of(coupler)));
        var both = Circuit.of(2, 2).gate(Gate.X, 0).gate(Gate.X, 1).gate(Gate.CZ, 0, 1);
        assertSampled(both.measureAll().build(), noise, Map.of("11", 0.91, "10", 0.09));
        var one = Circuit.of(2, 2).gate(Gate.X, 0).gate(Gate.CZ, 0, 1).measureAll().build();
        assertThat(Noises.exact(one, noise).get("01")).isCloseTo(1, within(ROUNDING));
    }

    @Test
    void in_a_cz_the_first_qubit_may_lose_its_excitation_on_every_engine() {
        var coupler = new CouplerNoise(0, 1, 0).withLoss(0.09);
        var noise = Optional.of(new NoiseModel(new TreeMap<>(), List.of(coupler)));
        for (int second = 0; second < 2; second++) {
            var circuit = Circuit.of(2, 2).gate(Gate.X, 0);
            if (second == 1) {
                circuit.gate(Gate.X, 1);
            }
            var whole = circuit.gate(Gate.CZ, 0, 1).measureAll().build();
            assertSampled(whole, noise, Map.of(second + "1", 0.91, second + "0", 0.09));
        }
        var still = Circuit.of(2, 2).gate(Gate.X, 1).gate(Gate.CZ, 0, 1).measureAll().build();
        assertThat(Noises.exact(still, noise).get("10")).isCloseTo(1, within(ROUNDING));
    }

    @Test
    void any_kraus_operators_may_follow_a_pulse() {
        double decay = 0.3;
        var damping =
                KrausChannel.of(
                        Matrix.of(2, 1, 0, 0, 0, 0, 0, Math.sqrt(1 - decay), 0),
                        Matrix.of(2, 0, 0, Math.sqrt(decay), 0, 0, 0, 0, 0));
        var noise = Noises.line(1, QUIET.withGateChannels(PauliRates.NONE, damping), 0);
        var circuit = Circuit.of(1, 1).gate(Gate.X, 0).measureAll().build();
        assertSampled(circuit, noise, Map.of("1", 0.7, "0", 0.3));
    }

    @Test
    void any_kraus_operators_may_follow_a_cz() {
        var xx = Matrix.of(4, new double[32]);
        var pairs = new double[32];
        for (int i = 0; i < 4; i++) {
            pairs[2 * (4 * i + (3 - i))] = Math.sqrt(0.2);
        }
        xx = Matrix.of(4, pairs);
        var channel = KrausChannel.of(Matrix.identity(4).scaled(Math.sqrt(0.8), 0), xx);
        var coupler = new CouplerNoise(0, 1, 0).withKraus(channel);
        var noise = Optional.of(new NoiseModel(new TreeMap<>(), List.of(coupler)));
        var circuit = Circuit.of(2, 2).gate(Gate.X, 0).gate(Gate.CZ, 1, 0).measureAll().build();
        assertSampled(circuit, noise, Map.of("01", 0.8, "10", 0.2));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void trajectories_agree_with_the_density_matrix_on_all_noise_at_once(int n) {
        var circuit = Noises.random(n, 5, 150 + n).measureAll().build();
        var noise = Noises.everything(n);
        var counts =
                Engines.run(
                        EngineName.TRAJECTORIES,
                        circuit,
                        noise,
                        new ShotRange(12, 0, 0, 60_000),
                        Cancellation.never());
        SamplingTest.assertChiSquared(counts, Noises.exact(circuit, noise));
    }

    @Test
    void impossible_channels_are_refused() {
        assertThatThrownBy(() -> new PauliRates(0.5, 0.4, 0.2)).hasMessageContaining("any Pauli");
        assertThatThrownBy(() -> KrausChannel.of(Matrix.identity(2).scaled(0.9, 0)))
                .hasMessageContaining("identity");
        assertThatThrownBy(() -> KrausChannel.of(Matrix.identity(2), Matrix.identity(4)))
                .hasMessageContaining("square");
        assertThatThrownBy(() -> new KrausChannel(List.of(List.of(1.0))))
                .hasMessageContaining("8 or 32");
        assertThatThrownBy(() -> new GateTimes(-1, 0, false)).hasMessageContaining("take");
        assertThatThrownBy(() -> QUIET.withCoherentErrors(Double.NaN, 0))
                .hasMessageContaining("rotation");
        assertThatThrownBy(() ->
                        new CouplerNoise(0, 1, 0).withKraus(KrausChannel.of(Matrix.identity(2))))
                .hasMessageContaining("two qubits");
    }
}
