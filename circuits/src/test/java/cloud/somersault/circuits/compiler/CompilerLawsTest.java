package cloud.somersault.circuits.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.somersault.circuits.Circuit;
import cloud.somersault.circuits.compiler.Compilation.Compiled;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the program and the chip: the compiled program does the same, lawfully. */
class CompilerLawsTest {
    private static final long SEED = Long.getLong("seed", 23);

    /** Deep enough for any program here. */
    private static final int LAYERS = 100_000;

    private static List<Device> devices() {
        return List.of(
                Devices.withLayers(Devices.line(9), LAYERS),
                Devices.withLayers(Devices.grid(3, 3), LAYERS),
                Devices.withLayers(Devices.trees(), LAYERS),
                Devices.withLayers(Devices.wukong(), LAYERS));
    }

    private static Compiled compiled(Circuit circuit, Device device, int level) {
        var options = new CompilerOptions(Layout.AUTO, level, SEED);
        var compilation = Compiler.compile(circuit, device, options);
        assertThat(compilation).isInstanceOf(Compiled.class);
        var compiled = (Compiled) compilation;
        LawfulProgram.check(compiled, device);
        return compiled;
    }

    /** The long searches of levels 3 and 4 not for every round and chip. */
    private static int levelMax(Device device, int round) {
        boolean small = device.qubits().size() < 10;
        return round > 0 ? 2 : small ? CompilerOptions.OPTIMIZATION_MAX : 3;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6})
    void a_program_of_gates_stays_the_same_on_every_chip(int qubits) {
        for (var device : devices()) {
            for (int round = 0; round < 4; round++) {
                var circuit = new RandomPrograms(SEED + round, qubits).unitary(12);
                for (int level = 0; level <= levelMax(device, round); level++) {
                    Equivalence.check(circuit, compiled(circuit, device, level));
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 5, 6, 7, 8})
    void measured_bits_keep_their_places(int qubits) {
        for (var device : devices()) {
            for (int round = 0; round < 2; round++) {
                var circuit = new RandomPrograms(SEED + 100 + round, qubits).measured(14);
                for (int level = 0; level <= levelMax(device, round); level++) {
                    Equivalence.checkChances(circuit, compiled(circuit, device, level));
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4})
    void branches_resets_and_measurements_in_the_middle_stay_the_same(int qubits) {
        for (var device : devices()) {
            for (int round = 0; round < 12; round++) {
                var circuit = new RandomPrograms(SEED + 200 + round, qubits).dynamic(14);
                for (int level = 0; level <= levelMax(device, round); level++) {
                    Equivalence.check(circuit, compiled(circuit, device, level));
                }
            }
        }
    }

    @Test
    void a_program_on_chip_qubits_stays_where_it_is() {
        var device = Devices.withLayers(Devices.complete(5), LAYERS);
        for (int round = 0; round < 20; round++) {
            var circuit = new RandomPrograms(SEED + 300 + round, 5).dynamic(12);
            for (int level = 0; level <= CompilerOptions.OPTIMIZATION_MAX; level++) {
                var options = new CompilerOptions(Layout.PHYSICAL, level, SEED);
                var compiled = (Compiled) Compiler.compile(circuit, device, options);
                LawfulProgram.check(compiled, device);
                assertThat(compiled.finalLayout()).containsExactly(0, 1, 2, 3, 4);
                Equivalence.check(circuit, compiled);
            }
        }
    }

    @Test
    void the_same_question_has_the_same_answer() {
        var circuit = new RandomPrograms(SEED, 8).measured(40);
        var device = Devices.withLayers(Devices.wukong(), LAYERS);
        var options = new CompilerOptions(Layout.AUTO, 1, 5);
        assertThat(Compiler.compile(circuit, device, options))
                .isEqualTo(Compiler.compile(circuit, device, options));
    }
}
