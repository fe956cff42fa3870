package cloud.somersault.circuits.compiler;

import cloud.somersault.circuits.Operation;
import cloud.somersault.circuits.Operation.Apply;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** How often each wire of a program is used, and with which others: what a layout has to serve. */
final class Interactions {
    private final BitSet wires;
    private final int[][] czGates;
    private final int[] pulses;
    private final int[] readouts;
    private final double[] idleSeconds;

    private Interactions(int size, BitSet wires) {
        this.wires = wires;
        czGates = new int[size][size];
        pulses = new int[size];
        readouts = new int[size];
        idleSeconds = new double[size];
    }

    /**
     * Of a decomposed program.
     *
     * @param wires those that need a place
     */
    static Interactions of(Draft draft, BitSet wires) {
        var found = new Interactions(draft.circuit().qubits(), wires);
        draft.circuit().operations().forEach(found::count);
        new Schedule().run(draft).circuit().operations().forEach(found::countIdle);
        return found;
    }

    private void count(Operation operation) {
        switch (operation) {
            case Apply apply -> {
                int first = apply.qubits().getFirst();
                if (Wires.isCz(apply)) {
                    int second = apply.qubits().get(1);
                    czGates[first][second]++;
                    czGates[second][first]++;
                } else if (!Timetable.isVirtual(apply)) {
                    pulses[first]++;
                }
            }
            case Operation.Measure measure -> readouts[measure.qubit()]++;
            case Operation.If(_, var then, var otherwise) -> {
                then.forEach(this::count);
                otherwise.forEach(this::count);
            }
            default -> {}
        }
    }

    private void countIdle(Operation operation) {
        if (operation instanceof Operation.Delay(double seconds, var qubits)) {
            qubits.forEach(qubit -> idleSeconds[qubit] += seconds);
        }
    }

    /** How often each wire is measured. */
    int[] readouts() {
        return readouts.clone();
    }

    BitSet wires() {
        return wires;
    }

    int czGates(int first, int second) {
        return czGates[first][second];
    }

    /** The wires that share a CZ with this one. */
    int[] partners(int wire) {
        var found = new ArrayList<Integer>();
        for (int other = 0; other < czGates.length; other++) {
            if (czGates[wire][other] > 0) {
                found.add(other);
            }
        }
        return found.stream().mapToInt(Integer::intValue).toArray();
    }

    /** What this wire alone loses on a chip qubit, if it never moves: -log of the success. */
    double cost(int wire, int qubit, WorkingChip chip) {
        return pulses[wire] * chip.pulseCost(qubit)
                + readouts[wire] * chip.readoutCost(qubit)
                + idleSeconds[wire] * chip.idleCost(qubit);
    }

    /** Wires that CZ join, directly or over others; largest parts first, single wires left out. */
    List<BitSet> parts() {
        var parts = new ArrayList<BitSet>();
        var seen = new BitSet();
        wires.stream()
                .forEach(start -> {
                    if (!seen.get(start)) {
                        var part = part(start);
                        seen.or(part);
                        if (part.cardinality() > 1) {
                            parts.add(part);
                        }
                    }
                });
        parts.sort((a, b) -> Integer.compare(b.cardinality(), a.cardinality()));
        return parts;
    }

    private BitSet part(int start) {
        var part = new BitSet();
        var waiting = new ArrayList<Integer>(List.of(start));
        part.set(start);
        while (!waiting.isEmpty()) {
            for (int partner : partners(waiting.removeLast())) {
                if (!part.get(partner)) {
                    part.set(partner);
                    waiting.add(partner);
                }
            }
        }
        return part;
    }
}
