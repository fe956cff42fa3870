package cloud.somersault.tuning.model;

import cloud.somersault.tuning.simd.RowSums;
import cloud.somersault.tuning.tensor.Workers;

/** Root mean square normalization of rows: y_i = w_i x_i / sqrt(mean(x^2) + epsilon). */
final class Normalization {
    private static final int ROWS = 32;

    private Normalization() {}

    /**
     * Values.
     *
     * @param inverse one over the root for each row, kept for the way back
     */
    static void forward(
            float[] x,
            int rows,
            float[] weight,
            double epsilon,
            float[] inverse,
            float[] y,
            Workers workers) {
        int width = weight.length;
        workers.each(
                (rows + ROWS - 1) / ROWS,
                4L * rows * width,
                (task, _) -> {
                    for (int r = task * ROWS; r < Math.min(rows, (task + 1) * ROWS); r++) {
                        int at = r * width;
                        double mean = RowSums.dot(x, at, x, at, width) / (double) width;
                        inverse[r] = (float) (1 / Math.sqrt(mean + epsilon));
                        scale(x, at, weight, inverse[r], y, at);
                    }
                });
    }

    /** The values again, from what was kept. */
    static void again(float[] x, int rows, float[] weight, float[] inverse, float[] y) {
        for (int r = 0; r < rows; r++) {
            scale(x, r * weight.length, weight, inverse[r], y, r * weight.length);
        }
    }

    /** Adds to dX what comes through the norm: dX_i += n w_i dY_i - x_i n^3 mean(w dY x). */
    static void backward(
            float[] x,
            int rows,
            float[] weight,
            float[] inverse,
            float[] dY,
            float[] dX,
            Workers workers) {
        int width = weight.length;
        workers.each(
                (rows + ROWS - 1) / ROWS,
                6L * rows * width,
                (task, scratch) -> {
                    var weighted = scratch.floats(0, width);
                    for (int r = task * ROWS; r < Math.min(rows, (task + 1) * ROWS); r++) {
                        int at = r * width;
                        for (int i = 0; i < width; i++) {
                            weighted[i] = weight[i] * dY[at + i];
                        }
                        float n = inverse[r];
                        float back = RowSums.dot(weighted, 0, x, at, width) / width * n * n * n;
                        for (int i = 0; i < width; i++) {
                            dX[at + i] += n * weighted[i] - back * x[at + i];
                        }
                    }
                });
    }

    /** Adds the gradient by the weights, over all rows. */
    static void weightGradient(float[] x, int rows, float[] inverse, float[] dY, float[] dWeight) {
        int width = dWeight.length;
        for (int r = 0; r < rows; r++) {
            for (int i = 0; i < width; i++) {
                dWeight[i] += dY[r * width + i] * x[r * width + i] * inverse[r];
            }
        }
    }

    private static void scale(float[] x, int at, float[] weight, float by, float[] y, int to) {
        for (int i = 0; i < weight.length; i++) {
            y[to + i] = x[at + i] * by * weight[i];
        }
    }
}
