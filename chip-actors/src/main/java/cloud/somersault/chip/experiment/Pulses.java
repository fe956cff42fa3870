package cloud.somersault.chip.experiment;

import cloud.somersault.circuits.Circuit;
import cloud.somersault.circuits.Gate;
import cloud.somersault.circuits.Operation;
import java.util.List;

/** The words in which experiments are written: native pulses, virtual Z, waiting, measuring. */
final class Pulses {
    private final Circuit.Builder circuit;
    private final int qubits;

    private Pulses(int qubits) {
        this.qubits = qubits;
        this.circuit = Circuit.of(qubits, qubits);
    }

    static Pulses on(int qubits) {
        return new Pulses(qubits);
    }

    /** Turns about X by an angle: one pulse. */
    Pulses turnX(int qubit, double angle) {
        return u3(qubit, angle, -Math.PI / 2, Math.PI / 2);
    }

    /** One pulse of any shape. */
    Pulses u3(int qubit, double theta, double phi, double lambda) {
        circuit.gate(Gate.U3, List.of(theta, phi, lambda), qubit);
        return this;
    }

    /** Turns the qubit's frame: no pulse. */
    Pulses virtualZ(int qubit, double angle) {
        circuit.gate(Gate.RZ, List.of(angle), qubit);
        return this;
    }

    Pulses cz() {
        circuit.gate(Gate.CZ, 0, 1);
        return this;
    }

    Pulses waits(int qubit, double seconds) {
        circuit.add(new Operation.Delay(seconds, List.of(qubit)));
        return this;
    }

    Circuit measured() {
        for (int qubit = 0; qubit < qubits; qubit++) {
            circuit.measure(qubit, qubit);
        }
        return circuit.build();
    }
}
