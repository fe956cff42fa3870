package cloud.somersault.persistence.proof;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How the proof of the log stands.
 *
 * @param keys that have signed, oldest first
 * @param last the last checkpoint, if there is one
 */
public record ProofState(List<Introduced> keys, Optional<SignedCheckpoint> last) {
    /** Before anything was signed. */
    public static final ProofState NONE = new ProofState(List.of(), Optional.empty());

    /**
     * A key, and who stood for it.
     *
     * @param signature of the notice, Base64
     */
    public record Introduced(KeyNotice notice, String signature) {}

    public ProofState {
        keys = List.copyOf(keys);
    }

    /** The key that signs now. */
    public Optional<PublicKeyText> active() {
        return keys.isEmpty() ? Optional.empty() : Optional.of(keys.getLast().notice().key());
    }

    /** After an event. */
    public ProofState after(ProofEvent event) {
        return switch (event) {
            case ProofEvent.KeyIntroduced(var notice, var signature, _) -> {
                var more = new ArrayList<>(keys);
                more.add(new Introduced(KeyNotice.parse(notice), signature));
                yield new ProofState(more, last);
            }
            case ProofEvent.CheckpointSigned signed ->
                    new ProofState(keys, Optional.of(signed.signed()));
            case ProofEvent.TextsErased _ -> this;
        };
    }

    /** The checkpoint after the last one. */
    public Checkpoint next(Coverage.Window window, String root, java.time.Instant at, String key) {
        return new Checkpoint(
                1 + last.map(one -> one.checkpoint().number()).orElse(0L),
                at,
                last.map(one -> one.checkpoint().digest()).orElse(Checkpoint.FIRST),
                window.events() + last.map(one -> one.checkpoint().events()).orElse(0L),
                window.through(),
                window.leaves().all().size(),
                root,
                key);
    }

    /** Up to which ordering everything is covered. */
    public long through() {
        return last.map(one -> one.checkpoint().through()).orElse(0L);
    }
}
