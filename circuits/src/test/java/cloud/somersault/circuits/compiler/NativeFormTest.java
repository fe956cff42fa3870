package cloud.somersault.circuits.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.somersault.circuits.Gate;
import cloud.somersault.circuits.Operation;
import cloud.somersault.circuits.Operation.Apply;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a gate costs on the chip; that it is the gate is DecompositionLawsTest's to say. */
class NativeFormTest {
    private static NativeForm of(Gate gate, List<Double> parameters, Integer... on) {
        return NativeForm.of(new Apply(gate, parameters, List.of(on)));
    }

    @Test
    void costs_are_counted_by_kind() {
        var cx = of(Gate.CX, List.of(), 0, 1);
        assertThat(cx.pulses()).isEqualTo(2);
        assertThat(cx.czGates()).isEqualTo(1);
        assertThat(cx.virtualGates()).isZero();
        assertThat(of(Gate.T, List.of(), 0).virtualGates()).isEqualTo(1);
        assertThat(of(Gate.H, List.of(), 0).pulses()).isEqualTo(1);
        assertThat(of(Gate.ID, List.of(), 0).steps()).isEmpty();
    }

    @Test
    void a_cz_is_what_the_chip_has() {
        assertThat(of(Gate.CZ, List.of(), 0, 1).steps())
                .containsExactly(new Apply(Gate.CZ, List.of(), List.of(0, 1)));
    }

    @Test
    void a_further_control_makes_a_toffoli_of_a_cx() {
        var cx = new Apply(Gate.CX, List.of(), List.of(1, 2));
        assertThat(NativeForm.of(new Operation.Controlled(List.of(0), cx)).czGates()).isEqualTo(6);
    }
}
