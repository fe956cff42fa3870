package cloud.somersault.chip.calibration;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Experiments of one kind that run at the same time, on parts that don't disturb each other.
 *
 * @param node what is measured
 * @param kind how thoroughly
 * @param parts where
 * @param again whether one of them was measured in vain before
 */
public record Group(Node node, Kind kind, List<Part> parts, boolean again) {

    /** What was measured in vain gets so many times the shots. */
    private static final int AGAIN_TIMES = 4;

    public Group {
        parts = List.copyOf(parts);
    }

    /** The qubits that it is on. */
    public SortedSet<Integer> qubits() {
        var qubits = new TreeSet<Integer>();
        parts.forEach(part -> qubits.addAll(part.qubits()));
        return qubits;
    }

    /** How many shots each circuit gets. */
    public int shots() {
        return switch (kind) {
            case CHECK -> node == Node.READOUT ? 1000 : node == Node.CZ_ERROR ? 120 : 300;
            case FULL -> full() * (again ? AGAIN_TIMES : 1);
        };
    }

    /** Random circuits differ more from each other than shots do: many of them, with few shots. */
    private int full() {
        return switch (node) {
            case READOUT -> 2000;
            case CZ_ERROR -> 400;
            case FREQUENCY, GAIN, RELAXATION, COHERENCE, PULSE_ERROR, CZ_PHASE -> 1000;
        };
    }
}
