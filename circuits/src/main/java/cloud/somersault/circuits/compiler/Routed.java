package cloud.somersault.circuits.compiler;

import cloud.somersault.circuits.Gate;
import cloud.somersault.circuits.Operation;
import cloud.somersault.circuits.Operation.Apply;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes a routed program over chip qubits, SWAPs included. Branches of an {@code if} move qubits
 * together where they must and back again before they end, so that both leave the same layout.
 */
final class Routed {
    private final WorkingChip chip;
    private final int[] place;
    private final List<Operation> out = new ArrayList<>();

    private Routed(WorkingChip chip, int[] place) {
        this.chip = chip;
        this.place = place;
    }

    /**
     * The operations over chip qubits.
     *
     * @param operations node i of the routed task is operation i
     * @param start the chip qubit of each wire at the start; not changed
     */
    static List<Operation> operations(
            WorkingChip chip, List<Operation> operations, Sabre.Steps steps, int[] start) {
        var routed = new Routed(chip, start.clone());
        for (int i = 0; i < steps.size(); i++) {
            if (steps.isSwap(i)) {
                routed.swap(steps.from(i), steps.to(i));
            } else {
                routed.write(operations.get(steps.node(i)));
            }
        }
        return routed.out;
    }

    /** One operation, the wires being where they are. */
    static Operation moved(WorkingChip chip, Operation operation, int[] place) {
        var routed = new Routed(chip, place.clone());
        routed.write(operation);
        return routed.out.getFirst();
    }

    private void write(Operation operation) {
        if (operation instanceof Operation.If(var condition, var then, var otherwise)) {
            out.add(new Operation.If(condition, branch(then), branch(otherwise)));
        } else {
            out.add(Wires.moved(operation, wire -> place[wire]));
        }
    }

    private List<Operation> branch(List<Operation> operations) {
        var branch = new Routed(chip, place.clone());
        var undo = new ArrayList<int[]>();
        for (var operation : operations) {
            if (Wires.isCz(operation)) {
                int goal = place(branch, operation, 1);
                for (int from = place(branch, operation, 0);
                        !chip.areCoupled(from, goal);
                        from = place(branch, operation, 0)) {
                    int to = towards(from, goal);
                    branch.swap(from, to);
                    undo.add(new int[] {from, to});
                }
            }
            branch.write(operation);
        }
        undo.reversed().forEach(pair -> branch.swap(pair[0], pair[1]));
        return branch.out;
    }

    private static int place(Routed branch, Operation operation, int operand) {
        return branch.place[operation.qubits().get(operand)];
    }

    /** The best coupler among those that shorten the way. */
    private int towards(int from, int goal) {
        int best = -1;
        for (int to : chip.neighboursOf(from)) {
            if (chip.hops(to, goal) < chip.hops(from, goal)
                    && (best < 0 || chip.czCost(from, to) < chip.czCost(from, best))) {
                best = to;
            }
        }
        return best;
    }

    private void swap(int from, int to) {
        out.add(new Apply(Gate.SWAP, List.of(), List.of(from, to)));
        for (int wire = 0; wire < place.length; wire++) {
            if (place[wire] == from) {
                place[wire] = to;
            } else if (place[wire] == to) {
                place[wire] = from;
            }
        }
    }
}
