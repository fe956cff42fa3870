package cloud.somersault.job.model;

import java.util.List;

/** The answer to a {@link JobCommand}. */
public sealed interface JobDecision {

    /** It happens. */
    record Happened(List<JobEvent> events) implements JobDecision {
        public Happened {
            events = List.copyOf(events);
        }
    }

    /** It is so already, or comes too late to matter: nothing is to be stored. */
    record Unchanged() implements JobDecision {}

    /** It may not be. */
    record Refused(Refusal refusal) implements JobDecision {}

    static JobDecision happened(JobEvent event) {
        return new Happened(List.of(event));
    }

    static JobDecision refused(String code, String message, String hint) {
        return new Refused(Refusal.of(code, message, hint));
    }
}
