package cloud.somersault.simulators;

import static cloud.somersault.simulators.Noises.NEVER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import cloud.somersault.circuits.Circuit;
import cloud.somersault.circuits.Counts;
import cloud.somersault.circuits.Gate;
import cloud.somersault.circuits.Operation.Delay;
import cloud.somersault.circuits.Operation.Measure;
import cloud.somersault.circuits.Operation.Reset;
import cloud.somersault.simulators.density.DensityMatrix;
import cloud.somersault.simulators.plan.Checkpoint;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Noise against closed forms, and the two noisy engines against each other. */
class NoiseTest {
    /** Tens of multiplications and additions of numbers below one. */
    private static final double ROUNDING = 1e-13;

    private static Counts run(
            EngineName engine, Circuit circuit, Optional<NoiseModel> noise, long first, long n) {
        return Engines.run(
                engine, circuit, noise, new ShotRange(5, 0, first, n), Cancellation.never());
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1e-6, 12e-6, 80e-6})
    void an_excited_qubit_decays_with_t1(double seconds) {
        var noise = Noises.line(1, new QubitNoise(0, 20e-6, 5e-6, 1, 1), 0);
        var circuit =
                Circuit.of(1, 1)
                        .gate(Gate.X, 0)
                        .add(new Delay(seconds, List.of(0)))
                        .measureAll()
                        .build();
        double excited = Math.exp(-seconds / 20e-6);
        assertThat(Noises.exact(circuit, noise).get("1")).isCloseTo(excited, within(ROUNDING));
        if (seconds > 0) {
            SamplingTest.assertChiSquared(
                    run(EngineName.TRAJECTORIES, circuit, noise, 0, 20_000),
                    Map.of("0", 1 - excited, "1", excited));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-6, 5e-6, 20e-6})
    void a_superposition_dephases_with_t2(double seconds) {
        var noise = Noises.line(1, new QubitNoise(0, 20e-6, 5e-6, 1, 1), 0);
        var ramsey =
                Circuit.of(1, 1)
                        .gate(Gate.H, 0)
                        .add(new Delay(seconds, List.of(0)))
                        .gate(Gate.P, List.of(0.7), 0)
                        .gate(Gate.H, 0)
                        .measureAll()
                        .build();
        double zero = 0.5 + 0.5 * Math.exp(-seconds / 5e-6) * Math.cos(0.7);
        assertThat(Noises.exact(ramsey, noise).get("0")).isCloseTo(zero, within(ROUNDING));
        SamplingTest.assertChiSquared(
                run(EngineName.TRAJECTORIES, ramsey, noise, 0, 20_000),
                Map.of("0", zero, "1", 1 - zero));
    }

    @Test
    void t2_is_at_most_twice_t1() {
        var circuit =
                Circuit.of(1, 1)
                        .gate(Gate.H, 0)
                        .add(new Delay(10e-6, List.of(0)))
                        .gate(Gate.H, 0)
                        .measureAll()
                        .build();
        var noise = Noises.line(1, new QubitNoise(0, 10e-6, 90e-6, 1, 1), 0);
        assertThat(Noises.exact(circuit, noise).get("0"))
                .isCloseTo(0.5 + 0.5 * Math.exp(-0.5), within(ROUNDING));
    }

    @Test
    void a_depolarized_bell_pair_has_the_closed_form() {
        double pulse = 0.03;
        double cz = 0.08;
        var noise = Noises.line(2, new QubitNoise(pulse, NEVER, NEVER, 1, 1), cz);
        var bell =
                Circuit.of(2, 2)
                        .gate(Gate.H, 0)
                        .gate(Gate.H, 1)
                        .gate(Gate.CZ, 0, 1)
                        .gate(Gate.H, 1)
                        .measureAll()
                        .build();
        // <ZZ> is carried by XZ-type operators through every channel: two pulses on qubit 1 and the
        // CZ shrink it. Single <Z> vanish.
        double correlation = (1 - pulse) * (1 - pulse) * (1 - cz);
        double same = (1 + correlation) / 4;
        double different = (1 - correlation) / 4;
        var exact = Noises.exact(bell, noise);
        assertThat(exact.get("00")).isCloseTo(same, within(ROUNDING));
        assertThat(exact.get("11")).isCloseTo(same, within(ROUNDING));
        assertThat(exact.get("01")).isCloseTo(different, within(ROUNDING));
        assertThat(exact.get("10")).isCloseTo(different, within(ROUNDING));
    }

    @Test
    void readings_are_confused_by_the_readout_matrix() {
        var noise = Noises.line(2, new QubitNoise(0, NEVER, NEVER, 0.95, 0.8), 0);
        var circuit = Circuit.of(2, 2).gate(Gate.X, 1).measureAll().build();
        var expected = Map.of("00", .95 * .2, "01", .05 * .2, "10", .95 * .8, "11", .05 * .8);
        for (var engine : List.of(EngineName.DENSITY_MATRIX, EngineName.TRAJECTORIES)) {
            SamplingTest.assertChiSquared(run(engine, circuit, noise, 0, 50_000), expected);
        }
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.INCLUDE,
            names = {"ID", "Z", "S", "SDG", "T", "TDG", "RZ", "P"})
    void diagonal_gates_are_no_pulses(Gate gate) {
        var noise = Noises.line(1, new QubitNoise(0.5, NEVER, NEVER, 1, 1), 0);
        var parameters = gate.parameters().stream().map(_ -> 0.3).toList();
        var circuit = Circuit.of(1, 1).gate(gate, parameters, 0).measureAll().build();
        assertThat(Noises.exact(circuit, noise).get("0")).isCloseTo(1, within(ROUNDING));
        var pulse = Circuit.of(1, 1).gate(Gate.X, 0).measureAll().build();
        assertThat(Noises.exact(pulse, noise).get("1")).isCloseTo(0.75, within(ROUNDING));
    }

    @Test
    void without_noise_the_density_matrix_is_that_of_the_state_vector() {
        var random = new SplitMix(41);
        var circuit = Circuit.of(4, 0);
        for (int i = 0; i < 60; i++) {
            circuit.add(Workloads.randomGate(random, 4));
        }
        var rho = new DensityMatrix(4);
        for (var step : Lowering.steps(circuit.build(), Optional.empty(), Checkpoint.none())) {
            rho.apply(step, Checkpoint.none());
        }
        var psi = DenseReference.amplitudes(circuit.build());
        for (int i = 0; i < 16; i++) {
            for (int j = 0; j < 16; j++) {
                double re = psi[i][0] * psi[j][0] + psi[i][1] * psi[j][1];
                double im = psi[i][1] * psi[j][0] - psi[i][0] * psi[j][1];
                assertThat(rho.re(i, j)).isCloseTo(re, within(ROUNDING));
                assertThat(rho.im(i, j)).isCloseTo(im, within(ROUNDING));
            }
        }
    }

    @Test
    void a_noisy_density_matrix_keeps_trace_one_and_is_hermitian_and_positive() {
        var rho = new DensityMatrix(3);
        var circuit = Noises.random(3, 8, 42).build();
        for (var step : Lowering.steps(circuit, Noises.strong(3), Checkpoint.none())) {
            rho.apply(step, Checkpoint.none());
        }
        double trace = 0;
        double purity = 0;
        for (int i = 0; i < 8; i++) {
            trace += rho.re(i, i);
            for (int j = 0; j < 8; j++) {
                assertThat(rho.re(i, j)).isCloseTo(rho.re(j, i), within(ROUNDING));
                assertThat(rho.im(i, j)).isCloseTo(-rho.im(j, i), within(ROUNDING));
                purity += rho.re(i, j) * rho.re(i, j) + rho.im(i, j) * rho.im(i, j);
            }
        }
        assertThat(trace).isCloseTo(1, within(ROUNDING));
        assertThat(purity).isBetween(1.0 / 8, 1.0);
        // Positive: <v| rho |v> >= 0 for random v.
        var random = new SplitMix(43);
        for (int trial = 0; trial < 200; trial++) {
            double value = 0;
            var v = new double[8][2];
            for (var element : v) {
                element[0] = random.normal();
                element[1] = random.normal();
            }
            for (int i = 0; i < 8; i++) {
                for (int j = 0; j < 8; j++) {
                    double re = v[i][0] * v[j][0] + v[i][1] * v[j][1];
                    double im = v[i][0] * v[j][1] - v[i][1] * v[j][0];
                    value += re * rho.re(i, j) - im * rho.im(i, j);
                }
            }
            assertThat(value).isGreaterThan(0);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void trajectories_agree_with_the_density_matrix(int n) {
        var circuit = Noises.random(n, 6, 50 + n).measureAll().build();
        var noise = Noises.strong(n);
        var exact = Noises.exact(circuit, noise);
        SamplingTest.assertChiSquared(
                run(EngineName.TRAJECTORIES, circuit, noise, 0, 60_000), exact);
        SamplingTest.assertChiSquared(
                run(EngineName.DENSITY_MATRIX, circuit, noise, 0, 60_000), exact);
    }

    @Test
    void a_noisy_measurement_in_the_middle_agrees_with_one_at_the_end() {
        // Reading qubit 0 and then disturbing it must give what reading a copy of it at the end
        // gives: X on qubit 0 comes after its reading, so only the order of operations differs.
        int n = 3;
        var noise = Noises.strong(n);
        var end = Noises.random(n, 4, 61).measureAll().build();
        var middle =
                Noises.random(n, 4, 61)
                        .add(new Measure(0, 0))
                        .gate(Gate.X, 0)
                        .add(new Reset(0))
                        .gate(Gate.CX, 0, 1)
                        .measure(1, 1)
                        .measure(2, 2)
                        .build();
        var withoutCoupler = Optional.of(new NoiseModel(noise.orElseThrow().qubits(), List.of()));
        SamplingTest.assertChiSquared(
                run(EngineName.TRAJECTORIES, middle, withoutCoupler, 0, 60_000),
                Noises.exact(end, withoutCoupler));
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.INCLUDE,
            names = {"DENSITY_MATRIX", "TRAJECTORIES"})
    void any_split_of_noisy_shots_gives_the_same_counts(EngineName engine) {
        var circuit = Noises.random(4, 6, 71).measureAll().build();
        var noise = Noises.strong(4);
        var whole = run(engine, circuit, noise, 0, 600);
        var sum = Counts.none(4);
        for (int first = 0; first < 600; first += 50) {
            sum = sum.plus(run(engine, circuit, noise, first, 50));
        }
        assertThat(sum).isEqualTo(whole);
        var one = Counts.none(4);
        for (int shot = 0; shot < 600; shot++) {
            one = one.plus(run(engine, circuit, noise, shot, 1));
        }
        assertThat(one).isEqualTo(whole);
    }

    @Test
    void a_long_wait_shrinks_no_norm_to_nothing() {
        var noise = Noises.line(2, new QubitNoise(0, 1e-6, 1e-6, 1, 1), 0);
        var circuit = Circuit.of(2, 2).gate(Gate.H, 0).gate(Gate.CX, 0, 1);
        for (int i = 0; i < 2000; i++) {
            circuit.add(new Delay(1e-6, List.of(0, 1)));
        }
        var counts = run(EngineName.TRAJECTORIES, circuit.measureAll().build(), noise, 0, 100);
        assertThat(counts.byBitstring()).containsExactly(Map.entry("00", 100L));
    }

    @Test
    void impossible_noise_is_refused() {
        assertThatThrownBy(() -> new QubitNoise(Double.NaN, 1, 1, 1, 1))
                .hasMessageContaining("probability");
        assertThatThrownBy(() -> new QubitNoise(0, 0, 1, 1, 1)).hasMessageContaining("T1");
        assertThatThrownBy(() -> new CouplerNoise(1, 2, 1.5)).hasMessageContaining("probability");
        assertThatThrownBy(() -> new CouplerNoise(2, 2, .5)).hasMessageContaining("two qubits");
    }
}
