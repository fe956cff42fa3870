package cloud.somersault.job.placement;

import cloud.somersault.circuits.compiler.Device;
import java.util.Collection;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * How far apart circuits on a chip are kept: between two of them lie at least so many qubits that
 * nobody uses, along couplers in service or not. With one, no coupler joins qubits of two circuits,
 * so that their residual ZZ and their CZ never meet: of pairs of gates on a chip, those without an
 * idle qubit between them were found to disturb each other, and no others (Murali et al., ASPLOS
 * 2020, arXiv 2001.02826).
 *
 * @param qubits 1 or more
 */
public record Separation(int qubits) {
    public Separation {
        if (qubits < 1) {
            throw new IllegalArgumentException(
                    "at least one idle qubit lies between, not " + qubits);
        }
    }

    /**
     * What the compiler has to keep a circuit clear of, which by itself it keeps one qubit away.
     *
     * @param taken qubits of other circuits
     */
    SortedSet<Integer> clearOf(Collection<Integer> taken, Device device) {
        var clear = new TreeSet<>(taken);
        for (int ring = 1; ring < qubits; ring++) {
            clear.addAll(neighbours(clear, device));
        }
        return clear;
    }

    /** Whether two circuits are far enough apart. */
    boolean keeps(Collection<Integer> one, Collection<Integer> other, Device device) {
        var near = new TreeSet<>(one);
        for (int ring = 0; ring < qubits; ring++) {
            near.addAll(neighbours(near, device));
        }
        return other.stream().noneMatch(near::contains);
    }

    private static SortedSet<Integer> neighbours(Collection<Integer> qubits, Device device) {
        var neighbours = new TreeSet<Integer>();
        for (var coupler : device.couplers()) {
            if (qubits.contains(coupler.first())) {
                neighbours.add(coupler.second());
            }
            if (qubits.contains(coupler.second())) {
                neighbours.add(coupler.first());
            }
        }
        return neighbours;
    }
}
