package cloud.somersault.chip;

import cloud.somersault.chip.ChipEvent.CalibrationAbandoned;
import cloud.somersault.chip.ChipEvent.CalibrationPublished;
import cloud.somersault.chip.ChipEvent.CalibrationStarted;
import cloud.somersault.chip.ChipEvent.CameAlive;
import cloud.somersault.chip.ChipEvent.ClockAdvanced;
import cloud.somersault.chip.ChipEvent.ClockSet;
import java.time.Instant;
import java.util.Optional;

/** How a chip stands: one record for each phase, made by its events alone. */
public sealed interface Chip {

    /** What was published so far: all that anyone may see. */
    PublishedVersions published();

    /** What it is and will be, and its clock; empty until its first version is published. */
    Optional<ChipLife> life();

    /** No calibration is under way. */
    record Settled(PublishedVersions published, Optional<ChipLife> life) implements Chip {}

    /** A version is under way: its figures are being told to the qubits and couplers. */
    record Calibrating(
            PublishedVersions published,
            Optional<ChipLife> life,
            long version,
            String source,
            String digest,
            Instant startedAt)
            implements Chip {}

    /** A chip to which nothing has happened yet. */
    static Chip fresh() {
        return new Settled(PublishedVersions.none(), Optional.empty());
    }

    /**
     * How it stands after the event.
     *
     * @throws IllegalStateException when the event cannot follow: then the journal is wrong
     */
    default Chip after(ChipEvent event) {
        return switch (event) {
            case CalibrationStarted started -> started(started);
            case CalibrationPublished now -> published(now);
            case CalibrationAbandoned abandoned -> abandoned(abandoned);
            case CameAlive alive -> withLife(born(alive));
            case ClockSet set ->
                    withLife(
                            alive(event)
                                    .withClock(
                                            new VirtualClock(
                                                    set.virtualSeconds(), set.rate(), set.at())));
            case ClockAdvanced advanced -> {
                var life = alive(event);
                require(advanced.toSeconds() >= life.clock().setSeconds(), event);
                yield withLife(
                        life.withClock(
                                new VirtualClock(
                                        advanced.toSeconds(), life.clock().rate(), advanced.at())));
            }
        };
    }

    private Chip started(CalibrationStarted event) {
        return switch (this) {
            case Settled(var published, var life) -> {
                require(event.version() > published.versionLast(), event);
                yield new Calibrating(
                        published.started(event.version()),
                        life,
                        event.version(),
                        event.source(),
                        event.digest(),
                        event.at());
            }
            case Calibrating _ -> throw cannotFollow(event);
        };
    }

    private Chip published(CalibrationPublished event) {
        return switch (this) {
            case Settled _ -> throw cannotFollow(event);
            case Calibrating(var published, var life, var version, _, var digest, _) -> {
                require(version == event.version(), event);
                require(version == event.snapshot().version(), event);
                require(digest.equals(event.digest()), event);
                require(digest.equals(event.snapshot().digest()), event);
                yield new Settled(
                        published.with(event.snapshot(), life.map(ChipLife::ofVersion)), life);
            }
        };
    }

    private Chip abandoned(CalibrationAbandoned event) {
        return switch (this) {
            case Settled _ -> throw cannotFollow(event);
            case Calibrating(var published, var life, var version, _, _, _) -> {
                require(version == event.version(), event);
                yield new Settled(published, life);
            }
        };
    }

    private ChipLife born(CameAlive event) {
        var first = published().version(event.ofVersion()).orElseThrow(() -> cannotFollow(event));
        var drift = DriftModel.byId(event.drift()).orElseThrow(() -> cannotFollow(event));
        return new ChipLife(
                event.seed(),
                drift,
                event.ofVersion(),
                event.virtualSeconds(),
                life().map(ChipLife::epoch).orElse(first.measuredAt()),
                life().map(ChipLife::clock)
                        .orElse(new VirtualClock(event.virtualSeconds(), 0, event.at())));
    }

    private ChipLife alive(ChipEvent event) {
        return life().orElseThrow(() -> cannotFollow(event));
    }

    private Chip withLife(ChipLife life) {
        return switch (this) {
            case Settled(var published, _) -> new Settled(published, Optional.of(life));
            case Calibrating(var published, _, var version, var source, var digest, var at) ->
                    new Calibrating(published, Optional.of(life), version, source, digest, at);
        };
    }

    private void require(boolean holds, ChipEvent event) {
        if (!holds) {
            throw cannotFollow(event);
        }
    }

    private IllegalStateException cannotFollow(ChipEvent event) {
        return new IllegalStateException(event + " cannot follow " + this);
    }
}
