package cloud.somersault.tuning.train;

import cloud.somersault.tuning.tensor.SeededDraws;
import java.util.ArrayList;
import java.util.List;

/**
 * Which examples each step sees: every round sees each example once, in an order of its own. A
 * step's examples depend on nothing but seed and step.
 */
public final class BatchOrder {
    private final int examples;
    private final int batch;
    private final long seed;
    private long shuffledRound = -1;
    private int[] order = new int[0];

    /** Batches of {@code batch} out of {@code examples}. */
    public BatchOrder(int examples, int batch, long seed) {
        if (examples < 1 || batch < 1) {
            throw new IllegalArgumentException(examples + " examples in batches of " + batch);
        }
        this.examples = examples;
        this.batch = batch;
        this.seed = seed;
    }

    /** The indices of a step's examples. */
    public List<Integer> at(long step) {
        var indices = new ArrayList<Integer>();
        for (long i = step * batch; i < (step + 1) * batch; i++) {
            long round = i / examples;
            if (round != shuffledRound) {
                order = new SeededDraws(new SeededDraws(seed ^ round).bits()).shuffled(examples);
                shuffledRound = round;
            }
            indices.add(order[(int) (i % examples)]);
        }
        return indices;
    }
}
