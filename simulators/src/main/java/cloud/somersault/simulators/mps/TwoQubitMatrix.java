package cloud.somersault.simulators.mps;

import cloud.somersault.circuits.Matrix;
import cloud.somersault.simulators.plan.Step;
import java.util.List;

/**
 * 4x4 matrices on two qubits as arrays of 16 (re, im) pairs, row-major, index 2 s(first) +
 * s(second), and 2x2 matrices as arrays of 4 pairs.
 */
final class TwoQubitMatrix {
    private static final double[] EXCHANGE = {
        1, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 1, 0, 0, 0,
        0, 0, 1, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 1, 0
    };

    private TwoQubitMatrix() {}

    /** The gate that exchanges two qubits. */
    static double[] exchange() {
        return EXCHANGE.clone();
    }

    /** The pairs of a matrix. */
    static double[] pairs(Matrix matrix) {
        int size = matrix.size();
        var pairs = new double[2 * size * size];
        for (int row = 0; row < size; row++) {
            for (int column = 0; column < size; column++) {
                pairs[2 * (row * size + column)] = matrix.re(row, column);
                pairs[2 * (row * size + column) + 1] = matrix.im(row, column);
            }
        }
        return pairs;
    }

    /** A step on two qubits, whatever of them are controls. */
    static double[] of(Step.Unitary step, int first, int second) {
        var out = new double[32];
        var targets = step.targets();
        for (int column = 0; column < 4; column++) {
            int from = column;
            if (!step.controls().stream().allMatch(q -> (from & bit(q, first)) != 0)) {
                out[2 * (4 * column + column)] = 1;
                continue;
            }
            int index = 0;
            int others = 3;
            for (int k = 0; k < targets.size(); k++) {
                int bit = bit(targets.get(k), first);
                index |= (column & bit) != 0 ? 1 << k : 0;
                others &= ~bit;
            }
            for (int to = 0; to < step.matrix().size(); to++) {
                int row = (column & others) | spread(to, targets, first);
                out[2 * (4 * row + column)] = step.matrix().re(to, index);
                out[2 * (4 * row + column) + 1] = step.matrix().im(to, index);
            }
        }
        return out;
    }

    private static int bit(int qubit, int first) {
        return qubit == first ? 2 : 1;
    }

    private static int spread(int index, List<Integer> targets, int first) {
        int spread = 0;
        for (int k = 0; k < targets.size(); k++) {
            spread |= (index >> k & 1) != 0 ? bit(targets.get(k), first) : 0;
        }
        return spread;
    }

    /** a after b, both square with the same number of rows. */
    static double[] product(double[] a, double[] b) {
        int size = a.length == 8 ? 2 : 4;
        var out = new double[a.length];
        for (int row = 0; row < size; row++) {
            for (int column = 0; column < size; column++) {
                double re = 0;
                double im = 0;
                for (int k = 0; k < size; k++) {
                    int i = 2 * (row * size + k);
                    int j = 2 * (k * size + column);
                    re += a[i] * b[j] - a[i + 1] * b[j + 1];
                    im += a[i] * b[j + 1] + a[i + 1] * b[j];
                }
                out[2 * (row * size + column)] = re;
                out[2 * (row * size + column) + 1] = im;
            }
        }
        return out;
    }

    /** The 4x4 matrix of a 2x2 matrix on the first or the second qubit. */
    static double[] onOne(double[] m, boolean first) {
        var out = new double[32];
        int mine = first ? 2 : 1;
        for (int row = 0; row < 4; row++) {
            for (int column = 0; column < 4; column++) {
                if (((row ^ column) & ~mine) == 0) {
                    int i = 2 * ((row & mine) != 0 ? 1 : 0) + ((column & mine) != 0 ? 1 : 0);
                    out[2 * (4 * row + column)] = m[2 * i];
                    out[2 * (4 * row + column) + 1] = m[2 * i + 1];
                }
            }
        }
        return out;
    }

    /** The same matrix with first and second exchanged. */
    static double[] exchanged(double[] m) {
        var out = new double[32];
        for (int row = 0; row < 4; row++) {
            for (int column = 0; column < 4; column++) {
                int from = 2 * (4 * exchanged(row) + exchanged(column));
                out[2 * (4 * row + column)] = m[from];
                out[2 * (4 * row + column) + 1] = m[from + 1];
            }
        }
        return out;
    }

    private static int exchanged(int index) {
        return index >> 1 | (index & 1) << 1;
    }

    /**
     * By how much a matrix may multiply the rank of a bond: the rank of its rearrangement with the
     * two indices of each qubit side by side, rounded up to 1, 2 or 4. Below 1e-12 is rounding.
     */
    static int operatorRank(double[] m) {
        var rows = new double[4][8];
        for (int row = 0; row < 4; row++) {
            for (int column = 0; column < 4; column++) {
                int mine = 2 * (row >> 1) + (column >> 1);
                int other = 2 * (row & 1) + (column & 1);
                rows[mine][2 * other] = m[2 * (4 * row + column)];
                rows[mine][2 * other + 1] = m[2 * (4 * row + column) + 1];
            }
        }
        int rank = Elimination.rank(rows, 1e-12);
        return rank <= 2 ? Math.max(1, rank) : 4;
    }
}
