package cloud.somersault.simulators;

import static cloud.somersault.simulators.EngineName.DENSITY_MATRIX;
import static cloud.somersault.simulators.EngineName.MATRIX_PRODUCT_STATE;
import static cloud.somersault.simulators.EngineName.STABILIZER;
import static cloud.somersault.simulators.EngineName.STATE_VECTOR;
import static cloud.somersault.simulators.EngineName.TRAJECTORIES;
import static cloud.somersault.simulators.Noises.NEVER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloud.somersault.circuits.Circuit;
import cloud.somersault.circuits.Condition;
import cloud.somersault.circuits.Counts;
import cloud.somersault.circuits.Gate;
import cloud.somersault.circuits.Operation.Apply;
import cloud.somersault.circuits.Operation.If;
import cloud.somersault.circuits.Operation.Measure;
import cloud.somersault.circuits.Operation.Reset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every engine against every other on random circuits of each kind that both can run. Each draws
 * shots of its own, so two engines agree when a two-sample chi-squared test can't tell them apart.
 *
 * <p>A statistic of k degrees of freedom exceeds k + 2 sqrt(k t) + 2 t less often than e^-t
 * (Laurent and Massart, Ann. Stat. 28, 1302 (2000), lemma 1); t = 28 and about 400 comparisons: a
 * false alarm once in three thousand million seeds, and the seeds are fixed.
 */
class EnginesAgreeTest {
    private static final long SHOTS = 20_000;
    private static final double T = 28;

    /** Cells with fewer shots of both engines than this are counted as one. */
    private static final long SHOTS_MIN = 20;

    private static final int TRIALS = 4;

    /** Kinds of circuits, the engines that run them, and in which noise. */
    private enum Kind {
        GATES(STATE_VECTOR, DENSITY_MATRIX, TRAJECTORIES, MATRIX_PRODUCT_STATE),
        CLIFFORD(STATE_VECTOR, DENSITY_MATRIX, TRAJECTORIES, STABILIZER, MATRIX_PRODUCT_STATE),
        CLIFFORD_IN_PAULI_NOISE(DENSITY_MATRIX, TRAJECTORIES, STABILIZER, MATRIX_PRODUCT_STATE),
        GATES_IN_STRONG_NOISE(DENSITY_MATRIX, TRAJECTORIES, MATRIX_PRODUCT_STATE),
        GATES_IN_ALL_NOISE(DENSITY_MATRIX, TRAJECTORIES, MATRIX_PRODUCT_STATE),
        FEED_FORWARD(STATE_VECTOR, TRAJECTORIES, MATRIX_PRODUCT_STATE),
        CLIFFORD_FEED_FORWARD(STATE_VECTOR, TRAJECTORIES, STABILIZER, MATRIX_PRODUCT_STATE),
        NOISY_FEED_FORWARD(TRAJECTORIES, MATRIX_PRODUCT_STATE),
        NOISY_CLIFFORD_FEED_FORWARD(TRAJECTORIES, STABILIZER, MATRIX_PRODUCT_STATE);

        private final List<EngineName> engines;

        Kind(EngineName... engines) {
            this.engines = List.of(engines);
        }

        Circuit circuit(long seed) {
            var random = new SplitMix(seed);
            int n = 2 + random.below(4);
            return switch (this) {
                case GATES -> gates(random, n, false);
                case CLIFFORD -> gates(random, n, true);
                case CLIFFORD_IN_PAULI_NOISE -> gates(random, n, true);
                case GATES_IN_STRONG_NOISE, GATES_IN_ALL_NOISE ->
                        Noises.random(n, 6, seed).measureAll().build();
                case FEED_FORWARD, NOISY_FEED_FORWARD -> feedForward(random, n, false);
                case CLIFFORD_FEED_FORWARD, NOISY_CLIFFORD_FEED_FORWARD ->
                        feedForward(random, n, true);
            };
        }

        Optional<NoiseModel> noise(int n) {
            return switch (this) {
                case GATES, CLIFFORD, FEED_FORWARD, CLIFFORD_FEED_FORWARD -> Optional.empty();
                case CLIFFORD_IN_PAULI_NOISE, NOISY_CLIFFORD_FEED_FORWARD ->
                        Noises.line(n, new QubitNoise(0.03, NEVER, NEVER, 0.96, 0.9), 0.06);
                case GATES_IN_STRONG_NOISE, NOISY_FEED_FORWARD -> Noises.strong(n);
                case GATES_IN_ALL_NOISE -> Noises.everything(n);
            };
        }
    }

    private static Apply gate(SplitMix random, int n, boolean clifford) {
        if (!clifford) {
            return Workloads.randomGate(random, n);
        }
        var alone = List.of(Gate.H, Gate.S, Gate.SX, Gate.X, Gate.Y);
        int q = random.below(n);
        int other = (q + 1 + random.below(n - 1)) % n;
        return switch (random.below(3)) {
            case 0 -> new Apply(Gate.CX, List.of(), List.of(q, other));
            case 1 -> new Apply(Gate.CZ, List.of(), List.of(q, other));
            default -> new Apply(alone.get(random.below(alone.size())), List.of(), List.of(q));
        };
    }

    private static Circuit gates(SplitMix random, int n, boolean clifford) {
        var circuit = Circuit.of(n, n);
        for (int i = 0; i < 12 * n; i++) {
            circuit.add(gate(random, n, clifford));
        }
        return circuit.measureAll().build();
    }

