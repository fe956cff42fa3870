package cloud.somersault.simulators;

import cloud.somersault.circuits.Circuit;
import cloud.somersault.simulators.plan.Checkpoint;
import cloud.somersault.simulators.plan.Step;
import cloud.somersault.simulators.statevector.StateVector;
import java.util.Optional;

/**
 * The state that gates alone prepare from |0...0>, with every amplitude, up to a global phase.
 * Qubit 0 is the least significant bit of an index. It takes 16 bytes an amplitude.
 */
public final class Amplitudes {
    private final StateVector state;

    private Amplitudes(StateVector state) {
        this.state = state;
    }

    /**
     * Of a circuit of gates.
     *
     * @throws CancelledRunException if the cancellation asked for it
     * @throws IllegalArgumentException when there is anything but gates and barriers in it, or it
     *     has more than {@link StateVector#QUBITS_MAX} qubits
     */
    public static Amplitudes of(Circuit circuit, Cancellation cancellation) {
        Checkpoint checkpoint =
                () -> {
                    if (cancellation.requested()) {
                        throw new CancelledRunException();
                    }
                };
        var state = new StateVector(circuit.qubits());
        for (var step : Lowering.steps(circuit, Optional.empty(), checkpoint)) {
            if (!(step instanceof Step.Unitary unitary)) {
                throw new IllegalArgumentException("amplitudes are defined for gates alone");
            }
            state.apply(unitary, checkpoint);
        }
        return new Amplitudes(state);
    }

    /** How many there are. */
    public int size() {
        return state.size();
    }

    /** The real part of an amplitude. */
    public double re(int index) {
        return state.re(index);
    }

    /** The imaginary part of an amplitude. */
    public double im(int index) {
        return state.im(index);
    }

    /** The square of an amplitude's absolute value. */
    public double probability(int index) {
        return state.probability(index);
    }

    /**
     * The expectation value of a product of Pauli operators, exactly.
     *
     * @param x bit q is set where qubit q has X or Y
     * @param z bit q is set where qubit q has Z or Y
     */
    public double expectation(int x, int z) {
        // P |i> = i^{number of Y} (-1)^{parity of i and z} |i xor x>, so <P> is a sum over i.
        double real = 0;
        double imaginary = 0;
        for (int i = 0; i < state.size(); i++) {
            int j = i ^ x;
            int sign = (Integer.bitCount(i & z) & 1) == 0 ? 1 : -1;
            real += sign * (state.re(j) * state.re(i) + state.im(j) * state.im(i));
            imaginary += sign * (state.re(j) * state.im(i) - state.im(j) * state.re(i));
        }
        return switch (Integer.bitCount(x & z) & 3) {
            case 0 -> real;
            case 1 -> -imaginary;
            case 2 -> -real;
            default -> imaginary;
        };
    }
}
