package cloud.somersault.http.v1;

import cloud.somersault.persistence.journal.EventLog;
import cloud.somersault.persistence.journal.StoredEvent;
import cloud.somersault.tuning.session.SessionProtocol;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Which tuning sessions there are: the log has a tag for the first event of each. */
public final class TuningIndex {
    private static final String ENTITY = SessionProtocol.KEY.name() + "|";
    private static final int SESSIONS_MAX = 100_000;

    private TuningIndex() {}

    /** The ids of all sessions, oldest first. */
    public static CompletionStage<List<String>> ids(EventLog log) {
        return CompletableFuture.supplyAsync(() ->
                log.withTagAfter(SessionProtocol.CREATED_TAG, 0, SESSIONS_MAX).stream()
                        .map(StoredEvent::persistenceId)
                        .map(id -> id.substring(ENTITY.length()))
                        .toList());
    }

    /** Under which the log keeps a session. */
    static String persistenceId(String tuningId) {
        return ENTITY + tuningId;
    }
}
