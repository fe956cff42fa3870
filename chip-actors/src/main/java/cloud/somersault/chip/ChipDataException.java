package cloud.somersault.chip;

/** A chip data file or a stored snapshot cannot be read; the message names the file and place. */
public final class ChipDataException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public ChipDataException(String message) {
        super(message);
    }

    public ChipDataException(String message, Throwable cause) {
        super(message, cause);
    }
}
