package cloud.somersault.simulators;

import static cloud.somersault.simulators.Noises.NEVER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import cloud.somersault.circuits.Circuit;
import cloud.somersault.circuits.ClassicalRegister;
import cloud.somersault.circuits.Counts;
import cloud.somersault.circuits.Gate;
import cloud.somersault.circuits.Operation;
import cloud.somersault.simulators.EngineChoice.Chosen;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Neighbours on the chip disturb each other, also where they are in programs of their own. */
class CrosstalkTest {
    private static final EngineLimits LIMITS = new EngineLimits(1L << 30, 60);
    private static final long SHOTS = 20_000;

    /** Five deviations of a frequency of so many shots: once in 1.7 million. */
    private static final double TOLERANCE = 5 * Math.sqrt(0.25 / SHOTS);

    private static final double ZZ_HZ = 1e5;
    private static final double WAIT_SECONDS = 1e-6;

    /** A row of qubits, neighbours coupled, nothing else wrong with them. */
    private static Optional<NoiseModel> row(int qubits) {
        var quiet = new TreeMap<Integer, QubitNoise>();
        for (int qubit = 0; qubit < qubits; qubit++) {
            quiet.put(qubit, new QubitNoise(0, NEVER, NEVER, 1, 1));
        }
        return Optional.of(
                new NoiseModel(
                        quiet,
                        IntStream.range(1, qubits)
                                .mapToObj(second ->
                                        new CouplerNoise(second - 1, second, 0)
                                                .withLeakageAndZz(0, ZZ_HZ))
                                .toList()));
    }

    /** Ramsey on every qubit at once; a CZ before it on the pairs that are named. */
    private static Circuit ramsey(int qubits, List<List<Integer>> pairs) {
        var operations = new ArrayList<Operation>();
        pairs.forEach(pair -> operations.add(new Operation.Apply(Gate.CZ, List.of(), pair)));
        var all = IntStream.range(0, qubits).boxed().toList();
        for (int qubit : all) {
            operations.add(new Operation.Apply(Gate.SX, List.of(), List.of(qubit)));
        }
        operations.add(new Operation.Delay(WAIT_SECONDS, all));
        for (int qubit : all) {
            operations.add(new Operation.Apply(Gate.S, List.of(), List.of(qubit)));
            // An angle that is no Clifford gate's, so that no tableau runs it.
            operations.add(new Operation.Apply(Gate.RX, List.of(1.5), List.of(qubit)));
        }
        for (int qubit : all) {
            operations.add(new Operation.Measure(qubit, qubit));
        }
        return new Circuit(qubits, List.of(new ClassicalRegister("c", 0, qubits)), operations);
    }

    private static Chosen chosen(Circuit circuit) {
        return (Chosen) Engines.choose(circuit, row(circuit.qubits()), SHOTS, LIMITS);
    }

    private static Counts run(Circuit circuit) {
        return Engines.run(
                chosen(circuit).engine(),
                circuit,
                row(circuit.qubits()),
                new ShotRange(3, 0, 0, SHOTS),
                Cancellation.never());
    }

    private static double one(Counts counts, int qubit) {
        long ones = 0;
        for (var entry : counts.byBitstring().entrySet()) {
            var bits = entry.getKey();
            ones += bits.charAt(bits.length() - 1 - qubit) == '1' ? entry.getValue() : 0;
        }
        return ones / (double) SHOTS;
    }

