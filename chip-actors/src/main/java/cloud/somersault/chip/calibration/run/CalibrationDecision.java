package cloud.somersault.chip.calibration.run;

import java.util.List;

/** What the rules answer: events, or a refusal. */
public sealed interface CalibrationDecision {

    /** These events happen, in this order. */
    record Happened(List<CalibrationEvent> events) implements CalibrationDecision {
        public Happened {
            events = List.copyOf(events);
        }
    }

    /** Nothing happens, for this reason. */
    record Refused(CalibrationRefusal refusal) implements CalibrationDecision {}
}
