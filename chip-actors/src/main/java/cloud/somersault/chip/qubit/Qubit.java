package cloud.somersault.chip.qubit;

import cloud.somersault.chip.qubit.QubitEvent.Calibrated;
import cloud.somersault.chip.qubit.QubitEvent.Returned;
import cloud.somersault.chip.qubit.QubitEvent.TakenOut;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;

/** How a qubit stands: one record for each phase, made by its events alone. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "phase")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Qubit.Unmeasured.class, name = "unmeasured"),
    @JsonSubTypes.Type(value = Qubit.InService.class, name = "in-service"),
    @JsonSubTypes.Type(value = Qubit.Withdrawn.class, name = "withdrawn"),
    @JsonSubTypes.Type(value = Qubit.Dead.class, name = "dead")
})
public sealed interface Qubit {

    /** Nothing has happened to it yet. */
    record Unmeasured() implements Qubit {}

    /** Programs may use it; these are its figures, since that calibration version. */
    record InService(QubitFigures figures, long version, Instant calibratedAt) implements Qubit {}

    /** Its figures are known, and it must not be used. */
    record Withdrawn(
            QubitFigures figures, long version, Instant calibratedAt, String reason, Instant since)
            implements Qubit {}

    /** It must not be used, and was never measured. */
    record Dead(String reason, Instant since) implements Qubit {}

    /**
     * How it stands after the event.
     *
     * @throws IllegalStateException when the event cannot follow: then the journal is wrong
     */
    default Qubit after(QubitEvent event) {
        return switch (this) {
            case Unmeasured _ ->
                    switch (event) {
                        case Calibrated calibrated -> inService(calibrated);
                        case TakenOut takenOut -> new Dead(takenOut.reason(), takenOut.at());
                        case Returned _ -> throw cannotFollow(event);
                    };
            case InService(var figures, var version, var calibratedAt) ->
                    switch (event) {
                        case Calibrated calibrated -> inService(calibrated);
                        case TakenOut takenOut ->
                                new Withdrawn(
                                        figures,
                                        version,
                                        calibratedAt,
                                        takenOut.reason(),
                                        takenOut.at());
                        case Returned _ -> throw cannotFollow(event);
                    };
            case Withdrawn(var figures, var version, var calibratedAt, var reason, var since) ->
                    switch (event) {
                        case Calibrated calibrated -> withdrawn(calibrated, reason, since);
                        case TakenOut takenOut ->
                                new Withdrawn(
                                        figures,
                                        version,
                                        calibratedAt,
                                        takenOut.reason(),
                                        takenOut.at());
                        case Returned _ -> new InService(figures, version, calibratedAt);
                    };
            case Dead(var reason, var since) ->
                    switch (event) {
                        case Calibrated calibrated -> withdrawn(calibrated, reason, since);
                        case TakenOut takenOut -> new Dead(takenOut.reason(), takenOut.at());
                        case Returned _ -> throw cannotFollow(event);
                    };
        };
    }

    private static InService inService(Calibrated event) {
        return new InService(event.figures(), event.version(), event.at());
    }

    private static Withdrawn withdrawn(Calibrated event, String reason, Instant since) {
        return new Withdrawn(event.figures(), event.version(), event.at(), reason, since);
    }

    private IllegalStateException cannotFollow(QubitEvent event) {
        return new IllegalStateException(event + " cannot follow " + this);
    }
}
