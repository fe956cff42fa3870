package cloud.somersault.job.seal;

import java.util.concurrent.CompletionException;

/** The key of a content was destroyed: nobody can read it any more. */
public final class ContentErasedException extends IllegalStateException {
    private static final long serialVersionUID = 1;

    /** One sentence that says what is gone. */
    public ContentErasedException(String message) {
        super(message);
    }

    /** Whether this is why something failed. */
    public static boolean isWhy(Throwable failure) {
        var cause = failure.getCause();
        return failure instanceof ContentErasedException
                || (failure instanceof CompletionException && cause != null && isWhy(cause));
    }

    /** Of a content under this key. */
    public static ContentErasedException under(String key) {
        return new ContentErasedException(
                "The content was erased: its key %s is destroyed.".formatted(key));
    }
}
