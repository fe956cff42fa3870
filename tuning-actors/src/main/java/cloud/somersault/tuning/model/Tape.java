package cloud.somersault.tuning.model;

/** What one block keeps from its values for its gradients. */
final class Tape {
    float[] input = new float[0];
    float[] inputInverse = new float[0];
    float[] query = new float[0];
    float[] key = new float[0];
    float[] value = new float[0];
    float[] weights = new float[0];
    float[] attended = new float[0];
    float[] middle = new float[0];
    float[] middleInverse = new float[0];
    float[] gate = new float[0];
    float[] up = new float[0];

    /** Makes room; arrays that are long enough stay. */
    void reach(Qwen2Config config, int rows, int attentionWeights) {
        input = longEnough(input, rows * config.hiddenSize());
        inputInverse = longEnough(inputInverse, rows);
        query = longEnough(query, rows * Projection.QUERY.outputWidth(config));
        key = longEnough(key, rows * Projection.KEY.outputWidth(config));
        value = longEnough(value, rows * Projection.VALUE.outputWidth(config));
        weights = longEnough(weights, attentionWeights);
        attended = longEnough(attended, rows * Projection.OUTPUT.inputWidth(config));
        middle = longEnough(middle, rows * config.hiddenSize());
        middleInverse = longEnough(middleInverse, rows);
        gate = longEnough(gate, rows * config.intermediateSize());
        up = longEnough(up, rows * config.intermediateSize());
    }

    /** How many floats a tape of this size has. */
    static long floats(Qwen2Config config, long rows, long attentionWeights) {
        long wide = 0;
        for (var projection : Projection.values()) {
            wide += projection.outputWidth(config);
        }
        return rows * (wide + config.hiddenSize() + 2) + attentionWeights;
    }

    static float[] longEnough(float[] array, int length) {
        return array.length < length ? new float[length] : array;
    }
}
