package cloud.somersault.simulators.batch;

import cloud.somersault.circuits.Circuit;
import cloud.somersault.circuits.Gate;
import cloud.somersault.circuits.Operation.Apply;
import cloud.somersault.circuits.Operation.Controlled;
import cloud.somersault.circuits.PauliString;
import cloud.somersault.circuits.PauliSum;
import cloud.somersault.circuits.PauliSum.Term;
import cloud.somersault.simulators.SplitMix;
import cloud.somersault.simulators.Workloads;
import java.util.ArrayList;
import java.util.List;

/** Circuits and observables to try batches with. */
public final class Ansatz {
    private Ansatz() {}

    /**
     * The quantum neural network of the tuning page: inputs 0 to n - 1, then for each layer a, b,
     * c, d.
     */
    public static ParametricCircuit qnn(int n, int layers) {
        var circuit = ParametricCircuit.of(n, n + 4 * n * layers);
        for (int layer = 0; layer < layers; layer++) {
            int first = n + 4 * n * layer;
            for (int i = 0; i < n; i++) {
                circuit.gate(Gate.RY, Angle.parameter(i), i);
            }
            for (int i = 0; i < n; i++) {
                circuit.gate(Gate.CRZ, Angle.parameter(first + i), i, (i + 1) % n);
            }
            for (int i = 0; i < n; i++) {
                circuit.gate(Gate.RY, Angle.parameter(first + n + i), i);
            }
            for (int i = 0; i < n; i++) {
                circuit.gate(Gate.CRZ, Angle.parameter(first + 2 * n + i), i, (i + n - 1) % n);
            }
            for (int i = 0; i < n; i++) {
                circuit.gate(Gate.RY, Angle.parameter(first + 3 * n + i), i);
            }
        }
        return circuit.build();
    }

    /** A circuit of any gates of the registry, some with further controls. */
    static Circuit random(SplitMix random, int n, int gates) {
        var circuit = Circuit.of(n, 0);
        for (int k = 0; k < gates; k++) {
            var apply = Workloads.randomGate(random, n);
            circuit.add(apply);
            var further = controlled(random, n);
            if (further != null) {
                circuit.add(further);
            }
        }
        return circuit.build();
    }

    private static Controlled controlled(SplitMix random, int n) {
        var gate = Gate.values()[random.below(Gate.values().length)];
        if (gate.qubits() >= n) {
            return null;
        }
        return controlled(gate, random, n);
    }

    /** A gate on random qubits, with one or two further controls. */
    static Controlled controlled(Gate gate, SplitMix random, int n) {
        var apply = Workloads.random(gate, random, n);
        var controls = new ArrayList<Integer>();
        int wanted = 1 + random.below(Math.min(2, n - gate.qubits()));
        for (int qubit : random.shuffle(n)) {
            if (!apply.qubits().contains(qubit) && controls.size() < wanted) {
                controls.add(qubit);
            }
        }
        return new Controlled(controls, apply);
    }

    /** Every qubit in a state of its own. */
    static List<Apply> start(SplitMix random, int n) {
        var start = new ArrayList<Apply>();
        for (int qubit = 0; qubit < n; qubit++) {
            start.add(new Apply(Gate.U3, Workloads.u3(random), List.of(qubit)));
        }
        return start;
    }

    /** A sum of a few random strings, one of them the identity. */
    static PauliSum randomSum(SplitMix random, int n) {
        var terms = new ArrayList<Term>();
        terms.add(new Term(0.3, new PauliString(n, 0, 0, false)));
        for (int k = 0; k < 5; k++) {
            var string =
                    new PauliString(
                            n, random.below(1 << n), random.below(1 << n), random.below(2) == 1);
            terms.add(new Term(2 * random.u() - 1, string));
        }
        return new PauliSum(terms);
    }

    /** Random parameters, a row after the other. */
    static double[] parameters(SplitMix random, int count) {
        var parameters = new double[count];
        for (int i = 0; i < count; i++) {
            parameters[i] = 7 * (2 * random.u() - 1);
        }
        return parameters;
    }
}
