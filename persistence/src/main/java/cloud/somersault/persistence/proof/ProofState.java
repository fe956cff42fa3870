package cloud.somersault.persistence.proof;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * How the proof of the log stands.
 *
 * @param keys that have signed, oldest first
 * @param last the last checkpoint, if there is one
 * @param signs the id of the key that signs now; absent in what was kept or sent before there was a
 *     choice: then it is the last one
 */
public record ProofState(
        List<Introduced> keys, Optional<SignedCheckpoint> last, Optional<String> signs) {
    /** Before anything was signed. */
    public static final ProofState NONE =
            new ProofState(List.of(), Optional.empty(), Optional.empty());

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
        var known = keys.stream().map(one -> one.notice().key()).toList();
        return signs.flatMap(id -> known.stream().filter(key -> key.id().equals(id)).findFirst())
                .or(() -> known.isEmpty() ? Optional.empty() : Optional.of(known.getLast()));
    }

    /** The newest key among those that somebody has. */
    Optional<PublicKeyText> newest(Predicate<String> has) {
        return keys.reversed().stream()
                .map(one -> one.notice().key())
                .filter(key -> has.test(key.id()))
                .findFirst();
    }

    /** After an event. */
    public ProofState after(ProofEvent event) {
        return switch (event) {
            case ProofEvent.KeyIntroduced(var text, var signature, var standby, _) -> {
                var notice = KeyNotice.parse(text);
                var more = new ArrayList<>(keys);
                more.add(new Introduced(notice, signature));
                yield new ProofState(more, last, standby ? signs : Optional.of(notice.key().id()));
            }
            case ProofEvent.CheckpointSigned signing -> {
                var signed = signing.signed();
                yield new ProofState(
                        keys, Optional.of(signed), Optional.of(signed.checkpoint().key()));
            }
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
