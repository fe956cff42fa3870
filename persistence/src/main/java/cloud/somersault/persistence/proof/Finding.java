package cloud.somersault.persistence.proof;

/**
 * Something that is wrong with a log or with what proves it.
 *
 * @param what a word for it: see docs/audit.md
 * @param persistenceId of the entity; empty where the whole log is meant
 * @param sequenceNr of the (first) event concerned; 0 where none is
 * @param message a sentence
 */
public record Finding(String what, String persistenceId, long sequenceNr, String message) {
    static Finding ofLog(String what, String message) {
        return new Finding(what, "", 0, message);
    }
}
