package cloud.somersault.simulators;

/**
 * What disturbs the gate between two qubits.
 *
 * @param first one qubit
 * @param second the other
 * @param czDepolarizing p of the two-qubit depolarizing channel after each CZ; 4 e / 3 for a
 *     calibrated error e
 */
public record CouplerNoise(int first, int second, double czDepolarizing) {

    public CouplerNoise {
        NoiseModel.requireProbability("CZ depolarizing", czDepolarizing);
        if (first == second) {
            throw new IllegalArgumentException("a coupler joins two qubits, not one: " + first);
        }
    }
}
