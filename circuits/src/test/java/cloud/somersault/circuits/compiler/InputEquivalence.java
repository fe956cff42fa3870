package cloud.somersault.circuits.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.somersault.circuits.Circuit;
import cloud.somersault.circuits.Matrix;
import cloud.somersault.circuits.Operation;
import cloud.somersault.circuits.compiler.Compilation.Compiled;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Says whether a compiled program of gates is the same unitary as its source: a random state on the
 * program's qubits, all other chip qubits in |0>, must come out the same, up to a global phase,
 * where the final layout says. A state vector of its own, with nothing of the compiler in it.
 */
final class InputEquivalence {
    /** Some ten thousand steps of rounding at 1e-16, and angles below 1e-10 left out. */
    private static final double ROUNDING = 1e-9;

    private final double[] re;
    private final double[] im;

    private InputEquivalence(double[] re, double[] im) {
        this.re = re;
        this.im = im;
    }

    static void check(Circuit source, Compiled compiled, long seed) {
        var program = source.touchedQubits().stream().boxed().toList();
        var chip = new ArrayList<>(program.stream().map(compiled.initialLayout()::get).toList());
        compiled.circuit().touchedQubits().stream()
                .filter(qubit -> !chip.contains(qubit))
                .forEach(chip::add);
        int n = program.size();
        var wanted = random(n, seed);
        var found =
                new InputEquivalence(new double[1 << chip.size()], new double[1 << chip.size()]);
        System.arraycopy(wanted.re, 0, found.re, 0, wanted.re.length);
        System.arraycopy(wanted.im, 0, found.im, 0, wanted.im.length);
        source.operations().forEach(step -> wanted.apply(step, program));
        compiled.circuit().operations().forEach(step -> found.apply(step, chip));
        double overlapRe = 0;
        double overlapIm = 0;
        for (int i = 0; i < wanted.re.length; i++) {
            int at = 0;
            for (int k = 0; k < n; k++) {
                int place = chip.indexOf(compiled.finalLayout().get(program.get(k)));
                at |= (i >> k & 1) << place;
            }
            overlapRe += wanted.re[i] * found.re[at] + wanted.im[i] * found.im[at];
            overlapIm += wanted.re[i] * found.im[at] - wanted.im[i] * found.re[at];
        }
        assertThat(Math.hypot(overlapRe, overlapIm)).isGreaterThan(1 - ROUNDING);
    }

    /** The same unitary on the same qubits. */
    static void checkSame(Circuit one, Circuit other, long seed) {
        var qubits = java.util.stream.IntStream.range(0, one.qubits()).boxed().toList();
        var wanted = random(one.qubits(), seed);
        var found = new InputEquivalence(wanted.re.clone(), wanted.im.clone());
        one.operations().forEach(step -> wanted.apply(step, qubits));
        other.operations().forEach(step -> found.apply(step, qubits));
        double re = 0;
        double im = 0;
        for (int i = 0; i < wanted.re.length; i++) {
            re += wanted.re[i] * found.re[i] + wanted.im[i] * found.im[i];
            im += wanted.re[i] * found.im[i] - wanted.im[i] * found.re[i];
        }
        assertThat(Math.hypot(re, im)).isGreaterThan(1 - ROUNDING);
    }

    private static InputEquivalence random(int qubits, long seed) {
        var dice = new SplittableRandom(seed);
        var state = new InputEquivalence(new double[1 << qubits], new double[1 << qubits]);
        double norm = 0;
        for (int i = 0; i < state.re.length; i++) {
            state.re[i] = dice.nextDouble(-1, 1);
            state.im[i] = dice.nextDouble(-1, 1);
            norm += state.re[i] * state.re[i] + state.im[i] * state.im[i];
        }
        for (int i = 0; i < state.re.length; i++) {
            state.re[i] /= Math.sqrt(norm);
            state.im[i] /= Math.sqrt(norm);
        }
        return state;
    }

    private void apply(Operation operation, List<Integer> order) {
        switch (operation) {
            case Operation.Apply apply -> unitary(apply.matrix(), apply.qubits(), order);
            case Operation.Controlled controlled -> {
                var matrix = controlled.target().matrix();
                for (int i = 0; i < controlled.controls().size(); i++) {
                    matrix = matrix.controlled();
                }
                unitary(matrix, controlled.qubits(), order);
            }
            case Operation.Barrier _, Operation.Delay _ -> {}
            default -> throw new IllegalArgumentException("not a gate: " + operation);
        }
    }

    private void unitary(Matrix matrix, List<Integer> qubits, List<Integer> order) {
        int size = matrix.size();
        var offsets = new int[size];
        int all = 0;
        for (int k = 0; k < qubits.size(); k++) {
            int bit = 1 << order.indexOf(qubits.get(k));
            all |= bit;
            for (int index = 0; index < size; index++) {
                offsets[index] |= (index >> k & 1) == 1 ? bit : 0;
            }
        }
        var a = new double[size];
        var b = new double[size];
        for (int base = 0; base < re.length; base++) {
            if ((base & all) != 0) {
                continue;
            }
            for (int k = 0; k < size; k++) {
                a[k] = re[base | offsets[k]];
                b[k] = im[base | offsets[k]];
            }
            for (int row = 0; row < size; row++) {
                double sumRe = 0;
                double sumIm = 0;
                for (int k = 0; k < size; k++) {
                    sumRe += matrix.re(row, k) * a[k] - matrix.im(row, k) * b[k];
                    sumIm += matrix.re(row, k) * b[k] + matrix.im(row, k) * a[k];
                }
                re[base | offsets[row]] = sumRe;
                im[base | offsets[row]] = sumIm;
            }
        }
    }
}
