package cloud.somersault.circuits.qpy;

/** Bytes that are no QPY, or a circuit with something in it that has no words here. */
public final class QpyException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int offset;

    QpyException(int offset, String sentence) {
        super(sentence + " (at byte " + offset + " of the QPY.)", null, false, false);
        this.offset = offset;
    }

    /** Where in the unpacked bytes it was found. */
    public int offset() {
        return offset;
    }
}
