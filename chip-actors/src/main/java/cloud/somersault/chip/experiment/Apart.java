package cloud.somersault.chip.experiment;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.IntStream;

/**
 * Which parts of a chip can be measured at the same time: parts of one group share no qubit, and no
 * coupler joins a qubit of one with a qubit of another, since neighbours disturb each other.
 */
public final class Apart {
    private final int qubits;
    private final List<List<Integer>> couplers;
    private final List<Set<Integer>> neighbours;

    /**
     * @param qubits how many there are
     * @param couplers the pairs of qubits that are joined
     */
    public Apart(int qubits, List<List<Integer>> couplers) {
        this.qubits = qubits;
        this.couplers = List.copyOf(couplers);
        this.neighbours =
                IntStream.range(0, qubits).<Set<Integer>>mapToObj(_ -> new HashSet<>()).toList();
        for (var pair : couplers) {
            neighbours.get(pair.getFirst()).add(pair.getLast());
            neighbours.get(pair.getLast()).add(pair.getFirst());
        }
    }

    /** All these qubits, in few groups. */
    public List<List<Integer>> qubits(List<Integer> wanted) {
        if (wanted.stream().anyMatch(qubit -> qubit < 0 || qubit >= qubits)) {
            throw new IllegalArgumentException("a qubit of " + wanted + " is not there");
        }
        return grouped(wanted, (one, other) -> neighbours.get(one).contains(other));
    }

    /** All these couplers, numbered as in the list, in few groups. */
    public List<List<Integer>> couplers(List<Integer> wanted) {
        return grouped(wanted, this::disturb);
    }

    private boolean disturb(int one, int other) {
        return couplers.get(one).stream()
                .anyMatch(qubit ->
                        couplers.get(other).stream()
                                .anyMatch(near ->
                                        near.equals(qubit)
                                                || neighbours.get(qubit).contains(near)));
    }

    /** Greedy: each part goes to the first group that it does not disturb. */
    private static List<List<Integer>> grouped(
            List<Integer> wanted, BiPredicate<Integer, Integer> disturb) {
        var groups = new ArrayList<List<Integer>>();
        for (int part : wanted) {
            var room =
                    groups.stream()
                            .filter(group ->
                                    group.stream().noneMatch(there -> disturb.test(part, there)))
                            .findFirst();
            if (room.isPresent()) {
                room.get().add(part);
            } else {
                groups.add(new ArrayList<>(List.of(part)));
            }
        }
        return groups.stream().map(List::copyOf).toList();
    }
}
