package cloud.somersault.cli.comparison;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/**
 * What is compared. Every row of a table has the same model, data, number of steps and, for the
 * same seed, the same order of batches.
 *
 * @param model the base model's folder, as the server sees it
 * @param seeds of the sessions that are reported: 1 and on
 * @param rateSeeds with which learning rates are chosen: 101 and on, none of them reported
 * @param exact how the rows of the first table are trained
 * @param jobs how those of the second are, in which some run their circuits as jobs
 * @param shots of each circuit of a job
 * @param chip "none" for no rows on a chip
 */
public record Plan(
        String model,
        int seeds,
        int rateSeeds,
        Schedule exact,
        Schedule jobs,
        int shots,
        String chip) {
    static final String LORA = "lora";
    static final String LORA_MATCHED = "lora-matched";
    static final String VERA = "vera";
    static final String TENSOR = "tensor";
    static final String SILU = "silu-net";
    static final String QTHA = "qtha";
    static final String HADAMARD = "qtha-hadamard";
    static final String FROZEN = "qtha-frozen";
    static final String JOBS_LORA = "jobs-lora";
    static final String JOBS_TENSOR = "jobs-tensor";
    static final String JOBS_EXACT = "jobs-exact";
    static final String JOBS_SHOTS = "jobs-shots";
    static final String JOBS_CHIP = "jobs-chip";

    private static final int RANK = 4;
    private static final int VERA_RANK = 64;

    /** The first table, but for LoRA at the matched count, whose rank depends on the model. */
    List<Row> exactRows() {
        return List.of(
                Row.classical(LORA, "LoRA, r = 4", "lora", RANK),
                Row.quantum(QTHA, "QTHA, linear fusion", "linear", false, false),
                Row.classical(VERA, "VeRA, r = 64", "vera", VERA_RANK),
                Row.classical(TENSOR, "TENSOR: QTHA without its qubits", "tensor", RANK),
                Row.classical(SILU, "classical net in the qubits' place", "silu-net", RANK),
                Row.quantum(HADAMARD, "QTHA, Hadamard fusion", "hadamard", false, false),
                Row.quantum(FROZEN, "QTHA, angles frozen as drawn", "linear", true, false));
    }

    /** LoRA with as many parameters as QTHA. */
    static Row matched(int rank) {
        return Row.classical(LORA_MATCHED, "LoRA, r = " + rank + " (QTHA's count)", "lora", rank);
    }

    /** The second table: few steps, one row of circuits for each sequence. */
    List<Row> jobRows() {
        var rows = new ArrayList<Row>();
        rows.add(Row.classical(JOBS_LORA, "LoRA, r = 4", "lora", RANK));
        rows.add(Row.classical(JOBS_TENSOR, "TENSOR: QTHA without its qubits", "tensor", RANK));
        rows.add(Row.quantum(JOBS_EXACT, "QTHA, exact values", "linear", false, true));
        rows.add(
                Row.onJobs(
                        JOBS_SHOTS,
                        "QTHA, " + shots + " shots, no noise",
                        "ideal",
                        shots,
                        JOBS_EXACT));
        if (!chip.equals("none")) {
            rows.add(
                    Row.onJobs(
                            JOBS_CHIP,
                            "QTHA on " + chip + ", " + shots + " shots",
                            chip,
                            shots,
                            JOBS_EXACT));
        }
        return rows;
    }

    List<Long> reportedSeeds() {
        return LongStream.rangeClosed(1, seeds).boxed().toList();
    }

    List<Long> choosingSeeds() {
        return LongStream.rangeClosed(1, rateSeeds).mapToObj(seed -> 100 + seed).toList();
    }
}
