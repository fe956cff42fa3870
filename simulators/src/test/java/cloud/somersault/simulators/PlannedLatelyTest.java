package cloud.somersault.simulators;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.somersault.circuits.Circuit;
import cloud.somersault.circuits.Gate;
import cloud.somersault.simulators.plan.Checkpoint;
import cloud.somersault.simulators.plan.Plan;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlannedLatelyTest {
    private static Circuit row(int gates) {
        var circuit = Circuit.of(3, 3);
        for (int gate = 0; gate < gates; gate++) {
            circuit.gate(Gate.H, gate % 3).gate(Gate.T, gate % 3).gate(Gate.CX, 0, 1);
        }
        return circuit.measureAll().build();
    }

    private static List<Plan> plans(Circuit circuit) {
        return Engines.plans(circuit, Optional.empty(), Checkpoint.none());
    }

    @Test
    void plans_are_there_once_for_the_circuit_that_they_are_of() {
        var lately = new PlannedLately();
        var circuit = row(4);
        var plans = plans(circuit);
        lately.note(circuit, plans);
        assertThat(lately.take(row(4))).as("as good, and not the same").isEmpty();
        assertThat(lately.take(circuit)).containsSame(plans);
        assertThat(lately.take(circuit)).isEmpty();
    }

    @Test
    void large_circuits_are_not_remembered() {
        var lately = new PlannedLately();
        var circuit = row(1000);
        lately.note(circuit, plans(circuit));
        assertThat(lately.take(circuit)).isEmpty();
    }

    @Test
    void the_oldest_are_forgotten_first() {
        var lately = new PlannedLately();
        var first = row(20);
        lately.note(first, plans(first));
        var last = first;
        for (int other = 0; other < 2000; other++) {
            last = row(20);
            lately.note(last, plans(last));
        }
        assertThat(lately.take(first)).isEmpty();
        assertThat(lately.take(last)).isPresent();
    }

    @Test
    void counts_are_the_same_whether_an_engine_was_chosen_before_or_not() {
        var limits = new EngineLimits(1L << 30, 60);
        for (var engine : List.of(EngineName.STATE_VECTOR, EngineName.MATRIX_PRODUCT_STATE)) {
            var chosen = row(7);
            Engines.require(engine, chosen, Optional.empty(), 500, limits);
            var range = new ShotRange(72, 0, 0, 500);
            var planned = Engines.run(engine, chosen, Optional.empty(), range, () -> false);
            var again = Engines.run(engine, chosen, Optional.empty(), range, () -> false);
            assertThat(planned).isEqualTo(again);
            assertThat(planned.shots()).isEqualTo(500);
        }
    }
}
