package cloud.somersault.job;

import cloud.somersault.chip.Controls;
import cloud.somersault.circuits.Circuit;
import java.util.List;

/**
 * An experiment of calibration, as a job: circuits that are run as they are written, with controls
 * that are only tried out.
 *
 * @param id of the job; the same experiment under the same id again joins the first
 * @param chip the chip's name
 * @param circuits on all qubits of the chip
 * @param shots of each
 * @param seed of all random numbers
 * @param controls what the chip's controls are set to meanwhile
 * @param tenant in whose name it waits in the queue
 */
public record ExperimentJob(
        String id,
        String chip,
        List<Circuit> circuits,
        long shots,
        long seed,
        Controls controls,
        String tenant) {

    /** The tenant of all calibrations. */
    public static final String TENANT = "calibration";

    public ExperimentJob {
        circuits = List.copyOf(circuits);
    }
}
