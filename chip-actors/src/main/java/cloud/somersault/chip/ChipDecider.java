package cloud.somersault.chip;

import cloud.somersault.chip.ChipCommand.Abandon;
import cloud.somersault.chip.ChipCommand.Advance;
import cloud.somersault.chip.ChipCommand.AdvanceTo;
import cloud.somersault.chip.ChipCommand.CurrentSnapshot;
import cloud.somersault.chip.ChipCommand.Hold;
import cloud.somersault.chip.ChipCommand.Import;
import cloud.somersault.chip.ChipCommand.Now;
import cloud.somersault.chip.ChipCommand.Publish;
import cloud.somersault.chip.ChipCommand.Recalibrate;
import cloud.somersault.chip.ChipCommand.SetRate;
import cloud.somersault.chip.ChipCommand.SnapshotOfVersion;
import cloud.somersault.chip.ChipDecision.Happened;
import cloud.somersault.chip.ChipDecision.Refused;
import cloud.somersault.chip.ChipEvent.CalibrationAbandoned;
import cloud.somersault.chip.ChipEvent.CalibrationPublished;
import cloud.somersault.chip.ChipEvent.CalibrationStarted;
import java.time.Instant;

/**
 * The rules of a chip's calibration versions. A version is started, then published or abandoned;
 * only published versions are ever answered. The same figures are published once: a repeated import
 * makes no event, so every node may send it at every start. The rules of its clock are {@link
 * ClockRules}.
 */
public final class ChipDecider {

    private ChipDecider() {}

    /** What happens when this chip, standing so and to live so, is asked this. */
    public static ChipDecision decide(
            String name, LifeSettings settings, Chip chip, ChipCommand command) {
        var clock = new ClockRules(name, settings);
        return switch (command) {
            case Import(var data, var at) ->
                    data.chip().equals(name)
                            ? bring(name, clock, chip, data.snapshot(1), at)
                            : new Refused(new ChipRefusal.WrongChip(name, data.chip()));
            case Recalibrate(var measured, var at) ->
                    measured.chip().equals(name)
                            ? bring(name, clock, chip, measured, at)
                            : new Refused(new ChipRefusal.WrongChip(name, measured.chip()));
            case Publish publish -> publish(name, clock, chip, publish);
            case Abandon abandon -> abandon(name, chip, abandon);
            case CurrentSnapshot _ ->
                    chip.published().current().isPresent()
                            ? Happened.of()
                            : new Refused(new ChipRefusal.NotReady(name));
            case SnapshotOfVersion(var version) -> ofVersion(name, chip, version);
            case Now _ ->
                    chip.life().isPresent()
                            ? Happened.of()
                            : new Refused(new ChipRefusal.NotReady(name));
            case Advance advance -> clock.advance(chip, advance);
            case AdvanceTo advance -> clock.advanceTo(chip, advance);
            case SetRate rate -> clock.setRate(chip, rate);
            case Hold _ -> Happened.of();
        };
    }

    private static ChipDecision bring(
            String name, ClockRules clock, Chip chip, ChipSnapshot figures, Instant at) {
        var digest = figures.digest();
        if (chip.published().withDigest(digest).isPresent()) {
            return clock.wake(chip, at);
        }
        var start =
                new CalibrationStarted(
                        name, chip.published().versionLast() + 1, figures.source(), digest, at);
        return switch (chip) {
            case Chip.Settled _ -> Happened.of(start);
            case Chip.Calibrating(_, _, var version, _, var underWay, _) ->
                    underWay.equals(digest)
                            ? Happened.of()
                            : Happened.of(
                                    new CalibrationAbandoned(
                                            name,
                                            version,
                                            "other figures were imported before it was published",
                                            at),
                                    start);
        };
    }

    private static ChipDecision publish(String name, ClockRules clock, Chip chip, Publish command) {
        var snapshot = command.snapshot();
        if (chip.published()
                .digest(snapshot.version())
                .filter(snapshot.digest()::equals)
                .isPresent()) {
            return Happened.of();
        }
        boolean underWay =
                switch (chip) {
                    case Chip.Settled _ -> false;
                    case Chip.Calibrating(_, _, var version, _, var digest, _) ->
                            version == snapshot.version() && digest.equals(snapshot.digest());
                };
        if (!underWay) {
            return new Refused(new ChipRefusal.NotUnderWay(name, snapshot.version()));
        }
        var published =
                new CalibrationPublished(
                        name,
                        snapshot.version(),
                        snapshot.measuredAt(),
                        snapshot.source(),
                        snapshot.digest(),
                        snapshot,
                        command.at());
        return clock.afterPublication(chip, published);
    }

    private static ChipDecision abandon(String name, Chip chip, Abandon command) {
        return switch (chip) {
            case Chip.Settled _ -> Happened.of();
            case Chip.Calibrating calibrating ->
                    calibrating.version() == command.version()
                            ? Happened.of(
                                    new CalibrationAbandoned(
                                            name,
                                            command.version(),
                                            command.reason(),
                                            command.at()))
                            : Happened.of();
        };
    }

    private static ChipDecision ofVersion(String name, Chip chip, long version) {
        var published = chip.published();
        if (published.digest(version).isPresent()) {
            return Happened.of();
        }
        return new Refused(
                published
                        .current()
                        .<ChipRefusal>map(current ->
                                new ChipRefusal.UnknownVersion(name, version, current.version()))
                        .orElse(new ChipRefusal.NotReady(name)));
    }

    /** What to answer to a command that was not refused, once its events have happened. */
    public static ChipAnswer answer(String name, Chip after, ChipCommand command) {
        var published = after.published();
        return switch (command) {
            case Import(var data, _) -> version(after, data.snapshot(1));
            case Recalibrate(var measured, _) -> version(after, measured);
            case Publish publish -> version(after, publish.snapshot());
            case Abandon abandon ->
                    published
                            .version(abandon.version())
                            .<ChipAnswer>map(ChipAnswer.Published::new)
                            .orElseGet(() -> unpublished(after));
            case CurrentSnapshot _ -> new ChipAnswer.Published(published.current().orElseThrow());
            case SnapshotOfVersion(var version) ->
                    published
                            .version(version)
                            .<ChipAnswer>map(ChipAnswer.Published::new)
                            .orElseGet(() -> new ChipAnswer.Forgotten(version));
            case Now(var at) ->
                    new ChipAnswer.Stands(
                            new ChipNow(
                                    published.current().orElseThrow(),
                                    ClockRules.read(name, after, at)));
            case Advance advance ->
                    new ChipAnswer.Shows(ClockRules.read(name, after, advance.at()));
            case AdvanceTo advance ->
                    new ChipAnswer.Shows(ClockRules.read(name, after, advance.at()));
            case SetRate rate -> new ChipAnswer.Shows(ClockRules.read(name, after, rate.at()));
            case Hold(var qubits) -> new ChipAnswer.Held(qubits);
        };
    }

    /** The version that has these figures. */
    private static ChipAnswer version(Chip after, ChipSnapshot figures) {
        return after.published()
                .withDigest(figures.digest())
                .<ChipAnswer>map(number ->
                        new ChipAnswer.Published(
                                after.published()
                                        .version(number)
                                        .orElseGet(() -> figures.withVersion(number))))
                .orElseGet(() -> unpublished(after));
    }

    private static ChipAnswer unpublished(Chip after) {
        return switch (after) {
            case Chip.Calibrating calibrating -> new ChipAnswer.UnderWay(calibrating.version());
            case Chip.Settled settled ->
                    new ChipAnswer.Abandoned(settled.published().versionLast());
        };
    }
}