    /**
     * With k neighbours that are |0> and |1> alike, the coherence becomes ((1 + e^{-i phi})/2)^k:
     * its mean phase is k phi / 2 and its length cos^k(phi / 2). The last pulse turns by 1.5.
     */
    private static double expected(int neighbours) {
        double phi = 2 * Math.PI * ZZ_HZ * WAIT_SECONDS;
        double length = Math.pow(Math.cos(phi / 2), neighbours);
        return (1 + Math.sin(1.5) * length * Math.sin(neighbours * phi / 2)) / 2;
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 12, 13, 40})
    void each_qubit_shows_the_mean_phase_and_the_dephasing_of_its_neighbours(int qubits) {
        var counts = run(ramsey(qubits, List.of()));
        for (int qubit = 0; qubit < qubits; qubit++) {
            int neighbours = qubit == 0 || qubit == qubits - 1 ? 1 : 2;
            assertThat(one(counts, qubit))
                    .as("qubit %d of %d", qubit, qubits)
                    .isCloseTo(expected(neighbours), within(TOLERANCE));
        }
    }

    @Test
    void few_qubits_are_kept_together_exactly_and_many_are_not_which_is_said() {
        assertThat(chosen(ramsey(12, List.of())).approximation()).isEmpty();
        assertThat(chosen(ramsey(13, List.of())).approximation()).contains(Crosstalk.TEXT);
    }

    @Test
    void programs_side_by_side_cost_what_each_of_them_costs() {
        var apart = chosen(ramsey(60, List.of()));
        assertThat(apart.engine()).isEqualTo(EngineName.DENSITY_MATRIX);
        assertThat(apart.cost().memoryBytes()).isLessThan(1 << 16);
    }

    @Test
    void where_qubits_share_a_gate_their_phase_is_kept() {
        var pairs = IntStream.range(0, 20).mapToObj(i -> List.of(2 * i, 2 * i + 1)).toList();
        var circuit = ramsey(40, pairs);
        var crosstalk = Crosstalk.of(circuit, row(40));
        for (var coupler : row(40).orElseThrow().couplers()) {
            assertThat(crosstalk.isAveraged(coupler)).isEqualTo(coupler.first() % 2 == 1);
        }
    }

    /** A chain of CZ along two rows, there and back; between the rows are couplers and no gates. */
    private static Circuit ladder(int length) {
        var chain = new ArrayList<List<Integer>>();
        for (int qubit = 1; qubit < 2 * length; qubit++) {
            chain.add(List.of(qubit - 1, qubit));
        }
        return ramsey(2 * length, chain);
    }

    /** Qubit i of one row faces qubit 2 length - 1 - i of the other. */
    private static Optional<NoiseModel> withRungs(int length, double zzHz) {
        var along = row(2 * length).orElseThrow();
        var couplers = new ArrayList<CouplerNoise>();
        for (var coupler : along.couplers()) {
            couplers.add(coupler.withLeakageAndZz(0, zzHz));
        }
        for (int qubit = 0; qubit < length - 1; qubit++) {
            couplers.add(
                    new CouplerNoise(qubit, 2 * length - 1 - qubit, 0).withLeakageAndZz(0, zzHz));
        }
        return Optional.of(new NoiseModel(along.qubits(), couplers));
    }

    @Test
    void within_a_part_that_no_state_vector_holds_only_gates_keep_their_phases() {
        var small = Crosstalk.of(ladder(14), withRungs(14, ZZ_HZ));
        assertThat(small.isAveraged()).as("28 qubits").isFalse();
        var noise = withRungs(15, ZZ_HZ);
        var large = Crosstalk.of(ladder(15), noise);
        for (var coupler : noise.orElseThrow().couplers()) {
            assertThat(large.isAveraged(coupler))
                    .as("%d and %d", coupler.first(), coupler.second())
                    .isEqualTo(coupler.second() - coupler.first() > 1);
        }
    }

    @Test
    void each_qubit_of_a_large_part_shows_all_of_its_neighbours() {
        long shots = 2000;
        var noise = withRungs(15, ZZ_HZ);
        var counts =
                Engines.run(
                        EngineName.MATRIX_PRODUCT_STATE,
                        ladder(15),
                        noise,
                        new ShotRange(3, 0, 0, shots),
                        Cancellation.never());
        for (int qubit = 0; qubit < 30; qubit++) {
            int which = qubit;
            int neighbours =
                    (int)
                            noise.orElseThrow().couplers().stream()
                                    .filter(one -> one.first() == which || one.second() == which)
                                    .count();
            assertThat(one(counts, qubit) * SHOTS / shots)
                    .as("qubit %d", qubit)
                    .isCloseTo(expected(neighbours), within(5 * Math.sqrt(0.25 / shots)));
        }
    }

    @Test
    void a_wide_shallow_program_runs_on_a_chip_with_weak_crosstalk() {
        var chosen = (Chosen) Engines.choose(ladder(30), withRungs(30, 4e3), SHOTS, LIMITS);
        assertThat(chosen.engine()).isEqualTo(EngineName.MATRIX_PRODUCT_STATE);
        assertThat(chosen.approximation().orElseThrow()).contains(Crosstalk.TEXT);
    }

    @Test
    void a_qubit_that_nobody_uses_links_nobody() {
        var seven = ramsey(7, List.of()).operations();
        var circuit =
                new Circuit(
                        15,
                        List.of(new ClassicalRegister("c", 0, 15)),
                        IntStream.of(0, 8)
                                .boxed()
                                .flatMap(shift -> seven.stream().map(one -> moved(one, shift)))
                                .toList());
        assertThat(Crosstalk.of(circuit, row(15)).isAveraged()).isFalse();
    }

    private static Operation moved(Operation operation, int shift) {
        return switch (operation) {
            case Operation.Apply(var gate, var angles, var qubits) ->
                    new Operation.Apply(
                            gate, angles, qubits.stream().map(qubit -> qubit + shift).toList());
            case Operation.Delay(var seconds, var qubits) ->
                    new Operation.Delay(
                            seconds, qubits.stream().map(qubit -> qubit + shift).toList());
            case Operation.Measure(var qubit, var bit) ->
                    new Operation.Measure(qubit + shift, bit + shift);
            default -> operation;
        };
    }
}
