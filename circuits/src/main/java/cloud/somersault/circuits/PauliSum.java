package cloud.somersault.circuits;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * An observable: a real linear combination of Pauli strings, which makes it Hermitian.
 *
 * @param terms coefficients and strings, all over the same number of qubits
 */
public record PauliSum(List<Term> terms) {

    /** A real number times a Pauli string. */
    public record Term(double coefficient, PauliString string) {}

    public PauliSum {
        terms = List.copyOf(terms);
        for (var term : terms) {
            if (term.string().qubits() != terms.getFirst().string().qubits()) {
                throw new IllegalArgumentException(
                        "the strings of a sum are over the same qubits: " + terms);
            }
            if (!Double.isFinite(term.coefficient())) {
                throw new IllegalArgumentException("a coefficient is not finite: " + terms);
            }
        }
    }

    /** A single string. */
    public static PauliSum of(PauliString string) {
        return new PauliSum(List.of(new Term(1, string)));
    }

    /** Z on each qubit: as many observables as qubits. */
    public static List<PauliSum> everyZ(int qubits) {
        var all = new ArrayList<PauliSum>();
        for (int qubit = 0; qubit < qubits; qubit++) {
            all.add(of(PauliString.z(qubits, qubit)));
        }
        return all;
    }

    /** The observable times itself, equal strings together: what a variance takes. */
    public PauliSum squared() {
        var sums = new LinkedHashMap<PauliString, Double>();
        for (int i = 0; i < terms.size(); i++) {
            for (int j = 0; j <= i; j++) {
                var first = terms.get(i);
                var second = terms.get(j);
                if (first.string().commutesWith(second.string())) { // the others cancel
                    var product = first.string().times(second.string());
                    var positive =
                            new PauliString(product.qubits(), product.x(), product.z(), false);
                    double coefficient =
                            (i == j ? 1 : 2) * first.coefficient() * second.coefficient();
                    sums.merge(
                            positive, product.negative() ? -coefficient : coefficient, Double::sum);
                }
            }
        }
        return new PauliSum(
                sums.entrySet().stream()
                        .map(entry -> new Term(entry.getValue(), entry.getKey()))
                        .toList());
    }
}
