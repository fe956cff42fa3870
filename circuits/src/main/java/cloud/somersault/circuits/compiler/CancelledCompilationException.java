package cloud.somersault.circuits.compiler;

/**
 * The compilation ended early because its {@link Cancellation} asked for it; nothing came of it.
 */
public final class CancelledCompilationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** For a {@link Cancellation} that rather throws itself. */
    public CancelledCompilationException() {
        super("the compilation was cancelled");
    }
}
