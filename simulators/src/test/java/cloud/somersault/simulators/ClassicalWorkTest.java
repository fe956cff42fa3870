package cloud.somersault.simulators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloud.somersault.circuits.Circuit;
import cloud.somersault.circuits.Condition;
import cloud.somersault.circuits.Counts;
import cloud.somersault.circuits.Gate;
import cloud.somersault.circuits.Operation;
import cloud.somersault.simulators.plan.EndlessLoopException;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Assignments to bits and loops on measured values, alike in all engines that have them. */
class ClassicalWorkTest {
    private static final long SEED = Long.getLong("seed", 17);

    private static Counts run(EngineName engine, Circuit circuit, long first, long count) {
        var range = new ShotRange(3, 0, first, count);
        return Engines.run(engine, circuit, Optional.empty(), range, Cancellation.never());
    }

    /** Flips a coin until it shows 0; the parity of two more goes to bit 2. */
    private static Circuit untilZero(int iterationsMax) {
        var again =
                List.of(
                        new Operation.Apply(Gate.H, List.of(), List.of(0)),
                        new Operation.Measure(0, 0),
                        new Operation.Assign(3, Logic.differ(3, 0)));
        return Circuit.of(3, 4)
                .gate(Gate.X, 0)
                .gate(Gate.H, 1)
                .gate(Gate.H, 2)
                .measure(0, 0)
                .measure(1, 1)
                .measure(2, 2)
                .add(new Operation.Assign(2, Logic.differ(1, 2)))
                .add(new Operation.While(Condition.bit(0), List.copyOf(again), iterationsMax))
                .build();
    }

    /** Conditions by their bits. */
    private static final class Logic {
        static Condition differ(int a, int b) {
            return new Condition.Xor(Condition.bit(a), Condition.bit(b));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"STATE_VECTOR", "STABILIZER", "TRAJECTORIES", "MATRIX_PRODUCT_STATE"})
    void repeat_until_success_ends_with_success(EngineName engine) {
        var counts = run(engine, untilZero(1000), 0, 4000);
        assertThat(counts.byBitstring().keySet()).allMatch(bits -> bits.charAt(3) == '0');
        // Bits 1 and 2 are fair; six sigma of 4000 shots in quarters: false alarm below 1e-8.
        for (var middle : List.of("00", "01", "10", "11")) {
            long seen =
                    counts.byBitstring().entrySet().stream()
                            .filter(entry -> entry.getKey().substring(1, 3).equals(middle))
                            .mapToLong(java.util.Map.Entry::getValue)
                            .sum();
            assertThat(seen).isBetween(1000L - 165, 1000L + 165);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"STATE_VECTOR", "STABILIZER", "TRAJECTORIES", "MATRIX_PRODUCT_STATE"})
    void any_split_of_the_shots_gives_the_same_counts(EngineName engine) {
        var circuit = untilZero(1000);
        var whole = run(engine, circuit, 0, 500);
        var parts = run(engine, circuit, 0, 123).plus(run(engine, circuit, 123, 377));
        assertThat(parts.digest()).isEqualTo(whole.digest());
    }

    @ParameterizedTest
    @EnumSource(names = {"STATE_VECTOR", "STABILIZER", "TRAJECTORIES", "MATRIX_PRODUCT_STATE"})
    void a_loop_that_goes_on_for_too_long_fails(EngineName engine) {
        assertThatThrownBy(() -> run(engine, untilZero(2), 0, 1000))
                .isInstanceOf(EndlessLoopException.class)
                .hasMessage("in some shot, a while loop still goes on after 2 iterations");
        var endless =
                Circuit.of(1, 1)
                        .add(new Operation.Assign(0, new Condition.Constant(true)))
                        .add(new Operation.While(Condition.bit(0), List.of(), 10))
                        .build();
        assertThatThrownBy(() -> run(engine, endless, 0, 1))
                .isInstanceOf(EndlessLoopException.class);
    }

    @ParameterizedTest
    @EnumSource(names = {"STATE_VECTOR", "STABILIZER", "TRAJECTORIES", "MATRIX_PRODUCT_STATE"})
    void a_loop_counts_anew_each_time_it_is_entered(EngineName engine) {
        var inner =
                new Operation.While(
                        Condition.bit(1),
                        List.of(new Operation.Assign(1, new Condition.Constant(false))),
                        1);
        var outer =
                new Operation.While(
                        new Condition.Compare(List.of(2, 3), Condition.Comparison.NOT_EQUAL, 3),
                        List.of(
                                new Operation.Assign(1, new Condition.Constant(true)),
                                inner,
                                new Operation.Assign(3, Logic.differ(2, 3)),
                                new Operation.Assign(2, new Condition.Not(Condition.bit(2)))),
                        3);
        var circuit = Circuit.of(1, 4).add(outer).measure(0, 0).build();
        assertThat(run(engine, circuit, 0, 10).byBitstring())
                .containsExactly(java.util.Map.entry("1100", 10L));
    }

    @Test
    void bits_without_qubits_are_worked_out_without_moving_the_dice_of_others() {
        var builder = Circuit.of(2, 4).gate(Gate.H, 0).gate(Gate.CX, 0, 1).measure(0, 0);
        var plain = run(EngineName.STATE_VECTOR, builder.build(), 0, 300);
        builder.add(new Operation.Assign(2, new Condition.Constant(true)))
                .add(new Operation.Assign(3, Condition.bit(2)));
        var worked = run(EngineName.STATE_VECTOR, builder.build(), 0, 300);
        plain.byBitstring()
                .forEach((bits, shots) ->
                        assertThat(worked.byBitstring())
                                .containsEntry("11" + bits.substring(2), shots));
    }

    @Test
    void the_engines_agree_on_random_classical_work() {
        for (int i = 0; i < 40; i++) {
            var dice = new SplittableRandom(SEED + i);
            var circuit = Circuit.of(4, 6);
            for (int q = 0; q < 4; q++) {
                if (dice.nextBoolean()) {
                    circuit.gate(Gate.X, q);
                }
                circuit.measure(q, q);
            }
            for (int step = 0; step < 12; step++) {
                int a = dice.nextInt(6);
                int b = dice.nextInt(6);
                var value =
                        switch (dice.nextInt(4)) {
                            case 0 -> new Condition.And(Condition.bit(a), Condition.bit(b));
                            case 1 ->
                                    new Condition.CompareBits(
                                            List.of(a, b),
                                            Condition.Comparison.LESS,
                                            List.of(1, 4, 0));
                            case 2 -> new Condition.Not(Condition.bit(a));
                            default -> Logic.differ(a, b);
                        };
                circuit.add(new Operation.Assign(dice.nextInt(6), value));
                if (step % 4 == 0) {
                    circuit.add(
                            new Operation.If(
                                    value,
                                    List.of(new Operation.Apply(Gate.X, List.of(), List.of(1))),
                                    List.of(new Operation.Assign(a, Condition.bit(b)))));
                    circuit.measure(1, dice.nextInt(6));
                }
            }
            var built = circuit.build();
            assertThat(run(EngineName.STABILIZER, built, 0, 5))
                    .as("seed %s", SEED + i)
                    .isEqualTo(run(EngineName.STATE_VECTOR, built, 0, 5));
        }
    }
}
