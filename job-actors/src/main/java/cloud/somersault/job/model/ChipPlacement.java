package cloud.somersault.job.model;

import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * When and beside whom a job is on a chip. Jobs of one round are on it at the same time, each on
 * qubits of its own; this is all that a replay needs of the others.
 *
 * @param round names the round
 * @param exclusive whether the job's user insisted on having the chip alone
 * @param neighbours other jobs of the round
 * @param roundSeconds how long the round keeps the chip
 * @param chargedSeconds the job's part of that: by what each would have taken alone
 * @param circuits one for each program, in order, of a job that is side by side with others, or
 *     with itself; empty where the job had the chip alone and was compiled as if nobody else was
 *     ever there
 * @param disturbed its qubits that the neighbours' pulses disturb, ascending; empty when alone
 */
public record ChipPlacement(
        String round,
        boolean exclusive,
        int neighbours,
        double roundSeconds,
        double chargedSeconds,
        List<CircuitPlace> circuits,
        List<Disturbed> disturbed) {
    private static final int ROUND_CHARACTERS = 32;

    public ChipPlacement {
        circuits = List.copyOf(circuits);
        disturbed = List.copyOf(disturbed);
    }

    /**
     * The name of the round that has this job at its head: no other names it, and its neighbours
     * don't learn from it which job that is.
     */
    public static String roundOf(String jobId) {
        return Digest.sha256("round of " + jobId).substring(0, ROUND_CHARACTERS);
    }

    /** A round of one job, whose circuits follow one another. */
    public static ChipPlacement alone(String round, boolean exclusive, double chipSeconds) {
        return new ChipPlacement(
                round, exclusive, 0, chipSeconds, chipSeconds, List.of(), List.of());
    }

    /** Whether anything else is on the chip at the same time. */
    public boolean sideBySide() {
        return !circuits.isEmpty();
    }

    /** What the compiler keeps this program clear of: chip qubits, with their neighbours. */
    public List<Integer> clearOf(int program) {
        return circuits.isEmpty() ? List.of() : circuits.get(program).clearOf();
    }

    /** The chip qubits of each lane, ascending; of a job that has the chip alone there is one. */
    public List<List<Integer>> lanes(JobEvent.Compiled compiled) {
        var lanes = new TreeMap<Integer, TreeSet<Integer>>();
        for (var circuit : circuits) {
            lanes.computeIfAbsent(circuit.lane(), _ -> new TreeSet<>()).addAll(circuit.region());
        }
        if (lanes.isEmpty()) {
            var used = lanes.computeIfAbsent(0, _ -> new TreeSet<>());
            compiled.use()
                    .ifPresent(use -> use.parts().forEach(part -> used.addAll(part.qubits())));
            compiled.circuits().forEach(circuit -> used.addAll(circuit.finalLayout()));
            used.remove(-1);
        }
        return lanes.values().stream().map(List::copyOf).toList();
    }

    /**
     * Where one circuit is.
     *
     * @param lane circuits of one lane follow one another, those of different lanes are on the chip
     *     at the same time
     * @param clearOf chip qubits that it was kept clear of, and of their neighbours, ascending
     * @param region the chip qubits that it uses, ascending
     * @param successAlone the estimated success where it would be if the chip were its own
     * @param successPlaced the same where it is, the neighbours' disturbance included
     */
    public record CircuitPlace(
            int lane,
            List<Integer> clearOf,
            List<Integer> region,
            double successAlone,
            double successPlaced) {
        public CircuitPlace {
            clearOf = List.copyOf(clearOf);
            region = List.copyOf(region);
        }
    }

    /**
     * What the neighbours do to a qubit.
     *
     * @param errorPerPulse average infidelity of the qubit in the time of one pulse, as if every
     *     neighbour played pulses all the time
     */
    public record Disturbed(int qubit, double errorPerPulse) {}
}
