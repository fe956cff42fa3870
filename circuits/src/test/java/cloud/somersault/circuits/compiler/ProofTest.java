package cloud.somersault.circuits.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.somersault.circuits.Circuit;
import cloud.somersault.circuits.Gate;
import cloud.somersault.circuits.Operation;
import cloud.somersault.circuits.compiler.Compilation.Compiled;
import cloud.somersault.circuits.language.Language;
import cloud.somersault.circuits.language.Programs;
import cloud.somersault.circuits.language.ReadLimits;
import cloud.somersault.circuits.language.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is compiled does what was written, for real programs. */
class ProofTest {
    private static final long SEED = Long.getLong("seed", 3);
    private static final int STATE_VECTOR_QUBITS_MAX = 14;

    /** So that the chip's state vector stays as small as the program's. */
    private static final Device SMALL = Devices.uniformGrid(4, 4);

    private static Compiled compiled(Circuit circuit, Device device, int level) {
        var options = new CompilerOptions(Layout.AUTO, level, SEED);
        var compiled = (Compiled) Compiler.compile(circuit, device, options);
        LawfulProgram.check(compiled, device);
        return compiled;
    }

    private static boolean isUnitary(Circuit circuit) {
        return circuit.operations().stream()
                .allMatch(operation ->
                        operation instanceof Operation.Apply
                                || operation instanceof Operation.Controlled
                                || operation instanceof Operation.Barrier);
    }

    static Stream<BenchmarkCircuits.Recorded> small() {
        return BenchmarkCircuits.all().stream()
                .filter(recorded -> recorded.qubits() <= STATE_VECTOR_QUBITS_MAX);
    }

    @ParameterizedTest
    @MethodSource("small")
    void a_benchmark_circuit_of_up_to_14_qubits_does_the_same_to_a_random_state(
            BenchmarkCircuits.Recorded recorded) {
        var circuit = recorded.circuit();
        for (int level = 2; level <= 3; level++) {
            var compiled = compiled(circuit, SMALL, level);
            if (isUnitary(circuit)) {
                InputEquivalence.check(circuit, compiled, SEED);
            } else {
                Equivalence.checkChances(circuit, compiled);
            }
        }
    }

    @Test
    void clifford_circuits_of_any_size_keep_every_pauli() {
        var lattice = Devices.uniformGrid(6, 12);
        var stored =
                BenchmarkCircuits.all().stream()
                        .filter(recorded -> recorded.name().startsWith("clifford"))
                        .map(BenchmarkCircuits.Recorded::circuit);
        Stream.concat(stored, Stream.of(clifford(72, 200), clifford(50, 400), clifford(33, 300)))
                .forEach(circuit -> {
                    for (int level = 2; level <= 3; level++) {
                        CliffordEquivalence.check(circuit, compiled(circuit, lattice, level));
                    }
                });
    }

    private static Circuit clifford(int qubits, int gates) {
        var dice = new SplittableRandom(SEED + qubits);
        var one = List.of(Gate.H, Gate.S, Gate.SX, Gate.X, Gate.Y, Gate.SDG);
        var two = List.of(Gate.CX, Gate.CZ, Gate.CY, Gate.SWAP, Gate.ISWAP);
        var circuit = Circuit.of(qubits, 0);
        for (int i = 0; i < gates; i++) {
            int a = dice.nextInt(qubits);
            int b = (a + 1 + dice.nextInt(Math.min(12, qubits - 1))) % qubits;
            circuit.gate(one.get(dice.nextInt(one.size())), a);
            circuit.gate(two.get(dice.nextInt(two.size())), a, b);
        }
        return circuit.build();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 5, 8, 11, 14})
    void random_programs_of_gates_do_the_same_to_a_random_state(int qubits) {
        for (int round = 0; round < 3; round++) {
            var circuit = new RandomPrograms(SEED + round, qubits).unitary(20);
            for (int level = 2; level <= 3; level++) {
                InputEquivalence.check(circuit, compiled(circuit, SMALL, level), SEED + round);
            }
        }
    }

    static Stream<Path> examples() throws IOException {
        try (var files = Files.list(Path.of("..", "examples"))) {
            return files
                    .filter(file ->
                            file.toString().endsWith(".qasm")
                                    || file.toString().endsWith(".originir"))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void an_example_gives_the_same_outcomes_compiled(Path file) throws IOException {
        var text = Files.readString(file);
        var inputs = Map.of("theta", -0.2235, "basis", 0.0, "gamma", -0.785, "beta", 0.393);
        var reading =
                Programs.read(text, Language.detect(text), ReadLimits.DEFAULT, asked(text, inputs));
        if (!(reading instanceof Reading.Accepted(var program))
                || program.circuit().touchedQubits().cardinality() > STATE_VECTOR_QUBITS_MAX) {
            return;
        }
        var circuit = program.circuit();
        var layout = program.physicalQubits() ? Layout.PHYSICAL : Layout.AUTO;
        for (int level = 0; level <= 3; level++) {
            var device = layout == Layout.PHYSICAL ? Devices.wukong() : SMALL;
            var deep = Devices.withLayers(device, Integer.MAX_VALUE);
            var options = new CompilerOptions(layout, level, SEED);
            if (Compiler.compile(circuit, deep, options) instanceof Compiled compiled) {
                LawfulProgram.check(compiled, deep);
                Equivalence.checkChances(circuit, compiled);
            } else {
                assertThat(layout).isEqualTo(Layout.PHYSICAL);
            }
        }
    }

    private static Map<String, Double> asked(String text, Map<String, Double> inputs) {
        var asked = new java.util.HashMap<String, Double>();
        inputs.forEach((name, value) -> {
            if (text.matches("(?s).*input [^;]*\\b" + name + ";.*")) {
                asked.put(name, value);
            }
        });
        return asked;
    }
}
