package cloud.somersault.job.model;

import java.time.Instant;
import java.util.List;

/**
 * A job that is on a chip now.
 *
 * @param round in which it is
 * @param exclusive whether its user insisted on having the chip alone
 * @param neighbours other jobs of the round
 * @param lanes chip qubits of its circuits, ascending: those of one lane follow one another, those
 *     of different lanes run at the same time
 * @param chipSeconds what it would keep the chip for by itself
 * @param roundSeconds what its round keeps the chip for
 * @param chargedSeconds its part of that
 * @param since when it was compiled
 */
public record ChipStanding(
        String jobId,
        String tenant,
        String chip,
        String round,
        boolean exclusive,
        int neighbours,
        List<List<Integer>> lanes,
        double chipSeconds,
        double roundSeconds,
        double chargedSeconds,
        Instant since)
        implements JobMessage {
    public ChipStanding {
        lanes = lanes.stream().map(List::copyOf).toList();
    }
}
