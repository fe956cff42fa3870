package cloud.somersault.chip.qubit;

/**
 * How one qubit stands, for others to see.
 *
 * @param name which one
 * @param standing its phase, with what is known in that phase
 */
public record QubitView(QubitName name, Qubit standing) {

    /** Whether programs may use it. */
    public boolean inService() {
        return standing instanceof Qubit.InService;
    }
}
