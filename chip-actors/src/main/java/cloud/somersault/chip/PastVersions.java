package cloud.somersault.chip;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Finds the figures of versions that a chip itself does not remember any more. */
@FunctionalInterface
public interface PastVersions {

    /** Where there is no log to look into: only what chips remember is found. */
    PastVersions NONE = (_, _) -> CompletableFuture.completedStage(Optional.empty());

    /** A version as it was published; empty when it never was. */
    CompletionStage<Optional<ChipSnapshot>> version(String chip, long version);
}
