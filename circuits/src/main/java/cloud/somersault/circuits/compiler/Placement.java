package cloud.somersault.circuits.compiler;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A start for routing: for each part of the program a clump of good qubits is grown in its region,
 * and the wires are laid into it one by one, each close to those that it works with.
 */
final class Placement {
    private final WorkingChip chip;
    private final Interactions interactions;
    private final SplittableRandom dice;
    private final int[] place;
    private final BitSet free;

    private Placement(
            WorkingChip chip, Interactions interactions, int wires, SplittableRandom dice) {
        this.chip = chip;
        this.interactions = interactions;
        this.dice = dice;
        place = new int[wires];
        Arrays.fill(place, -1);
        free = (BitSet) chip.qubits().clone();
    }

    /**
     * The chip qubit of each wire, -1 for wires that need none.
     *
     * @param choice the region of each part
     */
    static int[] start(
            WorkingChip chip,
            Interactions interactions,
            int wires,
            int[] choice,
            SplittableRandom dice) {
        var placement = new Placement(chip, interactions, wires, dice);
        var regions = chip.regions();
        var parts = interactions.parts();
        for (int i = 0; i < parts.size(); i++) {
            var clump = placement.clump(regions.get(choice[i]), parts.get(i).cardinality());
            placement.lay(parts.get(i), clump);
        }
        seatSingles(chip, interactions, placement.place);
        return placement.place;
    }

    /** Wires without a CZ take the best of the qubits that are left, the busiest first. */
    static void seatSingles(WorkingChip chip, Interactions interactions, int[] place) {
        var free = (BitSet) chip.qubits().clone();
        Arrays.stream(place).filter(qubit -> qubit >= 0).forEach(free::clear);
        var singles = new ArrayList<Integer>();
        interactions.wires().stream().filter(w -> place[w] < 0).forEach(singles::add);
        for (int wire : singles) {
            int best = -1;
            for (int q = free.nextSetBit(0); q >= 0; q = free.nextSetBit(q + 1)) {
                if (best < 0
                        || interactions.cost(wire, q, chip) < interactions.cost(wire, best, chip)) {
                    best = q;
                }
            }
            place[wire] = best;
            free.clear(best);
        }
    }

    /** So many free qubits of a region, close together, with low errors. */
    private BitSet clump(BitSet region, int size) {
        var open = (BitSet) region.clone();
        open.and(free);
        var candidates = open.stream().toArray();
        var clump = new BitSet();
        int next = candidates[dice.nextInt(candidates.length)];
        while (true) {
            clump.set(next);
            open.clear(next);
            if (clump.cardinality() == size) {
                return clump;
            }
            double best = Double.POSITIVE_INFINITY;
            for (int q = open.nextSetBit(0); q >= 0; q = open.nextSetBit(q + 1)) {
                double cost = growth(q, clump);
                if (cost < best) {
                    best = cost;
                    next = q;
                }
            }
        }
    }

    /** What it costs to take this qubit too: its errors, less for every coupler into the clump. */
    private double growth(int qubit, BitSet clump) {
        int links = 0;
        int nearest = WorkingChip.UNREACHABLE;
        double czCost = 0;
        for (int member = clump.nextSetBit(0); member >= 0; member = clump.nextSetBit(member + 1)) {
            nearest = Math.min(nearest, chip.hops(qubit, member));
            if (chip.areCoupled(qubit, member)) {
                links++;
                czCost += chip.czCost(qubit, member);
            }
        }
        if (links == 0) {
            return nearest;
        }
        return (czCost / links + (chip.readoutCost(qubit) + chip.pulseCost(qubit)) / 4) / links;
    }

    private void lay(BitSet part, BitSet clump) {
        for (int wire : order(part)) {
            double best = Double.POSITIVE_INFINITY;
            var ties = new ArrayList<Integer>();
            for (int q = clump.nextSetBit(0); q >= 0; q = clump.nextSetBit(q + 1)) {
                double cost = pull(wire, q);
                if (cost < best - 1e-9) {
                    best = cost;
                    ties.clear();
                }
                if (cost <= best + 1e-9) {
                    ties.add(q);
                }
            }
            place[wire] = ties.get(dice.nextInt(ties.size()));
            clump.clear(place[wire]);
            free.clear(place[wire]);
        }
    }

    private double pull(int wire, int qubit) {
        double sum = 0;
        for (int partner : interactions.partners(wire)) {
            if (place[partner] >= 0) {
                sum += interactions.czGates(wire, partner) * chip.hops(qubit, place[partner]);
            }
        }
        return sum;
    }

    /** The busiest wire first, then always the one most tied to those before. */
    private List<Integer> order(BitSet part) {
        var order = new ArrayList<Integer>();
        var left = (BitSet) part.clone();
        var ties = new long[part.length()];
        for (int w = part.nextSetBit(0); w >= 0; w = part.nextSetBit(w + 1)) {
            for (int partner : interactions.partners(w)) {
                ties[w] += interactions.czGates(w, partner);
            }
        }
        while (!left.isEmpty()) {
            int next = left.nextSetBit(0);
            for (int w = next; w >= 0; w = left.nextSetBit(w + 1)) {
                if (ties[w] > ties[next]) {
                    next = w;
                }
            }
            order.add(next);
            left.clear(next);
            for (int partner : interactions.partners(next)) {
                ties[partner] += (long) interactions.czGates(next, partner) << 20;
            }
        }
        return order;
    }
}
