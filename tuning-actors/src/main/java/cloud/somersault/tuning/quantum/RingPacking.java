package cloud.somersault.tuning.quantum;

import cloud.somersault.circuits.compiler.Device;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Rings of a chip that don't touch the same qubit: places where circuits run side by side without a
 * SWAP. On the square lattice a ring of 4 is a 2 x 2 block, so 72 qubits hold eighteen; around dead
 * qubits and couplers as many as a bounded search finds, depth first, low qubits first.
 */
public final class RingPacking {
    private static final int STEPS_MAX = 200_000;

    private final int qubits;
    private final int size;
    private final List<List<List<Integer>>> ringsByLowest = new ArrayList<>();
    private List<List<Integer>> best = List.of();
    private int steps;

    private RingPacking(Device device, int size) {
        this.qubits = device.qubits().size();
        this.size = size;
        var neighbours = neighbours(device);
        var error = errors(device);
        for (int qubit = 0; qubit < qubits; qubit++) {
            var found = new ArrayList<List<Integer>>();
            extend(new ArrayList<>(List.of(qubit)), neighbours, found);
            found.sort(Comparator.comparingDouble(ring -> error(ring, error)));
            ringsByLowest.add(found);
        }
    }

    /**
     * As many rings as fit, each in the order around it.
     *
     * @param size 2 (a coupler) or more qubits of a ring
     */
    public static List<List<Integer>> of(Device device, int size) {
        var packing = new RingPacking(device, size);
        packing.search(0, new BitSet(), new ArrayList<>());
        return packing.best;
    }

    /** Of each qubit, over couplers that work. */
    private static List<List<Integer>> neighbours(Device device) {
        var neighbours = new ArrayList<List<Integer>>();
        device.qubits().forEach(_ -> neighbours.add(new ArrayList<>()));
        for (var coupler : device.couplers()) {
            int first = coupler.first();
            int second = coupler.second();
            if (coupler.inService()
                    && device.qubits().get(first).inService()
                    && device.qubits().get(second).inService()) {
                neighbours.get(first).add(second);
                neighbours.get(second).add(first);
            }
        }
        return neighbours;
    }

    private static Map<Long, Double> errors(Device device) {
        var errors = new HashMap<Long, Double>();
        for (var coupler : device.couplers()) {
            errors.put(pair(coupler.first(), coupler.second()), coupler.czError());
        }
        return errors;
    }

    private static long pair(int a, int b) {
        return (long) Math.min(a, b) << 32 | Math.max(a, b);
    }

    private static double error(List<Integer> ring, Map<Long, Double> errors) {
        double sum = 0;
        for (int i = 0; i < ring.size(); i++) {
            sum += errors.getOrDefault(pair(ring.get(i), ring.get((i + 1) % ring.size())), 0.0);
        }
        return sum;
    }

    /** Rings through the path, whose first qubit is their lowest; each in one direction only. */
    private void extend(
            List<Integer> path, List<List<Integer>> neighbours, List<List<Integer>> found) {
        int last = path.getLast();
        if (path.size() == size) {
            if (neighbours.get(last).contains(path.getFirst()) && path.get(1) <= last) {
                found.add(List.copyOf(path));
            }
            return;
        }
        for (int next : neighbours.get(last)) {
            if (next > path.getFirst() && !path.contains(next)) {
                path.add(next);
                extend(path, neighbours, found);
                path.removeLast();
            }
        }
    }

    private void search(int from, BitSet taken, List<List<Integer>> chosen) {
        if (chosen.size() > best.size()) {
            best = List.copyOf(chosen);
        }
        int qubit = taken.nextClearBit(from);
        int free = qubits - from - taken.get(from, qubits).cardinality();
        if (qubit >= qubits || chosen.size() + free / size <= best.size() || ++steps > STEPS_MAX) {
            return;
        }
        for (var ring : ringsByLowest.get(qubit)) {
            if (ring.stream().noneMatch(taken::get)) {
                ring.forEach(taken::set);
                chosen.add(ring);
                search(qubit + 1, taken, chosen);
                chosen.removeLast();
                ring.forEach(taken::clear);
            }
        }
        search(qubit + 1, taken, chosen); // this qubit in no ring
    }
}
