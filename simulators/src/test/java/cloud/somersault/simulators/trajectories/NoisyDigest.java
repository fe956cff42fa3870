package cloud.somersault.simulators.trajectories;

import cloud.somersault.simulators.Cancellation;
import cloud.somersault.simulators.EngineName;
import cloud.somersault.simulators.Engines;
import cloud.somersault.simulators.Noises;
import cloud.somersault.simulators.ShotRange;
import cloud.somersault.simulators.Workloads;
import cloud.somersault.simulators.density.DensityMatrix;
import cloud.somersault.simulators.plan.Checkpoint;

/** Prints digests of noisy runs and states: the same for each width of vectors. */
final class NoisyDigest {
    private NoisyDigest() {}

    public static void main(String[] arguments) {
        System.out.println("density " + Long.toHexString(density()));
        System.out.println("frames " + Long.toHexString(frames(11)) + Long.toHexString(frames(15)));
        for (var engine : new EngineName[] {EngineName.DENSITY_MATRIX, EngineName.TRAJECTORIES}) {
            var counts =
                    Engines.run(
                            engine,
                            Noises.random(6, 6, 8).measureAll().build(),
                            Noises.carried(6),
                            new ShotRange(5, 0, 0, 500),
                            Cancellation.never());
            System.out.println(engine + " " + counts.digest());
        }
    }

    /** All bits of a density matrix. */
    private static long density() {
        var plan =
                Workloads.plans(Noises.random(5, 4, 3).measureAll().build(), Noises.everything(5))
                        .getFirst();
        var rho = new DensityMatrix(5);
        plan.steps().forEach(step -> rho.apply(step, Checkpoint.none()));
        long hash = 0;
        for (int row = 0; row < 32; row++) {
            for (int column = 0; column < 32; column++) {
                hash = 31 * hash + Double.doubleToRawLongBits(rho.re(row, column));
                hash = 31 * hash + Double.doubleToRawLongBits(rho.im(row, column));
            }
        }
        return hash;
    }

    /** All bits of a state without errors. */
    private static long frames(int qubits) {
        var plan =
                Workloads.plans(
                                Noises.random(qubits, 3, 4).measureAll().build(),
                                Noises.carried(qubits))
                        .getFirst();
        var program = FrameCompiler.compile(plan, Checkpoint.none()).orElseThrow();
        var state = new FrameState(qubits);
        var layers = new FrameLayers(program, qubits);
        for (int layer = 0; layer < layers.layers(); layer++) {
            layers.apply(state, layer, new FrameWalk(program).own, Checkpoint.none());
        }
        var weights = new double[1 << qubits];
        state.weights().fill(0, weights.length, weights);
        long hash = 0;
        for (double weight : weights) {
            hash = 31 * hash + Double.doubleToRawLongBits(weight);
        }
        return hash;
    }
}
