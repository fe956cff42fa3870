package cloud.somersault.simulators.stabilizer;

import cloud.somersault.circuits.Matrix;
import cloud.somersault.simulators.plan.Step;
import java.util.List;
import java.util.Optional;

/**
 * What a Clifford gate makes of each Pauli operator on its one or two operands, found from its
 * matrix: U P U^dagger is plus or minus a Pauli operator.
 *
 * <p>A Pauli operator is written (x, z) with a bit per operand and means i^{x.z} X^x Z^z, so that
 * (1, 1) is Y and all are Hermitian. Tables are indexed by x + z 2^operands.
 */
final class CliffordGate {
    /** Angles like pi/2 come with rounding of 1e-16; no gate of use is nearly a Clifford gate. */
    private static final double TOLERANCE = 1e-12;

    private final int operands;
    private final int[] image;
    private final boolean[] negative;

    private CliffordGate(int operands) {
        this.operands = operands;
        this.image = new int[1 << (2 * operands)];
        this.negative = new boolean[image.length];
    }

    /** The operands of a step in the order that {@link #of} counts them. */
    static List<Integer> operands(Step.Unitary step) {
        return step.qubits();
    }

    /** The action of a step, or nothing if it is not a Clifford gate on one or two qubits. */
    static Optional<CliffordGate> of(Step.Unitary step) {
        int operands = step.targets().size() + step.controls().size();
        if (operands == 0 || operands > 2) {
            return Optional.empty();
        }
        var unitary = step.matrix();
        for (int i = 0; i < step.controls().size(); i++) {
            unitary = unitary.controlled();
        }
        var gate = new CliffordGate(operands);
        var inverse = unitary.adjoint();
        for (int pauli = 0; pauli < gate.image.length; pauli++) {
            var image = unitary.times(matrix(pauli, operands)).times(inverse);
            if (!gate.recognise(pauli, image)) {
                return Optional.empty();
            }
        }
        return Optional.of(gate);
    }

    int operands() {
        return operands;
    }

    /** The Pauli operator that this one becomes. */
    int image(int pauli) {
        return image[pauli];
    }

    /** Whether it also changes its sign. */
    boolean negative(int pauli) {
        return negative[pauli];
    }

    private boolean recognise(int pauli, Matrix matrix) {
        for (int candidate = 0; candidate < image.length; candidate++) {
            var expected = matrix(candidate, operands);
            boolean plus = matrix.distance(expected) < TOLERANCE;
            if (plus || matrix.distance(expected.scaled(-1, 0)) < TOLERANCE) {
                image[pauli] = candidate;
                negative[pauli] = !plus;
                return true;
            }
        }
        return false;
    }

    /** The matrix of a Pauli operator: |j> goes to i^{x.z} (-1)^{z.j} |j xor x>. */
    private static Matrix matrix(int pauli, int operands) {
        int size = 1 << operands;
        int x = pauli & size - 1;
        int z = pauli >> operands;
        var pairs = new double[2 * size * size];
        for (int j = 0; j < size; j++) {
            int quarterTurns = Integer.bitCount(x & z) + 2 * Integer.bitCount(z & j) & 3;
            int at = 2 * ((j ^ x) * size + j);
            pairs[at + (quarterTurns & 1)] = quarterTurns < 2 ? 1 : -1;
        }
        return Matrix.of(size, pairs);
    }
}
