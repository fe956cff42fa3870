package cloud.somersault.circuits.compiler;

import cloud.somersault.circuits.Gate;
import cloud.somersault.circuits.Operation;
import cloud.somersault.circuits.Operation.Apply;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntUnaryOperator;

/** What operations hang on: qubits, classical bits, and which of them order them. */
final class Wires {
    private Wires() {}

    /** The classical bits that an operation reads or writes. */
    static BitSet bits(Operation operation) {
        var bits = new BitSet();
        bits(operation, bits);
        return bits;
    }

    private static void bits(Operation operation, BitSet bits) {
        switch (operation) {
            case Operation.Measure(_, int bit) -> bits.set(bit);
            case Operation.If(var condition, var then, var otherwise) -> {
                condition.eachBit(bits::set);
                then.forEach(inner -> bits(inner, bits));
                otherwise.forEach(inner -> bits(inner, bits));
            }
            case Operation.Assign(int bit, var value) -> {
                bits.set(bit);
                value.eachBit(bits::set);
            }
            case Operation.While(var condition, var body, _) -> {
                condition.eachBit(bits::set);
                body.forEach(inner -> bits(inner, bits));
            }
            default -> {}
        }
    }

    /** Whether it is a native step that commutes with every other such step: RZ or CZ. */
    static boolean isDiagonal(Operation operation) {
        return operation instanceof Apply apply
                && (apply.gate() == Gate.RZ || apply.gate() == Gate.CZ);
    }

    static boolean isCz(Operation operation) {
        return operation instanceof Apply apply && apply.gate() == Gate.CZ;
    }

    /**
     * The measurements that may wait for the common final readout: nothing but barriers follows on
     * their qubit, and nothing that comes before the readout asks for their bit later.
     *
     * @return their indices
     */
    static BitSet finalReadout(List<Operation> operations) {
        var readout = new BitSet();
        var qubitsUsed = new BitSet();
        var bitsUsed = new BitSet();
        for (int i = operations.size() - 1; i >= 0; i--) {
            switch (operations.get(i)) {
                case Operation.Barrier _ -> {}
                case Operation.Measure(int qubit, int bit)
                        when !qubitsUsed.get(qubit) && !bitsUsed.get(bit) -> {
                    readout.set(i);
                    qubitsUsed.set(qubit);
                }
                case Operation other -> {
                    other.qubits().forEach(qubitsUsed::set);
                    bitsUsed.or(bits(other));
                }
            }
        }
        return readout;
    }

    /** The same operation on other qubits. */
    static Operation moved(Operation operation, IntUnaryOperator place) {
        return switch (operation) {
            case Apply(var gate, var parameters, var qubits) ->
                    new Apply(gate, parameters, moved(qubits, place));
            case Operation.Controlled(var controls, var target) ->
                    new Operation.Controlled(moved(controls, place), (Apply) moved(target, place));
            case Operation.Measure(int qubit, int bit) ->
                    new Operation.Measure(place.applyAsInt(qubit), bit);
            case Operation.Reset(int qubit) -> new Operation.Reset(place.applyAsInt(qubit));
            case Operation.Barrier(var qubits) -> new Operation.Barrier(moved(qubits, place));
            case Operation.Delay(double seconds, var qubits) ->
                    new Operation.Delay(seconds, moved(qubits, place));
            case Operation.If(var condition, var then, var otherwise) ->
                    new Operation.If(condition, movedAll(then, place), movedAll(otherwise, place));
            case Operation.Assign _ -> operation;
            case Operation.While(var condition, var body, int iterationsMax) ->
                    new Operation.While(condition, movedAll(body, place), iterationsMax);
        };
    }

    static List<Operation> movedAll(List<Operation> operations, IntUnaryOperator place) {
        var out = new ArrayList<Operation>(operations.size());
        operations.forEach(operation -> out.add(moved(operation, place)));
        return out;
    }

    private static List<Integer> moved(List<Integer> qubits, IntUnaryOperator place) {
        return qubits.stream().map(place::applyAsInt).toList();
    }
}
