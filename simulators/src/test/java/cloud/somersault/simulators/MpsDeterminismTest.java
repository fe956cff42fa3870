package cloud.somersault.simulators;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.somersault.circuits.Circuit;
import cloud.somersault.circuits.Gate;
import cloud.somersault.simulators.mps.MatrixProductState;
import cloud.somersault.simulators.mps.MpsOptions;
import cloud.somersault.simulators.plan.Checkpoint;
import cloud.somersault.simulators.plan.Plan;
import cloud.somersault.simulators.plan.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The same bits at every width: of amplitudes after truncations, of counts and of the error. */
class MpsDeterminismTest {

    /** What each width prints. */
    static final class Program {
        private Program() {}

        public static void main(String[] arguments) {
            var random = new SplitMix(4);
            var bricks = new ArrayList<Step>();
            int n = 11;
            for (int layer = 0; layer < 9; layer++) {
                for (int q = layer % 2; q + 1 < n; q += 2) {
                    bricks.add(
                            new Step.Unitary(Workloads.su4(random), List.of(q, q + 1), List.of()));
                }
            }
            var plan = new Plan(n, bricks, List.of());
            for (int bond : new int[] {11, 24}) {
                var state =
                        MatrixProductState.of(plan, new MpsOptions(bond, 1e-16), Checkpoint.none());
                long hash = Double.doubleToLongBits(state.logFidelity());
                for (int i = 0; i < 1 << n; i++) {
                    int index = i;
                    for (double part : state.amplitude(qubit -> (index >> qubit & 1) != 0)) {
                        hash = 31 * hash + Double.doubleToLongBits(part);
                    }
                }
                System.out.println(Long.toHexString(hash));
            }
            var noisy = Noises.random(6, 6, 3).measureAll().build();
            var report =
                    Engines.runReported(
                            EngineName.MATRIX_PRODUCT_STATE,
                            noisy,
                            Noises.strong(6),
                            new ShotRange(1, 0, 0, 100),
                            Cancellation.never());
            System.out.println(report.counts().digest() + " " + report.truncationError());
        }
    }

    @Test
    void every_width_gives_the_same_bits() {
        var outputs = SimdWidths.outputs(Program.class);
        assertThat(outputs).hasSize(3);
        assertThat(outputs.values()).containsOnly(outputs.get("scalar"));
    }

    @Test
    void counts_of_version_1_stay() {
        var ladder = Circuit.of(32, 32);
        for (int layer = 0; layer < 2; layer++) {
            for (int q = 0; q < 32; q++) {
                ladder.gate(Gate.U3, List.of(0.1 * q, 0.3, -0.2 * layer), q);
            }
            for (int q = 0; q < 31; q++) {
                ladder.gate(Gate.CZ, q, (q + 3) % 32);
            }
        }
        var counts =
                Engines.run(
                        EngineName.MATRIX_PRODUCT_STATE,
                        ladder.measureAll().build(),
                        Optional.empty(),
                        new ShotRange(1, 0, 0, 1000),
                        Cancellation.never());
        assertThat(counts.digest())
                .isEqualTo("f9e5990336fd78161f8c231ccfaf8259baad576989f3a2f09a82e1fb9c680481");
    }
}
