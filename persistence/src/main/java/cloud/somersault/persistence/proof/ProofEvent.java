package cloud.somersault.persistence.proof;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.util.Optional;

/** What proves the log, and what was taken from it for ever. Stored as all events are. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "event")
@JsonSubTypes({
    @JsonSubTypes.Type(value = ProofEvent.KeyIntroduced.class, name = "key-introduced"),
    @JsonSubTypes.Type(value = ProofEvent.CheckpointSigned.class, name = "checkpoint-signed"),
    @JsonSubTypes.Type(value = ProofEvent.TextsErased.class, name = "texts-erased")
})
public sealed interface ProofEvent {
    Instant at();

    /**
     * From here on checkpoints are signed with another key, or may be.
     *
     * @param notice the text of a {@link KeyNotice}
     * @param signature of it, by the key that it names, Base64
     * @param standby it is another keeper's, who signs with it when the one who signs now is lost;
     *     not written when it is not
     */
    record KeyIntroduced(
            String notice,
            String signature,
            @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean standby,
            Instant at)
            implements ProofEvent {}

    /**
     * The chains of all entities that had something new were put under one signature.
     *
     * @param checkpoint the text of a {@link Checkpoint}
     * @param signature of it, Base64
     * @param leavesDigest SHA-256 of the {@link Leaves} that are kept beside the log
     * @param leavesBytes their size
     */
    record CheckpointSigned(
            String checkpoint, String signature, String leavesDigest, long leavesBytes, Instant at)
            implements ProofEvent {
        /** The two, read. */
        public SignedCheckpoint signed() {
            return new SignedCheckpoint(Checkpoint.parse(checkpoint), signature);
        }
    }

    /**
     * The keys of a tenant's texts were destroyed.
     *
     * @param before of jobs that were submitted before this day only; absent: of all
     * @param keys how many were destroyed
     */
    record TextsErased(
            String tenant,
            @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Instant> before,
            long keys,
            Instant at)
            implements ProofEvent {}
}
