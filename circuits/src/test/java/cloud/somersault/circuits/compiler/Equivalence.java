package cloud.somersault.circuits.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.somersault.circuits.Circuit;
import cloud.somersault.circuits.compiler.Compilation.Compiled;
import java.util.ArrayList;
import java.util.List;

/** Says whether a compiled program does what its source does. */
final class Equivalence {
    /** Some thousand steps of rounding at 1e-16, and angles below 1e-10 left out. */
    static final double ROUNDING = 1e-9;

    private Equivalence() {}

    /**
     * From |0...0>, for every value of the classical bits: the same density matrix (which knows no
     * global phase) over the program's qubits, found where the final layout says.
     */
    static void check(Circuit source, Compiled compiled) {
        var program = source.touchedQubits().stream().boxed().toList();
        var chip = new ArrayList<>(program.stream().map(compiled.finalLayout()::get).toList());
        assertThat(chip).doesNotHaveDuplicates().doesNotContain(-1);
        compiled.circuit().touchedQubits().stream()
                .filter(qubit -> !chip.contains(qubit))
                .forEach(chip::add);
        var wanted = DenseSimulator.densities(DenseSimulator.run(source, program), program.size());
        var found =
                DenseSimulator.densities(
                        DenseSimulator.run(compiled.circuit(), chip), program.size());
        wanted.forEach((bits, rho) -> {
            var other = found.getOrDefault(bits, new double[2][rho[0].length]);
            assertThat(distance(rho, other)).as("bits %s", bits).isLessThan(ROUNDING);
        });
        found.forEach((bits, rho) -> {
            if (!wanted.containsKey(bits)) {
                assertThat(distance(rho, new double[2][rho[0].length]))
                        .as("bits %s", bits)
                        .isLessThan(ROUNDING);
            }
        });
    }

    /** The same chances of all outcomes: for programs too wide for density matrices. */
    static void checkChances(Circuit source, Compiled compiled) {
        List<Integer> program = source.touchedQubits().stream().boxed().toList();
        List<Integer> chip = compiled.circuit().touchedQubits().stream().boxed().toList();
        var wanted = DenseSimulator.chances(DenseSimulator.run(source, program));
        var found = DenseSimulator.chances(DenseSimulator.run(compiled.circuit(), chip));
        var all = new java.util.TreeSet<>(wanted.keySet());
        all.addAll(found.keySet());
        for (long bits : all) {
            assertThat(found.getOrDefault(bits, 0.0))
                    .as("bits %s", bits)
                    .isCloseTo(
                            wanted.getOrDefault(bits, 0.0),
                            org.assertj.core.data.Offset.offset(ROUNDING));
        }
    }

    private static double distance(double[][] a, double[][] b) {
        double most = 0;
        for (int part = 0; part < 2; part++) {
            for (int i = 0; i < a[part].length; i++) {
                most = Math.max(most, Math.abs(a[part][i] - b[part][i]));
            }
        }
        return most;
    }
}
