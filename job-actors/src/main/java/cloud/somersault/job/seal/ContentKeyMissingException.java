package cloud.somersault.job.seal;

/**
 * The key of a content is not here, and nobody has destroyed it: its folder was moved, or a backup
 * was put in place without it. What needs it waits until it is back.
 */
public final class ContentKeyMissingException extends IllegalStateException {
    private static final long serialVersionUID = 1;

    /** Of this id. */
    public ContentKeyMissingException(String key) {
        super("The content can't be read: its key %s is not here.".formatted(key));
    }
}
