package cloud.somersault.circuits;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * A quantum program as the engines see it: so many qubits, classical registers, and operations in
 * order. Qubits and classical bits are numbered from 0; qubit 0 is the least significant bit of a
 * state index, classical bit 0 is the rightmost character of a bitstring.
 *
 * @param qubits how many qubits are declared; operations name qubits 0 to qubits - 1
 * @param registers the classical registers, side by side from bit 0 without gaps
 * @param operations what is done, in program order
 */
public record Circuit(int qubits, List<ClassicalRegister> registers, List<Operation> operations) {

    public Circuit {
        if (qubits < 0) {
            throw new IllegalArgumentException("a circuit has no negative number of qubits");
        }
        registers = List.copyOf(registers);
        operations = List.copyOf(operations);
        int next = 0;
        for (var register : registers) {
            if (register.offset() != next) {
                throw new IllegalArgumentException(
                        "register " + register.name() + " does not start at bit " + next);
            }
            next += register.size();
        }
    }

    /** How many classical bits there are, all registers together: the length of a bitstring. */
    public int bits() {
        return registers.isEmpty() ? 0 : registers.getLast().end();
    }

    /** The qubits that any operation but a barrier names: only these need to be simulated. */
    public BitSet touchedQubits() {
        var touched = new BitSet(qubits);
        operations.forEach(operation -> touch(operation, touched));
        return touched;
    }

    private static void touch(Operation operation, BitSet touched) {
        switch (operation) {
            case Operation.Barrier _ -> {}
            case Operation.If(_, var then, var otherwise) -> {
                then.forEach(inner -> touch(inner, touched));
                otherwise.forEach(inner -> touch(inner, touched));
            }
            case Operation.While(_, var body, _) -> body.forEach(inner -> touch(inner, touched));
            default -> operation.qubits().forEach(touched::set);
        }
    }

    /** The number of operations, those inside {@code if} and {@code while} blocks included. */
    public int size() {
        return size(operations);
    }

    private static int size(List<Operation> operations) {
        int size = 0;
        for (var operation : operations) {
            size +=
                    switch (operation) {
                        case Operation.If(_, var then, var otherwise) ->
                                1 + size(then) + size(otherwise);
                        case Operation.While(_, var body, _) -> 1 + size(body);
                        default -> 1;
                    };
        }
        return size;
    }

    /** The same circuit with other operations. */
    public Circuit withOperations(List<Operation> other) {
        return new Circuit(qubits, registers, other);
    }

    /**
     * The same circuit with every qubit measured at its end, qubit i into bit i of a new register
     * {@code measured} after the others.
     */
    public Circuit withAllMeasured() {
        if (qubits == 0) {
            return this;
        }
        var wider = new ArrayList<>(registers);
        wider.add(new ClassicalRegister("measured", bits(), qubits));
        var longer = new ArrayList<>(operations);
        for (int qubit = 0; qubit < qubits; qubit++) {
            longer.add(new Operation.Measure(qubit, bits() + qubit));
        }
        return new Circuit(qubits, wider, longer);
    }

    /** Starts a circuit in code, mostly for tests: one classical register {@code c}. */
    public static Builder of(int qubits, int bits) {
        return new Builder(qubits, bits);
    }

    /** Collects operations one by one. */
    public static final class Builder {
        private final int qubits;
        private final List<ClassicalRegister> registers;
        private final List<Operation> operations = new ArrayList<>();

        private Builder(int qubits, int bits) {
            this.qubits = qubits;
            this.registers = bits == 0 ? List.of() : List.of(new ClassicalRegister("c", 0, bits));
        }

        /** Adds a gate without parameters. */
        public Builder gate(Gate gate, Integer... on) {
            return add(new Operation.Apply(gate, List.of(), List.of(on)));
        }

        /** Adds a gate with parameters. */
        public Builder gate(Gate gate, List<Double> parameters, Integer... on) {
            return add(new Operation.Apply(gate, parameters, List.of(on)));
        }

        /** Adds a measurement. */
        public Builder measure(int qubit, int bit) {
            return add(new Operation.Measure(qubit, bit));
        }

        /** Measures qubit i into bit i, for every bit that there is. */
        public Builder measureAll() {
            int bits = registers.isEmpty() ? 0 : registers.getLast().end();
            for (int bit = 0; bit < bits; bit++) {
                measure(bit, bit);
            }
            return this;
        }

        /** Adds any operation. */
        public Builder add(Operation operation) {
            operations.add(operation);
            return this;
        }

        /** The circuit. */
        public Circuit build() {
            return new Circuit(qubits, registers, operations);
        }
    }
}
