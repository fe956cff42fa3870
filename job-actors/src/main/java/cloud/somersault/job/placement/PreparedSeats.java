package cloud.somersault.job.placement;

import cloud.somersault.circuits.compiler.Cancellation;
import cloud.somersault.job.model.ChipPlacement;
import cloud.somersault.job.model.ChipPlacement.CircuitPlace;
import cloud.somersault.job.model.JobLimits;
import cloud.somersault.job.model.JobSpec;
import cloud.somersault.job.prepare.ChipToRun;
import cloud.somersault.job.prepare.CompiledLately;
import cloud.somersault.job.prepare.Preparation;
import cloud.somersault.job.prepare.Prepared;
import cloud.somersault.job.prepare.PreparedCircuit;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Room as the job's own preparation will find it: by preparing the job there. */
final class PreparedSeats implements Seats {
    private final ChipToRun chip;
    private final JobLimits limits;
    private final CompiledLately lately;

    PreparedSeats(ChipToRun chip, JobLimits limits, CompiledLately lately) {
        this.chip = chip;
        this.limits = limits;
        this.lately = lately;
    }

    @Override
    public Optional<List<Seat>> find(
            JobSpec spec, List<Integer> programs, Collection<Integer> clearOf) {
        var place = new CircuitPlace(0, List.copyOf(clearOf), List.of(), 1, 1);
        var there =
                new ChipPlacement(
                        "", false, 0, 0, 0, Collections.nCopies(programs.size(), place), List.of());
        return switch (Preparation.prepare(
                spec.withPrograms(programs),
                Optional.of(chip.beside(there)),
                limits,
                lately,
                Cancellation.never())) {
            case Prepared.Refused _ -> Optional.empty();
            case Prepared.Runnable(var circuits, _, _) ->
                    Optional.of(circuits.stream().map(PreparedSeats::seat).toList());
        };
    }

    private static Seat seat(PreparedCircuit circuit) {
        return new Seat(
                region(circuit.circuit().touchedQubits()),
                circuit.placement().estimatedSuccess(),
                circuit.placement().durationSeconds());
    }

    private static SortedSet<Integer> region(BitSet touched) {
        return touched.stream().boxed().collect(Collectors.toCollection(TreeSet::new));
    }
}
