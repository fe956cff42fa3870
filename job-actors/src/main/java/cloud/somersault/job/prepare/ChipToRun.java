package cloud.somersault.job.prepare;

import cloud.somersault.chip.ChipSnapshot;
import cloud.somersault.chip.Truth;
import cloud.somersault.job.model.ChipPlacement;
import cloud.somersault.simulators.NoiseModel;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A chip as a run meets it. The compiler and the user see what is known; the engines run what is
 * true.
 *
 * @param known the calibration that the run goes by
 * @param truth what names the truth; absent for runs from before the chip had one
 * @param noise what disturbs the run
 * @param held qubits that experiments of calibration are on meanwhile: a program that chooses its
 *     own place keeps clear of them and their neighbours as far as there is room
 * @param placement beside whom; empty where nobody has said, which is alone
 */
public record ChipToRun(
        ChipSnapshot known,
        Optional<Truth> truth,
        NoiseModel noise,
        SortedSet<Integer> held,
        Optional<ChipPlacement> placement) {

    public ChipToRun {
        held = Collections.unmodifiableSortedSet(new TreeSet<>(held));
    }

    /** While nothing is measured. */
    public ChipToRun(ChipSnapshot known, Optional<Truth> truth, NoiseModel noise) {
        this(known, truth, noise, Collections.emptySortedSet(), Optional.empty());
    }

    /** A chip that is exactly what is known of it. */
    public static ChipToRun asKnown(ChipSnapshot known) {
        return new ChipToRun(known, Optional.empty(), known.noise());
    }

    /** The same with another noise. */
    public ChipToRun withNoise(NoiseModel other) {
        return new ChipToRun(known, truth, other, held, placement);
    }

    /** The same with experiments on these qubits. */
    public ChipToRun withHeld(Collection<Integer> qubits) {
        return new ChipToRun(known, truth, noise, new TreeSet<>(qubits), placement);
    }

    /** The same beside others, disturbed by them. */
    public ChipToRun beside(ChipPlacement others) {
        return new ChipToRun(
                known,
                truth,
                NeighbourNoise.of(others.disturbed(), known.durations()).on(noise),
                held,
                Optional.of(others));
    }

    /** What a program is to be kept clear of besides what its user says. */
    List<Integer> clearOf(int program) {
        return placement.map(place -> place.clearOf(program)).orElse(List.of());
    }
}
