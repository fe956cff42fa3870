package cloud.somersault.circuits.compiler;

/** What the options' region leaves of the chip. */
final class CheckRegion implements Pass {
    @Override
    public String name() {
        return "check-region";
    }

    @Override
    public String explanation() {
        return "Qubits outside of the region, and neighbours of occupied ones, count as out of"
                + " service.";
    }

    @Override
    public Draft run(Draft draft) {
        var region = draft.options().region();
        if (draft.options().layout() == Layout.PHYSICAL) {
            var forbidden = region.forbidden(draft.device());
            draft.circuit().touchedQubits().stream()
                    .filter(forbidden::contains)
                    .findFirst()
                    .ifPresent(CheckRegion::refuse);
        }
        return draft.withDevice(region.of(draft.device()));
    }

    private static void refuse(int qubit) {
        throw new CannotCompile(
                "qubit-outside-region",
                "qubit " + qubit + " lies outside of the region, or next to an occupied qubit",
                "Name qubits of the region, or let the compiler choose with layout auto.");
    }
}
