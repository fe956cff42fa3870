package cloud.somersault.chip;

import cloud.somersault.chip.ChipEvent.CalibrationAbandoned;
import cloud.somersault.chip.ChipEvent.CalibrationPublished;
import cloud.somersault.chip.ChipEvent.CalibrationStarted;
import java.time.Instant;

/** How a chip stands: one record for each phase, made by its events alone. */
public sealed interface Chip {

    /** What was published so far: all that anyone may see. */
    PublishedVersions published();

    /** No calibration is under way. */
    record Settled(PublishedVersions published) implements Chip {}

    /** A version is under way: its figures are being told to the qubits and couplers. */
    record Calibrating(
            PublishedVersions published,
            long version,
            String source,
            String digest,
            Instant startedAt)
            implements Chip {}

    /** A chip to which nothing has happened yet. */
    static Chip fresh() {
        return new Settled(PublishedVersions.none());
    }

    /**
     * How it stands after the event.
     *
     * @throws IllegalStateException when the event cannot follow: then the journal is wrong
     */
    default Chip after(ChipEvent event) {
        return switch (this) {
            case Settled(var published) ->
                    switch (event) {
                        case CalibrationStarted started -> calibrating(published, started);
                        case CalibrationPublished _, CalibrationAbandoned _ ->
                                throw cannotFollow(event);
                    };
            case Calibrating(var published, var version, _, var digest, _) ->
                    switch (event) {
                        case CalibrationStarted _ -> throw cannotFollow(event);
                        case CalibrationPublished now -> {
                            require(version == now.version(), event);
                            require(version == now.snapshot().version(), event);
                            require(digest.equals(now.digest()), event);
                            require(digest.equals(now.snapshot().digest()), event);
                            yield new Settled(published.with(now.snapshot()));
                        }
                        case CalibrationAbandoned abandoned -> {
                            require(version == abandoned.version(), event);
                            yield new Settled(published);
                        }
                    };
        };
    }

    private Chip calibrating(PublishedVersions published, CalibrationStarted started) {
        require(started.version() > published.versionLast(), started);
        return new Calibrating(
                published.started(started.version()),
                started.version(),
                started.source(),
                started.digest(),
                started.at());
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
