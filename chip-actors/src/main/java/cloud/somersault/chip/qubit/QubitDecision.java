package cloud.somersault.chip.qubit;

import java.util.List;

/** What the rules answer to a command: events, or a refusal. */
public sealed interface QubitDecision {

    /** These events happen, in this order; none when it was so already. */
    record Happened(List<QubitEvent> events) implements QubitDecision {
        public Happened {
            events = List.copyOf(events);
        }

        static Happened of(QubitEvent... events) {
            return new Happened(List.of(events));
        }
    }

    /** Nothing happens, for this reason. */
    record Refused(QubitRefusal refusal) implements QubitDecision {}
}
