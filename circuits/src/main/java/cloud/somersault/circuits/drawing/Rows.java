package cloud.somersault.circuits.drawing;

import cloud.somersault.circuits.Circuit;
import cloud.somersault.circuits.ClassicalRegister;
import cloud.somersault.circuits.Condition;
import cloud.somersault.circuits.Gate;
import cloud.somersault.circuits.Operation;
import cloud.somersault.circuits.drawing.Scene.Wire;
import cloud.somersault.circuits.drawing.Scene.WireKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Which wires a picture has, from top to bottom: a place for what acts on no qubit if there is such
 * a thing, the qubits, the registers. Small circuits show all their wires, others those that are
 * used; operations are taken from the front for as long as they and their wires fit.
 */
final class Rows {
    private final List<ClassicalRegister> registers;
    private final TreeSet<Integer> usedQubits = new TreeSet<>();
    private final TreeSet<Integer> usedRegisters = new TreeSet<>();
    private final Map<Integer, Integer> qubitRows = new HashMap<>();
    private final Map<Integer, Integer> registerRows = new HashMap<>();
    private final List<Operation> operations = new ArrayList<>();
    private final List<Wire> wires = new ArrayList<>();
    private boolean nowhere;
    private int left;

    Rows(Circuit circuit, Labels labels, Bounds bounds) {
        registers = circuit.registers();
        if (circuit.qubits() <= bounds.qubitsShown()) {
            IntStream.range(0, circuit.qubits()).forEach(usedQubits::add);
        }
        if (registers.size() <= bounds.qubitsShown()) {
            IntStream.range(0, registers.size()).forEach(usedRegisters::add);
        }
        take(circuit.operations(), bounds);
        if (nowhere) {
            wires.add(new Wire("", WireKind.NOWHERE));
        }
        for (int qubit : usedQubits) {
            qubitRows.put(qubit, wires.size());
            wires.add(new Wire("q" + qubit, WireKind.QUBIT));
        }
        for (int index : usedRegisters) {
            var register = registers.get(index);
            registerRows.put(register.offset(), wires.size());
            String name = labels.cut(register.name(), Labels.NAME_MAX);
            wires.add(new Wire(name + "/" + register.size(), WireKind.REGISTER));
        }
    }

    private void take(List<Operation> all, Bounds bounds) {
        int count = 0;
        for (int i = 0; i < all.size(); i++) {
            var operation = all.get(i);
            int size = size(operation);
            var qubits = new TreeSet<>(usedQubits);
            var bits = new TreeSet<>(usedRegisters);
            use(operation, qubits, bits);
            if (count + size > bounds.operationsMax()
                    || nesting(operation) > bounds.nestingMax()
                    || qubits.size() + bits.size() > bounds.wiresMax()) {
                left = all.subList(i, all.size()).stream().mapToInt(Rows::size).sum();
                return;
            }
            count += size;
            usedQubits.addAll(qubits);
            usedRegisters.addAll(bits);
            nowhere |= isNowhere(operation);
            operations.add(operation);
        }
    }

    private static int size(Operation operation) {
        return switch (operation) {
            case Operation.If(_, var then, var otherwise) ->
                    1
                            + then.stream().mapToInt(Rows::size).sum()
                            + otherwise.stream().mapToInt(Rows::size).sum();
            case Operation.While(_, var body, _) -> 1 + body.stream().mapToInt(Rows::size).sum();
            default -> 1;
        };
    }

    private static int nesting(Operation operation) {
        return switch (operation) {
            case Operation.If(_, var then, var otherwise) ->
                    1 + Math.max(nesting(then), nesting(otherwise));
            case Operation.While(_, var body, _) -> 1 + nesting(body);
            default -> 0;
        };
    }

    private static int nesting(List<Operation> operations) {
        return operations.stream().mapToInt(Rows::nesting).max().orElse(0);
    }

    private void use(Operation operation, TreeSet<Integer> qubits, TreeSet<Integer> bits) {
        switch (operation) {
            case Operation.Barrier(var fenced) -> {
                if (!fenced.isEmpty() && fenced.stream().noneMatch(qubits::contains)) {
                    qubits.add(fenced.getFirst());
                }
            }
            case Operation.If(var condition, var then, var otherwise) -> {
                bitsRead(condition).forEach(bit -> register(bit, bits));
                then.forEach(inner -> use(inner, qubits, bits));
                otherwise.forEach(inner -> use(inner, qubits, bits));
            }
            case Operation.While(var condition, var body, _) -> {
                bitsRead(condition).forEach(bit -> register(bit, bits));
                body.forEach(inner -> use(inner, qubits, bits));
            }
            case Operation.Assign(int bit, var value) -> {
                register(bit, bits);
                bitsRead(value).forEach(read -> register(read, bits));
            }
            case Operation.Measure(int qubit, int bit) -> {
                qubits.add(qubit);
                register(bit, bits);
            }
            default -> qubits.addAll(operation.qubits());
        }
    }

    private void register(int bit, TreeSet<Integer> used) {
        for (int index = 0; index < registers.size(); index++) {
            if (registers.get(index).offset() <= bit && bit < registers.get(index).end()) {
                used.add(index);
            }
        }
    }

    /** The bits of a condition, in any order. */
    static List<Integer> bitsRead(Condition condition) {
        var bits = new ArrayList<Integer>();
        condition.eachBit(bits::add);
        return bits;
    }

    private static boolean isNowhere(Operation operation) {
        return switch (operation) {
            case Operation.If(_, var then, var otherwise) ->
                    operation.qubits().isEmpty()
                            || then.stream().anyMatch(Rows::isNowhere)
                            || otherwise.stream().anyMatch(Rows::isNowhere);
            case Operation.While(_, var body, _) ->
                    operation.qubits().isEmpty() || body.stream().anyMatch(Rows::isNowhere);
            case Operation.Assign _ -> false;
            case Operation.Apply apply -> apply.gate() == Gate.GPHASE;
            default -> operation.qubits().isEmpty();
        };
    }

    /** The operations that fit. */
    List<Operation> operations() {
        return operations;
    }

    /** How many do not. */
    int left() {
        return left;
    }

    List<Wire> wires() {
        return wires;
    }

    boolean shows(int qubit) {
        return qubitRows.containsKey(qubit);
    }

    int qubitsShown() {
        return qubitRows.size();
    }

    int qubit(int qubit) {
        return qubitRows.getOrDefault(qubit, 0);
    }

    int register(ClassicalRegister register) {
        return registerRows.getOrDefault(register.offset(), 0);
    }

    int nowhere() {
        return 0;
    }
}
