package cloud.somersault.simulators.sampling;

/** A distribution over the indices 0 to size - 1 that can be read piece by piece, repeatedly. */
public interface Weights {

    /** How many indices there are. */
    int size();

    /**
     * Writes some weights, none negative and always the same; they need not add up to one.
     *
     * @param from the first index
     * @param into receives the weight of index {@code from + i} at i
     */
    void fill(int from, int count, double[] into);

    /** A distribution that lies in an array; negative weights (of rounding) count as zero. */
    static Weights of(double[] weights) {
        return new Weights() {
            @Override
            public int size() {
                return weights.length;
            }

            @Override
            public void fill(int from, int count, double[] into) {
                for (int i = 0; i < count; i++) {
                    into[i] = Math.max(0, weights[from + i]);
                }
            }
        };
    }
}
