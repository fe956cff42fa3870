package cloud.somersault.http.v1;

import cloud.somersault.persistence.proof.ProofState;
import cloud.somersault.persistence.proof.SignedCheckpoint;
import java.time.Instant;
import java.util.List;

/** The answers about keys and checkpoints. */
final class ProofDocuments {
    private ProofDocuments() {}

    record Keys(List<Key> keys) {}

    record Key(
            String id,
            boolean active,
            Instant introducedAt,
            String introducedBy,
            String pem,
            String notice,
            String signature) {
        static Key of(ProofState.Introduced one, boolean active) {
            var notice = one.notice();
            return new Key(
                    notice.key().id(),
                    active,
                    notice.at(),
                    notice.by(),
                    notice.key().pem(),
                    notice.text(),
                    one.signature());
        }
    }

    record CheckpointDocument(
            long number,
            Instant at,
            long events,
            long through,
            int entities,
            String root,
            String previous,
            String key,
            String digest,
            String text,
            String signature) {
        static CheckpointDocument of(SignedCheckpoint signed) {
            var one = signed.checkpoint();
            return new CheckpointDocument(
                    one.number(),
                    one.at(),
                    one.events(),
                    one.through(),
                    one.entities(),
                    one.root(),
                    one.previous(),
                    one.key(),
                    one.digest(),
                    one.text(),
                    signed.signature());
        }
    }
}
