package cloud.somersault.simulators.stabilizer;

/**
 * Whether the outcome of a measurement or reset is random, and if it is, which coin decides and
 * what it changes: the operator that turns the state before outcome 0 into that before outcome 1, a
 * stabilizer, so that it changes nothing else.
 */
final class Chance {
    /** The outcome follows from the others. */
    static final Chance NONE = new Chance(-1, new int[0]);

    private final int coin;
    private final int[] factors;

    private Chance(int coin, int[] factors) {
        this.coin = coin;
        this.factors = factors;
    }

    /**
     * A toss.
     *
     * @param factors of the operator: q for X on qubit q, qubits + q for Z on it
     */
    static Chance toss(int coin, int[] factors) {
        return new Chance(coin, factors);
    }

    boolean random() {
        return coin >= 0;
    }

    int coin() {
        return coin;
    }

    int[] factors() {
        return factors;
    }
}
