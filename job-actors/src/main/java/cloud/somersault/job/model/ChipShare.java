package cloud.somersault.job.model;

import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * What a job has of a chip, and what sharing it costs.
 *
 * @param chipSeconds what it would keep the chip for by itself
 * @param round in which it is, or was, on the chip
 * @param exclusive whether its user insisted on having the chip alone
 * @param neighbours other jobs of the round
 * @param lanes chip qubits of its circuits, ascending: those of one lane follow one another, those
 *     of different lanes run at the same time
 * @param roundSeconds what its round keeps the chip for
 * @param chargedSeconds its part of that
 * @param successAlone the estimated success if the chip were its own, mean of its circuits
 * @param successPlaced the same on its place, disturbed by its neighbours
 */
public record ChipShare(
        double chipSeconds,
        String round,
        boolean exclusive,
        int neighbours,
        List<List<Integer>> lanes,
        double roundSeconds,
        double chargedSeconds,
        double successAlone,
        double successPlaced) {
    public ChipShare {
        lanes = lanes.stream().map(List::copyOf).toList();
    }

    /** The part of its success that its place and its neighbours take. */
    public double fidelityCost() {
        return successAlone > 0 ? 1 - successPlaced / successAlone : 0;
    }

    /** Of a job that was compiled; absent where nobody has asked beside whom it would be. */
    static Optional<ChipShare> of(JobEvent.Compiled compiled) {
        return compiled.placement()
                .flatMap(placement -> compiled.use().map(use -> of(compiled, placement, use)));
    }

    private static ChipShare of(
            JobEvent.Compiled compiled, ChipPlacement placement, JobEvent.ChipUse use) {
        double alone =
                placement.sideBySide()
                        ? mean(placement.circuits(), ChipPlacement.CircuitPlace::successAlone)
                        : mean(compiled.circuits(), JobEvent.CompiledCircuit::estimatedSuccess);
        double placed =
                placement.sideBySide()
                        ? mean(placement.circuits(), ChipPlacement.CircuitPlace::successPlaced)
                        : alone;
        return new ChipShare(
                use.chipSeconds(),
                placement.round(),
                placement.exclusive(),
                placement.neighbours(),
                placement.lanes(compiled),
                placement.roundSeconds(),
                placement.chargedSeconds(),
                alone,
                placed);
    }

    private static <T> double mean(List<T> all, ToDoubleFunction<T> figure) {
        return all.stream().mapToDouble(figure).average().orElse(1);
    }
}
