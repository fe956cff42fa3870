package cloud.somersault.circuits.compiler;

import cloud.somersault.circuits.Operation;
import cloud.somersault.circuits.Operation.Apply;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * One sweep that keeps what each qubit still has to turn and writes it out as late as possible: as
 * one U3 before a CZ or whatever else must not be passed, not at all before a reset, and without
 * what is only a phase before a measurement. A rotation about Z commutes with CZ and goes on
 * waiting.
 */
final class MergePulses {
    private final List<Operation> out = new ArrayList<>();
    private final Rotation[] waiting;
    private final BitSet untouched = new BitSet();

    private MergePulses(int qubits, boolean fromZero) {
        waiting = new Rotation[qubits];
        Arrays.fill(waiting, Rotation.NOTHING);
        untouched.set(0, qubits, fromZero);
    }

    /**
     * The operations with their pulses merged.
     *
     * @param fromZero whether all qubits start in |0>, so that a first reset or RZ does nothing
     */
    static List<Operation> merged(List<Operation> operations, int qubits, boolean fromZero) {
        var sweep = new MergePulses(qubits, fromZero);
        operations.forEach(sweep::add);
        for (int qubit = 0; qubit < qubits; qubit++) {
            sweep.write(qubit);
        }
        return List.copyOf(sweep.out);
    }

    private void add(Operation operation) {
        switch (operation) {
            case Apply apply when apply.qubits().size() == 1 -> {
                int qubit = apply.qubits().getFirst();
                waiting[qubit] = rotation(apply).after(waiting[qubit]);
                if (untouched.get(qubit) && waiting[qubit].isDiagonal()) {
                    waiting[qubit] = Rotation.NOTHING;
                }
            }
            case Apply cz -> {
                cz.qubits().forEach(this::writePulse);
                cz.qubits().forEach(untouched::clear);
                out.add(cz);
            }
            case Operation.Measure measure -> {
                writePulse(measure.qubit());
                waiting[measure.qubit()] = Rotation.NOTHING;
                untouched.clear(measure.qubit());
                out.add(measure);
            }
            case Operation.Reset(int qubit) -> {
                waiting[qubit] = Rotation.NOTHING;
                if (!untouched.get(qubit)) {
                    out.add(operation);
                    untouched.set(qubit);
                }
            }
            case Operation other -> {
                other.qubits().forEach(this::write);
                other.qubits().forEach(untouched::clear);
                out.add(other);
            }
        }
    }

    static Rotation rotation(Apply apply) {
        var p = apply.parameters();
        return switch (apply.gate()) {
            case RZ -> Rotation.aboutZ(p.getFirst());
            case U3 -> Rotation.euler(p.get(0), p.get(1), p.get(2));
            default -> Rotation.of(apply.matrix());
        };
    }

    private void writePulse(int qubit) {
        if (!waiting[qubit].isDiagonal()) {
            write(qubit);
        }
    }

    private void write(int qubit) {
        var rotation = waiting[qubit];
        waiting[qubit] = Rotation.NOTHING;
        if (!rotation.isNothing()) {
            out.add(rotation.on(qubit));
            untouched.clear(qubit);
        }
    }
}
