package cloud.somersault.job;

import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Large content beside the journal, found by its digest, never changed. */
public interface ResultStore {

    /** Completes when the content is durable. Putting the same content again is harmless. */
    CompletionStage<Void> put(String digest, byte[] content);

    /** The content, if it was put. */
    CompletionStage<Optional<byte[]>> get(String digest);
}
