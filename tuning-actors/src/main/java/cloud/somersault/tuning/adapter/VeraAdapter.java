package cloud.somersault.tuning.adapter;

import java.util.List;

/**
 * VeRA (D. Kopiczko et al., arXiv:2310.11454): delta(x) = b * (B (d * (A x))). A and B are random,
 * frozen and the same in all layers of a shape, since they are drawn from the projection seed and
 * the shape; only the vectors d (r numbers, 0.1 at the start) and b (d_out numbers, 0 at the start)
 * are trained: r + d_out parameters. A and B are uniform with the bound sqrt(6 / fan-in) of
 * Kaiming's rule, as in PEFT.
 *
 * <p>It is the modern classical peer in the comparison because it answers the same claim, fewer
 * parameters at the same quality, with the fewest of all, and can be merged into W0; LoRETTA is a
 * tensor train as TENSOR is, and FourierFT's step costs a dense product of its own.
 */
public final class VeraAdapter implements Adapter {
    private static final float D_AT_START = 0.1f;

    private final int in;
    private final int out;
    private final int rank;
    private final List<ParameterBlock> blocks;
    private final float[] parameters;
    private final float[] gradients;
    private final float[] down;
    private final float[] up;
    private final LowRank products;
    private float[] u = {};
    private int rows;

    VeraAdapter(AdapterMethod.Vera method, int in, int out) {
        this.in = in;
        this.out = out;
        this.rank = method.rank();
        this.blocks =
                List.of(
                        new ParameterBlock("vera_lambda_d", List.of(rank), 0),
                        new ParameterBlock("vera_lambda_b", List.of(out), rank));
        this.parameters = new float[rank + out];
        this.gradients = new float[rank + out];
        java.util.Arrays.fill(parameters, 0, rank, D_AT_START);
        this.down = new float[rank * in];
        this.up = new float[rank * out];
        var draws = new Draws(method.projectionSeed() * 31L + in * 1_000_003L + out);
        draws.uniform(down, 0, down.length, Math.sqrt(6.0 / in));
        draws.uniform(up, 0, up.length, Math.sqrt(6.0 / rank));
        this.products = new LowRank(rank, in, out, 1);
    }

    @Override
    public int inputWidth() {
        return in;
    }

    @Override
    public int outputWidth() {
        return out;
    }

    @Override
    public float[] parameters() {
        return parameters;
    }

    @Override
    public float[] gradients() {
        return gradients;
    }

    @Override
    public List<ParameterBlock> blocks() {
        return blocks;
    }

    @Override
    public void forward(float[] x, Sequences sequences, float[] result, Pass pass) {
        int count = sequences.rows();
        var found = products.down(x, count, down);
        var inner = inner(found, count);
        for (int row = 0; row < count; row++) {
            for (int o = 0; o < out; o++) {
                result[row * out + o] += parameters[rank + o] * inner[row * out + o];
            }
        }
        if (pass == Pass.TRAINING) {
            products.keep(x, count);
            u = found;
            rows = count;
        }
    }

    @Override
    public void backward(float[] dOut, float[] dX) {
        var inner = inner(u, rows);
        var byInner = new float[rows * out];
        for (int row = 0; row < rows; row++) {
            for (int o = 0; o < out; o++) {
                int at = row * out + o;
                gradients[rank + o] += dOut[at] * inner[at];
                byInner[at] = dOut[at] * parameters[rank + o];
            }
        }
        var byV = new float[rows * rank];
        Products.dots(1, byInner, 0, up, 0, byV, 0, rows, out, rank);
        for (int row = 0; row < rows; row++) {
            for (int k = 0; k < rank; k++) {
                gradients[k] += byV[row * rank + k] * u[row * rank + k];
                byV[row * rank + k] *= parameters[k];
            }
        }
        Products.multiply(byV, 0, down, 0, dX, 0, rows, rank, in);
    }

    /** B (d * u). */
    private float[] inner(float[] of, int count) {
        var v = new float[count * rank];
        for (int row = 0; row < count; row++) {
            for (int k = 0; k < rank; k++) {
                v[row * rank + k] = parameters[k] * of[row * rank + k];
            }
        }
        var inner = new float[count * out];
        products.up(v, count, up, inner);
        return inner;
    }
}
