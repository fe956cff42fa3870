package cloud.somersault.circuits.compiler;

import cloud.somersault.circuits.Circuit;
import cloud.somersault.circuits.Gate;
import cloud.somersault.circuits.Operation;
import cloud.somersault.circuits.Operation.Apply;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * When steps may begin, in whole femtoseconds so that sums are exact: 40 ns is 40e-9 again when
 * written out.
 */
final class Timetable {
    private static final double FEMTOSECONDS = 1e15;

    /** Half an hour; a longer delay counts as this, and no sum overflows. */
    private static final long DELAY_MAX = 1L << 61;

    private final long pulse;
    private final long cz;
    private final long readout;
    private final int qubits;
    private final int bits;

    /** Of each {@code if} once: asked again at every level of nesting it would take for ever. */
    private final Map<Operation, Long> branches = new IdentityHashMap<>();

    Timetable(Device device, Circuit circuit) {
        pulse = femtoseconds(device.oneQubitGateSeconds());
        cz = femtoseconds(device.twoQubitGateSeconds());
        readout = femtoseconds(device.readoutSeconds());
        qubits = circuit.qubits();
        bits = circuit.bits();
    }

    static double seconds(long femtoseconds) {
        return femtoseconds / FEMTOSECONDS;
    }

    private static long femtoseconds(double seconds) {
        return Math.min(DELAY_MAX, Math.round(seconds * FEMTOSECONDS));
    }

    static boolean isVirtual(Apply apply) {
        return apply.gate() == Gate.RZ;
    }

    int qubits() {
        return qubits;
    }

    /** How long a step takes; of an {@code if} the longer branch. */
    long duration(Operation operation) {
        return switch (operation) {
            case Apply apply -> isVirtual(apply) ? 0 : apply.gate() == Gate.CZ ? cz : pulse;
            case Operation.Measure _, Operation.Reset _ -> readout;
            case Operation.Barrier _, Operation.Assign _ -> 0;
            case Operation.Delay delay -> femtoseconds(delay.durationSeconds());
            case Operation.If(_, var then, var otherwise) -> longer(operation, then, otherwise);
            case Operation.While _ -> throw new IllegalStateException("the chip has no such loop");
            case Operation.Controlled _ ->
                    throw new IllegalStateException("a controlled gate is not native");
        };
    }

    private long longer(Operation branch, List<Operation> then, List<Operation> otherwise) {
        var known = branches.get(branch);
        if (known != null) {
            return known;
        }
        long longer = Math.max(length(then), length(otherwise));
        branches.put(branch, longer);
        return longer;
    }

    private long length(List<Operation> operations) {
        return end(operations, begins(operations, false));
    }

    /** The end of the last step. */
    long end(List<Operation> operations, long[] begins) {
        long end = 0;
        for (int i = 0; i < begins.length; i++) {
            end = Math.max(end, plus(begins[i], duration(operations.get(i))));
        }
        return end;
    }

    /** When each step begins: as soon as its qubits and bits are free, or as late as possible. */
    long[] begins(List<Operation> operations, boolean late) {
        int count = operations.size();
        var begins = new long[count];
        var wires = new long[qubits + bits];
        for (int i = 0; i < count; i++) {
            var operation = operations.get(i);
            long begin = 0;
            for (int wire : wires(operation)) {
                begin = Math.max(begin, wires[wire]);
            }
            begins[i] = begin;
            long end = plus(begin, duration(operation));
            for (int wire : wires(operation)) {
                wires[wire] = end;
            }
        }
        if (late) {
            Arrays.fill(wires, end(operations, begins));
            for (int i = count - 1; i >= 0; i--) {
                var operation = operations.get(i);
                long end = Long.MAX_VALUE;
                for (int wire : wires(operation)) {
                    end = Math.min(end, wires[wire]);
                }
                begins[i] = Math.max(begins[i], end - duration(operation));
                for (int wire : wires(operation)) {
                    wires[wire] = begins[i];
                }
            }
        }
        return begins;
    }

    private int[] wires(Operation operation) {
        var named = operation.qubits();
        var asked = Wires.bits(operation);
        var wires = new int[named.size() + asked.cardinality()];
        int next = 0;
        for (int qubit : named) {
            wires[next++] = qubit;
        }
        for (int bit = asked.nextSetBit(0); bit >= 0; bit = asked.nextSetBit(bit + 1)) {
            wires[next++] = qubits + bit;
        }
        return wires;
    }

    private static long plus(long first, long second) {
        return Math.min(DELAY_MAX, first + second);
    }
}
