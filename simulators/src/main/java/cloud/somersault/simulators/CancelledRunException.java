package cloud.somersault.simulators;

/** The run ended early because its {@link Cancellation} asked for it; there are no counts. */
public final class CancelledRunException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CancelledRunException() {
        super("the run was cancelled");
    }
}
