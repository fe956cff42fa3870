package cloud.somersault.tuning.adapter;

import java.util.List;

/**
 * LoRA (E. Hu et al., arXiv:2106.09685): delta(x) = (alpha / r) B A x. A starts uniform within 1 /
 * sqrt(d_in), B with zeros, as in PEFT. r (d_in + d_out) parameters.
 */
public final class LoraAdapter implements Adapter {
    private final int in;
    private final int out;
    private final int rank;
    private final List<ParameterBlock> blocks;
    private final float[] parameters;
    private final float[] gradients;
    private final LowRank products;
    private float[] kept = {};
    private int rows;

    LoraAdapter(AdapterMethod.Lora method, int in, int out, long seed) {
        this.in = in;
        this.out = out;
        this.rank = method.rank();
        this.blocks =
                List.of(
                        new ParameterBlock("lora_A.weight", List.of(rank, in), 0),
                        new ParameterBlock("lora_B.weight", List.of(out, rank), rank * in));
        this.parameters = new float[blocks.getLast().end()];
        this.gradients = new float[parameters.length];
        this.products = new LowRank(rank, in, out, (float) method.scale());
        new Draws(seed).uniform(parameters, 0, rank * in, 1 / Math.sqrt(in));
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
        var u = products.down(x, count, parameters);
        products.up(u, count, up(), result);
        if (pass == Pass.TRAINING) {
            products.keep(x, count);
            kept = u;
            rows = count;
        }
    }

    @Override
    public void backward(float[] dOut, float[] dX) {
        var byUp = new float[rank * out];
        var byU = products.backUp(dOut, kept, rows, up(), byUp);
        for (int k = 0; k < rank; k++) {
            for (int o = 0; o < out; o++) {
                gradients[rank * in + o * rank + k] += byUp[k * out + o];
            }
        }
        products.backDown(byU, rows, parameters, gradients, dX);
    }

    /** B, with the long index inside. */
    private float[] up() {
        var up = new float[rank * out];
        Products.transpose(parameters, rank * in, up, 0, out, rank);
        return up;
    }
}
