package cloud.somersault.http.door.pilotos;

import cloud.somersault.chip.ChipCoupler;
import cloud.somersault.chip.ChipSnapshot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Connected blocks of good qubits: grown from each coupler by the best coupler at their edge, the
 * best block first, and then the best of what is left, so that blocks never share a qubit.
 */
final class QubitBlocks {
    private QubitBlocks() {}

    private record Block(List<Integer> qubits, double fidelity) {}

    /** At most so many blocks of that size, each ascending. */
    static List<List<Integer>> best(ChipSnapshot chip, int size, int count) {
        var taken = new HashSet<Integer>();
        var blocks = new ArrayList<List<Integer>>();
        while (blocks.size() < count) {
            var best =
                    chip.qubits().stream()
                            .filter(qubit -> qubit.inService() && !taken.contains(qubit.id()))
                            .map(qubit -> grown(chip, qubit.id(), size, taken))
                            .filter(block -> block.qubits().size() == size)
                            .max(Comparator.comparingDouble(Block::fidelity));
            if (best.isEmpty()) {
                break;
            }
            taken.addAll(best.get().qubits());
            blocks.add(best.get().qubits());
        }
        return blocks;
    }

    private static Block grown(ChipSnapshot chip, int from, int size, Set<Integer> taken) {
        var qubits = new TreeSet<Integer>();
        qubits.add(from);
        double fidelity = readout(chip, from);
        while (qubits.size() < size) {
            var next =
                    chip.couplers().stream()
                            .filter(ChipCoupler::inService)
                            .filter(one ->
                                    qubits.contains(one.first()) != qubits.contains(one.second()))
                            .filter(one -> !taken.contains(other(one, qubits)))
                            .max(
                                    Comparator.comparingDouble(
                                            one -> cz(one) * readout(chip, other(one, qubits))));
            if (next.isEmpty()) {
                break;
            }
            int added = other(next.get(), qubits);
            fidelity *= cz(next.get()) * readout(chip, added);
            qubits.add(added);
        }
        return new Block(List.copyOf(qubits), fidelity);
    }

    private static int other(ChipCoupler coupler, Set<Integer> qubits) {
        return qubits.contains(coupler.first()) ? coupler.second() : coupler.first();
    }

    private static double cz(ChipCoupler coupler) {
        return coupler.known().orElseThrow().czFidelity();
    }

    private static double readout(ChipSnapshot chip, int qubit) {
        return 1 - chip.qubitFigures(qubit).orElseThrow().readoutError();
    }
}
