package cloud.somersault.circuits.observable;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A product of Pauli operators on different qubits.
 *
 * @param factors by qubit; none: the identity
 */
public record PauliProduct(SortedMap<Integer, Pauli> factors) {
    private static final Pattern FACTOR = Pattern.compile("([XYZ])(\\d{1,9})");

    public PauliProduct {
        factors = Collections.unmodifiableSortedMap(new TreeMap<>(factors));
    }

    /**
     * Reads {@code X0 Y3 Z12}, or {@code I} for the identity.
     *
     * @return empty when it is not of this form, or a qubit is named twice
     */
    public static Optional<PauliProduct> parse(String text) {
        var factors = new TreeMap<Integer, Pauli>();
        if (!text.strip().equals("I")) {
            for (var word : text.strip().split("\\s+")) {
                var factor = FACTOR.matcher(word);
                if (!factor.matches()
                        || factors.put(
                                        Integer.parseInt(factor.group(2)),
                                        Pauli.valueOf(factor.group(1)))
                                != null) {
                    return Optional.empty();
                }
            }
        }
        return Optional.of(new PauliProduct(factors));
    }

    /** Whether both can be measured at once, each qubit by itself. */
    boolean agreesWith(Map<Integer, Pauli> basis) {
        return factors.entrySet().stream()
                .allMatch(factor ->
                        basis.getOrDefault(factor.getKey(), factor.getValue())
                                == factor.getValue());
    }

    /** As {@link #parse} reads it. */
    @Override
    public String toString() {
        return factors.isEmpty()
                ? "I"
                : factors.entrySet().stream()
                        .map(factor -> factor.getValue().name() + factor.getKey())
                        .collect(Collectors.joining(" "));
    }
}
