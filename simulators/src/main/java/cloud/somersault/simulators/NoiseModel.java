package cloud.somersault.simulators;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The noise of a chip at one moment. The rule, checked against runs on a real chip: each pulse (a
 * one-qubit gate that is not diagonal by name) is followed by depolarizing noise of its qubit, each
 * two-qubit gate by two-qubit depolarizing noise of its coupler, each delay by relaxation (T1) and
 * dephasing (T2), and readings are flipped by the readout matrix. Reset is ideal. Qubits and
 * couplers that are not listed are perfect.
 *
 * <p>What else a qubit or a coupler may have (coherent errors, biased and general channels,
 * leakage, residual ZZ) is none unless it is given; {@link QubitNoise} and {@link CouplerNoise} say
 * what it does.
 *
 * @param qubits by number
 * @param couplers in any order
 * @param gateTimes what goes on while gates are played
 */
public record NoiseModel(
        SortedMap<Integer, QubitNoise> qubits, List<CouplerNoise> couplers, GateTimes gateTimes) {

    public NoiseModel {
        qubits = Collections.unmodifiableSortedMap(new TreeMap<>(qubits));
        couplers = List.copyOf(couplers);
    }

    /** With gates that take no time. */
    public NoiseModel(SortedMap<Integer, QubitNoise> qubits, List<CouplerNoise> couplers) {
        this(qubits, couplers, GateTimes.INSTANT);
    }

    /** The same with gates that take time. */
    public NoiseModel withGateTimes(GateTimes times) {
        return new NoiseModel(qubits, couplers, times);
    }

    /**
     * The same with everything that disturbs made stronger or weaker by a factor: rates,
     * probabilities and angles times it, coherence times divided by it; probabilities end at 1. 0
     * is no noise at all, 1 is this.
     *
     * @throws IllegalArgumentException for a negative factor, and for channels that are given by
     *     Kraus operators unless the factor is 0 or 1
     */
    public NoiseModel scaled(double factor) {
        if (!(factor >= 0 && Double.isFinite(factor))) {
            throw new IllegalArgumentException("noise is scaled by 0 or more, not by " + factor);
        }
        if (factor == 1) {
            return this;
        }
        var scaled = new TreeMap<Integer, QubitNoise>();
        qubits.forEach((number, noise) -> scaled.put(number, noise.scaled(factor)));
        return new NoiseModel(
                scaled, couplers.stream().map(one -> one.scaled(factor)).toList(), gateTimes);
    }

    /** A probability made larger or smaller. */
    static double scaledProbability(double probability, double factor) {
        return Math.min(1, probability * factor);
    }

    /** The noise of a qubit; none if it is not listed. */
    public QubitNoise qubit(int qubit) {
        return qubits.getOrDefault(qubit, QubitNoise.NONE);
    }

    static void requireProbability(String what, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(what + " is a probability, not " + value);
        }
    }

    static void requireFinite(String what, double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(what + " is a number, not " + value);
        }
    }
}
