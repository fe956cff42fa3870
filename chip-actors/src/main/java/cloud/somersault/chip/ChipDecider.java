package cloud.somersault.chip;

import cloud.somersault.chip.ChipCommand.Abandon;
import cloud.somersault.chip.ChipCommand.CurrentSnapshot;
import cloud.somersault.chip.ChipCommand.Import;
import cloud.somersault.chip.ChipCommand.Publish;
import cloud.somersault.chip.ChipCommand.SnapshotOfVersion;
import cloud.somersault.chip.ChipDecision.Happened;
import cloud.somersault.chip.ChipDecision.Refused;
import cloud.somersault.chip.ChipEvent.CalibrationAbandoned;
import cloud.somersault.chip.ChipEvent.CalibrationPublished;
import cloud.somersault.chip.ChipEvent.CalibrationStarted;

/**
 * The rules of a chip's calibration versions. A version is started, then published or abandoned;
 * only published versions are ever answered. The same figures are published once: a repeated import
 * makes no event, so every node may send it at every start.
 */
public final class ChipDecider {

    private ChipDecider() {}

    /** What happens when this chip, standing so, is asked this. */
    public static ChipDecision decide(String name, Chip chip, ChipCommand command) {
        return switch (command) {
            case Import wanted -> bring(name, chip, wanted);
            case Publish publish -> publish(name, chip, publish);
            case Abandon abandon -> abandon(name, chip, abandon);
            case CurrentSnapshot _ ->
                    chip.published().current().isPresent()
                            ? Happened.of()
                            : new Refused(new ChipRefusal.NotReady(name));
            case SnapshotOfVersion(var version) -> ofVersion(name, chip, version);
        };
    }

    private static ChipDecision bring(String name, Chip chip, Import wanted) {
        var data = wanted.data();
        if (!data.chip().equals(name)) {
            return new Refused(new ChipRefusal.WrongChip(name, data.chip()));
        }
        var digest = data.snapshot(1).digest();
        if (chip.published().withDigest(digest).isPresent()) {
            return Happened.of();
        }
        var start =
                new CalibrationStarted(
                        name,
                        chip.published().versionLast() + 1,
                        data.source(),
                        digest,
                        wanted.at());
        return switch (chip) {
            case Chip.Settled _ -> Happened.of(start);
            case Chip.Calibrating(_, var version, _, var underWay, _) ->
                    underWay.equals(digest)
                            ? Happened.of()
                            : Happened.of(
                                    new CalibrationAbandoned(
                                            name,
                                            version,
                                            "other figures were imported before it was published",
                                            wanted.at()),
                                    start);
        };
    }

    private static ChipDecision publish(String name, Chip chip, Publish command) {
        var snapshot = command.snapshot();
        if (chip.published().version(snapshot.version()).filter(snapshot::equals).isPresent()) {
            return Happened.of();
        }
        boolean underWay =
                switch (chip) {
                    case Chip.Settled _ -> false;
                    case Chip.Calibrating(_, var version, _, var digest, _) ->
                            version == snapshot.version() && digest.equals(snapshot.digest());
                };
        return underWay
                ? Happened.of(
                        new CalibrationPublished(
                                name,
                                snapshot.version(),
                                snapshot.measuredAt(),
                                snapshot.source(),
                                snapshot.digest(),
                                snapshot,
                                command.at()))
                : new Refused(new ChipRefusal.NotUnderWay(name, snapshot.version()));
    }

    private static ChipDecision abandon(String name, Chip chip, Abandon command) {
        return switch (chip) {
            case Chip.Settled _ -> Happened.of();
            case Chip.Calibrating(_, var version, _, _, _) ->
                    version == command.version()
                            ? Happened.of(
                                    new CalibrationAbandoned(
                                            name, version, command.reason(), command.at()))
                            : Happened.of();
        };
    }

    private static ChipDecision ofVersion(String name, Chip chip, long version) {
        var published = chip.published();
        if (published.version(version).isPresent()) {
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
    public static ChipAnswer answer(Chip after, ChipCommand command) {
        var published = after.published();
        var snapshot =
                switch (command) {
                    case Import(var data, _) -> published.withDigest(data.snapshot(1).digest());
                    case Publish publish -> published.version(publish.snapshot().version());
                    case CurrentSnapshot _ -> published.current();
                    case SnapshotOfVersion(var version) -> published.version(version);
                    case Abandon abandon -> published.version(abandon.version());
                };
        return snapshot.<ChipAnswer>map(ChipAnswer.Published::new)
                .orElseGet(() ->
                        switch (after) {
                            case Chip.Calibrating calibrating ->
                                    new ChipAnswer.UnderWay(calibrating.version());
                            case Chip.Settled settled ->
                                    new ChipAnswer.Abandoned(settled.published().versionLast());
                        });
    }
}
