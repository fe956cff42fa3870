package cloud.somersault.client;

import java.net.URI;

/** Nobody answered: no server there, or the connection broke before the answer was whole. */
public final class NoServerException extends CloudException {
    private static final long serialVersionUID = 1;

    private final transient URI address;

    NoServerException(URI address, Exception cause) {
        super("no-server", "no answer from " + address, cause);
        this.address = address;
    }

    /** Where it was looked for. */
    public URI address() {
        return address;
    }
}
