package cloud.somersault.simulators.bench;

import cloud.somersault.simulators.Workloads;
import cloud.somersault.simulators.mps.MatrixProductState;
import cloud.somersault.simulators.mps.MpsOptions;
import cloud.somersault.simulators.plan.Checkpoint;
import cloud.somersault.simulators.plan.Plan;
import java.util.List;

/** The row of matrix product states: from the plan to the state, the truncation known. */
final class MpsWorkloads {
    private MpsWorkloads() {}

    static Workload.Session w9() {
        var plan = new Plan(72, Workloads.w9(), List.of());
        var options = new MpsOptions(64, 1e-16);
        return () -> {
            var state = MatrixProductState.of(plan, options, Checkpoint.none());
            double logFidelity = state.logFidelity();
            return () -> {
                var figures = new double[] {logFidelity, 0, 0, 0, 0, 0};
                int next = 1;
                for (int qubit : new int[] {0, 1, 35, 36, 71}) {
                    figures[next++] = 1 - 2 * state.probabilityOfOne(qubit, Checkpoint.none());
                }
                return figures;
            };
        };
    }
}
