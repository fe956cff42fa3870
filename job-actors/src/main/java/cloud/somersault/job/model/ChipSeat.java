package cloud.somersault.job.model;

import cloud.somersault.chip.Truth;
import cloud.somersault.job.model.JobEvent.CalibrationUsed;
import java.util.List;
import java.util.Optional;

/**
 * A job's place in a round: the chip that the whole round meets, and where on it.
 *
 * @param truth absent where the chip is exactly what is known of it
 * @param heldQubits that experiments of calibration are on meanwhile, ascending
 */
public record ChipSeat(
        CalibrationUsed calibration,
        Optional<Truth> truth,
        List<Integer> heldQubits,
        ChipPlacement placement) {
    public ChipSeat {
        heldQubits = List.copyOf(heldQubits);
    }
}
