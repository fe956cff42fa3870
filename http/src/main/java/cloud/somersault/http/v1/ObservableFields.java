package cloud.somersault.http.v1;

import cloud.somersault.circuits.observable.Observable;
import cloud.somersault.circuits.observable.PauliProduct;
import cloud.somersault.http.request.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads the observables of a submission. */
final class ObservableFields {
    private static final int OBSERVABLES_MAX = 100;
    private static final int TERMS_MAX = 1000;
    private static final int NAME_CHARACTERS_MAX = 200;
    private static final double COEFFICIENT_MOST = 1e12;
    private static final Set<String> OBSERVABLE = Set.of("name", "terms");
    private static final Set<String> TERM = Set.of("pauli", "coefficient");

    private ObservableFields() {}

    /** Those that are asked for, in their order; none when nothing is said of them. */
    static List<Observable> of(Fields job) {
        var observables = new ArrayList<Observable>();
        job.optionalArray("observables", 1, OBSERVABLES_MAX)
                .ifPresent(elements ->
                        elements.forEach(element -> observables.add(observable(element))));
        return observables;
    }

    private static Observable observable(Fields.Element element) {
        if (element.node().isTextual()) {
            return new Observable(
                    element.text(),
                    List.of(new Observable.Term(1, product(element.text(), element.path()))));
        }
        if (!element.node().isObject()) {
            throw Fields.wrongType(element.path(), "a string or an object", element.node());
        }
        var fields = Fields.of(element.node(), element.path(), OBSERVABLE);
        var terms =
                fields
                        .optionalArray("terms", 1, TERMS_MAX)
                        .orElseThrow(() -> fields.missing("terms"))
                        .stream()
                        .map(ObservableFields::term)
                        .toList();
        return new Observable(fields.optionalText("name", NAME_CHARACTERS_MAX).orElse(""), terms);
    }

    private static Observable.Term term(Fields.Element element) {
        if (!element.node().isObject()) {
            throw Fields.wrongType(element.path(), "an object", element.node());
        }
        var term = Fields.of(element.node(), element.path(), TERM);
        return new Observable.Term(
                term.optionalNumber("coefficient", -COEFFICIENT_MOST, COEFFICIENT_MOST).orElse(1.0),
                product(term.text("pauli"), term.at("pauli")));
    }

    private static PauliProduct product(String text, String path) {
        return PauliProduct.parse(text)
                .orElseThrow(() ->
                        Fields.outOfRange(
                                path, "Pauli factors of different qubits like X0 Y3 Z12, or I"));
    }
}
