package cloud.somersault.simulators.bench;

import cloud.somersault.circuits.Circuit;
import cloud.somersault.simulators.Workloads;
import cloud.somersault.simulators.plan.Checkpoint;
import cloud.somersault.simulators.plan.Step;
import cloud.somersault.simulators.random.ShotRandom;
import cloud.somersault.simulators.sampling.Draws;
import cloud.somersault.simulators.sampling.IndexSampler;
import cloud.somersault.simulators.statevector.fused.EngineThreads;
import cloud.somersault.simulators.statevector.fused.FusedState;
import cloud.somersault.simulators.statevector.fused.Precision;
import java.util.Arrays;
import java.util.List;

/**
 * The rows of big states. Planning and memory are measured with the run; amplitudes keep their
 * phases, although samples would not need them.
 */
final class StateVectorWorkloads {
    private static final int SHOTS = 1_000_000;

    private StateVectorWorkloads() {}

    static Workload.Session w1(int qubits, Precision precision, int threads) {
        return amplitudes(qubits, gates(Workloads.w1(qubits, 0).build()), precision, threads);
    }

    static Workload.Session w2(int qubits, Precision precision) {
        return amplitudes(qubits, gates(Workloads.w2(qubits).build()), precision, 1);
    }

    static Workload.Session w3(Precision precision) {
        return amplitudes(20, unitaries(Workloads.w3()), precision, 1);
    }

    /** From a state to the indices of its samples; the state is there before. */
    static Workload.Session w8(Precision precision) {
        var gates = gates(Workloads.w1(20, 0).build());
        var state = run(20, gates, precision, 1);
        var shots = new int[SHOTS];
        Arrays.setAll(shots, shot -> shot);
        var random = new ShotRandom(1, 0, 0);
        return () -> {
            var draws = new Draws(random, 0, shots, 0);
            var samples = new IndexSampler(state.weights(), Checkpoint.none()).sample(draws);
            state.toIndices(samples);
            return () -> {
                double sum = 0;
                for (int index : samples) {
                    sum += state.re(index) * state.re(index) + state.im(index) * state.im(index);
                }
                return new double[] {1e6 * sum / SHOTS};
            };
        };
    }

    private static Workload.Session amplitudes(
            int qubits, List<Step.Unitary> gates, Precision precision, int threads) {
        return () -> {
            var state = run(qubits, gates, precision, threads);
            return () ->
                    new double[] {state.re(5), state.im(5), state.re(0x55555), state.im(0x55555)};
        };
    }

    private static FusedState run(
            int qubits, List<Step.Unitary> gates, Precision precision, int threads) {
        return FusedState.run(
                qubits, gates, precision, true, new EngineThreads(threads), Checkpoint.none());
    }

    private static List<Step.Unitary> gates(Circuit circuit) {
        return unitaries(Workloads.steps(circuit));
    }

    private static List<Step.Unitary> unitaries(List<Step> steps) {
        return steps.stream().map(Step.Unitary.class::cast).toList();
    }
}
