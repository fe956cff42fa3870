package cloud.somersault.simulators.bench;

import cloud.somersault.circuits.Circuit;
import cloud.somersault.simulators.SurfaceCode;
import cloud.somersault.simulators.Workloads;
import cloud.somersault.simulators.plan.Checkpoint;
import cloud.somersault.simulators.plan.Plan;
import cloud.somersault.simulators.plan.Planner;
import cloud.somersault.simulators.plan.ShotRecords;
import cloud.somersault.simulators.random.ShotRandom;
import cloud.somersault.simulators.stabilizer.StabilizerEngine;
import java.util.List;
import java.util.Optional;

/** The rows of Clifford circuits: from the plan to the measured bits of a million shots. */
final class StabilizerWorkloads {
    private static final int SHOTS = 1_000_000;

    private StabilizerWorkloads() {}

    static Workload.Session w7a() {
        var code = new SurfaceCode(6, 6, 0.001);
        var plans = Planner.plans(code.steps(), Checkpoint.none());
        return () -> {
            var records = run(plans, code.bits());
            return () -> {
                double fired = 0;
                for (var detector : code.detectors()) {
                    fired += Outcomes.odd(records, detector);
                }
                return new double[] {
                    fired / code.detectors().size(), Outcomes.odd(records, code.observable())
                };
            };
        };
    }

    static Workload.Session w7b() {
        Circuit circuit = Workloads.w7b();
        var plans = Workloads.plans(circuit, Optional.empty());
        return () -> {
            var records = run(plans, circuit.bits());
            return () -> new double[] {Outcomes.dimension(records, 72), Outcomes.ones(records, 72)};
        };
    }

    private static ShotRecords run(List<Plan> plans, int bits) {
        var records = new ShotRecords(bits, SHOTS);
        for (int part = 0; part < plans.size(); part++) {
            var random = new ShotRandom(1, 0, part);
            StabilizerEngine.run(plans.get(part), random, 0, records, Checkpoint.none());
        }
        return records;
    }
}
