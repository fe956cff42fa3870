package cloud.somersault.circuits.observable;

import java.util.List;

/**
 * A real sum of Pauli products.
 *
 * @param name for people
 * @param terms at least one
 */
public record Observable(String name, List<Term> terms) {

    public Observable {
        terms = List.copyOf(terms);
        if (terms.isEmpty()) {
            throw new IllegalArgumentException("an observable has a term");
        }
    }

    /** One product with its weight. */
    public record Term(double coefficient, PauliProduct product) {
        public Term {
            if (!Double.isFinite(coefficient)) {
                throw new IllegalArgumentException("a coefficient is finite");
            }
        }
    }

    /** The highest qubit that it names, -1 when it names none. */
    public int highestQubit() {
        return terms.stream()
                .filter(term -> !term.product().factors().isEmpty())
                .mapToInt(term -> term.product().factors().lastKey())
                .max()
                .orElse(-1);
    }
}
