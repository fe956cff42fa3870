package cloud.somersault.circuits.compiler;

import cloud.somersault.circuits.Gate;
import cloud.somersault.circuits.Operation;
import cloud.somersault.circuits.Operation.Apply;
import java.util.ArrayList;
import java.util.List;

/** Gates become U3, RZ and CZ. */
final class Decompose implements Pass {
    /**
     * At level 1 merging and cancelling may make a program shallower, but not by more than this, or
     * so we say: a program whose CZ alone are deeper than this many times the limit is refused
     * before it fills the memory.
     */
    private static final long SHRINK_MAX = 20;

    @Override
    public String name() {
        return "decompose";
    }

    @Override
    public String explanation() {
        return "Every gate becomes pulses (U3), virtual RZ and CZ, exactly.";
    }

    @Override
    public Draft run(Draft draft) {
        boolean simplify = draft.options().optimization() > 0;
        long qubits = Math.max(1, draft.circuit().touchedQubits().cardinality());
        long workMax = (simplify ? SHRINK_MAX : 1) * draft.device().layersMax() * qubits;
        long work = 0;
        var out = new ArrayList<Operation>();
        for (var operation : draft.circuit().operations()) {
            int before = out.size();
            draft.cancellation().check();
            expand(operation, out);
            for (int i = before; i < out.size(); i++) {
                work += work(out.get(i), simplify ? 0 : 1);
            }
            if (work > workMax) {
                throw CannotCompile.tooManyLayers(
                        draft.device(), "more than " + workMax / qubits + " layers");
            }
        }
        return draft.withOperations(out);
    }

    /** How many places in layers it takes, at least. */
    private static long work(Operation operation, int pulse) {
        return switch (operation) {
            case Apply apply ->
                    switch (apply.gate()) {
                        case CZ -> 2;
                        case RZ -> 0;
                        default -> pulse;
                    };
            case Operation.If(_, var then, var otherwise) ->
                    Math.max(work(then, pulse), work(otherwise, pulse));
            default -> 0;
        };
    }

    private static long work(List<Operation> operations, int pulse) {
        return operations.stream().mapToLong(operation -> work(operation, pulse)).sum();
    }

    static void expand(Operation operation, List<Operation> out) {
        switch (operation) {
            case Apply apply -> {
                if (apply.gate() == Gate.CZ) {
                    out.add(apply);
                } else {
                    out.addAll(GateExpansions.of(apply, List.of()));
                }
            }
            case Operation.Controlled(var controls, var target) ->
                    out.addAll(GateExpansions.of(target, controls));
            case Operation.If(var condition, var then, var otherwise) -> {
                var branch = new Operation.If(condition, expanded(then), expanded(otherwise));
                if (!branch.then().isEmpty() || !branch.otherwise().isEmpty()) {
                    out.add(branch);
                }
            }
            case Operation.Measure _, Operation.Reset _, Operation.Assign _ -> out.add(operation);
            case Operation.While _ -> throw new IllegalStateException("the chip has no such loop");
            case Operation.Barrier barrier -> {
                if (!barrier.qubits().isEmpty()) {
                    out.add(barrier);
                }
            }
            case Operation.Delay delay -> {
                if (!delay.qubits().isEmpty() && delay.durationSeconds() > 0) {
                    out.add(delay);
                }
            }
        }
    }

    private static List<Operation> expanded(List<Operation> operations) {
        var out = new ArrayList<Operation>();
        operations.forEach(operation -> expand(operation, out));
        return out;
    }
}
