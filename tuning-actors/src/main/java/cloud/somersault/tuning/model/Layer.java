package cloud.somersault.tuning.model;

import cloud.somersault.tuning.adapter.LinearAdapter;
import cloud.somersault.tuning.adapter.Pass;
import cloud.somersault.tuning.adapter.Sequences;
import cloud.somersault.tuning.tensor.Products;
import java.util.Optional;

/**
 * A linear layer at work: its weights, what is added to it, and the gradients that are asked for.
 */
final class Layer {
    private final Linear linear;
    private final Optional<LinearAdapter> adapter;
    private final Optional<Parameter> weight;
    private final Optional<Parameter> bias;
    private final Products products;

    Layer(
            Linear linear,
            Optional<LinearAdapter> adapter,
            Optional<Parameter> weight,
            Optional<Parameter> bias,
            Products products) {
        this.linear = linear;
        this.adapter = adapter;
        this.weight = weight;
        this.bias = bias;
        this.products = products;
    }

    int outputWidth() {
        return linear.matrix().rows();
    }

    /** Whether anything in it is trained. */
    boolean trains() {
        return adapter.isPresent() || weight.isPresent();
    }

    void forward(float[] x, Sequences sequences, float[] out, Pass pass) {
        products.forward(linear.matrix(), linear.bias(), x, sequences.rows(), out);
        adapter.ifPresent(it -> it.forward(x, sequences, out, pass));
    }

    /**
     * Adds the gradients by what is trained, and writes that by x.
     *
     * @param x the rows of the forward pass
     * @param add whether dX already holds something to be kept
     */
    void backward(float[] x, float[] dOut, int rows, float[] dX, boolean add) {
        products.inputGradient(linear.matrix(), dOut, rows, dX, add);
        trainedOnly(x, dOut, rows, dX);
    }

    /** As {@link #backward}, when nobody needs dX, which is only written to. */
    void trainedOnly(float[] x, float[] dOut, int rows, float[] dX) {
        adapter.ifPresent(it -> it.backward(dOut, dX));
        int out = linear.matrix().rows();
        weight.ifPresent(it ->
                products.weightGradient(
                        dOut, out, x, linear.matrix().columns(), rows, it.gradients()));
        bias.ifPresent(it -> {
            for (int r = 0; r < rows; r++) {
                for (int o = 0; o < out; o++) {
                    it.gradients()[o] += dOut[r * out + o];
                }
            }
        });
    }
}
