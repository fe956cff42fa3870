package cloud.somersault.chip.coupler;

import java.util.List;

/** What the rules answer to a command: events, or a refusal. */
public sealed interface CouplerDecision {

    /** These events happen, in this order; none when it was so already. */
    record Happened(List<CouplerEvent> events) implements CouplerDecision {
        public Happened {
            events = List.copyOf(events);
        }

        static Happened of(CouplerEvent... events) {
            return new Happened(List.of(events));
        }
    }

    /** Nothing happens, for this reason. */
    record Refused(CouplerRefusal refusal) implements CouplerDecision {}
}