    /** Measurements and resets on the way, and gates that depend on what was found. */
    private static Circuit feedForward(SplitMix random, int n, boolean clifford) {
        var circuit = Circuit.of(n, n + 1);
        for (int i = 0; i < 10 * n; i++) {
            circuit.add(gate(random, n, clifford));
            if (i % 7 == 3) {
                circuit.add(new Measure(random.below(n), n));
                circuit.add(
                        new If(
                                Condition.bit(n),
                                List.of(gate(random, n, clifford)),
                                List.of(gate(random, n, clifford))));
            }
            if (i % 11 == 5) {
                circuit.add(new Reset(random.below(n)));
            }
        }
        for (int q = 0; q < n; q++) {
            circuit.add(new Measure(q, q));
        }
        return circuit.build();
    }

    private static Counts run(Kind kind, EngineName engine, Circuit circuit) {
        // A circuit number of its own for each engine: other random numbers.
        var range = new ShotRange(11, engine.ordinal(), 0, SHOTS);
        var noise = kind.noise(circuit.qubits());
        return Engines.run(engine, circuit, noise, range, Cancellation.never());
    }

    @TestFactory
    Stream<DynamicTest> engines_agree_on() {
        return Arrays.stream(Kind.values())
                .map(kind ->
                        DynamicTest.dynamicTest(
                                kind.name().toLowerCase(Locale.ROOT),
                                () -> requireAgreement(kind)));
    }

    private static void requireAgreement(Kind kind) {
        for (int trial = 0; trial < TRIALS; trial++) {
            var circuit = kind.circuit(100L * kind.ordinal() + trial);
            var counts = new EnumMap<EngineName, Counts>(EngineName.class);
            kind.engines.forEach(engine -> counts.put(engine, run(kind, engine, circuit)));
            for (var one : kind.engines) {
                for (var other : kind.engines.subList(0, kind.engines.indexOf(one))) {
                    requireSame(
                            kind + " " + trial + ": " + one.id() + " and " + other.id(),
                            counts.getOrDefault(one, Counts.none(0)),
                            counts.getOrDefault(other, Counts.none(0)));
                }
            }
        }
    }

    private static void requireSame(String what, Counts one, Counts other) {
        assertThat(one.shots()).as(what).isEqualTo(SHOTS);
        var test = twoSamples(one.byBitstring(), other.byBitstring());
        double k = test.freedom();
        assertThat(test.statistic()).as(what).isLessThan(k + 2 * Math.sqrt(k * T) + 2 * T);
    }

    private record ChiSquared(double statistic, int freedom) {}

    /** Of equally many shots: the sum of (a - b)^2 / (a + b). */
    private static ChiSquared twoSamples(Map<String, Long> one, Map<String, Long> other) {
        var keys = new TreeSet<>(one.keySet());
        keys.addAll(other.keySet());
        double statistic = 0;
        int cells = 0;
        long rareOne = 0;
        long rareOther = 0;
        for (var key : keys) {
            long a = one.getOrDefault(key, 0L);
            long b = other.getOrDefault(key, 0L);
            if (a + b < SHOTS_MIN) {
                rareOne += a;
                rareOther += b;
            } else {
                statistic += (double) (a - b) * (a - b) / (a + b);
                cells++;
            }
        }
        if (rareOne + rareOther > 0) {
            statistic +=
                    (double) (rareOne - rareOther) * (rareOne - rareOther) / (rareOne + rareOther);
            cells++;
        }
        return new ChiSquared(statistic, Math.max(1, cells - 1));
    }

    @Test
    void what_each_shot_read_adds_up_to_the_counts_in_any_split() {
        for (var engine : EngineName.values()) {
            var circuit = Kind.CLIFFORD.circuit(5);
            var counts =
                    Engines.run(
                            engine,
                            circuit,
                            Optional.empty(),
                            new ShotRange(3, 1, 0, 200),
                            Cancellation.never());
            var memory = new ArrayList<>(memory(engine, circuit, 0, 77));
            memory.addAll(memory(engine, circuit, 77, 123));
            var tally = new TreeMap<String, Long>();
            memory.forEach(reading -> tally.merge(reading, 1L, Long::sum));
            assertThat(tally).as(engine.id()).isEqualTo(counts.byBitstring());
        }
    }

    private static List<String> memory(EngineName engine, Circuit circuit, long first, long count) {
        return Engines.memory(
                engine,
                circuit,
                Optional.empty(),
                new ShotRange(3, 1, first, count),
                Cancellation.never());
    }

    @Test
    void every_pair_of_engines_meets_in_some_kind() {
        var met = new HashSet<List<EngineName>>();
        for (var kind : Kind.values()) {
            for (var one : kind.engines) {
                kind.engines.forEach(other -> met.add(List.of(one, other)));
            }
        }
        var pairs = new ArrayList<List<EngineName>>();
        for (var one : EngineName.values()) {
            for (var other : EngineName.values()) {
                pairs.add(List.of(one, other));
            }
        }
        assertThat(met).containsAll(pairs);
    }

    @Test
    void five_percent_would_be_seen() {
        var fair = Counts.of(1, Map.of("0", 10_000L, "1", 10_000L));
        var biased = Counts.of(1, Map.of("0", 11_000L, "1", 9_000L));
        assertThatThrownBy(() -> requireSame("a biased coin", fair, biased))
                .isInstanceOf(AssertionError.class);
    }
}
