package cloud.somersault.circuits.compiler;

import cloud.somersault.circuits.Circuit;
import cloud.somersault.circuits.Operation;
import cloud.somersault.circuits.compiler.Compilation.Compiled;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Programs for the calibrated chip, and how well they would do there. */
final class CalibratedChip {
    static final Device DEVICE = Devices.calibrated();

    private static final long SEED = 7;
    private static final int OPERATIONS_MAX = 3000;

    private CalibratedChip() {}

    /** Recorded and generated circuits, all qubits measured where the source measures none. */
    static Map<String, Circuit> programs() {
        var programs = new LinkedHashMap<String, Circuit>();
        programs.putAll(GeneratedCircuits.small());
        for (var recorded : BenchmarkCircuits.all()) {
            programs.put(recorded.name(), recorded.circuit());
        }
        int fit = DEVICE.qubits().size();
        programs.values()
                .removeIf(circuit -> circuit.qubits() > fit || circuit.size() > OPERATIONS_MAX);
        programs.replaceAll((_, circuit) -> measured(circuit));
        return programs;
    }

    private static Circuit measured(Circuit circuit) {
        if (circuit.bits() > 0) {
            return circuit;
        }
        var operations = new ArrayList<>(circuit.operations());
        for (int q = 0; q < circuit.qubits(); q++) {
            if (circuit.touchedQubits().get(q)) {
                operations.add(new Operation.Measure(q, q));
            }
        }
        var registers = Circuit.of(circuit.qubits(), circuit.qubits()).build().registers();
        return new Circuit(circuit.qubits(), registers, operations);
    }

    /** Empty where the chip is too small or the program too deep. */
    static Optional<Compiled> compiled(Circuit circuit, int level) {
        return compiled(circuit, level, DEVICE);
    }

    private static Optional<Compiled> compiled(Circuit circuit, int level, Device device) {
        var options = new CompilerOptions(Layout.AUTO, level, SEED);
        return Compiler.compile(circuit, device, options) instanceof Compiled compiled
                ? Optional.of(compiled)
                : Optional.empty();
    }

    /** Level 3 for a chip with the same parts in service, all equally good; 0 if refused. */
    static double successIgnoringCalibration(Circuit circuit) {
        return compiled(circuit, 3, Devices.flat(DEVICE))
                .map(compiled -> Figures.of(compiled.circuit(), DEVICE).estimatedSuccess())
                .orElse(0.0);
    }
}
