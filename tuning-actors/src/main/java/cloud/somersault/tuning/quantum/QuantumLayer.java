package cloud.somersault.tuning.quantum;

/**
 * Expectation values &lt;Z_i&gt; of a {@link RingAnsatz} for many rows of inputs, and their
 * gradients. What stands behind it, an exact simulator or jobs on a chip, is a session's choice.
 *
 * <p>Called by one thread at a time. A layer that sends jobs blocks its caller until the counts are
 * there, so sessions call from threads of their own.
 */
public interface QuantumLayer {

    /** The circuit. */
    RingAnsatz ansatz();

    /**
     * The values only.
     *
     * @param theta {@link RingAnsatz#angles} angles, radians
     * @param inputs [rows, qubits], radians
     * @return [rows, qubits], each in [-1, 1]
     * @throws QuantumBatchException if jobs were needed and failed
     */
    double[] evaluate(double[] theta, double[] inputs, int rows);

    /**
     * The values, and what it takes to pull gradients back through them.
     *
     * @param theta {@link RingAnsatz#angles} angles, radians
     * @param inputs [rows, qubits], radians
     * @throws QuantumBatchException if jobs were needed and failed
     */
    Linearized linearize(double[] theta, double[] inputs, int rows);

    /** The vector-Jacobian product at once. */
    default Gradients vjp(double[] theta, double[] inputs, double[] cotangent, int rows) {
        return linearize(theta, inputs, rows).pullBack(cotangent);
    }

    /** Values at a point, from where gradients can be pulled back. */
    interface Linearized {

        /** [rows, qubits]. */
        double[] values();

        /**
         * The gradient of the sum over rows and qubits of cotangent times value.
         *
         * @param cotangent [rows, qubits]
         */
        Gradients pullBack(double[] cotangent);
    }

    /**
     * @param theta by each trained angle, added up over the rows
     * @param inputs by each input, [rows, qubits]
     */
    record Gradients(double[] theta, double[] inputs) {}
}
