package cloud.somersault.circuits.observable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import cloud.somersault.circuits.Circuit;
import cloud.somersault.circuits.Counts;
import cloud.somersault.circuits.Gate;
import cloud.somersault.circuits.Operation;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Which circuits observables need, and what their counts say. */
class MeasurementPlanTest {

    @Test
    void products_are_read_as_they_are_written() {
        for (var text : List.of("I", "Z0", "X0 Y3 Z12")) {
            assertThat(PauliProduct.parse(text).orElseThrow()).hasToString(text);
        }
        assertThat(PauliProduct.parse("Z12 X0").orElseThrow()).hasToString("X0 Z12");
        for (var wrong : List.of("", "z0", "Z", "Z0Z1", "Z0 Z0", "Z-1", "Q2", "Z9999999999")) {
            assertThat(PauliProduct.parse(wrong)).as(wrong).isEmpty();
        }
    }

    @Test
    void hydrogen_in_its_four_qubit_form_needs_five_circuits_and_in_its_two_qubit_form_three() {
        // The 15 terms of H2 in the Jordan-Wigner form (Seeley, Richard, Love: J. Chem. Phys. 137,
        // 224109, 2012, eq. 77): all Z together, and four of X and Y.
        var four =
                observable(
                        "I",
                        "Z0",
                        "Z1",
                        "Z2",
                        "Z3",
                        "Z0 Z1",
                        "Z0 Z2",
                        "Z0 Z3",
                        "Z1 Z2",
                        "Z1 Z3",
                        "Z2 Z3",
                        "X0 X1 Y2 Y3",
                        "Y0 Y1 X2 X3",
                        "X0 Y1 Y2 X3",
                        "Y0 X1 X2 Y3");
        assertThat(MeasurementPlan.of(List.of(four)).bases()).hasSize(5);
        // The five terms of O'Malley et al., PRX 6, 031007, 2016: Z's together, XX, YY.
        var two = observable("I", "Z0", "Z1", "Z0 Z1", "X0 X1", "Y0 Y1");
        assertThat(MeasurementPlan.of(List.of(two)).bases()).hasSize(3);
    }

    @Test
    void every_term_finds_its_qubits_in_its_circuits_bits() {
        var random = new Random(3);
        for (int round = 0; round < 200; round++) {
            var terms = new java.util.ArrayList<Observable.Term>();
            for (int term = 0; term < 8; term++) {
                var factors = new TreeMap<Integer, Pauli>();
                for (int qubit = 0; qubit < 5; qubit++) {
                    if (random.nextBoolean()) {
                        factors.put(qubit, Pauli.values()[random.nextInt(3)]);
                    }
                }
                terms.add(new Observable.Term(1, new PauliProduct(factors)));
            }
            var plan = MeasurementPlan.of(List.of(new Observable("o", terms)));

            for (int term = 0; term < terms.size(); term++) {
                var measured = plan.observables().getFirst().terms().get(term);
                var basis = plan.bases().get(measured.circuit());
                var qubits = List.copyOf(basis.keySet());
                var found = new TreeMap<Integer, Pauli>();
                measured.bits()
                        .forEach(bit -> found.put(qubits.get(bit), basis.get(qubits.get(bit))));
                assertThat(found).isEqualTo(terms.get(term).product().factors());
            }
        }
    }

    @Test
    void the_circuits_turn_each_qubit_into_its_basis_and_measure_it() {
        var preparation = Circuit.of(3, 0).gate(Gate.H, 0).build();
        var plan = MeasurementPlan.of(List.of(observable("X0 Y2")));

        assertThat(plan.circuits(preparation).getFirst().operations())
                .containsExactly(
                        new Operation.Apply(Gate.H, List.of(), List.of(0)),
                        new Operation.Apply(Gate.H, List.of(), List.of(0)),
                        new Operation.Apply(Gate.SDG, List.of(), List.of(2)),
                        new Operation.Apply(Gate.H, List.of(), List.of(2)),
                        new Operation.Measure(0, 0),
                        new Operation.Measure(2, 1));
    }

    @Test
    void a_value_is_the_mean_of_its_parities_and_its_error_that_of_a_mean() {
        // 750 of 1000 even: mean 0.5, variance of a single shot 1 - 0.25.
        var parity = measured(new MeasuredObservable.Term(1, 0, List.of(0, 1)));
        var counts = Counts.of(2, Map.of("00", 500L, "11", 250L, "01", 250L));

        var estimate = parity.estimate(List.of(counts));

        assertThat(estimate.value()).isCloseTo(0.5, within(1e-12));
        assertThat(estimate.standardError()).isCloseTo(Math.sqrt(0.75 / 999), within(1e-12));
    }

    @Test
    void terms_of_the_same_shots_vary_together() {
        // Z0 and -Z1 of a pair that always agrees cancel in every shot: no error at all.
        var same =
                measured(
                        new MeasuredObservable.Term(1, 0, List.of(0)),
                        new MeasuredObservable.Term(-1, 0, List.of(1)),
                        new MeasuredObservable.Term(0.25, 0, List.of()));
        var counts = Counts.of(2, Map.of("00", 512L, "11", 488L));

        assertThat(same.estimate(List.of(counts)))
                .isEqualTo(new MeasuredObservable.Estimate(0.25, 0));
    }

    @Test
    void terms_of_different_circuits_vary_each_for_itself() {
        var two =
                measured(
                        new MeasuredObservable.Term(1, 0, List.of(0)),
                        new MeasuredObservable.Term(-1, 1, List.of(0)));
        var counts = Counts.of(1, Map.of("0", 500L, "1", 500L));

        assertThat(two.estimate(List.of(counts, counts)).standardError())
                .isCloseTo(Math.sqrt(2.0 / 999), within(1e-12));
    }

    private static MeasuredObservable measured(MeasuredObservable.Term... terms) {
        return new MeasuredObservable("o", List.of(terms));
    }

    private static Observable observable(String... products) {
        return new Observable(
                "o",
                List.of(products).stream()
                        .map(text -> new Observable.Term(1, PauliProduct.parse(text).orElseThrow()))
                        .toList());
    }
}
