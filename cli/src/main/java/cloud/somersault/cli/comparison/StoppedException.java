package cloud.somersault.cli.comparison;

/** A comparison can't go on as it is; what has come out so far is kept. The message says why. */
public final class StoppedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    StoppedException(String message) {
        super(message);
    }
}
