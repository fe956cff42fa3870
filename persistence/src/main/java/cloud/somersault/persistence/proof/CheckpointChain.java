package cloud.somersault.persistence.proof;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Follows the events of the proof itself: keys, each with who stands for it, and checkpoints, each
 * with the digest of the one before.
 */
final class CheckpointChain {
    private final Map<String, PublicKeyText> keys = new LinkedHashMap<>();
    private final List<Link> links = new ArrayList<>();
    private final List<SignedCheckpoint> all = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();
    private Optional<Checkpoint> last = Optional.empty();
    private String previous = Checkpoint.FIRST;
    private long number;

    /**
     * A checkpoint that holds, and ends a window of the log as it is now.
     *
     * @param events of the window, as signed
     * @param followsItsPrevious whether the one before it holds too, so that its window is known
     */
    record Link(
            SignedCheckpoint signed, String leavesDigest, long events, boolean followsItsPrevious) {
        long through() {
            return signed.checkpoint().through();
        }
    }

    /** Takes the next event; {@code number} is its own in its entity. */
    void add(ProofEvent event) {
        switch (event) {
            case ProofEvent.KeyIntroduced introduced -> key(introduced);
            case ProofEvent.CheckpointSigned signed -> checkpoint(signed);
            case ProofEvent.TextsErased _ -> {}
        }
    }

    private void key(ProofEvent.KeyIntroduced event) {
        KeyNotice notice;
        try {
            notice = KeyNotice.parse(event.notice());
        } catch (RuntimeException unreadable) {
            finding("key-altered", "a key's introduction can't be read: " + unreadable);
            return;
        }
        var by = notice.vouchedByItself() ? notice.key() : keys.get(notice.by());
        var id = notice.key().id();
        if (by == null || !by.verifies(event.notice(), event.signature())) {
            finding("key-altered", "nobody known has signed the introduction of key " + id);
            return;
        }
        if (notice.vouchedByItself() && !keys.isEmpty()) {
            finding(
                    "key-not-vouched",
                    "key %s of %s was introduced by itself and not by the key before it"
                            .formatted(id, notice.at()));
        }
        keys.put(id, notice.key());
    }

    private void checkpoint(ProofEvent.CheckpointSigned event) {
        SignedCheckpoint signed;
        try {
            signed = event.signed();
        } catch (RuntimeException unreadable) {
            finding(
                    "checkpoint-altered",
                    "the checkpoint after number %d can't be read".formatted(number));
            return;
        }
        var checkpoint = signed.checkpoint();
        var key = keys.get(checkpoint.key());
        if (key == null || !signed.signedBy(key)) {
            finding(
                    "checkpoint-altered",
                    "the signature of checkpoint %d does not hold".formatted(checkpoint.number()));
            return;
        }
        boolean follows =
                checkpoint.number() == number + 1 && checkpoint.previous().equals(previous);
        if (checkpoint.number() > number + 1) {
            finding(
                    "checkpoint-missing",
                    "checkpoints %d to %d are missing"
                            .formatted(number + 1, checkpoint.number() - 1));
        } else if (!follows) {
            finding(
                    "checkpoint-altered",
                    "checkpoint %d does not follow the one before it"
                            .formatted(checkpoint.number()));
        }
        if (last.isPresent() && checkpoint.through() < last.get().through()) {
            finding(
                    "log-truncated",
                    "the log had %d events at checkpoint %d and %d at the next one: it was cut or repaired"
                            .formatted(last.get().through(), number, checkpoint.through()));
            links.clear();
        }
        if (links.isEmpty() || checkpoint.through() > links.getLast().through()) {
            long before = last.map(Checkpoint::events).orElse(0L);
            links.add(
                    new Link(signed, event.leavesDigest(), checkpoint.events() - before, follows));
        }
        all.add(signed);
        last = Optional.of(checkpoint);
        number = checkpoint.number();
        previous = checkpoint.digest();
    }

    /** Compares with what somebody else kept. */
    void witness(SignedCheckpoint kept, Optional<PublicKeyText> trusted) {
        var checkpoint = kept.checkpoint();
        var key =
                trusted.filter(one -> one.id().equals(checkpoint.key()))
                        .or(() -> Optional.ofNullable(keys.get(checkpoint.key())));
        if (key.isEmpty() || !kept.signedBy(key.get())) {
            finding(
                    "witness-unknown",
                    "no key of this log has signed checkpoint %d of the witness"
                            .formatted(checkpoint.number()));
            return;
        }
        if (checkpoint.number() > number) {
            finding(
                    "log-truncated",
                    "the log ends with checkpoint %d; the witness has checkpoint %d of %s, when there were %d events"
                            .formatted(
                                    number,
                                    checkpoint.number(),
                                    checkpoint.at(),
                                    checkpoint.events()));
            return;
        }
        boolean same = all.stream().map(SignedCheckpoint::checkpoint).anyMatch(checkpoint::equals);
        if (!same) {
            finding(
                    "checkpoint-altered",
                    "checkpoint %d of the witness is not in this log"
                            .formatted(checkpoint.number()));
        }
    }

    /** That a key is among those of this log. */
    void trust(PublicKeyText trusted) {
        if (!keys.containsKey(trusted.id())) {
            finding(
                    "key-unknown",
                    "the trusted key %s has not signed here".formatted(trusted.id()));
        }
    }

    void finding(String what, String message) {
        findings.add(Finding.ofLog(what, message));
    }

    List<Link> links() {
        return links;
    }

    /** Every checkpoint that holds. */
    List<SignedCheckpoint> all() {
        return all;
    }

    List<PublicKeyText> keys() {
        return List.copyOf(keys.values());
    }

    List<Finding> findings() {
        return findings;
    }
}
