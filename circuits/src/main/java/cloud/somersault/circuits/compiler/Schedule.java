package cloud.somersault.circuits.compiler;

import cloud.somersault.circuits.Operation;
import cloud.somersault.circuits.Operation.Apply;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Puts every step at its time and writes each wait of a qubit that has had a pulse as a delay.
 *
 * <p>Level 0 starts each step as soon as its qubits and bits are free. Level 1 keeps the same total
 * duration but starts each as late as that allows, since a qubit that has not begun waits in |0>
 * for free. Inside an {@code if} steps start as soon as possible and both branches are filled up to
 * the longer one. Above level 1 nobody waits for a virtual RZ, which commutes with waiting.
 * Terminal measurements are taken together at the very end. On demand long waits are filled by
 * {@link Decoupling}; delays that the program itself asks for never are.
 */
final class Schedule implements Pass {
    @Override
    public String name() {
        return "schedule";
    }

    @Override
    public String explanation() {
        return "Every step gets its time: waits become delays, terminal measurements come last,"
                + " together.";
    }

    @Override
    public Draft run(Draft draft) {
        var all = draft.circuit().operations();
        var body = body(all);
        var readout = Wires.finalReadout(all);
        var measurements = new ArrayList<Operation.Measure>();
        for (int i = 0; i < all.size(); i++) {
            if (readout.get(i) && all.get(i) instanceof Operation.Measure measure) {
                measurements.add(measure);
            }
        }
        var times = new Timetable(draft.device(), draft.circuit());
        var begins = times.begins(body, draft.options().optimization() > 0);
        long end = times.end(body, begins);
        boolean patient = draft.options().optimization() >= 2;
        var page = new Page(times, new BitSet(), draft.options().decoupling(), patient);
        page.write(body, begins);
        measurements.forEach(measure -> page.waitUntil(end, measure.qubit()));
        page.out.addAll(measurements);
        return draft.scheduled(page.out, Timetable.seconds(end));
    }

    /** All but the final readout. */
    static List<Operation> body(List<Operation> all) {
        var readout = Wires.finalReadout(all);
        var body = new ArrayList<Operation>(all.size());
        for (int i = 0; i < all.size(); i++) {
            if (!readout.get(i)) {
                body.add(all.get(i));
            }
        }
        return body;
    }

    /** A block of steps being written with its waits, the block starting at time 0. */
    private static final class Page {
        private final Timetable times;
        private final BitSet begun;
        private final boolean decoupling;
        private final boolean patient;
        private final List<Operation> out = new ArrayList<>();
        private final long[] clock;

        Page(Timetable times, BitSet begun, boolean decoupling, boolean patient) {
            this.decoupling = decoupling;
            this.patient = patient;
            this.times = times;
            this.begun = begun;
            this.clock = new long[times.qubits()];
        }

        void write(List<Operation> operations, long[] begins) {
            for (int i = 0; i < operations.size(); i++) {
                var operation = operations.get(i);
                if (patient && operation instanceof Apply virtual && Timetable.isVirtual(virtual)) {
                    out.add(operation);
                    continue;
                }
                long begin = begins[i];
                operation.qubits().forEach(qubit -> waitUntil(begin, qubit));
                long end = begin + times.duration(operation);
                if (operation instanceof Operation.If(var condition, var then, var otherwise)) {
                    long length = end - begin;
                    var first = branch(then, length, operation.qubits());
                    var second = branch(otherwise, length, operation.qubits());
                    out.add(new Operation.If(condition, first.out, second.out));
                    begun.or(first.begun);
                    begun.or(second.begun);
                } else {
                    out.add(operation);
                    if (operation instanceof Apply apply && !Timetable.isVirtual(apply)) {
                        apply.qubits().forEach(begun::set);
                    }
                }
                operation.qubits().forEach(qubit -> clock[qubit] = end);
            }
        }

        private Page branch(List<Operation> operations, long length, List<Integer> qubits) {
            var page = new Page(times, (BitSet) begun.clone(), decoupling, patient);
            page.write(operations, times.begins(operations, false));
            qubits.forEach(qubit -> page.waitUntil(length, qubit));
            return page;
        }

        void waitUntil(long time, int qubit) {
            if (begun.get(qubit) && clock[qubit] < time) {
                idle(time - clock[qubit], qubit);
            }
            clock[qubit] = time;
        }

        private void idle(long length, int qubit) {
            long pulse = times.duration(Decoupling.pulse(qubit));
            if (decoupling && length >= Decoupling.PULSES_MIN * pulse) {
                out.addAll(Decoupling.sequence(length, pulse, qubit));
            } else {
                out.add(new Operation.Delay(Timetable.seconds(length), List.of(qubit)));
            }
        }
    }
}
