package cloud.somersault.chip;

import java.util.List;

/** What the rules answer to a command: events, or a refusal. */
public sealed interface ChipDecision {

    /** These events happen, in this order; none when it was so already. */
    record Happened(List<ChipEvent> events) implements ChipDecision {
        public Happened {
            events = List.copyOf(events);
        }

        static Happened of(ChipEvent... events) {
            return new Happened(List.of(events));
        }
    }

    /** Nothing happens, for this reason. */
    record Refused(ChipRefusal refusal) implements ChipDecision {}
}
