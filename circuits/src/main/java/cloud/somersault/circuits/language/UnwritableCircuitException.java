package cloud.somersault.circuits.language;

/** A circuit has something that the language asked for cannot express; the message says what. */
public final class UnwritableCircuitException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /**
     * @param reason one sentence: what cannot be written, and in which language
     */
    public UnwritableCircuitException(String reason) {
        super(reason);
    }
}
