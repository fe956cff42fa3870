package cloud.somersault.chip;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A chip at one moment, the two sides of it together.
 *
 * @param snapshot what is known: the calibration published last
 * @param clock what names the truth
 * @param held the qubits that experiments of calibration are on: neither they nor their neighbours
 *     are used by programs that may as well lie elsewhere
 */
public record ChipNow(ChipSnapshot snapshot, ChipClock clock, SortedSet<Integer> held) {
    public ChipNow {
        held = Collections.unmodifiableSortedSet(new TreeSet<>(held));
    }

    /** While nothing is measured. */
    public ChipNow(ChipSnapshot snapshot, ChipClock clock) {
        this(snapshot, clock, Collections.emptySortedSet());
    }

    /** The same with experiments on these qubits. */
    public ChipNow withHeld(SortedSet<Integer> qubits) {
        return new ChipNow(snapshot, clock, qubits);
    }
}
