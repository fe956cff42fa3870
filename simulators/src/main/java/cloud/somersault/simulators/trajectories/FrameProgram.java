package cloud.somersault.simulators.trajectories;

import java.util.List;

/**
 * A noisy plan as rotations, phases and places where errors may happen.
 *
 * <p>Every unitary is written with RZ, RY and phases on |1> or |11>, and these are laid out in
 * layers: each layer is one diagonal, then RY on some of the qubits. Operations of different qubits
 * commute unless a phase links them, so an operation's layer depends on its qubits' earlier ones
 * only.
 *
 * <p>A Pauli operator that happens somewhere is never applied: it is carried to the end of the
 * circuit, where it turns readings over. On its way it turns the sign of rotations that it
 * anticommutes with; through Clifford gates it just becomes another Pauli operator. So the errors
 * of a shot only choose signs, and shots with the same signs share one state.
 */
record FrameProgram(
        int qubits, int layers, List<Op> ops, List<Place> places, int signs, double[] layerScales) {

    /** One operation, in program order. */
    sealed interface Op {}

    /**
     * RZ(angle); {@code sign} is its number among those that may turn, or -1 for a Clifford one.
     */
    record Rz(int qubit, double angle, double cos, double sin, int layer, int sign) implements Op {
        /** Whether X passes as Y: a quarter turn. */
        boolean quarter() {
            return sign < 0;
        }
    }

    /** RY with the tangent of half its angle, at most 1; see {@link Rz} for the sign. */
    record Ry(int qubit, double tangent, int layer, int sign) implements Op {}

    /** A Pauli operator of the circuit itself: bits x and z. */
    record Fixed(int qubit, boolean x, boolean z) implements Op {}

    /** CZ: passes X on one qubit as X on it and Z on the other. */
    record Cz(int first, int second, int layer) implements Op {}

    /** The phase on |11>; two numbers, one for each qubit that may be turned over. */
    record Cp(int first, int second, double cos, double sin, int layer, int sign) implements Op {}

    /** What not decaying in a place does to a qubit: |1> shrinks by the factor. */
    record Shrink(int qubit, double factor, int layer, int sign, int place) implements Op {}

    /** Something may happen here: see the place of that number. */
    record Chance(int place) implements Op {}

    /** Where something may happen, and what. */
    sealed interface Place {
        /** Probability that anything does. */
        double probability();
    }

    /**
     * A Pauli operator, numbered as in {@code Step.PauliChannel}.
     *
     * @param upTo probability that it is this number or a smaller one, 0 (nothing) left out
     */
    record PauliPlace(int first, int second, double probability, double[] upTo) implements Place {}

    /** Where the state may be asked for a qubit. */
    sealed interface EventPlace extends Place {
        int qubit();

        int layer();
    }

    /**
     * T2 at most T1: nothing, Z, or a fresh |0>.
     *
     * @param reset the share of resets among what happens
     */
    record ResetPlace(int qubit, double probability, double reset, int layer)
            implements EventPlace {}

    /** T2 above T1: a decay, if the qubit is excited. */
    record DecayPlace(int qubit, double probability, int layer) implements EventPlace {}
}
