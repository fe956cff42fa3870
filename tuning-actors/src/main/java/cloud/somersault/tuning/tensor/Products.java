package cloud.somersault.tuning.tensor;

import static cloud.somersault.tuning.simd.ProductKernel.PANEL;

import cloud.somersault.tuning.simd.ProductKernel;
import cloud.somersault.tuning.simd.RowSums;

/**
 * The three products of a linear layer y = x W^T + b with W [out, in]: its rows, the gradient by
 * its inputs and the gradient by its weights.
 *
 * <p>There are two ways to the same bits forward. With few rows the weights are read once, twelve
 * rows at a time, and the tokens lie on the vectors' lanes: no weight is ever transposed, and the
 * small outputs are. With many rows the weights are packed transposed and the outputs lie on the
 * lanes. Backward, the inputs lie on the lanes and weights are packed as they lie. Blocks of 256
 * along the inner index keep a panel in the first cache. A single row, as in generation, is one dot
 * product for each output, as fast as the weights can be read; only its rounding differs.
 */
public final class Products {
    private static final int INNER = 256;
    private static final int WEIGHT_ROWS = 12;
    private static final int OUTPUTS = 96;
    private static final int TOKENS = 256;
    private static final int COLUMNS = 256;
    private static final int MANY = 512;

    private final Workers workers;
    private float[] packed = new float[0];

    /** Products on these threads; one caller at a time. */
    public Products(Workers workers) {
        this.workers = workers;
    }

    /** The threads, for whatever else is to be shared among them. */
    public Workers workers() {
        return workers;
    }

    /**
     * y = x W^T + bias.
     *
     * @param bias one for each output, or empty
     * @param x [rows, in]
     * @param y [rows, out], overwritten
     */
    public void forward(WeightMatrix w, float[] bias, float[] x, int rows, float[] y) {
        long in = w.columns();
        long out = w.rows();
        if (rows == 1) {
            oneRow(w, bias, x, y);
        } else if (rows * (in + out) > in * out) {
            manyRows(w, bias, x, rows, y);
        } else {
            fewRows(w, bias, x, rows, y);
        }
    }

    private void oneRow(WeightMatrix w, float[] bias, float[] x, float[] y) {
        int in = w.columns();
        int out = w.rows();
        workers.each(
                blocks(out, OUTPUTS),
                (long) in * out,
                (task, scratch) -> {
                    var line = scratch.floats(0, in);
                    for (int o = task * OUTPUTS; o < Math.min(out, (task + 1) * OUTPUTS); o++) {
                        w.read(o, 0, in, line, 0);
                        y[o] = RowSums.dot(line, 0, x, 0, in);
                        if (bias.length > 0) {
                            y[o] += bias[o];
                        }
                    }
                });
    }

    private void fewRows(WeightMatrix w, float[] bias, float[] x, int rows, float[] y) {
        int in = w.columns();
        int out = w.rows();
        int panels = Panels.count(rows);
        if (packed.length < (long) panels * PANEL * in) {
            packed = new float[Math.multiplyExact(panels * PANEL, in)];
        }
        var tokens = packed;
        int blocks = blocks(in, INNER);
        workers.each(
                blocks,
                (long) rows * in * 32,
                (block, _) -> {
                    int k = block * INNER;
                    int inner = Math.min(INNER, in - k);
                    Panels.packTransposed(x, k, in, inner, rows, tokens, panels * PANEL * k);
                });
        int groups = blocks(out, OUTPUTS);
        int pieces = blocks(rows, TOKENS);
        workers.each(
                groups * pieces,
                (long) rows * in * out,
                (task, scratch) -> {
                    int token = task % pieces * TOKENS;
                    few(w, bias, tokens, rows, token, task / pieces * OUTPUTS, y, scratch);
                });
    }

    private static void few(
            WeightMatrix w,
            float[] bias,
            float[] tokens,
            int rows,
            int token,
            int output,
            float[] y,
            Scratch scratch) {
        int in = w.columns();
        int out = w.rows();
        int outputs = Math.min(OUTPUTS, out - output);
        int width = Math.min(TOKENS, rows - token);
        int lanes = Panels.count(width) * PANEL;
        int allLanes = Panels.count(rows) * PANEL;
        var tile = scratch.floats(0, WEIGHT_ROWS * INNER);
        var sums = scratch.floats(1, OUTPUTS * lanes);
        for (int k = 0; k < in; k += INNER) {
            int inner = Math.min(INNER, in - k);
            int panels = allLanes * k + token * inner;
            for (int o = 0; o < outputs; o += WEIGHT_ROWS) {
                int some = Math.min(WEIGHT_ROWS, outputs - o);
                for (int r = 0; r < some; r++) {
                    w.read(output + o + r, k, inner, tile, r * INNER);
                }
                for (int lane = 0; lane < lanes; lane += PANEL) {
                    ProductKernel.multiply(
                            some,
                            inner,
                            tile,
                            0,
                            INNER,
                            1,
                            tokens,
                            panels + lane * inner,
                            sums,
                            o * lanes + lane,
                            lanes,
                            k > 0);
                }
            }
        }
        for (int i = 0; i < width; i++) {
            int to = (token + i) * out + output;
            for (int o = 0; o < outputs; o++) {
                y[to + o] = sums[o * lanes + i];
            }
        }
        addBias(bias, output, outputs, token, width, y, out);
    }

