package cloud.somersault.circuits.compiler;

import cloud.somersault.circuits.Circuit;
import cloud.somersault.circuits.Operation;
import cloud.somersault.circuits.Operation.Apply;
import java.util.Comparator;
import java.util.List;

/**
 * What a compiled program costs; the meaning of each is in {@link Compilation.Compiled}.
 *
 * @param layers depth
 * @param pulses U3
 * @param czGates CZ
 * @param loss -log of the estimated success, for comparing programs whose success is nothing
 */
record Figures(int layers, int pulses, int czGates, double loss) {

    /** The product of what every step leaves. */
    double estimatedSuccess() {
        return StrictMath.exp(-loss);
    }

    /**
     * The better first: what the chip takes, then what loses less; where nothing is known to err,
     * what takes fewer CZ, then pulses, then layers.
     */
    static Comparator<Figures> onChip(Device device) {
        return Comparator.<Figures, Boolean>comparing(
                        figures -> figures.layers > device.layersMax())
                .thenComparingDouble(Figures::loss)
                .thenComparingInt(Figures::czGates)
                .thenComparingInt(Figures::pulses)
                .thenComparingInt(Figures::layers);
    }

    static Figures of(Circuit circuit, Device device) {
        return of(circuit, WorkingChip.of(device));
    }

    static Figures of(Circuit circuit, WorkingChip chip) {
        var count = new Count(circuit);
        count.count(circuit.operations());
        double cost = cost(circuit.operations(), chip);
        return new Figures(count.layers(circuit.operations()), count.pulses, count.czGates, cost);
    }

    /** Layers, pulses and CZ only; the circuit may still be over a program's own wires. */
    static Figures counted(Circuit circuit) {
        var count = new Count(circuit);
        count.count(circuit.operations());
        return new Figures(count.layers(circuit.operations()), count.pulses, count.czGates, 0);
    }

    private static double cost(List<Operation> operations, WorkingChip chip) {
        double cost = 0;
        for (var operation : operations) {
            cost +=
                    switch (operation) {
                        case Apply apply -> cost(apply, chip);
                        case Operation.Measure measure -> chip.readoutCost(measure.qubit());
                        case Operation.Delay delay ->
                                delay.durationSeconds()
                                        * delay.qubits().stream().mapToDouble(chip::idleCost).sum();
                        case Operation.If(_, var then, var otherwise) ->
                                Math.max(cost(then, chip), cost(otherwise, chip));
                        default -> 0;
                    };
        }
        return cost;
    }

    private static double cost(Apply apply, WorkingChip chip) {
        return switch (apply.gate()) {
            case CZ -> chip.czCost(apply.qubits().get(0), apply.qubits().get(1));
            case RZ -> 0;
            default -> chip.pulseCost(apply.qubits().getFirst());
        };
    }

    private static final class Count {
        private final Circuit circuit;
        private int pulses;
        private int czGates;

        Count(Circuit circuit) {
            this.circuit = circuit;
        }

        void count(List<Operation> operations) {
            for (var operation : operations) {
                if (operation instanceof Operation.If(_, var then, var otherwise)) {
                    count(then);
                    count(otherwise);
                } else if (Wires.isCz(operation)) {
                    czGates++;
                } else if (operation instanceof Apply apply && !Timetable.isVirtual(apply)) {
                    pulses++;
                }
            }
        }

        int layers(List<Operation> operations) {
            var readout = Wires.finalReadout(operations);
            var qubits = new int[circuit.qubits()];
            var bits = new int[circuit.bits()];
            int most = 0;
            for (int i = 0; i < operations.size(); i++) {
                if (!readout.get(i)) {
                    most = Math.max(most, add(operations.get(i), qubits, bits));
                }
            }
            return most;
        }

        private int add(Operation operation, int[] qubits, int[] bits) {
            int own =
                    switch (operation) {
                        case Apply apply ->
                                apply.gate() == cloud.somersault.circuits.Gate.RZ ? 0 : 1;
                        case Operation.Measure _, Operation.Reset _ -> 1;
                        case Operation.Barrier _, Operation.Delay _, Operation.Assign _ -> 0;
                        case Operation.If(_, var then, var otherwise) ->
                                Math.max(branch(then), branch(otherwise));
                        case Operation.While _ ->
                                throw new IllegalStateException("the chip has no such loop");
                        case Operation.Controlled _ ->
                                throw new IllegalStateException("a controlled gate is not native");
                    };
            var asked = Wires.bits(operation);
            int before = 0;
            for (int qubit : operation.qubits()) {
                before = Math.max(before, qubits[qubit]);
            }
            for (int bit = asked.nextSetBit(0); bit >= 0; bit = asked.nextSetBit(bit + 1)) {
                before = Math.max(before, bits[bit]);
            }
            int after = before + own;
            operation.qubits().forEach(qubit -> qubits[qubit] = after);
            asked.stream().forEach(bit -> bits[bit] = after);
            return after;
        }

        /** In a branch every measurement is in the middle of the program. */
        private int branch(List<Operation> operations) {
            var qubits = new int[circuit.qubits()];
            var bits = new int[circuit.bits()];
            int most = 0;
            for (var operation : operations) {
                most = Math.max(most, add(operation, qubits, bits));
            }
            return most;
        }
    }
}
