package cloud.somersault.persistence.proof;

import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;

/** What an archive can do to prove itself. */
public interface Provable {
    /** What is new, for the next checkpoint. */
    Coverage coverage(Signer.Settings settings);

    /**
     * Reads everything again and compares it with what was signed; nobody has to wait meanwhile.
     *
     * @param against what else it is compared with, besides the witness on this node
     * @param progress told how many events of how many are read
     */
    CompletionStage<Verification> verify(
            LogVerifier.Against against, BiConsumer<Long, Long> progress);
}
