package cloud.somersault.simulators.batch;

import cloud.somersault.circuits.Circuit;
import cloud.somersault.circuits.Gate;
import cloud.somersault.circuits.Operation;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * A circuit of gates whose angles may depend on parameters: the shape that a batch has in common.
 *
 * @param qubits how many
 * @param parameters how many; a circuit of the batch is a row of so many numbers
 * @param gates in order
 */
public record ParametricCircuit(int qubits, int parameters, List<ParametricGate> gates) {

    /**
     * A gate of the registry that happens where all further controls are 1.
     *
     * @param angles the gate's parameters in the registry's order
     * @param qubits the gate's operands in the registry's order
     * @param controls further controls; mostly none
     */
    public record ParametricGate(
            Gate gate, List<Angle> angles, List<Integer> qubits, List<Integer> controls) {
        public ParametricGate {
            angles = List.copyOf(angles);
            qubits = List.copyOf(qubits);
            controls = List.copyOf(controls);
        }
    }

    public ParametricCircuit {
        gates = List.copyOf(gates);
        var zeros = new double[parameters];
        for (var gate : gates) {
            operation(gate, zeros); // refuses what isn't a gate
            for (int qubit : concat(gate.qubits, gate.controls)) {
                if (qubit < 0 || qubit >= qubits) {
                    throw new IllegalArgumentException(
                            gate.gate.id() + " on qubit " + qubit + " of " + qubits);
                }
            }
        }
    }

    /** Starts a circuit in code. */
    public static Builder of(int qubits, int parameters) {
        return new Builder(qubits, parameters);
    }

    /**
     * The shape of a circuit: every angle becomes a parameter of its own, in program order.
     * Barriers, waits and final measurements are left out.
     *
     * @throws IllegalArgumentException if anything depends on a measurement
     */
    public static ParametricCircuit shapeOf(Circuit circuit) {
        var gates = new ArrayList<ParametricGate>();
        var measured = new BitSet();
        int next = 0;
        for (var operation : circuit.operations()) {
            Operation.Apply apply;
            List<Integer> controls = List.of();
            switch (operation) {
                case Operation.Apply plain -> apply = plain;
                case Operation.Controlled(var further, var target) -> {
                    apply = target;
                    controls = further;
                }
                case Operation.Measure(int qubit, _) -> {
                    measured.set(qubit);
                    continue;
                }
                case Operation.Barrier _, Operation.Delay _ -> {
                    continue;
                }
                case Operation.Reset _, Operation.If _, Operation.Assign _, Operation.While _ ->
                        throw new IllegalArgumentException(
                                "a batch is of gates and final measurements: " + operation);
            }
            if (operation.qubits().stream().anyMatch(measured::get)) {
                throw new IllegalArgumentException("a gate after a measurement: " + operation);
            }
            var angles = new ArrayList<Angle>();
            for (int k = 0; k < apply.parameters().size(); k++) {
                angles.add(Angle.parameter(next++));
            }
            gates.add(new ParametricGate(apply.gate(), angles, apply.qubits(), controls));
        }
        return new ParametricCircuit(circuit.qubits(), next, gates);
    }

    /** The angles of a circuit in program order: its row of parameters in its {@link #shapeOf}. */
    public static double[] anglesOf(Circuit circuit) {
        return circuit.operations().stream()
                .flatMap(operation ->
                        switch (operation) {
                            case Operation.Apply apply -> apply.parameters().stream();
                            case Operation.Controlled controlled ->
                                    controlled.target().parameters().stream();
                            default -> java.util.stream.Stream.<Double>empty();
                        })
                .mapToDouble(Double::doubleValue)
                .toArray();
    }

    /** The circuit with these parameters, without measurements. */
    public Circuit bind(double[] values) {
        return new Circuit(
                qubits,
                List.of(),
                gates.stream().<Operation>map(gate -> operation(gate, values)).toList());
    }

    private static Operation operation(ParametricGate gate, double[] values) {
        var apply =
                new Operation.Apply(
                        gate.gate,
                        gate.angles.stream().map(angle -> angle.value(values, 0)).toList(),
                        gate.qubits);
        return gate.controls.isEmpty() ? apply : new Operation.Controlled(gate.controls, apply);
    }

    private static List<Integer> concat(List<Integer> first, List<Integer> second) {
        var all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }

    /** Collects gates one by one. */
    public static final class Builder {
        private final int qubits;
        private final int parameters;
        private final List<ParametricGate> gates = new ArrayList<>();

        private Builder(int qubits, int parameters) {
            this.qubits = qubits;
            this.parameters = parameters;
        }

        /** Adds a gate without angles. */
        public Builder gate(Gate gate, Integer... on) {
            return gate(gate, List.of(), on);
        }

        /** Adds a gate of one angle. */
        public Builder gate(Gate gate, Angle angle, Integer... on) {
            return gate(gate, List.of(angle), on);
        }

        /** Adds a gate. */
        public Builder gate(Gate gate, List<Angle> angles, Integer... on) {
            gates.add(new ParametricGate(gate, angles, List.of(on), List.of()));
            return this;
        }

        /** The circuit. */
        public ParametricCircuit build() {
            return new ParametricCircuit(qubits, parameters, gates);
        }
    }
}
