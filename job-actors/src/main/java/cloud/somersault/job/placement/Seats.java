package cloud.somersault.job.placement;

import cloud.somersault.job.model.JobSpec;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/** Finds room for programs on a chip as calibrated. Pure, like the compiler behind it. */
interface Seats {
    /**
     * One program's place.
     *
     * @param region the chip qubits that it uses
     * @param success as estimated from the calibration
     * @param programSeconds how long it is, readout excluded
     */
    record Seat(SortedSet<Integer> region, double success, double programSeconds) {}

    /**
     * Places for programs that follow one another.
     *
     * @param programs indices of the job's programs
     * @param clearOf qubits to be kept clear of, with their neighbours
     * @return one for each; empty when there is no room for one of them
     */
    Optional<List<Seat>> find(JobSpec spec, List<Integer> programs, Collection<Integer> clearOf);
}
