package cloud.somersault.circuits.language;

import cloud.somersault.circuits.Circuit;
import cloud.somersault.circuits.ClassicalRegister;
import cloud.somersault.circuits.Condition;
import cloud.somersault.circuits.Gate;
import cloud.somersault.circuits.Operation;
import cloud.somersault.circuits.Operation.Apply;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Predicate;

/** Seeded circuits with every kind of operation that there is. */
final class RandomCircuits {
    private final SplittableRandom dice;
    private final int qubits;
    private final List<ClassicalRegister> registers;
    private final Predicate<Operation> wanted;

    private RandomCircuits(long seed, Predicate<Operation> wanted) {
        dice = new SplittableRandom(seed);
        qubits = dice.nextInt(6, 9);
        registers =
                List.of(
                        new ClassicalRegister("c", 0, 3),
                        new ClassicalRegister("flag", 3, 1),
                        new ClassicalRegister("x", 4, 2));
        this.wanted = wanted;
    }

    static Circuit of(long seed, int size) {
        return of(seed, size, _ -> true);
    }

    static Circuit of(long seed, int size, Predicate<Operation> wanted) {
        var random = new RandomCircuits(seed, wanted);
        return new Circuit(random.qubits, random.registers, random.operations(size, 0));
    }

    private List<Operation> operations(int size, int depth) {
        var operations = new ArrayList<Operation>();
        while (operations.size() < size) {
            var operation = operation(depth);
            if (wanted.test(operation)) {
                operations.add(operation);
            }
        }
        return operations;
    }

    private Operation operation(int depth) {
        return switch (dice.nextInt(depth < 2 ? 14 : 12)) {
            case 0 -> new Operation.Measure(qubit(), dice.nextInt(6));
            case 1 -> new Operation.Reset(qubit());
            case 2 -> new Operation.Barrier(different(dice.nextInt(0, qubits + 1)));
            case 3 -> new Operation.Delay(duration(), different(dice.nextInt(0, 3)));
            case 4, 5 -> controlled();
            case 11 ->
                    new Operation.Assign(
                            dice.nextInt(6),
                            dice.nextInt(4) == 0
                                    ? new Condition.Constant(dice.nextBoolean())
                                    : condition(0));
            case 12 ->
                    new Operation.While(
                            condition(0),
                            operations(dice.nextInt(3), depth + 1),
                            dice.nextInt(2) == 0 ? 100_000 : dice.nextInt(1, 99));
            case 13 ->
                    new Operation.If(
                            condition(0),
                            operations(dice.nextInt(3), depth + 1),
                            operations(dice.nextInt(3), depth + 1));
            default -> {
                var gate = Gate.values()[dice.nextInt(Gate.values().length)];
                yield apply(gate, different(gate.qubits()));
            }
        };
    }

    private Operation controlled() {
        while (true) {
            var gate = Gate.values()[dice.nextInt(Gate.values().length)];
            int controls = dice.nextInt(1, 4);
            if (gate.qubits() + controls <= qubits) {
                var on = different(gate.qubits() + controls);
                var target = apply(gate, on.subList(controls, on.size()));
                return new Operation.Controlled(on.subList(0, controls), target);
            }
        }
    }

    private Apply apply(Gate gate, List<Integer> on) {
        return new Apply(gate, gate.parameters().stream().map(_ -> angle()).toList(), on);
    }

    private double angle() {
        return switch (dice.nextInt(6)) {
            case 0 -> 0.0;
            case 1 -> -0.0;
            case 2 -> Math.PI / dice.nextInt(1, 9);
            case 3 -> dice.nextDouble(-1e-12, 1e-12);
            case 4 -> dice.nextDouble() * Math.pow(10, dice.nextInt(-30, 30));
            default -> dice.nextDouble(-7, 7);
        };
    }

    private double duration() {
        return switch (dice.nextInt(4)) {
            case 0 -> 0;
            case 1 -> dice.nextInt(1, 1000) * 1e-9;
            case 2 -> dice.nextDouble(1e-9, 1e-3);
            default -> dice.nextDouble(0, 10);
        };
    }

    private Condition condition(int depth) {
        return switch (dice.nextInt(depth < 3 ? 8 : 3)) {
            case 3 -> new Condition.Not(condition(depth + 1));
            case 4 -> new Condition.And(condition(depth + 1), condition(depth + 1));
            case 5 -> new Condition.Or(condition(depth + 1), condition(depth + 1));
            case 6 -> new Condition.Xor(condition(depth + 1), condition(depth + 1));
            case 7 -> {
                var comparisons = Condition.Comparison.values();
                var comparison = comparisons[dice.nextInt(comparisons.length)];
                yield new Condition.CompareBits(bits(), comparison, bits());
            }
            default -> {
                var bits = bits();
                var comparisons = Condition.Comparison.values();
                long value = dice.nextInt(5) == 0 ? dice.nextLong() : dice.nextInt(9);
                yield new Condition.Compare(
                        bits, comparisons[dice.nextInt(comparisons.length)], value);
            }
        };
    }

    private List<Integer> bits() {
        return switch (dice.nextInt(4)) {
            case 0 -> List.of(0, 1, 2);
            case 1 -> List.of(dice.nextInt(6));
            case 2 -> List.of(5, 1, 3);
            default -> List.of(4, 5);
        };
    }

    private int qubit() {
        return dice.nextInt(qubits);
    }

    private List<Integer> different(int count) {
        var all = new ArrayList<Integer>();
        while (all.size() < count) {
            int next = qubit();
            if (!all.contains(next)) {
                all.add(next);
            }
        }
        return all;
    }
}
