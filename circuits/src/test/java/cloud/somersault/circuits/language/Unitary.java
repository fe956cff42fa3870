package cloud.somersault.circuits.language;

import cloud.somersault.circuits.Circuit;
import cloud.somersault.circuits.Matrix;
import cloud.somersault.circuits.Operation;
import java.util.List;

/**
 * The matrix of a circuit of gates, by the definition: column after column, each gate's matrix
 * applied to the amplitudes of its operands. Small and slow, and independent of everything under
 * test.
 */
final class Unitary {
    private final int qubits;
    private final double[] pairs;

    private Unitary(int qubits) {
        this.qubits = qubits;
        this.pairs = new double[2 << 2 * qubits];
    }

    static Matrix of(Circuit circuit) {
        return of(circuit.qubits(), circuit.operations());
    }

    static Matrix of(int qubits, List<Operation> operations) {
        int size = 1 << qubits;
        var unitary = new Unitary(qubits);
        for (int column = 0; column < size; column++) {
            var re = new double[size];
            var im = new double[size];
            re[column] = 1;
            for (var operation : operations) {
                unitary.apply(operation, re, im);
            }
            for (int row = 0; row < size; row++) {
                unitary.pairs[2 * (row * size + column)] = re[row];
                unitary.pairs[2 * (row * size + column) + 1] = im[row];
            }
        }
        return Matrix.of(size, unitary.pairs);
    }

    private void apply(Operation operation, double[] re, double[] im) {
        switch (operation) {
            case Operation.Apply apply -> apply(List.of(), apply, re, im);
            case Operation.Controlled(var controls, var target) -> apply(controls, target, re, im);
            case Operation.Barrier _ -> {}
            default -> throw new AssertionError("no gate: " + operation);
        }
    }

    private void apply(List<Integer> controls, Operation.Apply target, double[] re, double[] im) {
        Matrix matrix = target.matrix();
        int operands = target.qubits().size();
        for (int base = 0; base < 1 << qubits; base++) {
            boolean first = true;
            for (int control : controls) {
                first &= (base >> control & 1) == 1;
            }
            for (int qubit : target.qubits()) {
                first &= (base >> qubit & 1) == 0;
            }
            if (first) {
                mix(matrix, index(base, target.qubits(), operands), re, im);
            }
        }
    }

    private static int[] index(int base, List<Integer> qubits, int operands) {
        var index = new int[1 << operands];
        for (int i = 0; i < index.length; i++) {
            index[i] = base;
            for (int k = 0; k < operands; k++) {
                index[i] |= (i >> k & 1) << qubits.get(k);
            }
        }
        return index;
    }

    private static void mix(Matrix matrix, int[] index, double[] re, double[] im) {
        var newRe = new double[index.length];
        var newIm = new double[index.length];
        for (int row = 0; row < index.length; row++) {
            for (int k = 0; k < index.length; k++) {
                double a = matrix.re(row, k);
                double b = matrix.im(row, k);
                newRe[row] += a * re[index[k]] - b * im[index[k]];
                newIm[row] += a * im[index[k]] + b * re[index[k]];
            }
        }
        for (int row = 0; row < index.length; row++) {
            re[index[row]] = newRe[row];
            im[index[row]] = newIm[row];
        }
    }
}