    private void manyRows(WeightMatrix w, float[] bias, float[] x, int rows, float[] y) {
        int in = w.columns();
        int out = w.rows();
        int groups = blocks(out, OUTPUTS);
        int pieces = blocks(rows, MANY);
        workers.each(
                groups * pieces,
                (long) rows * in * out,
                (task, scratch) -> {
                    int output = task / pieces * OUTPUTS;
                    int outputs = Math.min(OUTPUTS, out - output);
                    int row = task % pieces * MANY;
                    int some = Math.min(MANY, rows - row);
                    var lines = scratch.floats(0, OUTPUTS * INNER);
                    var panels = scratch.floats(1, OUTPUTS * INNER);
                    for (int k = 0; k < in; k += INNER) {
                        int inner = Math.min(INNER, in - k);
                        for (int o = 0; o < outputs; o++) {
                            w.read(output + o, k, inner, lines, o * inner);
                        }
                        Panels.packTransposed(lines, 0, inner, inner, outputs, panels, 0);
                        Panels.multiply(
                                some,
                                inner,
                                outputs,
                                x,
                                row * in + k,
                                in,
                                1,
                                panels,
                                0,
                                inner,
                                y,
                                row * out + output,
                                out,
                                k > 0);
                    }
                    addBias(bias, output, outputs, row, some, y, out);
                });
    }

    /**
     * dX = dY W, or dX += dY W.
     *
     * @param dY [rows, out]
     * @param dX [rows, in]
     */
    public void inputGradient(WeightMatrix w, float[] dY, int rows, float[] dX, boolean add) {
        int in = w.columns();
        int out = w.rows();
        int groups = blocks(in, COLUMNS);
        int pieces = blocks(rows, MANY);
        workers.each(
                groups * pieces,
                (long) rows * in * out,
                (task, scratch) -> {
                    int column = task / pieces * COLUMNS;
                    int columns = Math.min(COLUMNS, in - column);
                    int row = task % pieces * MANY;
                    int some = Math.min(MANY, rows - row);
                    var panels = scratch.floats(0, COLUMNS * INNER);
                    for (int n = 0; n < out; n += INNER) {
                        int inner = Math.min(INNER, out - n);
                        w.readPanels(n, inner, column, columns, panels);
                        Panels.multiply(
                                some,
                                inner,
                                columns,
                                dY,
                                row * out + n,
                                out,
                                1,
                                panels,
                                0,
                                inner,
                                dX,
                                row * in + column,
                                in,
                                add || n > 0);
                    }
                });
    }

    /**
     * dW += dY^T x, the sum over all rows.
     *
     * @param dY [rows, out]
     * @param x [rows, in]
     * @param dW [out, in]
     */
    public void weightGradient(float[] dY, int out, float[] x, int in, int rows, float[] dW) {
        int groups = blocks(in, 2 * PANEL);
        int pieces = blocks(out, OUTPUTS);
        workers.each(
                groups * pieces,
                (long) rows * in * out,
                (task, scratch) -> {
                    int column = task / pieces * 2 * PANEL;
                    int columns = Math.min(2 * PANEL, in - column);
                    int output = task % pieces * OUTPUTS;
                    int outputs = Math.min(OUTPUTS, out - output);
                    var panels = scratch.floats(0, 2 * PANEL * INNER);
                    for (int m = 0; m < rows; m += INNER) {
                        int inner = Math.min(INNER, rows - m);
                        Panels.pack(x, m * in + column, in, inner, columns, panels, 0);
                        Panels.multiply(
                                outputs,
                                inner,
                                columns,
                                dY,
                                m * out + output,
                                1,
                                out,
                                panels,
                                0,
                                inner,
                                dW,
                                output * in + column,
                                in,
                                true);
                    }
                });
    }

    private static void addBias(
            float[] bias, int output, int outputs, int row, int rows, float[] y, int out) {
        if (bias.length == 0) {
            return;
        }
        for (int i = row; i < row + rows; i++) {
            for (int o = output; o < output + outputs; o++) {
                y[i * out + o] += bias[o];
            }
        }
    }

    private static int blocks(int length, int block) {
        return (length + block - 1) / block;
    }
}
