package cloud.somersault.circuits.compiler;

import cloud.somersault.circuits.Operation;
import java.util.List;

/**
 * What level 1 makes of the program is kept where it loses less than what the level has found, so
 * that a higher level is never worse by the estimate.
 */
final class KeepBetter implements Pass {
    private final Routes routes;

    KeepBetter(Routes routes) {
        this.routes = routes;
    }

    @Override
    public String name() {
        return "keep-better";
    }

    @Override
    public String explanation() {
        return "What level 1 makes of the program is kept where its estimated success is higher.";
    }

    @Override
    public Draft run(Draft draft) {
        var plain = draft.restarted();
        for (var pass : Compiler.plain(plain.options(), isMeasured(draft), routes)) {
            draft.cancellation().check();
            plain = pass.run(plain);
        }
        plain = new Schedule().run(plain.unscheduled(draft.options()));
        var chip = WorkingChip.of(draft.device());
        var own = Figures.of(draft.circuit(), chip);
        var other = Figures.of(plain.circuit(), chip);
        return Figures.onChip(draft.device()).compare(other, own) < 0 ? plain : draft;
    }

    /** Only of such programs may it be used that all qubits start in |0>. */
    private static boolean isMeasured(Draft draft) {
        return isMeasured(draft.request().source().operations());
    }

    private static boolean isMeasured(List<Operation> operations) {
        return operations.stream()
                .anyMatch(operation ->
                        switch (operation) {
                            case Operation.Measure _, Operation.Reset _ -> true;
                            case Operation.If(_, var then, var otherwise) ->
                                    isMeasured(then) || isMeasured(otherwise);
                            default -> false;
                        });
    }
}
