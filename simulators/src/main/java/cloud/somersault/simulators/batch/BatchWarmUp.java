package cloud.somersault.simulators.batch;

import cloud.somersault.circuits.Gate;
import cloud.somersault.circuits.PauliString;
import cloud.somersault.circuits.PauliSum;
import cloud.somersault.simulators.plan.Checkpoint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Small circuits that go through all kernels, run so often that the kernels are compiled: before
 * that, a batch is hundreds of times slower.
 */
public final class BatchWarmUp {
    private static final int ROWS = 64;
    private static final int ROUNDS = 200;

    private BatchWarmUp() {}

    /** Takes a second or two of one core. */
    public static void run(Checkpoint checkpoint) {
        for (int qubits : new int[] {4, 5, 8}) { // pairs; threes and a pair; threes and a pair
            for (var precision : Precision.values()) {
                run(circuit(qubits, false), PauliSum.everyZ(qubits), precision, checkpoint);
                run(circuit(qubits, true), all(qubits), precision, checkpoint);
            }
        }
    }

    private static void run(
            ParametricCircuit circuit,
            List<PauliSum> observables,
            Precision precision,
            Checkpoint checkpoint) {
        var simulator = BatchSimulator.of(circuit, observables, precision);
        var parameters = new double[ROWS * simulator.parameters()];
        Arrays.setAll(parameters, k -> k % 7 - 3);
        var cotangents = new double[ROWS * simulator.observables()];
        Arrays.fill(cotangents, 1);
        for (int round = 0; round < ROUNDS; round++) {
            simulator.vjp(parameters, ROWS, cotangents, checkpoint);
        }
    }

    private static ParametricCircuit circuit(int qubits, boolean controlledPhases) {
        var circuit = ParametricCircuit.of(qubits, 4 * qubits);
        for (int layer = 0; layer < 2; layer++) {
            for (int qubit = 0; qubit < qubits; qubit++) {
                int first = 2 * (layer * qubits + qubit);
                circuit.gate(Gate.RY, Angle.parameter(first), qubit);
                circuit.gate(Gate.RZ, Angle.parameter(first + 1), qubit);
            }
            for (int qubit = 0; qubit < qubits; qubit++) {
                int next = (qubit + 1) % qubits;
                if (controlledPhases) {
                    circuit.gate(Gate.CRZ, Angle.parameter(qubit), qubit, next);
                } else {
                    circuit.gate(Gate.CZ, qubit, next);
                }
            }
        }
        return circuit.build();
    }

    private static List<PauliSum> all(int qubits) {
        var all = new ArrayList<>(PauliSum.everyZ(qubits));
        all.add(PauliSum.of(new PauliString(qubits, 0, 3, false)));
        all.add(PauliSum.of(new PauliString(qubits, 1, 2, false)));
        all.add(PauliSum.of(new PauliString(qubits, 1, 1, false)));
        return all;
    }
}
