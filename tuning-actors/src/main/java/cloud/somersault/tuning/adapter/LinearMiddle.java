package cloud.somersault.tuning.adapter;

import java.util.List;

/** v = CW u: the operators alone. */
final class LinearMiddle implements Middle {
    private final int rank;
    private final ParameterBlock cw;
    private float[] kept = {};

    LinearMiddle(int rank, int offset) {
        this.rank = rank;
        this.cw = new ParameterBlock("cw.weight", List.of(rank, rank), offset);
    }

    @Override
    public List<ParameterBlock> blocks() {
        return List.of(cw);
    }

    @Override
    public void draw(float[] parameters, Draws draws) {
        draws.uniform(parameters, cw.offset(), cw.size(), Math.sqrt(6.0 / rank));
    }

    @Override
    public float[] forward(float[] parameters, float[] u, Sequences sequences, Pass pass) {
        if (pass == Pass.TRAINING) {
            kept = u;
        }
        int rows = u.length / rank;
        var v = new float[u.length];
        Products.dots(1, u, 0, parameters, cw.offset(), v, 0, rows, rank, rank);
        return v;
    }

    @Override
    public float[] backward(float[] parameters, float[] byV, float[] gradients) {
        int rows = byV.length / rank;
        Products.multiplyTransposed(byV, 0, kept, 0, gradients, cw.offset(), rank, rows, rank);
        var byU = new float[byV.length];
        Products.multiply(byV, 0, parameters, cw.offset(), byU, 0, rows, rank, rank);
        return byU;
    }
}
