package cloud.somersault.simulators.density;

import cloud.somersault.circuits.Matrix;
import cloud.somersault.simulators.plan.Step;
import java.util.List;

/**
 * Channels on one or two qubits as real matrices over the Pauli operators (D. Greenbaum, arXiv
 * 1509.02921, eq. 2.9): element (i, j) is tr(P_i E(P_j)) / d. Row-major, 4x4 or 16x16; the operator
 * on the first qubit is the index modulo 4 (0 I, 1 X, 2 Y, 3 Z). Since channels keep the trace, the
 * first row is always (1, 0, 0, ...).
 */
final class PauliTransfer {
    private PauliTransfer() {}

    /** The channel of a step on one or two qubits, in the order of {@link Step#qubits}. */
    static double[] of(Step step) {
        return switch (step) {
            case Step.Unitary unitary -> ofKraus(List.of(whole(unitary)));
            case Step.Depolarize(double p, var qubits) -> shrinking(qubits.size(), 1 - p);
            case Step.PauliChannel(var probabilities, _) -> pauli(probabilities);
            case Step.Kraus(var operators, _) -> ofKraus(operators);
            case Step.Relax(_, double decay, double coherence) ->
                    new double[] {
                        1, 0, 0, 0, //
                        0, coherence, 0, 0, //
                        0, 0, coherence, 0, //
                        decay, 0, 0, 1 - decay
                    };
            case Step.Measure _, Step.Reset _, Step.Branch _, Step.Assign _, Step.Loop _ ->
                    throw new IllegalArgumentException(
                            "only trajectories can run " + step.getClass().getSimpleName());
        };
    }

    /** later * earlier. */
    static double[] product(double[] later, double[] earlier) {
        int size = later.length == 16 ? 4 : 16;
        var out = new double[later.length];
        for (int row = 0; row < size; row++) {
            for (int k = 0; k < size; k++) {
                double factor = later[row * size + k];
                if (factor != 0) {
                    for (int column = 0; column < size; column++) {
                        int at = row * size + column;
                        out[at] = Math.fma(factor, earlier[k * size + column], out[at]);
                    }
                }
            }
        }
        return out;
    }

    /** Both at once: index 4 * second + first. */
    static double[] both(double[] onFirst, double[] onSecond) {
        var out = new double[256];
        for (int row = 0; row < 16; row++) {
            for (int column = 0; column < 16; column++) {
                out[16 * row + column] =
                        onFirst[4 * (row & 3) + (column & 3)]
                                * onSecond[4 * (row >> 2) + (column >> 2)];
            }
        }
        return out;
    }

    /** The same channel with its two qubits exchanged. */
    static double[] exchanged(double[] m) {
        var out = new double[256];
        for (int row = 0; row < 16; row++) {
            for (int column = 0; column < 16; column++) {
                out[16 * exchanged(row) + exchanged(column)] = m[16 * row + column];
            }
        }
        return out;
    }

    private static int exchanged(int index) {
        return (index & 3) << 2 | index >> 2;
    }

    static double[] identity(int size) {
        var out = new double[size * size];
        for (int i = 0; i < size; i++) {
            out[i * size + i] = 1;
        }
        return out;
    }

    private static double[] shrinking(int qubits, double factor) {
        int size = 1 << 2 * qubits;
        var out = identity(size);
        for (int i = 1; i < size; i++) {
            out[i * size + i] = factor;
        }
        return out;
    }

    /** A Pauli operator keeps those that it commutes with and turns the sign of the others. */
    private static double[] pauli(List<Double> probabilities) {
        int size = probabilities.size();
        var out = new double[size * size];
        for (int i = 0; i < size; i++) {
            double flipped = 0;
            for (int error = 0; error < size; error++) {
                if (anticommute(i, error)) {
                    flipped += probabilities.get(error);
                }
            }
            out[i * size + i] = 1 - 2 * flipped;
        }
        return out;
    }

    private static boolean anticommute(int p, int q) {
        boolean odd = false;
        for (; p != 0 && q != 0; p >>= 2, q >>= 2) {
            odd ^= (p & 3) != 0 && (q & 3) != 0 && (p & 3) != (q & 3);
        }
        return odd;
    }

    /** The matrix of a step with its controls put back, over controls first, then targets. */
    private static Matrix whole(Step.Unitary step) {
        int controls = step.controls().size();
        int mask = (1 << controls) - 1;
        int size = step.matrix().size() << controls;
        var pairs = new double[2 * size * size];
        for (int row = 0; row < size; row++) {
            for (int column = 0; column < size; column++) {
                int at = 2 * (row * size + column);
                if ((row & column & mask) == mask) {
                    pairs[at] = step.matrix().re(row >> controls, column >> controls);
                    pairs[at + 1] = step.matrix().im(row >> controls, column >> controls);
                } else if (row == column) {
                    pairs[at] = 1;
                }
            }
        }
        return Matrix.of(size, pairs);
    }

    private static double[] ofKraus(List<Matrix> operators) {
        int dimension = operators.getFirst().size();
        int size = dimension * dimension;
        var out = new double[size * size];
        for (int column = 0; column < size; column++) {
            for (var operator : operators) {
                var image = operator.times(pauli(column, dimension)).times(operator.adjoint());
                for (int row = 0; row < size; row++) {
                    out[row * size + column] += trace(row, image) / dimension;
                }
            }
        }
        out[0] = 1;
        java.util.Arrays.fill(out, 1, size, 0);
        return out;
    }

    private static Matrix pauli(int number, int dimension) {
        var pairs = new double[2 * dimension * dimension];
        for (int row = 0; row < dimension; row++) {
            int column = row ^ flips(number);
            var element = element(number, row);
            pairs[2 * (row * dimension + column)] = element[0];
            pairs[2 * (row * dimension + column) + 1] = element[1];
        }
        return Matrix.of(dimension, pairs);
    }

    /** The real part of tr(P A). */
    private static double trace(int number, Matrix a) {
        double sum = 0;
        for (int row = 0; row < a.size(); row++) {
            int column = row ^ flips(number);
            var element = element(number, row);
            sum += element[0] * a.re(column, row) - element[1] * a.im(column, row);
        }
        return sum;
    }

    /** Which bits of an index the operator flips. */
    private static int flips(int number) {
        int low = number & 3;
        int high = number >> 2;
        return (low == 1 || low == 2 ? 1 : 0) | (high == 1 || high == 2 ? 2 : 0);
    }

    /** The only element of a row that is not 0: Y has -i above and i below, Z 1 and -1. */
    private static double[] element(int number, int row) {
        double re = 1;
        double im = 0;
        for (int left = number; left != 0; left >>= 2, row >>= 1) {
            boolean below = (row & 1) != 0;
            if ((left & 3) == 2) {
                double turned = below ? re : -re;
                re = below ? -im : im;
                im = turned;
            } else if ((left & 3) == 3 && below) {
                re = -re;
                im = -im;
            }
        }
        return new double[] {re, im};
    }
}
