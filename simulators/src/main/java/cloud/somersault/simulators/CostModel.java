package cloud.somersault.simulators;

import cloud.somersault.simulators.mps.MpsCost;
import cloud.somersault.simulators.mps.MpsOptions;
import cloud.somersault.simulators.plan.Checkpoint;
import cloud.somersault.simulators.plan.Plan;
import cloud.somersault.simulators.plan.Step;
import cloud.somersault.simulators.statevector.StateVectorEngine;
import cloud.somersault.simulators.statevector.fused.Precision;
import cloud.somersault.simulators.trajectories.Trajectories;
import java.util.List;

/**
 * What an engine costs on a plan, from counts of steps and measured constants. Rough on purpose: it
 * chooses and refuses, and has to say the same on every machine.
 */
final class CostModel {
    /**
     * Seconds an amplitude for one gate on a state vector, and an element of a density matrix for
     * one sweep; seconds to join a channel to others, and for a step however small; for a shot's
     * draw; for a word of a tableau row. Measured by {@code EngineTimings} in the tests,
     * 2026-11-21, one core of a 2-core AMD EPYC virtual machine, JDK 25, rounded up.
     */
    private static final double AMPLITUDE_SECONDS = 1.2e-9;

    /**
     * Seconds an amplitude for a gate among many on a fused state, and for a gate that is neither a
     * rotation nor diagonal.
     */
    private static final double FUSED_SECONDS = 2e-10;

    private static final double FUSED_DENSE_SECONDS = 1e-9;

    private static final double ELEMENT_SECONDS = 2e-9;
    private static final double CHANNEL_SECONDS = 1.5e-6;

    /**
     * Seconds for a layer of a trajectory however small, an amplitude of it, an amplitude to sample
     * from, and an operation that errors are carried through.
     */
    private static final double LAYER_SECONDS = 5e-7;

    private static final double LAYER_AMPLITUDE_SECONDS = 1.2e-9;
    private static final double SAMPLED_SECONDS = 2e-9;
    private static final double WALK_SECONDS = 5e-9;
    private static final double STEP_SECONDS = 3e-7;
    private static final double DRAW_SECONDS = 5e-8;

    /** A row of a tableau and each of its words; an error at a site; a coin's word of bits. */
    private static final double ROW_SECONDS = 1e-8;

    private static final double ROW_WORD_SECONDS = 1.5e-9;
    private static final double ERROR_SECONDS = 1e-9;
    private static final double SUM_SECONDS = 1e-10;

    /**
     * Nobody knows how often a loop on measured values runs; repeat-until-success runs so often.
     */
    private static final int LOOP_ITERATIONS = 4;

    private static final int AMPLITUDE_BYTES = 16;
    private static final int ELEMENT_BYTES = 8;

    /** In single precision, with the sums that samples are drawn by. */
    private static final double SINGLE_BYTES = 8.25;

    private CostModel() {}

    /** Steps of a list by kind, branches counted whole. */
    private record Tally(long gates, long chances) {
        static Tally of(List<Step> steps) {
            long gates = 0;
            long chances = 0;
            for (var step : steps) {
                switch (step) {
                    case Step.Unitary _ -> gates++;
                    case Step.Depolarize _, Step.PauliChannel _, Step.Kraus _, Step.Relax _ ->
                            chances++;
                    case Step.Measure _, Step.Reset _ -> {
                        gates += 2; // adds up the weights, projects
                        chances++;
                    }
                    case Step.Branch(_, var then, var otherwise) -> {
                        var first = of(then);
                        var second = of(otherwise);
                        gates += first.gates + second.gates;
                        chances += first.chances + second.chances;
                    }
                    case Step.Assign _ -> {}
                    case Step.Loop(_, var body, _) -> {
                        var once = of(body);
                        gates += LOOP_ITERATIONS * once.gates;
                        chances += LOOP_ITERATIONS * once.chances;
                    }
                }
            }
            return new Tally(gates, chances);
        }
    }

    /** On a state vector without noise. */
    static CostEstimate stateVector(Plan plan, long shots) {
        if (!StateVectorEngine.gatesOnly(plan)) {
            return paths(plan, shots);
        }
        long dense =
                plan.steps().stream()
                        .filter(step -> ((Step.Unitary) step).targets().size() == 2)
                        .count();
        double amplitudes = Math.scalb(1.0, plan.qubits());
        double seconds =
                plan.steps().size() * STEP_SECONDS
                        + (plan.steps().size() - dense + 1) * FUSED_SECONDS * amplitudes
                        + dense * FUSED_DENSE_SECONDS * amplitudes;
        return new CostEstimate(
                seconds,
                (1 + plan.finals().size()) * DRAW_SECONDS,
                bytes(stateVectorBytes(plan.qubits()) * 1.01));
    }

