package cloud.somersault.circuits.compiler;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Chooses a connected region of the chip for each connected part of a program. Parts may share a
 * region; routing needs no more than that a part has its qubits in one.
 */
final class Regions {
    private static final int CHOICES_MAX = 16;
    private static final int VISITS_MAX = 20_000;
    private final List<BitSet> regions;
    private final List<BitSet> parts;
    private final int[] free;
    private final int[] chosen;
    private final List<int[]> choices = new ArrayList<>();
    private int visits;

    private Regions(List<BitSet> regions, List<BitSet> parts) {
        this.regions = regions;
        this.parts = parts;
        free = regions.stream().mapToInt(BitSet::cardinality).toArray();
        chosen = new int[parts.size()];
    }

    /**
     * Up to {@value #CHOICES_MAX} ways to seat all parts, by index of the region.
     *
     * @throws CannotCompile when there is none
     */
    static List<int[]> choices(WorkingChip chip, List<BitSet> parts) {
        var search = new Regions(chip.regions(), parts);
        search.seat(0);
        if (search.choices.isEmpty()) {
            int largest = search.regions.isEmpty() ? 0 : search.regions.getFirst().cardinality();
            throw new CannotCompile(
                    "no-region-large-enough",
                    "the program needs connected regions of %s qubits, chip %s has regions of %s"
                            .formatted(sizes(parts), chip.device().name(), sizes(search.regions)),
                    "Use at most %d qubits that depend on each other, or an ideal target."
                            .formatted(largest));
        }
        return search.choices;
    }

    private static String sizes(List<BitSet> sets) {
        return sets.stream()
                .map(set -> Integer.toString(set.cardinality()))
                .reduce((a, b) -> a + ", " + b)
                .orElse("0");
    }

    private void seat(int part) {
        if (part == parts.size()) {
            choices.add(chosen.clone());
            return;
        }
        int size = parts.get(part).cardinality();
        for (int region = 0; region < free.length; region++) {
            if (choices.size() >= CHOICES_MAX || ++visits > VISITS_MAX) {
                return;
            }
            if (free[region] >= size) {
                free[region] -= size;
                chosen[part] = region;
                seat(part + 1);
                free[region] += size;
            }
        }
    }
}
