package cloud.somersault.simulators.statevector.fused;

import cloud.somersault.simulators.Workloads;
import cloud.somersault.simulators.plan.Checkpoint;
import cloud.somersault.simulators.plan.Step;
import java.util.List;

/** Prints a digest of many amplitudes: the same for each width of vectors. */
final class FusedDigest {
    private FusedDigest() {}

    public static void main(String[] arguments) {
        for (var precision : Precision.values()) {
            long hash = 0;
            for (int seed = 0; seed < 12; seed++) {
                var steps = steps(Workloads.steps(Workloads.randomCircuit(seed, 11, 150)));
                hash = 31 * hash + digest(run(11, steps, precision, 10, 1));
            }
            hash = 31 * hash + digest(run(12, w1(), precision, 10, 1));
            hash = 31 * hash + digest(run(12, pairs(), precision, 10, 1));
            System.out.println(precision + " " + Long.toHexString(hash));
        }
    }

    static List<Step.Unitary> w1() {
        return steps(Workloads.steps(Workloads.w1(12, 0).build()));
    }

    static List<Step.Unitary> pairs() {
        return steps(Workloads.pairs(3, 12, 400));
    }

    static List<Step.Unitary> steps(List<Step> steps) {
        return steps.stream().map(Step.Unitary.class::cast).toList();
    }

    static FusedState run(
            int qubits, List<Step.Unitary> steps, Precision precision, int block, int threads) {
        return FusedState.run(
                qubits,
                steps,
                precision,
                true,
                block,
                new EngineThreads(threads),
                Checkpoint.none());
    }

    /** A hash of all bits of what is stored. */
    static long digest(FusedState state) {
        long hash = 0;
        for (int stored = 0; stored < state.stored(); stored++) {
            hash = 31 * hash + Double.doubleToRawLongBits(state.storedRe(stored));
            hash = 31 * hash + Double.doubleToRawLongBits(state.storedIm(stored));
        }
        return hash;
    }
}