    /** Noisy shots, each with a history of its own. */
    static CostEstimate trajectories(Plan plan, long shots) {
        var carried = Trajectories.work(plan);
        if (carried.isEmpty()) {
            return paths(plan, shots);
        }
        var work = carried.get();
        double amplitudes = Math.scalb(1.0, Math.max(plan.qubits(), 8));
        double state =
                work.layers() * (LAYER_SECONDS + amplitudes * LAYER_AMPLITUDE_SECONDS)
                        + amplitudes * SAMPLED_SECONDS;
        double walk = work.operations() * WALK_SECONDS + (2 + 2 * work.errors()) * DRAW_SECONDS;
        return new CostEstimate(
                state + work.operations() * CHANNEL_SECONDS,
                work.changed() * state + walk + (1 + plan.finals().size()) * DRAW_SECONDS,
                bytes(2 * SINGLE_BYTES * amplitudes));
    }

    /** On state vectors whose shots part where something is found, ideal or noisy. */
    private static CostEstimate paths(Plan plan, long shots) {
        int common = 0;
        while (common < plan.steps().size() && plan.steps().get(common) instanceof Step.Unitary) {
            common++;
        }
        double sweep = sweepSeconds(plan.qubits());
        var rest = Tally.of(plan.steps().subList(common, plan.steps().size()));
        double once = (common + 1) * sweep;
        double history = (rest.gates + (rest.chances > 0 ? 1 : 0)) * sweep;
        double draws = (1 + plan.finals().size() + rest.chances) * DRAW_SECONDS;
        double historiesMost =
                rest.chances == 0 ? 0 : Math.scalb(1.0, (int) Math.min(1000, rest.chances));
        long states = rest.chances == 0 ? 1 : 2 + Math.min(rest.chances, log2(shots));
        double memory = states * Math.scalb((double) AMPLITUDE_BYTES, plan.qubits()) * 1.01;
        return historiesMost < shots
                ? new CostEstimate(once + historiesMost * history, draws, bytes(memory))
                : new CostEstimate(once, history + draws, bytes(memory));
    }

    /** On a density matrix. */
    static CostEstimate densityMatrix(Plan plan) {
        // What stays on one pair of qubits is one sweep; a channel alone joins the next of them.
        long sweeps =
                plan.qubits()
                        + plan.steps().stream()
                                .filter(step ->
                                        step instanceof Step.Unitary && step.qubits().size() > 1)
                                .count();
        double elements = Math.scalb(1.0, 2 * plan.qubits());
        return new CostEstimate(
                plan.steps().size() * CHANNEL_SECONDS + sweeps * elements * ELEMENT_SECONDS,
                DRAW_SECONDS,
                bytes(ELEMENT_BYTES * elements * 1.01));
    }

    /** On a tableau; errors and coins by the words of the bits that they flip. */
    static CostEstimate stabilizer(Plan plan) {
        var tally = Tally.of(plan.steps());
        int n = plan.qubits();
        double words = n / 64 + 1.0;
        double readings = plan.finals().size() + tally.chances;
        double bitWords = readings / 64 + 1;
        double row = ROW_SECONDS + words * ROW_WORD_SECONDS;
        double gates = tally.gates * (STEP_SECONDS + 4 * row);
        double readingSeconds = STEP_SECONDS + 2.0 * n * row;
        double tableau = 2.0 * n * (16 * words + 24);
        return plan.conditional()
                ? new CostEstimate(
                        0, gates + readings * readingSeconds + 2 * n * row, bytes(2 * tableau))
                : new CostEstimate(
                        gates + readings * readingSeconds,
                        DRAW_SECONDS + readings * (ERROR_SECONDS + bitWords * SUM_SECONDS),
                        bytes(tableau + Math.min(1 << 26, 128 * readings * bitWords)));
    }

    /** On matrix product states, ideal or noisy. */
    static CostEstimate matrixProductState(Plan plan, long shots) {
        return matrixProductState(MpsCost.of(plan, MpsOptions.DEFAULT, Checkpoint.none()), shots);
    }

    /** The same of what is already known. */
    static CostEstimate matrixProductState(MpsCost cost, long shots) {
        long states = cost.chances() == 0 ? 1 : 2 + Math.min(cost.chances(), log2(shots));
        double memory = (double) states * cost.stateBytes() + cost.scratchBytes();
        double histories = Math.scalb(1.0, (int) Math.min(1000, cost.chances()));
        double draws = cost.samplingSeconds() + cost.chances() * DRAW_SECONDS;
        return histories < shots
                ? new CostEstimate(histories * cost.seconds(), draws, bytes(memory))
                : new CostEstimate(0, cost.seconds() + draws, bytes(memory));
    }

    /** One gate on a state vector. */
    static double sweepSeconds(int qubits) {
        return STEP_SECONDS + Math.scalb(AMPLITUDE_SECONDS, qubits);
    }

    /** Bytes of a state vector of gates only; beyond 2^63 it is only known to be too many. */
    static double stateVectorBytes(int qubits) {
        boolean single = StateVectorEngine.precision(qubits) == Precision.SINGLE;
        return Math.scalb(
                single && qubits <= StateVectorEngine.QUBITS_MAX ? SINGLE_BYTES : AMPLITUDE_BYTES,
                qubits);
    }

    private static long bytes(double bytes) {
        return (long) Math.min(bytes, Long.MAX_VALUE);
    }

    private static long log2(long shots) {
        return (long) Long.SIZE - Long.numberOfLeadingZeros(Math.max(1, shots));
    }
}
