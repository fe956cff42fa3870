package cloud.somersault.chip.coupler;

import cloud.somersault.chip.coupler.CouplerCommand.Calibrate;
import cloud.somersault.chip.coupler.CouplerCommand.Describe;
import cloud.somersault.chip.coupler.CouplerCommand.Return;
import cloud.somersault.chip.coupler.CouplerCommand.TakeOut;
import cloud.somersault.chip.coupler.CouplerDecision.Happened;
import cloud.somersault.chip.coupler.CouplerDecision.Refused;

/** The rules of a coupler. Asking twice is harmless: what is so already makes no event. */
public final class CouplerDecider {

    private CouplerDecider() {}

    /** What happens when this coupler, standing so, is asked this. */
    public static CouplerDecision decide(
            CouplerName name, Coupler coupler, CouplerCommand command) {
        return switch (command) {
            case Calibrate calibrate -> calibrate(name, coupler, calibrate);
            case TakeOut takeOut -> takeOut(name, coupler, takeOut);
            case Return back -> putBack(name, coupler, back);
            case Describe _ -> Happened.of();
        };
    }

    /**
     * A repeated command must not undo what came after it: a coupler that was taken out since its
     * calibration stays out when the same version is told again.
     */
    private static CouplerDecision calibrate(CouplerName name, Coupler coupler, Calibrate command) {
        return switch (coupler) {
            case Coupler.Unmeasured _ -> Happened.of(calibrated(name, command));
            case Coupler.InService(var figures, var version, _) ->
                    version < command.version()
                            ? Happened.of(calibrated(name, command))
                            : toldBefore(figures, version, command);
            case Coupler.Withdrawn(var figures, var version, _, _, _) ->
                    version < command.version()
                            ? Happened.of(calibrated(name, command), returned(name, command))
                            : toldBefore(figures, version, command);
            case Coupler.Dead _ -> Happened.of(calibrated(name, command), returned(name, command));
        };
    }

    private static CouplerDecision toldBefore(
            CouplerFigures figures, long version, Calibrate command) {
        if (command.version() < version) {
            return new Refused(new CouplerRefusal.OutdatedVersion(command.version(), version));
        }
        return figures.equals(command.figures())
                ? Happened.of()
                : new Refused(new CouplerRefusal.VersionTaken(version));
    }

    private static CouplerDecision takeOut(CouplerName name, Coupler coupler, TakeOut command) {
        boolean already =
                switch (coupler) {
                    case Coupler.Unmeasured _, Coupler.InService _ -> false;
                    case Coupler.Withdrawn(_, _, _, var reason, _) ->
                            reason.equals(command.reason());
                    case Coupler.Dead(var reason, _) -> reason.equals(command.reason());
                };
        return already
                ? Happened.of()
                : Happened.of(
                        new CouplerEvent.TakenOut(
                                name.chip(),
                                name.first(),
                                name.second(),
                                command.reason(),
                                command.at()));
    }

    private static CouplerDecision putBack(CouplerName name, Coupler coupler, Return command) {
        return switch (coupler) {
            case Coupler.InService _ -> Happened.of();
            case Coupler.Withdrawn _ ->
                    Happened.of(
                            new CouplerEvent.Returned(
                                    name.chip(), name.first(), name.second(), command.at()));
            case Coupler.Unmeasured _, Coupler.Dead _ ->
                    new Refused(new CouplerRefusal.NeverMeasured());
        };
    }

    private static CouplerEvent calibrated(CouplerName name, Calibrate command) {
        return new CouplerEvent.Calibrated(
                name.chip(),
                name.first(),
                name.second(),
                command.figures(),
                command.version(),
                command.at());
    }

    private static CouplerEvent returned(CouplerName name, Calibrate command) {
        return new CouplerEvent.Returned(name.chip(), name.first(), name.second(), command.at());
    }
}
