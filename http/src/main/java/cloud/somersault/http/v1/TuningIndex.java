package cloud.somersault.http.v1;

import cloud.somersault.tuning.session.SessionProtocol;

/** Where tuning sessions lie in the log. */
final class TuningIndex {
    private TuningIndex() {}

    /** Under which the log keeps a session. */
    static String persistenceId(String tuningId) {
        return SessionProtocol.KEY.name() + "|" + tuningId;
    }
}
