package cloud.somersault.simulators.trajectories;

import cloud.somersault.simulators.simd.PhasesF32;
import java.util.Arrays;

/**
 * The diagonal of one layer, made anew for each choice of signs: a few thousand numbers for a state
 * of any size. Rows of 2^8 amplitudes get one of several tables, by the upper qubits that phases
 * link to lower ones, and a factor.
 */
final class LayerDiagonal {
    static final int ROW_BITS = 8;

    /** At most 2^5 tables in a pass: they have to stay in the cache. */
    private static final int LINKS_MAX = 5;

    private final int qubits;
    private final double[] oneRe;
    private final double[] oneIm;

    /** Phases on |11>: e^{i angle} of each pair of qubits, as two n x n tables, and who has one. */
    private final double[] pairRe;

    private final double[] pairIm;
    private final int[] partners;
    private double scale = 1;
    private boolean trivial = true;

    private final double[] workRe;
    private final double[] workIm;
    final float[] tableRe = new float[PhasesF32.ROW << LINKS_MAX];
    final float[] tableIm = new float[PhasesF32.ROW << LINKS_MAX];
    private final float[] factorRe;
    private final float[] factorIm;
    private final int[] tableAt;
    private final double[] rowRe;
    private final double[] rowIm;

    LayerDiagonal(int qubits) {
        this.qubits = qubits;
        oneRe = new double[qubits];
        oneIm = new double[qubits];
        pairRe = new double[qubits * qubits];
        pairIm = new double[qubits * qubits];
        partners = new int[qubits];
        workRe = new double[PhasesF32.ROW << LINKS_MAX];
        workIm = new double[PhasesF32.ROW << LINKS_MAX];
        int rows = 1 << qubits - ROW_BITS;
        rowRe = new double[rows];
        rowIm = new double[rows];
        factorRe = new float[rows];
        factorIm = new float[rows];
        tableAt = new int[rows];
        clear(1);
    }

    /** Starts anew, with a factor for all amplitudes. */
    void clear(double factor) {
        Arrays.fill(oneRe, 1);
        Arrays.fill(oneIm, 0);
        for (int q = 0; q < qubits; q++) {
            for (int left = partners[q]; left != 0; left &= left - 1) {
                int at = q * qubits + Integer.numberOfTrailingZeros(left);
                pairRe[at] = 1;
                pairIm[at] = 0;
            }
        }
        Arrays.fill(partners, 0);
        scale = factor;
        trivial = true;
    }

    boolean trivial() {
        return trivial;
    }

    double scale() {
        return scale;
    }

    /** Multiplies |1> of a qubit. */
    void one(int qubit, double re, double im) {
        double was = oneRe[qubit];
        oneRe[qubit] = was * re - oneIm[qubit] * im;
        oneIm[qubit] = was * im + oneIm[qubit] * re;
        trivial = false;
    }

    void scaleBy(double factor) {
        scale *= factor;
    }

    /** Multiplies |11> of two qubits. */
    void pair(int a, int b, double re, double im) {
        int low = Math.min(a, b);
        int high = Math.max(a, b);
        int at = low * qubits + high;
        if ((partners[low] >> high & 1) == 0) {
            partners[low] |= 1 << high;
            pairRe[at] = 1;
            pairIm[at] = 0;
        }
        double was = pairRe[at];
        pairRe[at] = was * re - pairIm[at] * im;
        pairIm[at] = was * im + pairIm[at] * re;
        trivial = false;
    }

    /** Upper qubits that share a phase with a lower one. */
    private int links() {
        int links = 0;
        for (int q = 0; q < ROW_BITS; q++) {
            links |= partners[q] >>> ROW_BITS;
        }
        return links;
    }

    /** How many passes it takes. */
    int passes() {
        return Math.max(1, (Integer.bitCount(links()) + LINKS_MAX - 1) / LINKS_MAX);
    }

    /** Fills the tables and factors of one of the {@link #passes}. */
    void fill(int pass) {
        int links = links();
        for (int skipped = 0; skipped < pass * LINKS_MAX; skipped++) {
            links &= links - 1;
        }
        Arrays.fill(tableAt, 0);
        if (pass == 0) {
            product(workRe, workIm, 0, ROW_BITS, scale);
            product(rowRe, rowIm, ROW_BITS, qubits, 1);
        } else {
            Arrays.fill(workRe, 0, PhasesF32.ROW, 1);
            Arrays.fill(workIm, 0, PhasesF32.ROW, 0);
            Arrays.fill(rowRe, 1);
            Arrays.fill(rowIm, 0);
        }
        int size = PhasesF32.ROW;
        for (int number = 0; number < LINKS_MAX && links != 0; number++, links &= links - 1) {
            int high = Integer.numberOfTrailingZeros(links);
            System.arraycopy(workRe, 0, workRe, size, size);
            System.arraycopy(workIm, 0, workIm, size, size);
            for (int low = 0; low < ROW_BITS; low++) {
                if ((partners[low] >> high + ROW_BITS & 1) != 0) {
                    int at = low * qubits + high + ROW_BITS;
                    for (int k = size; k < 2 * size; k++) {
                        if ((k >> low & 1) != 0) {
                            multiply(workRe, workIm, k, pairRe[at], pairIm[at]);
                        }
                    }
                }
            }
            for (int row = 0; row < tableAt.length; row++) {
                tableAt[row] |= (row >> high & 1) * size;
            }
            size *= 2;
        }
        for (int k = 0; k < size; k++) {
            tableRe[k] = (float) workRe[k];
            tableIm[k] = (float) workIm[k];
        }
        for (int row = 0; row < rowRe.length; row++) {
            factorRe[row] = (float) rowRe[row];
            factorIm[row] = (float) rowIm[row];
        }
    }

    /** Where the tables of some rows begin. */
    int[] tables(int first, int rows) {
        return rows == tableAt.length ? tableAt : Arrays.copyOfRange(tableAt, first, first + rows);
    }

    float[] factorsRe(int first, int rows) {
        return rows == factorRe.length
                ? factorRe
                : Arrays.copyOfRange(factorRe, first, first + rows);
    }

    float[] factorsIm(int first, int rows) {
        return rows == factorIm.length
                ? factorIm
                : Arrays.copyOfRange(factorIm, first, first + rows);
    }

    /** The factors of all values of the qubits from..to-1, those between them included. */
    private void product(double[] re, double[] im, int from, int to, double start) {
        re[0] = start;
        im[0] = 0;
        for (int q = from; q < to; q++) {
            int size = 1 << q - from;
            for (int k = 0; k < size; k++) {
                re[size + k] = re[k] * oneRe[q] - im[k] * oneIm[q];
                im[size + k] = re[k] * oneIm[q] + im[k] * oneRe[q];
            }
            for (int p = from; p < q; p++) {
                if ((partners[p] >> q & 1) != 0) {
                    int at = p * qubits + q;
                    int bit = 1 << p - from;
                    for (int k = 0; k < size; k++) {
                        if ((k & bit) != 0) {
                            multiply(re, im, size + k, pairRe[at], pairIm[at]);
                        }
                    }
                }
            }
        }
    }

    private static void multiply(double[] re, double[] im, int k, double byRe, double byIm) {
        double was = re[k];
        re[k] = was * byRe - im[k] * byIm;
        im[k] = was * byIm + im[k] * byRe;
    }
}
