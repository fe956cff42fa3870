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
