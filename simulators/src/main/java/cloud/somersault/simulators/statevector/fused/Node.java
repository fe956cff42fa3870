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

    /**
     * Pairs that differ in two qubits are rotated: where the qubits are equal by one tangent, where
     * they differ by another. The element with the second qubit 0 becomes a - t b, its partner b +
     * t a.
     *
     * @param scale the factor that is left out, that of pairs with equal qubits
     */
    record Twist(int first, int second, double equal, double different, double scale)
            implements Node {
        @Override
        public int mask() {
            return 1 << first | 1 << second;
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
