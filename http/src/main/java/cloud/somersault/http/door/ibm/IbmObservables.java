package cloud.somersault.http.door.ibm;

import cloud.somersault.http.door.ExpectationPrograms;
import cloud.somersault.http.door.ExpectationPrograms.Term;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * The observables of a pub.
 *
 * @param shape of the array that they are in
 * @param each as many as the shape has elements
 */
record IbmObservables(List<Integer> shape, List<ExpectationPrograms> each) {
    private static final int LETTERS_MAX = 10_000;
    private static final int TERMS_MAX = 10_000;
    private static final int AXES_MAX = 16;

    IbmObservables {
        shape = List.copyOf(shape);
        each = List.copyOf(each);
    }

    /** One, or lists of them, or lists in lists. */
    static IbmObservables of(JsonNode said) {
        var node = IbmTyped.is(said, "ObservablesArray") ? said.path("__value__") : said;
        var shape = new ArrayList<Integer>();
        for (var inner = node; inner.isArray(); inner = inner.path(0)) {
            shape.add(inner.size());
            if (shape.size() > AXES_MAX) {
                throw IbmPrograms.refused("Observables lie too deep in lists.");
            }
        }
        var each = new ArrayList<ExpectationPrograms>();
        collect(node, shape, 0, each);
        if (each.isEmpty()) {
            throw IbmPrograms.refused("There is no observable.");
        }
        return new IbmObservables(shape, each);
    }

    private static void collect(
            JsonNode node, List<Integer> shape, int axis, List<ExpectationPrograms> each) {
        if (axis == shape.size()) {
            each.add(observable(node));
            return;
        }
        if (!node.isArray() || node.size() != shape.get(axis)) {
            throw IbmPrograms.refused("Lists of observables have the same length.");
        }
        for (var inner : node) {
            collect(inner, shape, axis + 1, each);
        }
    }

    /** A Pauli string, or strings with their coefficients; the rightmost letter is qubit 0. */
    private static ExpectationPrograms observable(JsonNode said) {
        var terms = new ArrayList<Term>();
        if (said.isTextual()) {
            add(said.asText(), 1, terms);
        }
        for (var one : said.properties()) {
            if (!one.getValue().isNumber()) {
                throw IbmPrograms.refused("An observable is like {\"ZZ\": 1.0}.");
            }
            add(one.getKey(), one.getValue().asDouble(), terms);
        }
        return ExpectationPrograms.of(terms);
    }

    /**
     * The terms of a string; a projector, as the client writes it, is half the identity and half a
     * Pauli operator with its sign: 0 and 1 along Z, + and - along X, r and l along Y.
     */
    private static void add(String letters, double coefficient, List<Term> to) {
        if (letters.isEmpty()
                || letters.length() > LETTERS_MAX
                || !letters.matches("[IXYZ01+\\-rl]*")) {
            throw IbmPrograms.refused(
                    "An observable is written in the letters I, X, Y and Z, or 0, 1, +, -, r, l.");
        }
        var products = new ArrayList<Term>();
        products.add(new Term(coefficient, new TreeMap<>()));
        for (int qubit = 0; qubit < letters.length(); qubit++) {
            char letter = letters.charAt(letters.length() - 1 - qubit);
            if (letter == 'I') {
                continue;
            }
            int projector = "0+r1-l".indexOf(letter);
            if (projector < 0) {
                int on = qubit;
                products.forEach(term -> term.paulis().put(on, letter));
                continue;
            }
            if (2 * products.size() + to.size() > TERMS_MAX) {
                throw IbmPrograms.refused(
                        "Written in Pauli operators, an observable has at most %d terms."
                                .formatted(TERMS_MAX));
            }
            char pauli = "ZXY".charAt(projector % 3);
            double sign = projector < 3 ? 1 : -1;
            for (int i = products.size() - 1; i >= 0; i--) {
                var term = products.get(i);
                var more = new TreeMap<>(term.paulis());
                more.put(qubit, pauli);
                products.set(i, new Term(term.coefficient() / 2, term.paulis()));
                products.add(new Term(sign * term.coefficient() / 2, more));
            }
        }
        to.addAll(products);
    }
}
