package cloud.somersault.cli.examples;

import cloud.somersault.client.JobResult.CircuitResult;
import java.util.function.ToIntFunction;

/**
 * The energy of the hydrogen molecule at 0.735 angstrom from the counts of {@code vqe-h2.qasm}: two
 * qubits after parity mapping of the minimal basis, H = c + z (Z0 - Z1) + zz Z0 Z1 + xx X0 X1.
 * Coefficients to seven digits as widely published (e.g. in Qiskit's VQE tutorials).
 */
public final class HydrogenEnergy {
    private static final double CONSTANT = -1.0523732 + 0.7199690;
    private static final double Z = 0.3979374;
    private static final double ZZ = -0.0112801;
    private static final double XX = 0.1809312;

    /** The lowest eigenvalue of this Hamiltonian, in hartree. */
    public static final double GROUND_STATE = -1.137306;

    private HydrogenEnergy() {}

    /**
     * @param zBasis counts with basis = 0
     * @param xBasis counts with basis = -pi/2
     * @return hartree
     */
    public static double of(CircuitResult zBasis, CircuitResult xBasis) {
        return CONSTANT
                + Z * (mean(zBasis, bits -> sign(bits, 1)) - mean(zBasis, bits -> sign(bits, 0)))
                + ZZ * mean(zBasis, bits -> sign(bits, 0) * sign(bits, 1))
                + XX * mean(xBasis, bits -> sign(bits, 0) * sign(bits, 1));
    }

    /** +1 for a 0, -1 for a 1, at this place of the bitstring from the left. */
    private static int sign(String bits, int place) {
        return bits.charAt(place) == '0' ? 1 : -1;
    }

    private static double mean(CircuitResult result, ToIntFunction<String> value) {
        return result.counts().entrySet().stream()
                        .mapToDouble(entry -> entry.getValue() * value.applyAsInt(entry.getKey()))
                        .sum()
                / result.shots();
    }
}
