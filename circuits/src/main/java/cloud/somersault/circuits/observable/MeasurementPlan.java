package cloud.somersault.circuits.observable;

import cloud.somersault.circuits.Circuit;
import cloud.somersault.circuits.ClassicalRegister;
import cloud.somersault.circuits.Operation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which bases a state has to be measured in for a set of observables.
 *
 * <p>Products that agree on every qubit that they share are measured at once (qubit-wise commuting
 * groups); the longest products choose first (largest-first colouring: Verteletskyi, Yen, Izmaylov,
 * J. Chem. Phys. 152, 124114, 2020). One shot more of a group serves all of its products.
 *
 * @param bases what is measured of which qubit, for each circuit
 * @param observables in terms of those circuits
 */
public record MeasurementPlan(
        List<SortedMap<Integer, Pauli>> bases, List<MeasuredObservable> observables) {
    private static final String REGISTER = "measured";

    public MeasurementPlan {
        bases = List.copyOf(bases);
        observables = List.copyOf(observables);
    }

    /** The plan for these observables of one state; at least one circuit. */
    public static MeasurementPlan of(List<Observable> observables) {
        var products =
                observables.stream()
                        .flatMap(observable -> observable.terms().stream())
                        .map(Observable.Term::product)
                        .distinct()
                        .filter(product -> !product.factors().isEmpty())
                        .sorted(
                                Comparator.comparingInt(
                                                (PauliProduct product) -> -product.factors().size())
                                        .thenComparing(PauliProduct::toString))
                        .toList();
        var bases = new ArrayList<SortedMap<Integer, Pauli>>();
        var circuits = new HashMap<PauliProduct, Integer>();
        for (var product : products) {
            int circuit = 0;
            while (circuit < bases.size() && !product.agreesWith(bases.get(circuit))) {
                circuit++;
            }
            if (circuit == bases.size()) {
                bases.add(new TreeMap<>());
            }
            bases.get(circuit).putAll(product.factors());
            circuits.put(product, circuit);
        }
        if (bases.isEmpty()) {
            bases.add(new TreeMap<>());
        }
        return new MeasurementPlan(
                bases, observables.stream().map(one -> measured(one, bases, circuits)).toList());
    }

    private static MeasuredObservable measured(
            Observable observable,
            List<SortedMap<Integer, Pauli>> bases,
            Map<PauliProduct, Integer> circuits) {
        return new MeasuredObservable(
                observable.name(),
                observable.terms().stream()
                        .map(term -> {
                            int circuit = circuits.getOrDefault(term.product(), 0);
                            var qubits = List.copyOf(bases.get(circuit).keySet());
                            return new MeasuredObservable.Term(
                                    term.coefficient(),
                                    circuit,
                                    term.product().factors().keySet().stream()
                                            .map(qubits::indexOf)
                                            .toList());
                        })
                        .toList());
    }

    /**
     * The circuits to run: the same preparation, then each basis measured into bits of its own in
     * the order of the qubits.
     *
     * @param preparation measures nothing itself
     */
    public List<Circuit> circuits(Circuit preparation) {
        return bases.stream().map(basis -> circuit(preparation, basis)).toList();
    }

    private static Circuit circuit(Circuit preparation, SortedMap<Integer, Pauli> basis) {
        var operations = new ArrayList<>(preparation.operations());
        basis.forEach((qubit, pauli) -> operations.addAll(pauli.turn(qubit)));
        int bit = 0;
        for (int qubit : basis.keySet()) {
            operations.add(new Operation.Measure(qubit, bit++));
        }
        return new Circuit(
                preparation.qubits(),
                basis.isEmpty()
                        ? List.of()
                        : List.of(new ClassicalRegister(REGISTER, 0, basis.size())),
                operations);
    }
}
