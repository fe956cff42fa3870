package cloud.somersault.tuning.adapter;

import java.util.Arrays;

/**
 * The two thin products around a bottleneck of r numbers a row: u = x down^T and out += s v up, and
 * their backward passes. Both factors are [r, width], so that the long index is the inner one.
 */
final class LowRank {
    private final int rank;
    private final int in;
    private final int out;
    private final float scale;

    /** The rows of the last training pass. */
    private float[] x = {};

    LowRank(int rank, int in, int out, float scale) {
        this.rank = rank;
        this.in = in;
        this.out = out;
        this.scale = scale;
    }

    void keep(float[] rows, int count) {
        if (x.length < count * in) {
            x = new float[count * in];
        }
        System.arraycopy(rows, 0, x, 0, count * in);
    }

    /** u[rows, r] = x down^T. */
    float[] down(float[] rows, int count, float[] down) {
        var u = new float[count * rank];
        Products.dots(1, rows, 0, down, 0, u, 0, count, in, rank);
        return u;
    }

    /** result[rows, out] += s v up. */
    void up(float[] v, int count, float[] up, float[] result) {
        var scaled = scaled(v, count);
        Products.multiply(scaled, 0, up, 0, result, 0, count, rank, out);
    }

    /** The gradient by v; adds that by the factor to byUp. */
    float[] backUp(float[] dOut, float[] v, int count, float[] up, float[] byUp) {
        Products.multiplyTransposed(scaled(v, count), 0, dOut, 0, byUp, 0, rank, count, out);
        var byV = new float[count * rank];
        Products.dots(scale, dOut, 0, up, 0, byV, 0, count, out, rank);
        return byV;
    }

    /** Adds the gradient by x to dX and that by the factor to byDown. */
    void backDown(float[] byU, int count, float[] down, float[] byDown, float[] dX) {
        Products.multiplyTransposed(byU, 0, x, 0, byDown, 0, rank, count, in);
        Products.multiply(byU, 0, down, 0, dX, 0, count, rank, in);
    }

    private float[] scaled(float[] v, int count) {
        var scaled = Arrays.copyOf(v, count * rank);
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] *= scale;
        }
        return scaled;
    }
}
