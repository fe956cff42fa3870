package cloud.somersault.circuits.compiler;

import cloud.somersault.circuits.Circuit;
import cloud.somersault.circuits.ClassicalRegister;
import cloud.somersault.circuits.Condition;
import cloud.somersault.circuits.Gate;
import cloud.somersault.circuits.Operation;
import cloud.somersault.circuits.Operation.Apply;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Programs of all kinds, from a seed. */
final class RandomPrograms {
    private final SplittableRandom dice;
    private final int qubits;

    RandomPrograms(long seed, int qubits) {
        this.dice = new SplittableRandom(seed);
        this.qubits = qubits;
    }

    /** Gates of the registry only. */
    Circuit unitary(int operations) {
        var steps = new ArrayList<Operation>();
        for (int q = 0; q < qubits; q++) {
            steps.add(new Apply(Gate.U3, angles(3), List.of(q)));
        }
        for (int i = 0; i < operations; i++) {
            steps.add(gate());
        }
        return new Circuit(qubits, List.of(), steps);
    }

    /** Gates, then all qubits measured into bits in another order. */
    Circuit measured(int operations) {
        var steps = new ArrayList<>(unitary(operations).operations());
        var bits = shuffled();
        for (int q = 0; q < qubits; q++) {
            steps.add(new Operation.Measure(q, bits.get(q)));
        }
        return new Circuit(qubits, registers(), steps);
    }

    /** Everything that an operation can be. */
    Circuit dynamic(int operations) {
        var steps = new ArrayList<>(unitary(2).operations());
        for (int i = 0; i < operations; i++) {
            steps.add(step(2));
        }
        return new Circuit(qubits, registers(), steps);
    }

    private List<ClassicalRegister> registers() {
        return List.of(new ClassicalRegister("c", 0, qubits));
    }

    private Operation step(int depth) {
        return switch (dice.nextInt(14)) {
            case 0 -> new Operation.Measure(dice.nextInt(qubits), dice.nextInt(qubits));
            case 1 -> new Operation.Reset(dice.nextInt(qubits));
            case 2 -> new Operation.Barrier(some(1 + dice.nextInt(qubits)));
            case 3 -> new Operation.Delay(dice.nextInt(200) * 1e-9, some(1));
            case 4, 5 -> depth == 0 ? gate() : branch(depth - 1);
            default -> gate();
        };
    }

    private Operation branch(int depth) {
        var condition =
                dice.nextBoolean()
                        ? Condition.bit(dice.nextInt(qubits))
                        : new Condition.Not(
                                new Condition.Compare(List.of(0, 1), Condition.Comparison.LESS, 2));
        return new Operation.If(condition, steps(depth), steps(depth));
    }

    private List<Operation> steps(int depth) {
        return IntStream.range(0, dice.nextInt(4)).mapToObj(_ -> step(depth)).toList();
    }

    private Operation gate() {
        while (true) {
            var gate = Gate.values()[dice.nextInt(Gate.values().length)];
            int controls = dice.nextInt(8) == 0 ? 1 + dice.nextInt(2) : 0;
            if (gate.qubits() + controls <= qubits) {
                var operands = some(gate.qubits() + controls);
                var apply =
                        new Apply(
                                gate,
                                angles(gate.parameters().size()),
                                operands.subList(controls, operands.size()));
                return controls == 0
                        ? apply
                        : new Operation.Controlled(operands.subList(0, controls), apply);
            }
        }
    }

    private List<Double> angles(int count) {
        return IntStream.range(0, count)
                .mapToObj(_ ->
                        dice.nextInt(3) == 0
                                ? dice.nextInt(-4, 5) * Math.PI / 2
                                : dice.nextDouble(-7, 7))
                .toList();
    }

    private List<Integer> some(int count) {
        return shuffled().subList(0, count);
    }

    private List<Integer> shuffled() {
        var all = new ArrayList<>(IntStream.range(0, qubits).boxed().toList());
        Collections.shuffle(all, new Random(dice.nextLong()));
        return List.copyOf(all);
    }
}
