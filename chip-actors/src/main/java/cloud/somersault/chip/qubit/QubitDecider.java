package cloud.somersault.chip.qubit;

import cloud.somersault.chip.qubit.QubitCommand.Calibrate;
import cloud.somersault.chip.qubit.QubitCommand.Describe;
import cloud.somersault.chip.qubit.QubitCommand.Return;
import cloud.somersault.chip.qubit.QubitCommand.TakeOut;
import cloud.somersault.chip.qubit.QubitDecision.Happened;
import cloud.somersault.chip.qubit.QubitDecision.Refused;

/** The rules of a qubit. Asking twice is harmless: what is so already makes no event. */
public final class QubitDecider {

    private QubitDecider() {}

    /** What happens when this qubit, standing so, is asked this. */
    public static QubitDecision decide(QubitName name, Qubit qubit, QubitCommand command) {
        return switch (command) {
            case Calibrate calibrate -> calibrate(name, qubit, calibrate);
            case TakeOut takeOut -> takeOut(name, qubit, takeOut);
            case Return back -> putBack(name, qubit, back);
            case Describe _ -> Happened.of();
        };
    }

    /**
     * A repeated command must not undo what came after it: a qubit that was taken out since its
     * calibration stays out when the same version is told again.
     */
    private static QubitDecision calibrate(QubitName name, Qubit qubit, Calibrate command) {
        return switch (qubit) {
            case Qubit.Unmeasured _ -> Happened.of(calibrated(name, command));
            case Qubit.InService(var figures, var version, _) ->
                    version < command.version()
                            ? Happened.of(calibrated(name, command))
                            : toldBefore(figures, version, command);
            case Qubit.Withdrawn(var figures, var version, _, _, _) ->
                    version < command.version()
                            ? Happened.of(calibrated(name, command), returned(name, command))
                            : toldBefore(figures, version, command);
            case Qubit.Dead _ -> Happened.of(calibrated(name, command), returned(name, command));
        };
    }

    private static QubitDecision toldBefore(QubitFigures figures, long version, Calibrate command) {
        if (command.version() < version) {
            return new Refused(new QubitRefusal.OutdatedVersion(command.version(), version));
        }
        return figures.equals(command.figures())
                ? Happened.of()
                : new Refused(new QubitRefusal.VersionTaken(version));
    }

    private static QubitDecision takeOut(QubitName name, Qubit qubit, TakeOut command) {
        boolean already =
                switch (qubit) {
                    case Qubit.Unmeasured _, Qubit.InService _ -> false;
                    case Qubit.Withdrawn(_, _, _, var reason, _) -> reason.equals(command.reason());
                    case Qubit.Dead(var reason, _) -> reason.equals(command.reason());
                };
        return already
                ? Happened.of()
                : Happened.of(
                        new QubitEvent.TakenOut(
                                name.chip(), name.qubit(), command.reason(), command.at()));
    }

    private static QubitDecision putBack(QubitName name, Qubit qubit, Return command) {
        return switch (qubit) {
            case Qubit.InService _ -> Happened.of();
            case Qubit.Withdrawn _ ->
                    Happened.of(new QubitEvent.Returned(name.chip(), name.qubit(), command.at()));
            case Qubit.Unmeasured _, Qubit.Dead _ -> new Refused(new QubitRefusal.NeverMeasured());
        };
    }

    private static QubitEvent calibrated(QubitName name, Calibrate command) {
        return new QubitEvent.Calibrated(
                name.chip(), name.qubit(), command.figures(), command.version(), command.at());
    }

    private static QubitEvent returned(QubitName name, Calibrate command) {
        return new QubitEvent.Returned(name.chip(), name.qubit(), command.at());
    }
}
