package cloud.somersault.circuits.compiler;

import cloud.somersault.circuits.Operation;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Collectors;

/** Every CZ of a program on chip qubits has a working coupler. */
final class CheckCouplers implements Pass {
    @Override
    public String name() {
        return "check-couplers";
    }

    @Override
    public String explanation() {
        return "Every two-qubit gate sits on a coupler in service.";
    }

    @Override
    public Draft run(Draft draft) {
        check(draft.circuit().operations(), WorkingChip.of(draft.device()), draft.device());
        return draft;
    }

    private static void check(List<Operation> operations, WorkingChip chip, Device device) {
        for (var operation : operations) {
            switch (operation) {
                case Operation.If(_, var then, var otherwise) -> {
                    check(then, chip, device);
                    check(otherwise, chip, device);
                }
                case Operation cz when Wires.isCz(cz) ->
                        check(cz.qubits().get(0), cz.qubits().get(1), chip, device);
                default -> {}
            }
        }
    }

    private static void check(int first, int second, WorkingChip chip, Device device) {
        if (chip.areCoupled(first, second)) {
            return;
        }
        boolean exists =
                device.couplers().stream()
                        .anyMatch(coupler ->
                                Math.min(coupler.first(), coupler.second())
                                                == Math.min(first, second)
                                        && Math.max(coupler.first(), coupler.second())
                                                == Math.max(first, second));
        throw new CannotCompile(
                "coupler-out-of-service",
                (exists
                                ? "the coupler between qubits %d and %d of chip %s is out of service"
                                : "qubits %d and %d of chip %s have no coupler")
                        .formatted(first, second, device.name()),
                "Working neighbours of qubit %d: %s; of qubit %d: %s. Layout auto chooses qubits and moves them where needed."
                        .formatted(
                                first,
                                listed(chip.neighbours(first)),
                                second,
                                listed(chip.neighbours(second))));
    }

    static String listed(BitSet qubits) {
        return qubits.isEmpty()
                ? "none"
                : qubits.stream().mapToObj(Integer::toString).collect(Collectors.joining(" "));
    }
}
