package cloud.somersault.simulators.mps;

import cloud.somersault.simulators.plan.Checkpoint;
import cloud.somersault.simulators.simd.ComplexMatrix;
import cloud.somersault.simulators.simd.ComplexProducts;

/**
 * Splits a matrix m into an isometry w and a rest w^dagger m, so that w w^dagger m is as near to m
 * as the bond dimension allows.
 *
 * <p>Two ways. Where the rank can't exceed the largest bond, QR with pivoting finds it, to full
 * accuracy. Where it can, the truncation has to be optimal (Eckart and Young): w are the
 * eigenvectors of m m^dagger with the largest eigenvalues. The singular vectors of the other side
 * are never needed, because the rest is the new centre of the chain, and no singular value is
 * divided by. Squaring costs accuracy only in what is discarded: the weight kept is less than the
 * optimum by at most about 1e-15. If all that would be discarded is that small, the first way
 * decides.
 */
final class Splitter {
    /** Discarded weights below this are rounding of the Gram matrix. */
    private static final double GRAM_ACCURACY = 1e-13;

    /** Squared, what is left of a column that depends on others. */
    private static final double ROUNDING = 1e-29;

    private static final int GRAM_BLOCK = 32;

    private final MpsOptions options;
    private final PivotedQr qr = new PivotedQr();
    private final HermitianEigen eigen = new HermitianEigen();
    private final Scratch isometry = new Scratch();
    private final Scratch rest = new Scratch();
    private final Scratch gram = new Scratch();
    private final Scratch adjoint = new Scratch();
    private double[] panel = new double[0];

    private int rank;
    private double discarded;

    Splitter(MpsOptions options) {
        this.options = options;
    }

    /** How many columns the isometry has. */
    int rank() {
        return rank;
    }

    /** The fraction of the squared norm that was left out. */
    double discarded() {
        return discarded;
    }

    /** rows x rank; valid until the next split. */
    ComplexMatrix isometry() {
        return isometry.matrix();
    }

    /** rank x columns; valid until the next split. */
    ComplexMatrix rest() {
        return rest.matrix();
    }

    /**
     * @param columns of m, which is finite up to the next multiple of {@link ComplexMatrix#PAD}
     * @param rankMost what the rank of m can't exceed
     */
    void split(ComplexMatrix m, int rows, int columns, int rankMost, Checkpoint checkpoint) {
        if (rankMost <= options.bondMax()) {
            byQr(m, rows, columns, options.bondMax(), options.weightTolerance(), checkpoint);
        } else {
            byGram(m, rows, columns, checkpoint);
        }
    }

    /** The same without a limit: discards rounding only. */
    void splitExactly(ComplexMatrix m, int rows, int columns, Checkpoint checkpoint) {
        byQr(m, rows, columns, Integer.MAX_VALUE, ROUNDING, checkpoint);
    }

    private void byQr(
            ComplexMatrix m,
            int rows,
            int columns,
            int rankMax,
            double weightTolerance,
            Checkpoint checkpoint) {
        discarded = qr.factor(m, rows, columns, rankMax, weightTolerance, checkpoint);
        rank = qr.rank();
        qr.isometry(isometry.take(rows, rank), checkpoint);
        qr.rest(rest.take(rank, columns));
    }

    private void byGram(ComplexMatrix m, int rows, int columns, Checkpoint checkpoint) {
        int padded = ComplexMatrix.padded(rows);
        var dagger = adjoint.take(columns, rows);
        Adjoints.write(m, rows, columns, dagger);
        var square = gram.take(rows, rows);
        var scratch = panel(Math.max(rows, columns));
        // Blocks on and right of the diagonal; the others are their adjoints.
        for (int i = 0; i < rows; i += GRAM_BLOCK) {
            checkpoint.pass();
            int some = Math.min(GRAM_BLOCK, rows - i);
            ComplexProducts.multiply(
                    some,
                    columns,
                    padded - i,
                    m.from(i * m.row, m.row),
                    dagger.from(i, dagger.row),
                    square.from(i * square.row + i, square.row),
                    scratch);
        }
        Adjoints.mirror(square, rows);
        eigen.decompose(square, rows, checkpoint);
        double total = 0;
        for (int i = rows - 1; i >= 0; i--) {
            total += Math.max(0, eigen.value(i));
        }
        int kept = rows;
        double tail = 0;
        while (kept > 1
                && (kept > options.bondMax()
                        || tail + Math.max(0, eigen.value(kept - 1))
                                <= options.weightTolerance() * total)) {
            kept--;
            tail += Math.max(0, eigen.value(kept));
        }
        if (!(tail > GRAM_ACCURACY * total)) {
            byQr(m, rows, columns, options.bondMax(), options.weightTolerance(), checkpoint);
            return;
        }
        rank = kept;
        discarded = tail / total;
        var w = isometry.take(rows, rank);
        eigen.vectors(rank, w, checkpoint);
        ComplexProducts.multiplyAdjoint(
                rank, rows, ComplexMatrix.padded(columns), w, m, rest.take(rank, columns), scratch);
    }

    private double[] panel(int inner) {
        if (panel.length < ComplexProducts.panelLength(inner)) {
            panel = new double[ComplexProducts.panelLength(inner)];
        }
        return panel;
    }
}
