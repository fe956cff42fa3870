package cloud.somersault.chip.calibration;

import cloud.somersault.chip.Controls;
import cloud.somersault.circuits.Circuit;
import cloud.somersault.circuits.Counts;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Where experiments on one chip are run: in the same queue, by the same engines as any job. */
@FunctionalInterface
public interface Laboratory {

    /**
     * Runs circuits on the chip as it is, as they are written: nothing is compiled, scheduled or
     * moved. The same experiment under the same id again joins the first one, also after a stop.
     *
     * @param jobId 1 to 64 lower-case letters, digits and hyphens
     * @param circuits at most as many as the chip takes in a task, on all qubits of the chip
     * @param shots of each circuit
     * @param seed of all random numbers
     * @param draft what the controls are set to meanwhile
     * @return the counts of each circuit; fails with {@link ExperimentFailedException} when there
     *     will never be any, and with other exceptions when there may be if one asks again
     */
    CompletionStage<List<Counts>> run(
            String jobId, List<Circuit> circuits, int shots, long seed, Controls draft);
}
