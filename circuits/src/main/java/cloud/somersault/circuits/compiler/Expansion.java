package cloud.somersault.circuits.compiler;

import cloud.somersault.circuits.Gate;
import cloud.somersault.circuits.Operation;
import cloud.somersault.circuits.Operation.Apply;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Collects the native steps of one composite gate. One-qubit rotations between two CZ become one
 * step, and rotations about Z wait behind a CZ, with which they commute.
 */
final class Expansion {
    private static final Rotation H = Rotation.euler(Math.PI / 2, 0, Math.PI);
    private final List<Operation> steps = new ArrayList<>();
    private final Map<Integer, Rotation> waiting = new TreeMap<>();

    void rotate(int qubit, Rotation rotation) {
        var before = waiting.getOrDefault(qubit, Rotation.NOTHING);
        waiting.put(qubit, rotation.after(before));
    }

    void rz(int qubit, double angle) {
        rotate(qubit, Rotation.aboutZ(angle));
    }

    void h(int qubit) {
        rotate(qubit, H);
    }

    void cz(int first, int second) {
        flushPulse(first);
        flushPulse(second);
        steps.add(new Apply(Gate.CZ, List.of(), List.of(first, second)));
    }

    void cx(int control, int target) {
        h(target);
        cz(control, target);
        h(target);
    }

    private void flushPulse(int qubit) {
        var rotation = waiting.getOrDefault(qubit, Rotation.NOTHING);
        if (!rotation.isDiagonal()) {
            steps.add(rotation.on(qubit));
            waiting.remove(qubit);
        }
    }

    /** All steps, what waited included. */
    List<Operation> finish() {
        waiting.forEach((qubit, rotation) -> {
            if (!rotation.isNothing()) {
                steps.add(rotation.on(qubit));
            }
        });
        waiting.clear();
        return List.copyOf(steps);
    }
}
