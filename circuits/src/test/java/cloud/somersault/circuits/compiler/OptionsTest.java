package cloud.somersault.circuits.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.somersault.circuits.Circuit;
import cloud.somersault.circuits.Gate;
import cloud.somersault.circuits.Operation;
import cloud.somersault.circuits.compiler.Compilation.Compiled;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Decoupling, regions and explanations. */
class OptionsTest {
    private static final Device GRID = Devices.withLayers(Devices.grid(5, 5), 100_000);

    private static CompilerOptions options(int level) {
        return new CompilerOptions(Layout.AUTO, level, 7);
    }

    private static Compiled compiled(Circuit circuit, CompilerOptions options) {
        var compiled = (Compiled) Compiler.compile(circuit, GRID, options);
        LawfulProgram.check(compiled, GRID);
        return compiled;
    }

    private static Circuit waiting() {
        var circuit = Circuit.of(3, 3).gate(Gate.H, 0).gate(Gate.CX, 0, 1).gate(Gate.H, 2);
        for (int i = 0; i < 6; i++) {
            circuit.gate(Gate.RX, List.of(.3), 1).gate(Gate.CX, 1, 2);
        }
        return circuit.measureAll().build();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void decoupling_fills_long_waits_and_changes_neither_duration_nor_outcome(int level) {
        var without = compiled(waiting(), options(level));
        var with = compiled(waiting(), options(level).withDecoupling(true));
        assertThat(with.durationSeconds()).isEqualTo(without.durationSeconds());
        assertThat(with.pulses()).isGreaterThan(without.pulses());
        assertThat((with.pulses() - without.pulses()) % 2).isZero();
        assertThat(with.czGates()).isEqualTo(without.czGates());
        Equivalence.check(waiting(), with);
    }

    @Test
    void decoupling_leaves_written_delays_and_short_waits_alone() {
        var ramsey =
                Circuit.of(1, 1)
                        .gate(Gate.SX, 0)
                        .add(new Operation.Delay(5e-6, List.of(0)))
                        .gate(Gate.SX, 0)
                        .measure(0, 0)
                        .build();
        assertThat(compiled(ramsey, options(1).withDecoupling(true)).circuit())
                .isEqualTo(compiled(ramsey, options(1)).circuit());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void a_program_stays_in_its_region_and_away_from_occupied_neighbours(int level) {
        var allowed = new TreeSet<>(List.of(0, 1, 2, 3, 5, 6, 7, 8, 10, 11, 12, 13, 20));
        var occupied = new TreeSet<>(List.of(4));
        var region = new Region(allowed, occupied);
        var compiled = compiled(waiting(), options(level).withRegion(region));
        assertThat(compiled.circuit().touchedQubits().stream().boxed())
                .isSubsetOf(allowed)
                .doesNotContain(3, 4, 9);
        Equivalence.check(waiting(), compiled);
    }

    @Test
    void a_region_too_small_or_missed_is_refused() {
        var two = new Region(new TreeSet<>(List.of(0, 1)), new TreeSet<>());
        var refused = Compiler.compile(waiting(), GRID, options(2).withRegion(two));
        assertThat(refused).isInstanceOf(Compilation.Refused.class);
        assertThat(((Compilation.Refused) refused).code()).isEqualTo("too-many-qubits");
        var physical = new CompilerOptions(Layout.PHYSICAL, 0, 7).withRegion(two);
        var outside = Circuit.of(25, 0).gate(Gate.X, 6).build();
        assertThat(((Compilation.Refused) Compiler.compile(outside, GRID, physical)).code())
                .isEqualTo("qubit-outside-region");
    }

    @Test
    void an_explanation_names_every_pass_and_what_it_did_to_the_size() {
        var clock = new AtomicLong();
        for (int level = 0; level <= 3; level++) {
            var explanation =
                    Compiler.explain(
                            waiting(), GRID, options(level), () -> clock.addAndGet(2_000_000));
            assertThat(explanation.compilation())
                    .isEqualTo(Compiler.compile(waiting(), GRID, options(level)));
            assertThat(explanation.steps())
                    .extracting(Explanation.Step::pass)
                    .isEqualTo(Compiler.passes(options(level)).stream().map(Pass::name).toList());
            assertThat(explanation.steps())
                    .allSatisfy(step -> assertThat(step.milliseconds()).isEqualTo(2));
            var compiled = (Compiled) explanation.compilation();
            var last = explanation.steps().getLast().after();
            assertThat(last.czGates()).isEqualTo(compiled.czGates());
            assertThat(last.pulses()).isEqualTo(compiled.pulses());
            assertThat(last.depth()).isEqualTo(compiled.layers());
            assertThat(explanation.steps().getFirst().before().czGates()).isEqualTo(7);
        }
    }

    @Test
    void an_explanation_of_a_refusal_stops_at_it() {
        var wide = Circuit.of(30, 30).measureAll().build();
        var explanation = Compiler.explain(wide, GRID, options(2), () -> 0);
        assertThat(explanation.compilation()).isInstanceOf(Compilation.Refused.class);
        assertThat(explanation.steps()).isEmpty();
    }
}
