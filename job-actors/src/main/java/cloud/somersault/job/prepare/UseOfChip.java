package cloud.somersault.job.prepare;

import cloud.somersault.chip.ChipSnapshot;
import cloud.somersault.circuits.Gate;
import cloud.somersault.circuits.Operation;
import cloud.somersault.job.model.JobEvent.ChipUse;
import cloud.somersault.job.model.JobEvent.PartUse;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts how much a job uses a chip and its parts: what is played on them, times shots. */
public final class UseOfChip {
    private static final Comparator<List<Integer>> QUBITS_FIRST =
            Comparator.<List<Integer>>comparingInt(List::size)
                    .thenComparing(List::getFirst)
                    .thenComparing(List::getLast);

    private final long shots;
    private final Map<List<Integer>, Long> gates = new TreeMap<>(QUBITS_FIRST);

    private UseOfChip(long shots) {
        this.shots = shots;
    }

    /**
     * The use that these circuits make of the chip. Of two branches both count.
     *
     * @param circuits as compiled, on the chip's own qubits
     * @param shots of each
     */
    public static ChipUse of(List<PreparedCircuit> circuits, long shots, ChipSnapshot chip) {
        var use = new UseOfChip(shots);
        circuits.forEach(circuit -> use.count(circuit.circuit().operations()));
        var parts = new ArrayList<PartUse>();
        use.gates.forEach((qubits, count) -> parts.add(new PartUse(qubits, count)));
        double seconds = 0;
        for (var circuit : circuits) {
            seconds +=
                    ChipTime.seconds(
                            chip.durations(), circuit.placement().durationSeconds(), shots);
        }
        return new ChipUse(seconds, parts);
    }

    private void count(List<Operation> operations) {
        for (var operation : operations) {
            switch (operation) {
                case Operation.Apply(var gate, _, var qubits) when gate != Gate.RZ ->
                        gates.merge(qubits.stream().sorted().toList(), shots, Long::sum);
                case Operation.If(_, var then, var otherwise) -> {
                    count(then);
                    count(otherwise);
                }
                default -> {}
            }
        }
    }
}
