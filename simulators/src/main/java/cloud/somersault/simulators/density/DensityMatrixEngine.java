package cloud.somersault.simulators.density;

import cloud.somersault.simulators.plan.Checkpoint;
import cloud.somersault.simulators.plan.Plan;
import cloud.somersault.simulators.plan.Readout;
import cloud.somersault.simulators.plan.ShotRecords;
import cloud.somersault.simulators.plan.Step;
import cloud.somersault.simulators.random.ShotRandom;
import cloud.somersault.simulators.sampling.Draws;
import cloud.somersault.simulators.sampling.FinalReadings;
import cloud.somersault.simulators.sampling.IndexSampler;
import cloud.somersault.simulators.sampling.Weights;
import java.util.Arrays;
import java.util.List;

/** Runs plans that measure only at their end: the exact distribution once, then one draw a shot. */
public final class DensityMatrixEngine {
    private DensityMatrixEngine() {}

    /** Writes the bits that the plan measures into all records, the first of shot {@code first}. */
    public static void run(
            Plan plan, ShotRandom random, long first, ShotRecords records, Checkpoint checkpoint) {
        if (plan.finals().isEmpty()) {
            return;
        }
        var qubits = measuredQubits(plan);
        var distribution = distribution(plan, checkpoint);
        // Readout errors are in the distribution: bit k is what was read of the k-th qubit.
        var read =
                plan.finals().stream()
                        .map(measure ->
                                new Step.Measure(
                                        qubits.indexOf(measure.qubit()),
                                        measure.bit(),
                                        Readout.PERFECT))
                        .toList();
        var draws = new Draws(random, first, all(records.shots()), 0);
        var indices = new IndexSampler(Weights.of(distribution), checkpoint).sample(draws);
        new FinalReadings(read).write(draws, indices, records, checkpoint);
    }

    private static int[] all(int shots) {
        var numbers = new int[shots];
        Arrays.setAll(numbers, shot -> shot);
        return numbers;
    }

    /** The measured qubits, ascending: bit k of an outcome is the reading of the k-th of them. */
    public static List<Integer> measuredQubits(Plan plan) {
        return plan.finals().stream().map(Step.Measure::qubit).distinct().sorted().toList();
    }

    /** The exact probability of each outcome, readout errors included. */
    public static double[] distribution(Plan plan, Checkpoint checkpoint) {
        var state = new DensityMatrix(plan.qubits());
        for (var step : plan.steps()) {
            checkpoint.pass();
            state.apply(step, checkpoint);
        }
        var probabilities = state.probabilities(checkpoint);
        var qubits = measuredQubits(plan);
        var outcomes = new double[1 << qubits.size()];
        for (int i = 0; i < probabilities.length; i++) {
            int outcome = 0;
            for (int k = 0; k < qubits.size(); k++) {
                outcome |= (i >> qubits.get(k) & 1) << k;
            }
            outcomes[outcome] += probabilities[i];
        }
        for (var measure : plan.finals()) {
            if (!measure.readout().perfect()) {
                confuse(outcomes, 1 << qubits.indexOf(measure.qubit()), measure.readout());
            }
        }
        return outcomes;
    }

    private static void confuse(double[] outcomes, int bit, Readout readout) {
        for (int i = 0; i < outcomes.length; i++) {
            if ((i & bit) == 0) {
                double zero = outcomes[i];
                double one = outcomes[i | bit];
                outcomes[i] = readout.zeroGivenZero() * zero + (1 - readout.oneGivenOne()) * one;
                outcomes[i | bit] =
                        (1 - readout.zeroGivenZero()) * zero + readout.oneGivenOne() * one;
            }
        }
    }
}
