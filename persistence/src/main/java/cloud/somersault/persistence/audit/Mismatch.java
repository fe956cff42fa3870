package cloud.somersault.persistence.audit;

/**
 * Why a replay did not find what the log says.
 *
 * @param sentence for people
 */
public record Mismatch(Reason reason, String sentence) {}
