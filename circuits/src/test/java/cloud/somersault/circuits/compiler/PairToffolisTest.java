package cloud.somersault.circuits.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.somersault.circuits.Circuit;
import cloud.somersault.circuits.Gate;
import cloud.somersault.circuits.Operation;
import cloud.somersault.circuits.compiler.Compilation.Compiled;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Toffoli gates that undo each other are shorter; what they do together stays the same. */
class PairToffolisTest {
    private static final long SEED = Long.getLong("seed", 41);
    private static final Device FREE = Devices.withLayers(Devices.complete(6), 100_000);

    private static Compiled compiled(Circuit circuit) {
        var options = new CompilerOptions(Layout.AUTO, 2, SEED);
        var compiled = (Compiled) Compiler.compile(circuit, FREE, options);
        InputEquivalence.check(circuit, compiled, SEED);
        return compiled;
    }

    @Test
    void computing_an_and_and_undoing_it_takes_three_cz_each() {
        var circuit =
                Circuit.of(5, 0)
                        .gate(Gate.CCX, 0, 1, 2)
                        .gate(Gate.CX, 2, 3)
                        .gate(Gate.T, 2)
                        .gate(Gate.CX, 2, 4)
                        .gate(Gate.CCX, 1, 0, 2)
                        .build();
        assertThat(compiled(circuit).czGates()).isEqualTo(3 + 1 + 1 + 3);
    }

    @Test
    void with_something_else_on_the_target_between_it_takes_four_each() {
        var circuit =
                Circuit.of(4, 0)
                        .gate(Gate.CCX, 0, 1, 2)
                        .gate(Gate.RX, List.of(.3), 2)
                        .gate(Gate.RZ, List.of(.4), 2)
                        .gate(Gate.CCX, 0, 1, 2)
                        .build();
        assertThat(compiled(circuit).czGates()).isLessThanOrEqualTo(8);
    }

    @Test
    void what_does_not_commute_between_keeps_both_whole() {
        var circuit =
                Circuit.of(3, 0)
                        .gate(Gate.CCX, 0, 1, 2)
                        .gate(Gate.SX, 0)
                        .gate(Gate.H, 1)
                        .gate(Gate.RY, List.of(.4), 2)
                        .gate(Gate.CCX, 0, 1, 2)
                        .build();
        assertThat(PairToffolis.paired(circuit.operations(), Cancellation.never()))
                .isEqualTo(circuit.operations());
    }

    @Test
    void random_programs_with_many_pairs_stay_the_same() {
        var gates =
                List.of(
                        Gate.CCX,
                        Gate.CCZ,
                        Gate.CX,
                        Gate.X,
                        Gate.Z,
                        Gate.Y,
                        Gate.T,
                        Gate.H,
                        Gate.CZ,
                        Gate.SX,
                        Gate.CCX,
                        Gate.CSWAP,
                        Gate.S);
        int shortened = 0;
        for (int round = 0; round < 300; round++) {
            var dice = new SplittableRandom(SEED + round);
            int qubits = 3 + dice.nextInt(2);
            var circuit = Circuit.of(qubits, 0);
            for (int i = 0; i < 14; i++) {
                var gate = gates.get(dice.nextInt(gates.size()));
                var operands = IntStream.range(0, qubits).boxed().toArray(Integer[]::new);
                for (int k = 0; k < qubits; k++) {
                    int other = dice.nextInt(qubits);
                    int kept = operands[k];
                    operands[k] = operands[other];
                    operands[other] = kept;
                }
                circuit.gate(gate, java.util.Arrays.copyOf(operands, gate.qubits()));
            }
            var source = circuit.build();
            var paired = PairToffolis.paired(source.operations(), Cancellation.never());
            shortened += paired.equals(source.operations()) ? 0 : 1;
            InputEquivalence.checkSame(source, source.withOperations(paired), SEED + round);
        }
        assertThat(shortened).isGreaterThan(50);
    }

    @Test
    void gates_that_are_their_own_inverse_vanish_in_pairs() {
        var circuit =
                Circuit.of(2, 0)
                        .gate(Gate.H, 0)
                        .gate(Gate.X, 0)
                        .gate(Gate.Z, 1)
                        .gate(Gate.X, 0)
                        .gate(Gate.H, 0)
                        .build();
        assertThat(PairToffolis.withoutDoubles(circuit.operations(), 2))
                .extracting(Operation::qubits)
                .containsExactly(List.of(1));
    }
}
