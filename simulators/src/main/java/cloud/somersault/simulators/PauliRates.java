package cloud.somersault.simulators;

import java.util.List;

/**
 * How often a pulse is followed by each Pauli operator: biased noise, where depolarizing has all
 * three alike.
 *
 * @param x probability of X
 * @param y probability of Y
 * @param z probability of Z
 */
public record PauliRates(double x, double y, double z) {

    /** No errors. */
    public static final PauliRates NONE = new PauliRates(0, 0, 0);

    public PauliRates {
        NoiseModel.requireProbability("Pauli X", x);
        NoiseModel.requireProbability("Pauli Y", y);
        NoiseModel.requireProbability("Pauli Z", z);
        NoiseModel.requireProbability("any Pauli error", x + y + z);
    }

    /** The probabilities of I, X, Y, Z. */
    List<Double> probabilities() {
        return List.of(1 - (x + y + z), x, y, z);
    }

    /** See {@link NoiseModel#scaled}: all three alike, and together at most 1. */
    PauliRates scaled(double factor) {
        double most = x + y + z;
        double by = most * factor > 1 ? 1 / most : factor;
        return new PauliRates(x * by, y * by, z * by);
    }
}
