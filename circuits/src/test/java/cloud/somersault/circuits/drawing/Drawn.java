package cloud.somersault.circuits.drawing;

import cloud.somersault.circuits.Circuit;
import cloud.somersault.circuits.ClassicalRegister;
import cloud.somersault.circuits.Condition;
import cloud.somersault.circuits.Condition.Comparison;
import cloud.somersault.circuits.Gate;
import cloud.somersault.circuits.Operation;
import cloud.somersault.circuits.Operation.Apply;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Circuits to draw: some that people know, and seeded ones of everything. */
final class Drawn {
    private Drawn() {}

    static Apply apply(Gate gate, Integer... on) {
        return new Apply(gate, List.of(), List.of(on));
    }

    static Apply apply(Gate gate, List<Double> parameters, Integer... on) {
        return new Apply(gate, parameters, List.of(on));
    }

    static Circuit bell() {
        return Circuit.of(2, 2).gate(Gate.H, 0).gate(Gate.CX, 0, 1).measureAll().build();
    }

    static Circuit teleportation() {
        return Circuit.of(3, 3)
                .gate(Gate.U3, List.of(.3, Math.PI / 4, -1.25), 0)
                .gate(Gate.H, 1)
                .gate(Gate.CX, 1, 2)
                .add(new Operation.Barrier(List.of(0, 1, 2)))
                .gate(Gate.CX, 0, 1)
                .gate(Gate.H, 0)
                .measure(0, 0)
                .measure(1, 1)
                .add(new Operation.If(Condition.bit(1), List.of(apply(Gate.X, 2)), List.of()))
                .add(new Operation.If(Condition.bit(0), List.of(apply(Gate.Z, 2)), List.of()))
                .measure(2, 2)
                .build();
    }

    static Circuit quantumFourierTransform() {
        var circuit = Circuit.of(4, 0);
        for (int target = 3; target >= 0; target--) {
            circuit.gate(Gate.H, target);
            for (int control = target - 1; control >= 0; control--) {
                double angle = Math.PI / (1 << target - control);
                circuit.gate(Gate.CP, List.of(angle), control, target);
            }
        }
        return circuit.gate(Gate.SWAP, 0, 3).gate(Gate.SWAP, 1, 2).build();
    }

    /** One of everything. */
    static Circuit everything() {
        var registers =
                List.of(new ClassicalRegister("c", 0, 3), new ClassicalRegister("flag", 3, 1));
        var flagIsZero = new Condition.Compare(List.of(3), Comparison.EQUAL, 0);
        var inner =
                new Operation.If(
                        flagIsZero,
                        List.of(apply(Gate.CZ, 1, 2), new Operation.Measure(2, 2)),
                        List.of());
        List<Operation> operations =
                List.of(
                        apply(Gate.H, 0),
                        apply(Gate.CX, 0, 1),
                        apply(Gate.SXDG, 3),
                        apply(Gate.RZ, List.of(Math.PI / 4), 2),
                        apply(Gate.CCX, 3, 0, 2),
                        apply(Gate.RXX, List.of(.3), 1, 3),
                        apply(Gate.SWAP, 0, 2),
                        new Operation.Barrier(List.of(0, 1, 2, 3)),
                        new Operation.Measure(0, 0),
                        new Operation.Measure(1, 3),
                        new Operation.If(
                                Condition.bit(0),
                                List.of(apply(Gate.X, 1), apply(Gate.SDG, 2), inner),
                                List.of(apply(Gate.TDG, 2))),
                        new Operation.Delay(40e-9, List.of(0, 3)),
                        new Operation.Reset(0),
                        apply(Gate.GPHASE, List.of(.5)),
                        new Operation.Controlled(
                                List.of(0, 1), apply(Gate.RY, List.of(1.2345678), 3)),
                        new Operation.Controlled(
                                List.of(1, 2), apply(Gate.GPHASE, List.of(-Math.PI / 8))),
                        apply(Gate.RZX, List.of(1e-5), 2, 0),
                        new Operation.Barrier(List.of(0, 1, 3)),
                        new Operation.If(
                                new Condition.Compare(List.of(0, 1, 2), Comparison.GREATER, 4),
                                List.of(apply(Gate.H, 3)),
                                List.of()),
                        new Operation.Measure(3, 1));
        return new Circuit(4, registers, operations);
    }

    /** Anything on 1 to 6 qubits and two registers. */
    static Circuit random(SplittableRandom dice, int size, boolean choices) {
        int qubits = dice.nextInt(1, 7);
        var registers = List.of(new ClassicalRegister("a", 0, 3), new ClassicalRegister("b", 3, 2));
        var operations = new ArrayList<Operation>();
        for (int i = 0; i < size; i++) {
            operations.add(random(dice, qubits, choices ? 3 : 0));
        }
        return new Circuit(qubits, registers, operations);
    }

    private static Operation random(SplittableRandom dice, int qubits, int nesting) {
        int qubit = dice.nextInt(qubits);
        return switch (dice.nextInt(nesting > 0 ? 12 : 10)) {
            case 0, 1 -> new Operation.Measure(qubit, dice.nextInt(5));
            case 2 -> new Operation.Reset(qubit);
            case 3 -> new Operation.Barrier(some(dice, qubits, dice.nextInt(qubits + 1)));
            case 4 -> new Operation.Delay(dice.nextDouble(), some(dice, qubits, 1));
            case 5 -> {
                var target = gate(dice, Math.max(1, qubits - 1));
                var controls =
                        IntStream.range(0, qubits)
                                .boxed()
                                .filter(q -> !target.qubits().contains(q))
                                .toList();
                yield controls.isEmpty() ? target : new Operation.Controlled(controls, target);
            }
            case 10, 11 ->
                    new Operation.If(
                            condition(dice, 2),
                            several(dice, qubits, nesting - 1),
                            dice.nextBoolean() ? List.of() : several(dice, qubits, nesting - 1));
            default -> gate(dice, qubits);
        };
    }

    private static List<Operation> several(SplittableRandom dice, int qubits, int nesting) {
        return IntStream.range(0, dice.nextInt(4))
                .mapToObj(_ -> random(dice, qubits, nesting))
                .toList();
    }

    private static Condition condition(SplittableRandom dice, int nesting) {
        return switch (nesting == 0 ? 0 : dice.nextInt(4)) {
            case 1 -> new Condition.Not(condition(dice, nesting - 1));
            case 2 -> new Condition.And(condition(dice, nesting - 1), condition(dice, nesting - 1));
            case 3 -> new Condition.Or(condition(dice, nesting - 1), condition(dice, nesting - 1));
            default ->
                    new Condition.Compare(
                            some(dice, 5, dice.nextInt(1, 4)),
                            Comparison.values()[dice.nextInt(6)],
                            dice.nextInt(4));
        };
    }

    private static Apply gate(SplittableRandom dice, int qubits) {
        while (true) {
            var gate = Gate.values()[dice.nextInt(Gate.values().length)];
            if (gate.qubits() <= qubits) {
                return new Apply(
                        gate,
                        gate.parameters().stream().map(_ -> dice.nextDouble(-9, 9)).toList(),
                        some(dice, qubits, gate.qubits()));
            }
        }
    }

    private static List<Integer> some(SplittableRandom dice, int of, int count) {
        var all = new ArrayList<>(IntStream.range(0, of).boxed().toList());
        Collections.shuffle(all, new java.util.Random(dice.nextLong()));
        return List.copyOf(all.subList(0, count));
    }
}
