package cloud.somersault.persistence.audit.run;

import cloud.somersault.persistence.audit.Reason;
import cloud.somersault.persistence.audit.Verdict;

/**
 * A job that was not equal.
 *
 * @param reason why
 * @param sentence the same for people
 */
public record Finding(String jobId, Verdict.Kind kind, Reason reason, String sentence) {}
