package cloud.somersault.simulators.statevector.fused;

/** What is left of a circuit's steps after {@link Fusing}. Qubits are bits of the stored index. */
sealed interface Node {

    /** The qubits it acts on, as a mask. */
    int mask();

    /**
     * (a, b) becomes (a - t b, b + t a): RY(2 atan t) without its factor.
     *
     * @param scale the factor that is left out, cos(atan t)
     */
    record Rotation(int qubit, double t, double scale) implements Node {
        @Override
        public int mask() {
            return 1 << qubit;
        }
    }

    /** A complex factor on the indices whose bits under the mask are the pattern. */
    record Phase(int mask, int pattern, double re, double im) implements Node {}

    /**
     * A 4x4 matrix on two qubits where the controls have their pattern.
     *
     * @param matrix row-major (re, im) pairs; the first qubit is the less significant
     */
    record Dense(int first, int second, int controls, int pattern, double[] matrix)
            implements Node {
        @Override
        public int mask() {
            return 1 << first | 1 << second | controls;
        }
    }
}
