package cloud.somersault.persistence.retention;

import java.time.Instant;
import java.util.Optional;

/**
 * What was asked to be erased, and what came of it.
 *
 * @param before of jobs submitted on days (UTC) that had ended by then; absent: of all until {@code
 *     askedAt}
 * @param by the id of an API key, or what else asked for it
 * @param doneAt when the last key was destroyed; absent while that is under way
 * @param keys how many there were; 0 while it is under way
 */
public record Erasure(
        String id,
        String tenant,
        Optional<Instant> before,
        String by,
        Instant askedAt,
        Optional<Instant> doneAt,
        long keys)
        implements RetentionProtocol.RetentionMessage {

    static Erasure of(RetentionEvent.ErasureAsked asked) {
        return new Erasure(
                asked.id(),
                asked.tenant(),
                asked.before(),
                asked.by(),
                asked.at(),
                Optional.empty(),
                0);
    }

    Erasure after(RetentionEvent.ErasureDone done) {
        return new Erasure(id, tenant, before, by, askedAt, Optional.of(done.at()), done.keys());
    }

    /** Whether nothing of it is to be done any more. */
    public boolean done() {
        return doneAt.isPresent();
    }
}
