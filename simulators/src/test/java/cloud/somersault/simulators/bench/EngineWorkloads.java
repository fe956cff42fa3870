package cloud.somersault.simulators.bench;

import static cloud.somersault.simulators.statevector.fused.Precision.DOUBLE;
import static cloud.somersault.simulators.statevector.fused.Precision.SINGLE;

import cloud.somersault.circuits.Circuit;
import cloud.somersault.circuits.Gate;
import cloud.somersault.simulators.Cancellation;
import cloud.somersault.simulators.CouplerNoise;
import cloud.somersault.simulators.EngineName;
import cloud.somersault.simulators.Engines;
import cloud.somersault.simulators.NoiseModel;
import cloud.somersault.simulators.QubitNoise;
import cloud.somersault.simulators.ShotRange;
import cloud.somersault.simulators.batch.Precision;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/** What our engines run for the rows of the table. */
final class EngineWorkloads {
    private static final int ROWS = 20_000;
    private static final int NOISY_SHOTS = 1000;

    private EngineWorkloads() {}

    static final List<Workload> ALL =
            List.of(
                    new Entry(
                            Row.W1_24_F32,
                            "state vector f32",
                            1,
                            () -> StateVectorWorkloads.w1(24, SINGLE, 1)),
                    new Entry(
                            Row.W1_24_F32_TWO,
                            "state vector f32",
                            1,
                            () -> StateVectorWorkloads.w1(24, SINGLE, 2)),
                    new Entry(
                            Row.W1_24_F64,
                            "state vector f64",
                            1,
                            () -> StateVectorWorkloads.w1(24, DOUBLE, 1)),
                    new Entry(
                            Row.W2,
                            "state vector f32",
                            1,
                            () -> StateVectorWorkloads.w2(24, SINGLE)),
                    new Entry(Row.W3, "state vector f32", 1, () -> StateVectorWorkloads.w3(SINGLE)),
                    new Entry(
                            Row.W4,
                            "batch f32",
                            ROWS,
                            () -> BatchWorkloads.w4(ROWS, Precision.F32)),
                    new Entry(
                            Row.W4,
                            "batch f64",
                            ROWS,
                            () -> BatchWorkloads.w4(ROWS, Precision.F64)),
                    new Entry(
                            Row.W5,
                            "batch f32",
                            ROWS,
                            () -> BatchWorkloads.w5(ROWS, Precision.F32)),
                    new Entry(
                            Row.W5,
                            "batch f64",
                            ROWS,
                            () -> BatchWorkloads.w5(ROWS, Precision.F64)),
                    new Entry(Row.W6, "trajectories", NOISY_SHOTS, EngineWorkloads::w6),
                    new Entry(Row.W7A, "stabilizer", 1, StabilizerWorkloads::w7a),
                    new Entry(Row.W7B, "stabilizer", 1, StabilizerWorkloads::w7b),
                    new Entry(Row.W8, "state vector f32", 1, () -> StateVectorWorkloads.w8(SINGLE)),
                    new Entry(Row.W8, "state vector f64", 1, () -> StateVectorWorkloads.w8(DOUBLE)),
                    new Entry(Row.W9, "matrix product state f64", 1, MpsWorkloads::w9));

    /** A workload whose session is made by a supplier. */
    private record Entry(Row row, String setting, double times, Supplier<Workload.Session> opened)
            implements Workload {
        @Override
        public Session open() {
            return opened.get();
        }
    }

    private static Workload.Session w6() {
        var qubits = new TreeMap<Integer, QubitNoise>();
        var couplers = new ArrayList<CouplerNoise>();
        double never = Double.POSITIVE_INFINITY;
        for (int q = 0; q < 20; q++) {
            // X, Y and Z together 0.00075: three quarters of p.
            qubits.put(q, new QubitNoise(0.001, never, never, 0.98, 0.98));
            if (q > 0) {
                // The 15 Paulis together 0.009375: fifteen sixteenths of p.
                couplers.add(new CouplerNoise(q - 1, q, 0.01));
            }
        }
        var noise = Optional.of(new NoiseModel(qubits, couplers));
        var circuit = Circuit.of(20, 20).gate(Gate.H, 0);
        for (int i = 0; i < 19; i++) {
            circuit.gate(Gate.CX, i, i + 1);
        }
        for (int q = 0; q < 20; q++) {
            circuit.gate(Gate.RX, List.of(0.2), q);
        }
        for (int i = 18; i >= 0; i--) {
            circuit.gate(Gate.CX, i, i + 1);
        }
        var whole = circuit.measureAll().build();
        return () -> {
            var counts =
                    Engines.run(
                            EngineName.TRAJECTORIES,
                            whole,
                            noise,
                            new ShotRange(1, 0, 0, NOISY_SHOTS),
                            Cancellation.never());
            return () -> {
                double ones = 0;
                for (var entry : counts.byBitstring().entrySet()) {
                    long set = entry.getKey().chars().filter(c -> c == '1').count();
                    ones += set * entry.getValue();
                }
                return new double[] {ones / NOISY_SHOTS / 20};
            };
        };
    }
}
