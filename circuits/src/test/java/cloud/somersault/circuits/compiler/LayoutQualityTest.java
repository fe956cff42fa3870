package cloud.somersault.circuits.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.somersault.circuits.Circuit;
import cloud.somersault.circuits.Gate;
import cloud.somersault.circuits.compiler.Compilation.Compiled;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** That the calibration is worth reading, and that moving qubits doesn't cost too much. */
class LayoutQualityTest {
    private static final Device WUKONG = Devices.withLayers(Devices.wukong(), 100_000);

    private static Compiled compiled(Circuit circuit, Device device) {
        return compiled(circuit, device, 1);
    }

    private static Compiled compiled(Circuit circuit, Device device, int level) {
        var options = new CompilerOptions(Layout.AUTO, level, 7);
        return (Compiled) Compiler.compile(circuit, device, options);
    }

    private static Circuit line(int qubits, int layers) {
        var circuit = Circuit.of(qubits, qubits);
        for (int layer = 0; layer < layers; layer++) {
            for (int q = 0; q < qubits; q++) {
                circuit.gate(Gate.RX, List.of(.1 + q), q);
            }
            for (int q = 1; q < qubits; q++) {
                circuit.gate(Gate.RZZ, List.of(.3), q - 1, q);
            }
        }
        return circuit.measureAll().build();
    }

    private static Circuit fourier(int qubits) {
        var circuit = Circuit.of(qubits, qubits);
        for (int i = 0; i < qubits; i++) {
            circuit.gate(Gate.H, i);
            for (int j = i + 1; j < qubits; j++) {
                circuit.gate(Gate.CP, List.of(Math.PI / (1 << (j - i))), j, i);
            }
        }
        return circuit.measureAll().build();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void reading_the_calibration_beats_ignoring_it_for_nine_of_ten_programs(int level) {
        var programs = new ArrayList<Circuit>();
        for (int qubits = 2; qubits <= 6; qubits++) {
            programs.add(line(qubits, 2));
            programs.add(fourier(qubits));
        }
        int better = 0;
        for (var program : programs) {
            var ignoring = compiled(program, Devices.flat(WUKONG), level).circuit();
            double without = Figures.of(ignoring, WUKONG).estimatedSuccess();
            if (compiled(program, WUKONG, level).estimatedSuccess() > without) {
                better++;
            }
        }
        assertThat(programs).hasSize(10);
        assertThat(better).isGreaterThanOrEqualTo(9);
    }

    @Test
    void a_fourier_transform_on_a_line_costs_at_most_four_cz_for_each_phase() {
        for (int qubits = 3; qubits <= 8; qubits++) {
            int pairs = qubits * (qubits - 1) / 2;
            var compiled = compiled(fourier(qubits), Devices.withLayers(Devices.line(8), 100_000));
            // Each phase is 2 CZ; a SWAP beside one of them adds one, a SWAP alone three.
            assertThat(compiled.czGates()).isLessThanOrEqualTo(4 * pairs);
        }
    }

    @Test
    void passes_have_names_and_explanations() {
        for (var layout : Layout.values()) {
            for (int level = 0; level <= CompilerOptions.OPTIMIZATION_MAX; level++) {
                var passes = Compiler.passes(new CompilerOptions(layout, level, 0));
                assertThat(passes).extracting(Pass::name).doesNotHaveDuplicates();
                assertThat(passes).allSatisfy(pass -> assertThat(pass.explanation()).endsWith("."));
            }
        }
    }

    @Test
    void higher_levels_take_fewer_cz_for_programs_that_nobody_tuned_to() {
        var lattice = Devices.uniformGrid(6, 12);
        double logs = 0;
        int circuits = 0;
        for (var entry : GeneratedCircuits.all().entrySet()) {
            if (!entry.getKey().endsWith("-40")) {
                int plain = compiled(entry.getValue(), lattice, 1).czGates();
                int better = compiled(entry.getValue(), lattice, 2).czGates();
                assertThat(better).as(entry.getKey()).isLessThan(plain * 11 / 10);
                logs += Math.log(better / (double) plain);
                circuits++;
            }
        }
        assertThat(Math.exp(logs / circuits)).isLessThan(0.8);
    }
}
