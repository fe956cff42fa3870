package cloud.somersault.tuning.model;

import cloud.somersault.tuning.simd.Exponential;
import cloud.somersault.tuning.tensor.Workers;

/** The gated activation of the feed-forward part: g logistic(g) u, element by element. */
final class FeedForward {
    private static final int PIECE = 4096;

    private FeedForward() {}

    static void forward(float[] gate, float[] up, int count, float[] out, Workers workers) {
        workers.each(
                pieces(count),
                20L * count,
                (task, _) -> {
                    int at = task * PIECE;
                    int end = Math.min(count, at + PIECE);
                    Exponential.logistic(gate, at, end - at, out, at);
                    for (int i = at; i < end; i++) {
                        out[i] = gate[i] * out[i] * up[i];
                    }
                });
    }

    /**
     * In place: {@code dOut} holds the gradient by the output and then that by {@code up}; {@code
     * dGate} is written.
     */
    static void backward(
            float[] gate, float[] up, int count, float[] dOut, float[] dGate, Workers workers) {
        workers.each(
                pieces(count),
                30L * count,
                (task, _) -> {
                    int at = task * PIECE;
                    int end = Math.min(count, at + PIECE);
                    Exponential.logistic(gate, at, end - at, dGate, at);
                    for (int i = at; i < end; i++) {
                        float s = dGate[i];
                        float g = gate[i];
                        float d = dOut[i];
                        dGate[i] = d * up[i] * (s + g * s * (1 - s));
                        dOut[i] = d * g * s;
                    }
                });
    }

    private static int pieces(int count) {
        return (count + PIECE - 1) / PIECE;
    }
}
