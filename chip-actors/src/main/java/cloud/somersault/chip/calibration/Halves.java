package cloud.somersault.chip.calibration;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * A chip cut in two, so that one half of it works while parts of the other are measured:
 * experiments run at the same time only within a half. Qubits are taken as they lie around one that
 * is as far out as any, so the cut is short on a lattice and there is one for every coupling map. A
 * small chip is not cut: next to what is measured nothing of it would be left to work.
 */
final class Halves {

    /** A chip with fewer qubits is one half. */
    static final int QUBITS_LEAST = 24;

    private final Set<Integer> near;

    /**
     * @param qubits how many there are
     * @param pairs the couplers, working or not, by their qubits
     */
    Halves(int qubits, List<List<Integer>> pairs) {
        this.near =
                qubits < QUBITS_LEAST
                        ? Set.of()
                        : Set.copyOf(outwards(qubits, pairs).subList(0, (qubits + 1) / 2));
    }

    /** Whether both lie in the same half: a coupler lies where its first qubit does. */
    boolean together(Part one, Part other) {
        return near.contains(one.qubits().getFirst()) == near.contains(other.qubits().getFirst());
    }

    /** All qubits, by their distance to one at the rim; unconnected pieces one after the other. */
    private static List<Integer> outwards(int qubits, List<List<Integer>> pairs) {
        var neighbours =
                IntStream.range(0, qubits).<Set<Integer>>mapToObj(_ -> new TreeSet<>()).toList();
        for (var pair : pairs) {
            neighbours.get(pair.getFirst()).add(pair.getLast());
            neighbours.get(pair.getLast()).add(pair.getFirst());
        }
        var order = new ArrayList<Integer>();
        var seen = new HashSet<Integer>();
        for (int qubit = 0; qubit < qubits; qubit++) {
            if (!seen.contains(qubit)) {
                int rim = around(qubit, neighbours).getLast();
                var piece = around(rim, neighbours);
                order.addAll(piece);
                seen.addAll(piece);
            }
        }
        return order;
    }

    /** What hangs together with a qubit, the nearest first. */
    private static List<Integer> around(int start, List<Set<Integer>> neighbours) {
        var order = new ArrayList<>(List.of(start));
        var seen = new HashSet<>(order);
        var open = new ArrayDeque<>(order);
        while (!open.isEmpty()) {
            for (int next : neighbours.get(open.remove())) {
                if (seen.add(next)) {
                    order.add(next);
                    open.add(next);
                }
            }
        }
        return order;
    }
}
