package cloud.somersault.tuning.adapter;

import java.util.ArrayList;
import java.util.List;

/** v = QW q + CW u, q = silu(W_L ... silu(W_1 u)): a classical net where QTHA is quantum. */
final class SiluMiddle implements Middle {
    private final int rank;
    private final LinearMiddle linear;
    private final ParameterBlock qw;
    private final List<ParameterBlock> net = new ArrayList<>();

    /** Of the last training pass: the input of every layer and, before silu, its output. */
    private final List<float[]> inputs = new ArrayList<>();

    private final List<float[]> sums = new ArrayList<>();

    SiluMiddle(int rank, int layers, int offset) {
        this.rank = rank;
        this.linear = new LinearMiddle(rank, offset);
        this.qw =
                new ParameterBlock(
                        "qw.weight", List.of(rank, rank), linear.blocks().getLast().end());
        int next = qw.end();
        for (int layer = 0; layer < layers; layer++) {
            net.add(new ParameterBlock("net_" + layer + ".weight", List.of(rank, rank), next));
            next = net.getLast().end();
        }
    }

    @Override
    public List<ParameterBlock> blocks() {
        var all = new ArrayList<>(linear.blocks());
        all.add(qw);
        all.addAll(net);
        return all;
    }

    @Override
    public void draw(float[] parameters, Draws draws) {
        for (var block : blocks()) {
            draws.uniform(parameters, block.offset(), block.size(), Math.sqrt(6.0 / rank));
        }
    }

    @Override
    public float[] forward(float[] parameters, float[] u, Sequences sequences, Pass pass) {
        if (pass == Pass.TRAINING) {
            inputs.clear();
            sums.clear();
        }
        int rows = u.length / rank;
        var q = u;
        for (var layer : net) {
            var sum = new float[u.length];
            Products.dots(1, q, 0, parameters, layer.offset(), sum, 0, rows, rank, rank);
            if (pass == Pass.TRAINING) {
                inputs.add(q);
                sums.add(sum);
            }
            q = silu(sum);
        }
        if (pass == Pass.TRAINING) {
            inputs.add(q);
        }
        var v = linear.forward(parameters, u, sequences, pass);
        Products.dots(1, q, 0, parameters, qw.offset(), v, 0, rows, rank, rank);
        return v;
    }

    @Override
    public float[] backward(float[] parameters, float[] byV, float[] gradients) {
        int rows = byV.length / rank;
        var q = inputs.getLast();
        Products.multiplyTransposed(byV, 0, q, 0, gradients, qw.offset(), rank, rows, rank);
        var byQ = new float[byV.length];
        Products.multiply(byV, 0, parameters, qw.offset(), byQ, 0, rows, rank, rank);
        for (int layer = net.size() - 1; layer >= 0; layer--) {
            var sum = sums.get(layer);
            for (int i = 0; i < byQ.length; i++) {
                byQ[i] *= slope(sum[i]);
            }
            int offset = net.get(layer).offset();
            Products.multiplyTransposed(
                    byQ, 0, inputs.get(layer), 0, gradients, offset, rank, rows, rank);
            var before = new float[byV.length];
            Products.multiply(byQ, 0, parameters, offset, before, 0, rows, rank, rank);
            byQ = before;
        }
        var byU = linear.backward(parameters, byV, gradients);
        Products.scaled(1, byQ, 0, byU, 0, byU.length);
        return byU;
    }

    private static float[] silu(float[] sums) {
        var values = new float[sums.length];
        for (int i = 0; i < sums.length; i++) {
            values[i] = (float) (sums[i] * sigmoid(sums[i]));
        }
        return values;
    }

    private static float slope(float x) {
        double s = sigmoid(x);
        return (float) (s * (1 + x * (1 - s)));
    }

    /** StrictMath: the same bits whether interpreted or compiled. */
    private static double sigmoid(float x) {
        return 1 / (1 + StrictMath.exp(-x));
    }
}
