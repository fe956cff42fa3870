package cloud.somersault.circuits.compiler;

import cloud.somersault.circuits.Circuit;
import cloud.somersault.circuits.Operation;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** There are enough working qubits, and those that the program names are among them. */
final class CheckQubits implements Pass {
    @Override
    public String name() {
        return "check-qubits";
    }

    @Override
    public String explanation() {
        return "No loop waits for measured values; the qubits in use exist and are in service.";
    }

    @Override
    public Draft run(Draft draft) {
        var circuit = draft.circuit();
        requireBounded(circuit.operations(), draft.device().name());
        var touched = circuit.touchedQubits();
        int used = touched.cardinality();
        var working = WorkingChip.of(draft.device());
        String chip = draft.device().name();
        int size =
                switch (draft.options().layout()) {
                    case AUTO -> {
                        if (used > working.qubits().cardinality()) {
                            throw new CannotCompile(
                                    "too-many-qubits",
                                    "the program uses %d qubits, chip %s has %d in service"
                                            .formatted(used, chip, working.qubits().cardinality()),
                                    "Use fewer qubits, or an ideal target.");
                        }
                        yield circuit.qubits();
                    }
                    case PHYSICAL -> {
                        requireInService(touched, working, draft.device());
                        yield draft.device().qubits().size();
                    }
                };
        var operations = withoutIdle(circuit.operations(), touched);
        return draft.withCircuit(new Circuit(size, circuit.registers(), operations));
    }

    private static void requireBounded(List<Operation> operations, String chip) {
        for (var operation : operations) {
            switch (operation) {
                case Operation.While _ ->
                        throw new CannotCompile(
                                "unbounded-loop-on-chip",
                                "chip %s runs no loop that lasts as long as a measured value says"
                                        .formatted(chip),
                                "Write a for loop with constant bounds and an if in it,"
                                        + " or use an ideal target.");
                case Operation.If(_, var then, var otherwise) -> {
                    requireBounded(then, chip);
                    requireBounded(otherwise, chip);
                }
                default -> {}
            }
        }
    }

    private static void requireInService(BitSet touched, WorkingChip working, Device device) {
        int size = device.qubits().size();
        if (touched.length() > size) {
            throw new CannotCompile(
                    "too-many-qubits",
                    "the program names qubit %d, chip %s has %d qubits, 0 to %d"
                            .formatted(touched.length() - 1, device.name(), size, size - 1),
                    "Name qubits of the chip, or let the compiler choose with layout auto.");
        }
        for (int q = touched.nextSetBit(0); q >= 0; q = touched.nextSetBit(q + 1)) {
            if (!working.qubits().get(q)) {
                throw new CannotCompile(
                        "qubit-out-of-service",
                        "qubit %d of chip %s is out of service".formatted(q, device.name()),
                        "Use another qubit (in service: %s), or layout auto."
                                .formatted(CheckCouplers.listed(working.qubits())));
            }
        }
    }

    private static List<Operation> withoutIdle(List<Operation> operations, BitSet touched) {
        var out = new ArrayList<Operation>(operations.size());
        for (var operation : operations) {
            switch (operation) {
                case Operation.Barrier(var qubits) ->
                        out.add(
                                new Operation.Barrier(
                                        qubits.stream().filter(touched::get).toList()));
                case Operation.If(var condition, var then, var otherwise) ->
                        out.add(
                                new Operation.If(
                                        condition,
                                        withoutIdle(then, touched),
                                        withoutIdle(otherwise, touched)));
                default -> out.add(operation);
            }
        }
        return out;
    }
}
