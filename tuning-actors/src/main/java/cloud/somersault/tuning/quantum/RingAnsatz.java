package cloud.somersault.tuning.quantum;

import cloud.somersault.circuits.Gate;
import cloud.somersault.simulators.batch.Angle;
import cloud.somersault.simulators.batch.BatchSimulator;
import cloud.somersault.simulators.batch.ParametricCircuit;

/**
 * The circuit of QTHA (arXiv:2503.12790): in each layer k every qubit i is turned by RY(u_i), the
 * inputs again in every layer; then CRZ(a_ki) from i to i + 1, RY(b_ki), CRZ(c_ki) from i to i - 1,
 * RY(d_ki), indices modulo the number of qubits. 3 n L RY and 2 n L CRZ.
 *
 * <p>Theta has the angle t of (a, b, c, d) of qubit i in layer k at index 4 n k + n t + i.
 *
 * @param qubits n, which is also the number of inputs and of values
 * @param layers L
 */
public record RingAnsatz(int qubits, int layers) {
    private static final int ANGLES_PER_QUBIT = 4;

    public RingAnsatz {
        if (qubits < 2 || qubits > BatchSimulator.QUBITS_MAX) {
            throw new IllegalArgumentException(
                    "a ring has 2 to " + BatchSimulator.QUBITS_MAX + " qubits, not " + qubits);
        }
        if (layers < 1) {
            throw new IllegalArgumentException("a ring has at least 1 layer, not " + layers);
        }
    }

    /** How many angles are trained: 4 n L. */
    public int angles() {
        return ANGLES_PER_QUBIT * qubits * layers;
    }

    /**
     * How many circuits a row takes for exact shift gradients: 14 n L + 1, two for each of 3 n L RY
     * and four for each of 2 n L CRZ.
     */
    public int shiftCircuits() {
        return 14 * qubits * layers + 1;
    }

    /** The circuit; its parameters are theta and, after it, the inputs. */
    public ParametricCircuit circuit() {
        var circuit = ParametricCircuit.of(qubits, angles() + qubits);
        for (int layer = 0; layer < layers; layer++) {
            for (int i = 0; i < qubits; i++) {
                circuit.gate(Gate.RY, Angle.parameter(angles() + i), i);
            }
            crz(circuit, layer, 0, 1);
            ry(circuit, layer, 1);
            crz(circuit, layer, 2, qubits - 1);
            ry(circuit, layer, 3);
        }
        return circuit.build();
    }

    private void crz(ParametricCircuit.Builder circuit, int layer, int t, int step) {
        for (int i = 0; i < qubits; i++) {
            circuit.gate(Gate.CRZ, angle(layer, t, i), i, (i + step) % qubits);
        }
    }

    private void ry(ParametricCircuit.Builder circuit, int layer, int t) {
        for (int i = 0; i < qubits; i++) {
            circuit.gate(Gate.RY, angle(layer, t, i), i);
        }
    }

    private Angle angle(int layer, int t, int qubit) {
        return Angle.parameter(ANGLES_PER_QUBIT * qubits * layer + qubits * t + qubit);
    }
}
