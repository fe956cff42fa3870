package cloud.somersault.tuning.adapter;

import java.util.ArrayList;
import java.util.List;

/**
 * delta(x) = s MPO_B(MLP_B middle(MLP_A MPO_A(x))): QTHA, QWTHN and their ablations, which differ
 * in the middle only. The last core of MPO_B starts at zero, and so delta does.
 */
public final class TensorAdapter implements Adapter {
    private final int in;
    private final int out;
    private final Mpo down;
    private final Mpo up;
    private final Middle middle;
    private final LowRank products;
    private final List<ParameterBlock> blocks;
    private final float[] parameters;
    private final float[] gradients;

    // Of the last training pass
    private float[] v = {};
    private int rows;

    /** Factors of the last evaluation, with which it is continued. */
    private float[] downFactor = {};

    private float[] upFactor = {};

    TensorAdapter(
            AdapterMethod.TensorMethod method, int in, int out, long seed, MiddleMaker maker) {
        this.in = in;
        this.out = out;
        int rank = method.rank();
        this.down = new Mpo("mpo_a", in, rank, true, 0);
        this.up = new Mpo("mpo_b", out, rank, false, down.blocks().getLast().end());
        this.middle = maker.at(up.blocks().getLast().end());
        this.products = new LowRank(rank, in, out, (float) method.scale());
        var all = new ArrayList<>(down.blocks());
        all.addAll(up.blocks());
        all.addAll(middle.blocks());
        this.blocks = List.copyOf(all);
        this.parameters = new float[blocks.getLast().end()];
        this.gradients = new float[parameters.length];
        var draws = new Draws(seed);
        down.draw(parameters, draws, false);
        up.draw(parameters, draws, true);
        middle.draw(parameters, draws);
    }

    /** Makes a middle whose parameters begin at an offset. */
    @FunctionalInterface
    interface MiddleMaker {
        Middle at(int offset);
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
    public List<ParameterBlock> frozenBlocks() {
        return middle.frozenBlocks();
    }

    @Override
    public float[] frozenValues() {
        return middle.frozenValues();
    }

    @Override
    public void forward(float[] x, Sequences sequences, float[] result, Pass pass) {
        int count = sequences.rows();
        if (pass != Pass.CONTINUATION) {
            downFactor = down.factor(parameters);
            upFactor = up.factor(parameters);
        }
        var u = products.down(x, count, downFactor);
        var found = middle.forward(parameters, u, sequences, pass);
        products.up(found, count, upFactor, result);
        if (pass == Pass.TRAINING) {
            products.keep(x, count);
            v = found;
            rows = count;
        }
    }

    @Override
    public void backward(float[] dOut, float[] dX) {
        var byUp = new float[upFactor.length];
        var byV = products.backUp(dOut, v, rows, upFactor, byUp);
        up.backward(byUp, parameters, gradients);
        var byU = middle.backward(parameters, byV, gradients);
        var byDown = new float[downFactor.length];
        products.backDown(byU, rows, downFactor, byDown, dX);
        down.backward(byDown, parameters, gradients);
    }
}
