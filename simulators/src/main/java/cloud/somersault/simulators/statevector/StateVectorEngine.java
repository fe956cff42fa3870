package cloud.somersault.simulators.statevector;

import cloud.somersault.circuits.Gate;
import cloud.somersault.simulators.plan.Checkpoint;
import cloud.somersault.simulators.plan.Plan;
import cloud.somersault.simulators.plan.ShotRecords;
import cloud.somersault.simulators.plan.Step;
import cloud.somersault.simulators.random.ShotRandom;
import cloud.somersault.simulators.sampling.Draws;
import cloud.somersault.simulators.sampling.FinalReadings;
import cloud.somersault.simulators.sampling.IndexSampler;
import cloud.somersault.simulators.statevector.fused.EngineThreads;
import cloud.somersault.simulators.statevector.fused.FusedState;
import cloud.somersault.simulators.statevector.fused.Precision;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs plans on a state vector without noise. Gates only: all of them at once on a {@link
 * FusedState}, then a sample for each shot. With measurements on the way: {@link TrajectoryEngine}.
 */
public final class StateVectorEngine {
    /** With gates only; with measurements on the way {@link StateVector#QUBITS_MAX}. */
    public static final int QUBITS_MAX = FusedState.QUBITS_MAX;

    private static final int WARM_UP_QUBITS = 11;
    private static final int WARM_UP_ROUNDS = 30;

    /** Below, planning costs more than it saves. */
    private static final int FUSED_FROM = 11;

    private StateVectorEngine() {}

    /** The precision of a plan that asks for none: double as long as 4 GiB hold it. */
    public static Precision precision(int qubits) {
        return qubits > StateVector.QUBITS_MAX ? Precision.SINGLE : Precision.DOUBLE;
    }

    /** Whether a plan has gates only, and final measurements. */
    public static boolean gatesOnly(Plan plan) {
        return plan.steps().stream().allMatch(Step.Unitary.class::isInstance);
    }

    /** Writes the bits that the plan measures into all records, the first of shot {@code first}. */
    public static void run(
            Plan plan, ShotRandom random, long first, ShotRecords records, Checkpoint checkpoint) {
        run(plan, precision(plan.qubits()), EngineThreads.ONE, random, first, records, checkpoint);
    }

    /**
     * The same with a precision and threads of one's own choice.
     *
     * @param threads results don't depend on it
     */
    public static void run(
            Plan plan,
            Precision precision,
            EngineThreads threads,
            ShotRandom random,
            long first,
            ShotRecords records,
            Checkpoint checkpoint) {
        if (plan.qubits() < FUSED_FROM || !gatesOnly(plan)) {
            TrajectoryEngine.run(plan, random, first, records, checkpoint);
            return;
        }
        if (plan.finals().isEmpty()) {
            return;
        }
        var gates = new ArrayList<Step.Unitary>(plan.steps().size());
        plan.steps().forEach(step -> gates.add((Step.Unitary) step));
        var state = FusedState.run(plan.qubits(), gates, precision, false, threads, checkpoint);
        var draws = new Draws(random, first, Path.all(records.shots()), 0);
        var found = new IndexSampler(state.weights(), checkpoint).sample(draws);
        state.toIndices(found);
        new FinalReadings(plan.finals()).write(draws, found, records, checkpoint);
    }

    /**
     * Runs a small circuit until the kernels are compiled; about a second. Before that they take a
     * hundred times as long.
     */
    public static void warmUp(Checkpoint checkpoint) {
        var gates = new ArrayList<Step.Unitary>();
        for (int layer = 0; layer < 3; layer++) {
            for (int q = 0; q < WARM_UP_QUBITS; q++) {
                double angle = 0.3 + q + layer;
                int next = (q + 1 + 4 * layer) % WARM_UP_QUBITS;
                gates.add(new Step.Unitary(Gate.RX.matrix(angle), List.of(q), List.of()));
                gates.add(new Step.Unitary(Gate.Z.matrix(), List.of(q), List.of(next)));
                gates.add(new Step.Unitary(Gate.RXX.matrix(angle), List.of(q, next), List.of()));
            }
        }
        for (int round = 0; round < WARM_UP_ROUNDS; round++) {
            for (var precision : Precision.values()) {
                FusedState.run(
                        WARM_UP_QUBITS, gates, precision, true, EngineThreads.ONE, checkpoint);
            }
        }
    }
}
