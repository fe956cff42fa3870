package cloud.somersault.chip;

import java.util.Optional;

/** A chip data file or a stored snapshot cannot be read; the message names the file and place. */
public final class ChipDataException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** Empty for the whole text: an exception's fields are kept simple. */
    private final String field;

    public ChipDataException(String message) {
        super(message);
        this.field = "";
    }

    public ChipDataException(String message, Throwable cause) {
        super(message, cause);
        this.field = "";
    }

    /** About one field of a text, by its path. */
    public ChipDataException(String message, String field) {
        super(message);
        this.field = field;
    }

    ChipDataException(String message, String field, Throwable cause) {
        super(message, cause);
        this.field = field;
    }

    /** The path of the field that is wrong, like {@code qubits[3].figures}, where one is. */
    public Optional<String> field() {
        return field.isEmpty() ? Optional.empty() : Optional.of(field);
    }
}
