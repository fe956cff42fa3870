package cloud.somersault.simulators.mps;

import cloud.somersault.simulators.plan.Checkpoint;
import java.util.Arrays;
import java.util.List;

/**
 * A chain without numbers: what the rank of each bond can be at most, and what the work on tensors
 * of that size would cost. A gate multiplies the rank of its bond by 2 or 4 at most, and a bond is
 * never larger than twice its neighbour.
 */
final class BondBounds implements Chain {
    private static final double RANK_MAX = 0x1p1000;

    /**
     * Seconds for a multiplication and addition, and for handling a tensor however small it is.
     * Measured by {@code EngineTimings} in the tests, 2026-11-21, one core of a 2-core AMD EPYC
     * virtual machine, JDK 25, rounded up.
     */
    static final double FLOP_SECONDS = 3e-11;

    private static final double STEP_SECONDS = 9e-6;

    private final int bondMax;
    private final int[] qubitAt;
    private final int[] positionOf;

    /** rank[p] bounds the bond left of place p; the two ends are 1. */
    private final double[] rank;

    private int centre;
    private double most = 1;
    private double seconds;
    private double elementsMost;
    private double elements;
    private double sideMost;

    BondBounds(int[] order, int bondMax) {
        this.bondMax = bondMax;
        this.qubitAt = order.clone();
        this.positionOf = new int[order.length];
        for (int p = 0; p < order.length; p++) {
            positionOf[order[p]] = p;
        }
        rank = new double[order.length + 1];
        Arrays.fill(rank, 1);
        elements = 2.0 * ROW_MIN * order.length;
        elementsMost = elements;
    }

    private static final int ROW_MIN = 8;

    /** The largest rank that a bond can have had without any truncation. */
    double most() {
        return most;
    }

    double seconds() {
        return seconds;
    }

    /** The most complex numbers that the tensors can have had together, truncation included. */
    double elementsMost() {
        return elementsMost;
    }

    /** The longer side of the largest matrix that is factored. */
    double sideMost() {
        return Math.max(sideMost, 2 * Math.max(ROW_MIN, Math.min(most, bondMax)));
    }

    /** Multiplications and additions for one shot's reading at the end. */
    double sampling() {
        double sum = 0;
        for (int p = 0; p < qubitAt.length; p++) {
            sum += 12 * kept(p) * row(p + 1) + 60;
        }
        return sum;
    }

    @Override
    public int qubits() {
        return qubitAt.length;
    }

    @Override
    public int position(int qubit) {
        return positionOf[qubit];
    }

    @Override
    public int qubitAt(int position) {
        return qubitAt[position];
    }

    @Override
    public int centre() {
        return centre;
    }

    @Override
    public void applyUnitary(int qubit, double[] matrix) {
        seconds += STEP_SECONDS;
    }

    @Override
    public void applyNormalising(int qubit, double[] matrix, Checkpoint checkpoint) {
        move(positionOf[qubit]);
        seconds += STEP_SECONDS;
    }

    @Override
    public void apply(int p, double[] matrix, int operatorRank, Checkpoint checkpoint) {
        checkpoint.pass();
        move(centre < p ? p : Math.min(centre, p + 1));
        double rows = 2 * kept(p);
        double columns = 2 * row(p + 2);
        double inner = kept(p + 1);
        double bound = Math.min(2 * rank[p], 2 * rank[p + 2]);
        bound = Math.min(bound, operatorRank * rank[p + 1]);
        double possible = Math.min(Math.min(rows, 2 * kept(p + 2)), operatorRank * inner);
        set(p + 1, bound);
        double flops = 8 * rows * inner * columns + 16 * rows * columns;
        flops +=
                possible <= bondMax
                        ? factoring(rows, columns, kept(p + 1))
                        : 5 * rows * rows * columns
                                + 25 * rows * rows * rows
                                + 8 * rows * kept(p + 1) * (rows + columns);
        seconds += STEP_SECONDS + flops * FLOP_SECONDS;
        centre = centre <= p ? p + 1 : p;
    }

    @Override
    public void exchange(int p, Checkpoint checkpoint) {
        apply(p, TwoQubitMatrix.exchange(), 4, checkpoint);
        int left = qubitAt[p];
        qubitAt[p] = qubitAt[p + 1];
        qubitAt[p + 1] = left;
        positionOf[qubitAt[p]] = p;
        positionOf[qubitAt[p + 1]] = p + 1;
    }

    @Override
    public void add(List<ProductOperator> terms, Checkpoint checkpoint) {
        int first = qubitAt.length;
        int last = 0;
        for (var term : terms) {
            for (int qubit : term.matrices().keySet()) {
                first = Math.min(first, positionOf[qubit]);
                last = Math.max(last, positionOf[qubit]);
            }
        }
        move(first);
        int times = 1 + terms.size();
        double together = 0;
        for (int p = first; p < last; p++) {
            checkpoint.pass();
            double rows = 2 * times * kept(p);
            double columns = times * row(p + 1);
            together += rows * columns;
            sideMost = Math.max(sideMost, Math.max(rows, columns));
            seconds += STEP_SECONDS + 2 * factoring(rows, columns, columns) * FLOP_SECONDS;
            double bound = times * rank[p + 1];
            bound = Math.min(bound, Math.scalb(1.0, Math.min(1000, p + 1)));
            bound = Math.min(bound, Math.scalb(1.0, Math.min(1000, qubitAt.length - p - 1)));
            set(p + 1, bound);
        }
        elementsMost = Math.max(elementsMost, elements + 2 * together);
    }

    /** A projection: what is left of the qubit is one number. */
    void project(int qubit) {
        int p = positionOf[qubit];
        move(p);
        double less = Math.min(rank[p], rank[p + 1]);
        set(p, less);
        set(p + 1, less);
    }

    private void move(int to) {
        while (centre != to) {
            int p = centre;
            centre += centre < to ? 1 : -1;
            double rows = 2 * kept(Math.max(p, centre));
            double columns = row(Math.max(p, centre));
            seconds += STEP_SECONDS + factoring(rows, columns, columns) * FLOP_SECONDS;
            seconds += 16 * columns * columns * columns * FLOP_SECONDS;
        }
    }

    /** QR with pivoting, and its first factor. */
    private static double factoring(double rows, double columns, double rank) {
        return 10 * rows * columns * rank + 8 * rows * rank * rank;
    }

    private double kept(int bond) {
        return Math.min(rank[bond], bondMax);
    }

    private double row(int bond) {
        return Math.max(ROW_MIN, kept(bond));
    }

    private void set(int bond, double bound) {
        elements -= around(bond);
        rank[bond] = Math.min(bound, RANK_MAX);
        elements += around(bond);
        elementsMost = Math.max(elementsMost, elements);
        most = Math.max(most, rank[bond]);
    }

    private double around(int bond) {
        double sum = bond > 0 ? 2 * kept(bond - 1) * row(bond) : 0;
        return bond < qubitAt.length ? sum + 2 * kept(bond) * row(bond + 1) : sum;
    }
}
