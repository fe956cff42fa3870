package cloud.somersault.tuning.session;

import java.util.List;

/** What came of a command. */
public sealed interface TuningDecision {

    /** These events, in this order. */
    record Happened(List<TuningEvent> events) implements TuningDecision {
        public Happened {
            events = List.copyOf(events);
        }
    }

    /** Nothing: it is so already. */
    record Unchanged() implements TuningDecision {}

    /** It can't be. */
    record Refused(TuningRefusal refusal) implements TuningDecision {}

    /** These events. */
    static TuningDecision happened(TuningEvent... events) {
        return new Happened(List.of(events));
    }
}
