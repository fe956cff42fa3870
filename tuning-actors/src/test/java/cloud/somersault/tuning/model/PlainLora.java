package cloud.somersault.tuning.model;

import cloud.somersault.tuning.adapter.LinearAdapter;
import cloud.somersault.tuning.adapter.Pass;
import cloud.somersault.tuning.adapter.Sequences;

/** delta = 2 B A x, in the plainest loops: parameters are A [rank, in], then B [out, rank]. */
final class PlainLora implements LinearAdapter {
    private static final double SCALE = 2;
    private final int in;
    private final int out;
    private final int rank;
    private final float[] parameters;
    private final float[] gradients;
    private float[] kept = new float[0];
    private int rows;

    PlainLora(int in, int out, int rank, float[] parameters) {
        this.in = in;
        this.out = out;
        this.rank = rank;
        this.parameters = parameters;
        gradients = new float[parameters.length];
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
    public void forward(float[] x, Sequences sequences, float[] y, Pass pass) {
        if (pass == Pass.TRAINING) {
            rows = sequences.rows();
            kept = java.util.Arrays.copyOf(x, rows * in);
        }
        for (int row = 0; row < sequences.rows(); row++) {
            var low = low(x, row);
            for (int o = 0; o < out; o++) {
                double sum = 0;
                for (int r = 0; r < rank; r++) {
                    sum += parameters[rank * in + o * rank + r] * low[r];
                }
                y[row * out + o] += (float) (SCALE * sum);
            }
        }
    }

    @Override
    public void backward(float[] dOut, float[] dX) {
        for (int row = 0; row < rows; row++) {
            var low = low(kept, row);
            for (int r = 0; r < rank; r++) {
                double dLow = 0;
                for (int o = 0; o < out; o++) {
                    int b = rank * in + o * rank + r;
                    gradients[b] += (float) (SCALE * dOut[row * out + o] * low[r]);
                    dLow += SCALE * dOut[row * out + o] * parameters[b];
                }
                for (int i = 0; i < in; i++) {
                    gradients[r * in + i] += (float) (dLow * kept[row * in + i]);
                    dX[row * in + i] += (float) (dLow * parameters[r * in + i]);
                }
            }
        }
    }

    private double[] low(float[] x, int row) {
        var low = new double[rank];
        for (int r = 0; r < rank; r++) {
            for (int i = 0; i < in; i++) {
                low[r] += parameters[r * in + i] * x[row * in + i];
            }
        }
        return low;
    }
}
