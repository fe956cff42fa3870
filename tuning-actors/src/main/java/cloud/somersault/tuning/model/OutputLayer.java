package cloud.somersault.tuning.model;

import cloud.somersault.tuning.simd.Exponential;
import cloud.somersault.tuning.simd.RowSums;
import cloud.somersault.tuning.tensor.Products;
import cloud.somersault.tuning.tensor.WeightMatrix;
import java.util.Optional;

/**
 * The layer over the vocabulary and the loss behind it. Rows go through in pieces, so that logits
 * over a large vocabulary never take much memory; and only rows whose prediction counts go through.
 */
final class OutputLayer {
    private static final int LOGITS = 16_000_000;
    private static final int PIECE = 4096;

    private final WeightMatrix head;
    private final Optional<Parameter> trained;
    private final Products products;
    private float[] logits = new float[0];
    private float[] rows = new float[0];
    private float[] dRows = new float[0];

    OutputLayer(WeightMatrix head, Optional<Parameter> trained, Products products) {
        this.head = head;
        this.trained = trained;
        this.products = products;
    }

    /** Rows that go through together. */
    static int rowsAtOnce(int vocabulary) {
        return Math.max(1, LOGITS / vocabulary);
    }

    /**
     * The sum of the losses; and, for gradients, dHidden gets the gradient of the sum times {@code
     * scale} in the rows that count (the others are left alone) and the weights' gradient is added.
     */
    double loss(float[] hidden, TokenBatch batch, float scale, Optional<float[]> dHidden) {
        int width = head.columns();
        int words = head.rows();
        int atOnce = Math.min(batch.chosen(), rowsAtOnce(words));
        logits = Tape.longEnough(logits, atOnce * words);
        rows = Tape.longEnough(rows, atOnce * width);
        dRows = Tape.longEnough(dRows, atOnce * width);
        var losses = new double[batch.chosen()];
        for (int first = 0; first < batch.chosen(); first += atOnce) {
            int some = Math.min(atOnce, batch.chosen() - first);
            for (int i = 0; i < some; i++) {
                System.arraycopy(
                        hidden, batch.chosenRow(first + i) * width, rows, i * width, width);
            }
            products.forward(head, new float[0], rows, some, logits);
            int from = first;
            products.workers()
                    .each(
                            some,
                            20L * some * words,
                            (i, _) ->
                                    losses[from + i] =
                                            row(i * words, batch.target(from + i), scale));
            if (dHidden.isPresent()) {
                products.inputGradient(head, logits, some, dRows, false);
                trained.ifPresent(it ->
                        products.weightGradient(logits, words, rows, width, some, it.gradients()));
                for (int i = 0; i < some; i++) {
                    System.arraycopy(
                            dRows,
                            i * width,
                            dHidden.get(),
                            batch.chosenRow(from + i) * width,
                            width);
                }
            }
        }
        double sum = 0;
        for (double loss : losses) {
            sum += loss;
        }
        return sum;
    }

    /** The logits of some rows, [count, vocabulary]; overwritten by the next call. */
    float[] logits(float[] hidden, int count) {
        logits = Tape.longEnough(logits, Math.multiplyExact(count, head.rows()));
        products.forward(head, new float[0], hidden, count, logits);
        return logits;
    }

    /** The loss of a row of logits, which becomes its gradient. */
    private double row(int at, int target, float scale) {
        int words = head.rows();
        float most = RowSums.max(logits, at, words);
        double loss = (double) most - logits[at + target];
        Exponential.exp(logits, at, words, most, logits, at);
        double sum = 0;
        for (int i = 0; i < words; i += PIECE) {
            sum += RowSums.sum(logits, at + i, Math.min(PIECE, words - i));
        }
        float inverse = (float) (scale / sum);
        for (int i = at; i < at + words; i++) {
            logits[i] *= inverse;
        }
        logits[at + target] -= scale;
        return loss + StrictMath.log(sum);
    }
}
