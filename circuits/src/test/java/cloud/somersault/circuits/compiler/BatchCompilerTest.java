package cloud.somersault.circuits.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.somersault.circuits.Circuit;
import cloud.somersault.circuits.Gate;
import cloud.somersault.circuits.compiler.Compilation.Compiled;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs that differ only in parameters share the search, and nobody can tell. */
class BatchCompilerTest {
    private static final long SEED = Long.getLong("seed", 29);

    private static Circuit ansatz(long seed, double angle) {
        var dice = new SplittableRandom(seed);
        var circuit = Circuit.of(6, 6);
        for (int layer = 0; layer < 2; layer++) {
            for (int q = 0; q < 6; q++) {
                circuit.gate(Gate.RY, List.of(angle + q * .1), q);
            }
            for (int k = 0; k < 8; k++) {
                int a = dice.nextInt(6);
                int b = (a + 1 + dice.nextInt(5)) % 6;
                circuit.gate(Gate.RZZ, List.of(angle / 2 + k * .03), a, b);
                circuit.gate(Gate.CX, a, b);
            }
        }
        return circuit.measureAll().build();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void a_batch_gives_what_each_program_gives_alone(int level) {
        var device = Devices.withLayers(Devices.wukong(), 100_000);
        var options = new CompilerOptions(Layout.AUTO, level, SEED);
        for (int structure = 0; structure < 3; structure++) {
            var batch = new BatchCompiler(4);
            for (int i = 0; i < 5; i++) {
                var circuit = ansatz(SEED + structure, .37 + .02 * i);
                var together = batch.compile(circuit, device, options);
                assertThat(together).isEqualTo(Compiler.compile(circuit, device, options));
                Equivalence.checkChances(circuit, (Compiled) together);
            }
            // Above level 1 what level 1 finds is asked for too.
            assertThat(batch.searches()).isEqualTo(level < 2 ? 1 : 2);
        }
    }

    @Test
    void a_parameter_that_makes_a_gate_nothing_is_another_structure() {
        var device = Devices.uniformGrid(3, 3);
        var options = new CompilerOptions(Layout.AUTO, 2, SEED);
        var batch = new BatchCompiler(4);
        for (double angle : new double[] {.4, 0, .5, 0}) {
            var circuit =
                    Circuit.of(3, 0)
                            .gate(Gate.CX, 0, 1)
                            .gate(Gate.RZZ, List.of(angle), 1, 2)
                            .gate(Gate.CX, 0, 2)
                            .build();
            assertThat(batch.compile(circuit, device, options))
                    .isEqualTo(Compiler.compile(circuit, device, options));
        }
        assertThat(batch.searches()).isEqualTo(4);
    }

    @Test
    void only_so_many_structures_are_remembered() {
        var device = Devices.uniformGrid(3, 3);
        var options = new CompilerOptions(Layout.AUTO, 2, SEED);
        var batch = new BatchCompiler(1);
        batch.compile(ansatz(1, .3), device, options);
        batch.compile(ansatz(2, .3), device, options);
        batch.compile(ansatz(1, .4), device, options);
        assertThat(batch.searches()).isEqualTo(6);
    }
}
