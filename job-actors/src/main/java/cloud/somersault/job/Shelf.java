package cloud.somersault.job;

import cloud.somersault.job.model.Digest;
import cloud.somersault.job.model.Kept;
import cloud.somersault.job.seal.ContentErasedException;
import cloud.somersault.job.seal.ContentKeyMissingException;
import cloud.somersault.job.seal.Contents;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Where contents lie: small ones with their event, large ones beside the journal. What lies under a
 * key is sealed before it is put anywhere; its digest is that of the sealed content, so no two jobs
 * share one.
 */
record Shelf(ResultStore store, Contents contents) {

    /**
     * Keeps a content; fails with {@link ContentErasedException} when its key is gone.
     *
     * @param under the key under which it is to lie; empty: it lies open
     */
    CompletionStage<Kept> keep(Optional<Kept.Under> under, String text) {
        boolean small = text.length() <= Kept.INSIDE_CHARACTERS_MAX;
        if (under.isEmpty()) {
            return small
                    ? CompletableFuture.completedFuture(new Kept.Inside(text))
                    : beside(text.getBytes(StandardCharsets.UTF_8)).thenApply(kept -> kept);
        }
        var key = under.get();
        try {
            return small
                    ? CompletableFuture.completedFuture(contents.inside(key, text))
                    : beside(contents.box(key, text))
                            .thenApply(box ->
                                    new Kept.SealedBeside(
                                            key.key(), key.job(), box.digest(), box.bytes()));
        } catch (ContentErasedException | ContentKeyMissingException gone) {
            return CompletableFuture.failedStage(gone);
        }
    }

    private CompletionStage<Kept.Beside> beside(byte[] content) {
        var digest = Digest.sha256(content);
        return store.put(digest, content).thenApply(_ -> new Kept.Beside(digest, content.length));
    }

    /** The content again; fails with {@link ContentErasedException} when its key is gone. */
    CompletionStage<String> load(Kept kept) {
        return switch (kept) {
            case Kept.Inside(var text) -> CompletableFuture.completedFuture(text);
            case Kept.Beside(var digest, _) ->
                    stored(digest)
                            .thenApply(content -> new String(content, StandardCharsets.UTF_8));
            case Kept.Sealed sealed -> opened(sealed);
            case Kept.SealedBeside beside ->
                    stored(beside.digest()).thenApply(box -> contents.text(beside.under(), box));
            case Kept.Erased(var key) ->
                    CompletableFuture.failedStage(ContentErasedException.under(key));
        };
    }

    private CompletionStage<String> opened(Kept.Sealed sealed) {
        try {
            return CompletableFuture.completedFuture(contents.text(sealed));
        } catch (IllegalArgumentException | IllegalStateException unreadable) {
            return CompletableFuture.failedStage(unreadable);
        }
    }

    private CompletionStage<byte[]> stored(String digest) {
        return store.get(digest)
                .thenApply(content ->
                        content.orElseThrow(
                                () -> new IllegalStateException("content " + digest + " is lost")));
    }
}
