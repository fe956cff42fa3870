package cloud.somersault.circuits.compiler;

import cloud.somersault.circuits.Gate;
import cloud.somersault.circuits.Operation;
import cloud.somersault.circuits.Operation.Apply;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A SWAP right beside a CZ on the same pair becomes one ISWAP, since CZ SWAP = ISWAP (S^-1 x S^-1):
 * 2 CZ instead of 4. One-qubit steps between them change sides, as SWAP (A x B) = (B x A) SWAP.
 */
final class AbsorbSwaps implements Pass {
    @Override
    public String name() {
        return "absorb-swaps";
    }

    @Override
    public String explanation() {
        return "A SWAP beside a CZ on the same two qubits is done together with it, at half the"
                + " CZ.";
    }

    @Override
    public Draft run(Draft draft) {
        return draft.withOperations(
                absorbed(draft.circuit().operations(), draft.circuit().qubits()));
    }

    static List<Operation> absorbed(List<Operation> operations, int qubits) {
        var sweep = new Sweep(qubits);
        operations.forEach(sweep::add);
        return sweep.out.stream().flatMap(List::stream).toList();
    }

    private static final class Sweep {
        /** What each step of the source has become; empty where it went elsewhere. */
        private final List<List<Operation>> out = new ArrayList<>();

        /** The last step on each qubit that is not a one-qubit gate, and those gates since. */
        private final int[] last;

        private final List<List<Integer>> since = new ArrayList<>();

        Sweep(int qubits) {
            last = new int[qubits];
            Arrays.fill(last, -1);
            for (int q = 0; q < qubits; q++) {
                since.add(new ArrayList<>());
            }
        }

        void add(Operation operation) {
            var qubits = operation.qubits();
            if (operation instanceof Apply && qubits.size() == 1) {
                since.get(qubits.getFirst()).add(out.size());
                out.add(List.of(operation));
            } else if (isSwap(operation) && meets(operation, false)) {
                int cz = last[qubits.getFirst()];
                changeSides(qubits.get(0), qubits.get(1));
                out.set(cz, both(operation));
            } else if (Wires.isCz(operation) && meets(operation, true)) {
                int swap = last[qubits.getFirst()];
                changeSides(qubits.get(0), qubits.get(1));
                out.set(swap, List.of());
                append(qubits, both(operation));
            } else {
                append(qubits, List.of(operation));
            }
        }

        private void append(List<Integer> qubits, List<Operation> steps) {
            for (int qubit : qubits) {
                last[qubit] = out.size();
                since.get(qubit).clear();
            }
            out.add(steps);
        }

        private static boolean isSwap(Operation operation) {
            return operation instanceof Apply apply && apply.gate() == Gate.SWAP;
        }

        /** Whether the last step on both qubits was a SWAP of them, or a CZ. */
        private boolean meets(Operation operation, boolean swap) {
            int first = operation.qubits().get(0);
            int second = operation.qubits().get(1);
            if (last[first] != last[second]
                    || last[first] < 0
                    || out.get(last[first]).size() != 1) {
                return false;
            }
            var before = out.get(last[first]).getFirst();
            return before.qubits().size() == 2
                    && before.qubits().contains(second)
                    && (swap ? isSwap(before) : Wires.isCz(before));
        }

        private static List<Operation> both(Operation operation) {
            var qubits = operation.qubits();
            return List.of(
                    new Apply(Gate.ISWAP, List.of(), qubits),
                    new Apply(Gate.SDG, List.of(), List.of(qubits.get(0))),
                    new Apply(Gate.SDG, List.of(), List.of(qubits.get(1))));
        }

        private void changeSides(int first, int second) {
            var fromFirst = since.get(first);
            var fromSecond = since.get(second);
            fromFirst.forEach(step -> move(step, second));
            fromSecond.forEach(step -> move(step, first));
            since.set(first, fromSecond);
            since.set(second, fromFirst);
        }

        private void move(int step, int qubit) {
            out.set(step, List.of(Wires.moved(out.get(step).getFirst(), _ -> qubit)));
        }
    }
}
