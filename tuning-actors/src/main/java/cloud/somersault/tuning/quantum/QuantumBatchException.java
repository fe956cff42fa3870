package cloud.somersault.tuning.quantum;

/** A batch of circuits brought no counts. The message is a sentence for the session's user. */
public final class QuantumBatchException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** With what is known about why. */
    public QuantumBatchException(String message) {
        super(message);
    }

    /** With what went wrong. */
    public QuantumBatchException(String message, Throwable cause) {
        super(message, cause);
    }
}
