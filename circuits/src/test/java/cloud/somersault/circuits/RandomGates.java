package cloud.somersault.circuits;

import cloud.somersault.circuits.Operation.Apply;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Seeded steps of one gate: angles of all sizes, and multiples of pi/4 as often. */
final class RandomGates {
    static final int EACH = 40;

    private RandomGates() {}

    /** On operands 0, 1, 2; {@code -Dseed} replaces the seed. */
    static List<Apply> of(Gate gate, long seed) {
        var dice = new SplittableRandom(Long.getLong("seed", seed));
        var qubits = IntStream.range(0, gate.qubits()).boxed().toList();
        return IntStream.range(0, EACH)
                .mapToObj(round ->
                        new Apply(
                                gate,
                                gate.parameters().stream()
                                        .map(_ ->
                                                switch (round % 4) {
                                                    case 0 -> dice.nextDouble(-7, 7);
                                                    case 1 -> dice.nextInt(-4, 9) * Math.PI / 4;
                                                    default -> dice.nextInt(-4, 9) * Math.PI / 2;
                                                })
                                        .toList(),
                                qubits))
                .toList();
    }

    static double[] values(Apply step) {
        return step.parameters().stream().mapToDouble(Double::doubleValue).toArray();
    }
}
