package cloud.somersault.persistence.proof;

import java.util.List;
import java.util.Optional;

/**
 * What came of verifying a log.
 *
 * @param events how many were read
 * @param checkpoints how many were compared
 * @param last the last checkpoint whose signature holds
 * @param keys the keys that signed, oldest first
 * @param uncovered events after the last checkpoint: their chains were checked, but nobody has
 *     signed that there were no more
 * @param findingsAll how many things are wrong
 * @param findings the first of them
 */
public record Verification(
        long events,
        long checkpoints,
        Optional<SignedCheckpoint> last,
        List<PublicKeyText> keys,
        long uncovered,
        long findingsAll,
        List<Finding> findings) {
    public Verification {
        keys = List.copyOf(keys);
        findings = List.copyOf(findings);
    }

    /** Nothing is wrong. */
    public boolean sound() {
        return findingsAll == 0;
    }
}
