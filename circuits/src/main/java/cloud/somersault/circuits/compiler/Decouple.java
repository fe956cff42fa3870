package cloud.somersault.circuits.compiler;

/**
 * Fills long waits by {@link Decoupling}. Last, so that what is chosen before does not depend on
 * it.
 */
final class Decouple implements Pass {
    @Override
    public String name() {
        return "decouple";
    }

    @Override
    public String explanation() {
        return "Long waits are filled with two pulses that undo each other and slow dephasing.";
    }

    @Override
    public Draft run(Draft draft) {
        return new Schedule().run(draft.unscheduled(draft.options().withDecoupling(true)));
    }
}
