package cloud.somersault.client;

/**
 * Something did not work. {@link #code()} says what, stably: act on it and not on the message. The
 * three kinds: the server refused ({@link RefusedException}, its problem's code), nobody answered
 * ({@link NoServerException}, {@code no-server}), or the job ended without a result ({@link
 * NoResultException}, its failure's code, or {@code cancelled}).
 */
public abstract sealed class CloudException extends RuntimeException
        permits RefusedException, NoServerException, NoResultException {
    private static final long serialVersionUID = 1;

    private final String code;

    CloudException(String code, String message) {
        super(message);
        this.code = code;
    }

    CloudException(String code, String message, Exception cause) {
        super(message, cause);
        this.code = code;
    }

    /** What kind of trouble it is; docs/problems.md lists the server's. */
    public String code() {
        return code;
    }
}
