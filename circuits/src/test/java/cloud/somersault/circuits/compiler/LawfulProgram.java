package cloud.somersault.circuits.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.somersault.circuits.Gate;
import cloud.somersault.circuits.Operation;
import cloud.somersault.circuits.compiler.Compilation.Compiled;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The laws that every compiled program obeys, checked with a clock of its own: it adds up pulses,
 * CZ and written delays for each qubit and demands that qubits which meet are at the same time.
 */
final class LawfulProgram {
    /** Sums of some thousand durations near 1e-7 s, and written delays rounded to 1e-15 s. */
    private static final double ROUNDING_SECONDS = 1e-12;

    private final Device device;
    private final Set<List<Integer>> couplers = new HashSet<>();

    /** The time of every qubit that has had a pulse, and of every bit measured on such a one. */
    private final Map<Integer, Time> clock = new HashMap<>();

    private final Map<Integer, Time> bits = new HashMap<>();
    private int nextFrame;

    /**
     * A time since the first pulse of the qubits of a frame. When that was nobody has written down,
     * until they meet other qubits or the readout.
     */
    private record Time(int frame, double seconds) {
        Time plus(double more) {
            return new Time(frame, seconds + more);
        }
    }

    private LawfulProgram(Device device) {
        this.device = device;
        for (var coupler : device.couplers()) {
            if (coupler.inService()) {
                couplers.add(List.of(coupler.first(), coupler.second()));
                couplers.add(List.of(coupler.second(), coupler.first()));
            }
        }
    }

    static void check(Compiled compiled, Device device) {
        assertThat(compiled.circuit().qubits()).isEqualTo(device.qubits().size());
        var law = new LawfulProgram(device);
        var operations = compiled.circuit().operations();
        int end = operations.size();
        while (end > 0 && operations.get(end - 1) instanceof Operation.Measure) {
            end--;
        }
        operations.subList(0, end).forEach(law::step);
        var measured =
                operations.subList(end, operations.size()).stream()
                        .map(measure -> measure.qubits().getFirst())
                        .toList();
        measured.forEach(law::requireInService);
        law.meet(measured, 0, false);
        law.clock.forEach((qubit, time) ->
                assertThat(time.seconds)
                        .as("qubit %s", qubit)
                        .isLessThanOrEqualTo(compiled.durationSeconds() + ROUNDING_SECONDS));
        assertThat(compiled.layers()).isLessThanOrEqualTo(device.layersMax());
        assertThat(compiled.estimatedSuccess()).isBetween(0.0, 1.0);
    }

    private static org.assertj.core.data.Offset<Double> near() {
        return org.assertj.core.data.Offset.offset(ROUNDING_SECONDS);
    }

    private void step(Operation operation) {
        operation.qubits().forEach(this::requireInService);
        switch (operation) {
            case Operation.Apply apply -> {
                assertThat(apply.gate()).isIn(Gate.U3, Gate.RZ, Gate.CZ);
                if (apply.gate() == Gate.CZ) {
                    assertThat(couplers).contains(apply.qubits());
                    meet(apply.qubits(), device.twoQubitGateSeconds(), true);
                } else if (apply.gate() == Gate.U3) {
                    meet(apply.qubits(), device.oneQubitGateSeconds(), true);
                }
            }
            case Operation.Reset _ -> meet(operation.qubits(), device.readoutSeconds(), false);
            case Operation.Measure(int qubit, int bit) -> {
                meet(operation.qubits(), device.readoutSeconds(), false);
                if (clock.containsKey(qubit)) {
                    bits.put(bit, clock.get(qubit));
                }
            }
            case Operation.Barrier barrier -> meet(barrier.qubits(), 0, false);
            case Operation.Delay delay -> meet(delay.qubits(), delay.durationSeconds(), false);
            case Operation.If branch -> branches(branch);
            case Operation.Assign _ -> {}
            case Operation.While _ -> throw new AssertionError("not on a chip: " + operation);
            case Operation.Controlled _ -> throw new AssertionError("not native: " + operation);
        }
    }

    private void requireInService(int qubit) {
        assertThat(device.qubits().get(qubit).inService()).as("qubit %s", qubit).isTrue();
    }

    /** The qubits stand at the same time, then it goes on; those without a pulse have no time. */
    private void meet(List<Integer> qubits, double seconds, boolean begins) {
        if (begins) {
            qubits.forEach(q -> clock.computeIfAbsent(q, _ -> new Time(nextFrame++, 0)));
        }
        var begun = qubits.stream().filter(clock::containsKey).toList();
        for (int qubit : begun) {
            align(begun.getFirst(), qubit);
        }
        begun.forEach(q -> clock.compute(q, (_, time) -> time.plus(seconds)));
    }

    /** Two frames become one, in the older frame; in one frame the times must be the same. */
    private void align(int first, int second) {
        var a = clock.get(first);
        var b = clock.get(second);
        if (a.frame == b.frame) {
            assertThat(a.seconds).as("qubits %s, %s", first, second).isCloseTo(b.seconds, near());
            return;
        }
        var older = a.frame < b.frame ? a : b;
        var younger = a.frame < b.frame ? b : a;
        double shift = older.seconds - younger.seconds;
        clock.replaceAll((_, time) ->
                time.frame == younger.frame ? new Time(older.frame, time.seconds + shift) : time);
        bits.replaceAll((_, time) ->
                time.frame == younger.frame ? new Time(older.frame, time.seconds + shift) : time);
    }

    private void branches(Operation.If branch) {
        var qubits = branch.qubits();
        meet(qubits, 0, false);
        qubits.stream()
                .filter(clock::containsKey)
                .findFirst()
                .ifPresent(q -> requireKnown(branch, q));
        var before = new HashMap<>(clock);
        var bitsBefore = new HashMap<>(bits);
        branch.then().forEach(this::step);
        meet(qubits, 0, false);
        var after = new HashMap<>(clock);
        clock.clear();
        clock.putAll(before);
        var bitsAfter = new HashMap<>(bits);
        bits.clear();
        bits.putAll(bitsBefore);
        branch.otherwise().forEach(this::step);
        meet(qubits, 0, false);
        before.keySet().stream()
                .filter(qubits::contains)
                .forEach(q ->
                        assertThat(clock.get(q).seconds)
                                .as("qubit %s after either branch", q)
                                .isCloseTo(after.get(q).seconds, near()));
        after.forEach(clock::putIfAbsent);
        bitsAfter.forEach((bit, time) -> bits.merge(bit, time, LawfulProgram::later));
        meet(qubits, 0, false);
    }

    private static Time later(Time first, Time second) {
        return first.frame == second.frame && first.seconds > second.seconds ? first : second;
    }

    private void requireKnown(Operation.If branch, int qubit) {
        var asked = Wires.bits(branch);
        var now = clock.get(qubit);
        bits.forEach((bit, time) -> {
            if (asked.get(bit) && time.frame == now.frame) {
                assertThat(now.seconds)
                        .as("bit %s is known", bit)
                        .isGreaterThanOrEqualTo(time.seconds - ROUNDING_SECONDS);
            }
        });
    }
}
