package cloud.somersault.simulators;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.somersault.simulators.plan.Checkpoint;
import cloud.somersault.simulators.plan.Planner;
import cloud.somersault.simulators.plan.ShotRecords;
import cloud.somersault.simulators.random.ShotRandom;
import cloud.somersault.simulators.stabilizer.StabilizerEngine;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The same shots whatever the lanes. */
class StabilizerWidthsTest {

    @Test
    void shots_are_the_same_with_lanes_of_any_width_and_without() {
        var outputs = SimdWidths.outputs(Program.class);
        assertThat(outputs.values().stream().distinct()).hasSize(1);
        assertThat(outputs.get("scalar")).hasLineCount(3);
    }

    /** Prints what some shots hash to. */
    static final class Program {
        private Program() {}

        public static void main(String[] arguments) {
            var ideal = new ShotRecords(72, 5000);
            Workloads.plans(Workloads.w7b(), Optional.empty())
                    .forEach(plan ->
                            StabilizerEngine.run(
                                    plan, new ShotRandom(1, 0, 0), 100, ideal, Checkpoint.none()));
            System.out.println(Arrays.hashCode(ideal.data()));
            for (int distance : new int[] {4, 9}) {
                var code = new SurfaceCode(distance, distance, 0.01);
                var noisy = new ShotRecords(code.bits(), 3000);
                Planner.plans(code.steps(), Checkpoint.none())
                        .forEach(plan ->
                                StabilizerEngine.run(
                                        plan,
                                        new ShotRandom(1, 0, 0),
                                        1000,
                                        noisy,
                                        Checkpoint.none()));
                System.out.println(Arrays.hashCode(noisy.data()));
            }
        }
    }
}
