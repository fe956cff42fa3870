package cloud.somersault.tuning.refusal;

/** Something that a model, its files, its data or a step can't be used for, and why. */
public final class TuningException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** What kind of trouble it is; {@link #id} is stable. */
    public enum Code {
        /** A folder without the files of a model, or with a model of another family. */
        MODEL_FOLDER("model-folder"),
        /** config.json lacks a field, or has a value that can't be. */
        MODEL_CONFIG("model-config"),
        /** A weights file whose header, offsets, shapes or numbers can't be right. */
        WEIGHTS_FILE("weights-file"),
        /** A tokenizer that can't be read, or that belongs to another model. */
        TOKENIZER("tokenizer"),
        /** Training data that don't parse, or that no step can use. */
        DATA("data"),
        /** A loss or a gradient that is not a number; nothing was changed by the step. */
        LOSS_NOT_FINITE("loss-not-finite"),
        /** The model needs more memory than there is. */
        MEMORY("memory");

        private final String id;

        Code(String id) {
            this.id = id;
        }

        /** The stable name. */
        public String id() {
            return id;
        }
    }

    private final Code code;

    /** A refusal; the message names the file, field, line or step. */
    public TuningException(Code code, String message) {
        super(message);
        this.code = code;
    }

    /** A refusal that something else has caused. */
    public TuningException(Code code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    /** What kind of trouble it is. */
    public Code code() {
        return code;
    }
}
