package cloud.somersault.chip;

import cloud.somersault.chip.ChipCommand.Advance;
import cloud.somersault.chip.ChipCommand.AdvanceTo;
import cloud.somersault.chip.ChipCommand.SetRate;
import cloud.somersault.chip.ChipDecision.Happened;
import cloud.somersault.chip.ChipDecision.Refused;
import cloud.somersault.chip.ChipEvent.CalibrationPublished;
import cloud.somersault.chip.ChipEvent.CameAlive;
import cloud.somersault.chip.ChipEvent.ClockAdvanced;
import cloud.somersault.chip.ChipEvent.ClockSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The rules of a chip's life and clock. It comes alive with its first figures and again with all
 * that come from outside; what was measured on itself only makes it better known.
 *
 * @param name the chip's
 * @param settings how it begins to live; a chip that lives is asked, not its settings
 */
record ClockRules(String name, LifeSettings settings) {

    /** A chip from before there was a clock comes alive as it is known now. */
    ChipDecision wake(Chip chip, Instant at) {
        return chip.life().isPresent()
                ? Happened.of()
                : new Happened(birth(chip, chip.published().current().orElseThrow(), at));
    }

    /** Published, and alive with it where these are the chip's first figures, or from outside. */
    ChipDecision afterPublication(Chip chip, CalibrationPublished published) {
        var events = new ArrayList<ChipEvent>(List.of(published));
        if (chip.life().isEmpty() || published.snapshot().controls().isEmpty()) {
            events.addAll(birth(chip, published.snapshot(), published.at()));
        }
        return new Happened(events);
    }

    private List<ChipEvent> birth(Chip chip, ChipSnapshot figures, Instant at) {
        double now = chip.life().map(life -> life.clock().seconds(at)).orElse(0.0);
        var alive =
                new CameAlive(
                        name,
                        chip.life().map(ChipLife::seed).orElse(settings.seed()),
                        chip.life().map(life -> life.drift().id()).orElse(settings.drift().id()),
                        figures.version(),
                        now,
                        at);
        return chip.life().isPresent()
                ? List.of(alive)
                : List.of(alive, new ClockSet(name, now, settings.rate(), at));
    }

    ChipDecision advance(Chip chip, Advance command) {
        return chip.life()
                .map(life ->
                        moved(
                                life,
                                command.bySeconds(),
                                life.clock().exactSeconds(command.at()) + command.bySeconds(),
                                command.why(),
                                command.at()))
                .orElse(new Refused(new ChipRefusal.NotReady(name)));
    }

    ChipDecision advanceTo(Chip chip, AdvanceTo command) {
        return chip.life()
                .map(life ->
                        moved(
                                life,
                                command.virtualSeconds() - life.clock().exactSeconds(command.at()),
                                command.virtualSeconds(),
                                command.why(),
                                command.at()))
                .orElse(new Refused(new ChipRefusal.NotReady(name)));
    }

    private ChipDecision moved(
            ChipLife life, double bySeconds, double toSeconds, String why, Instant at) {
        if (!(bySeconds > 0)) {
            return Happened.of();
        }
        return toSeconds <= ChipLife.SECONDS_MAX
                ? Happened.of(new ClockAdvanced(name, bySeconds, toSeconds, why, at))
                : new Refused(
                        new ChipRefusal.TooFarAhead(
                                name, life.clock().exactSeconds(at), ChipLife.SECONDS_MAX));
    }

    ChipDecision setRate(Chip chip, SetRate command) {
        return chip.life()
                .map(life ->
                        life.clock().rate() == command.rate()
                                ? (ChipDecision) Happened.of()
                                : Happened.of(
                                        new ClockSet(
                                                name,
                                                life.clock().exactSeconds(command.at()),
                                                command.rate(),
                                                command.at())))
                .orElse(new Refused(new ChipRefusal.NotReady(name)));
    }

    /** What the clock of a chip that lives shows at a moment of the wall. */
    static ChipClock read(String name, Chip chip, Instant at) {
        var life = chip.life().orElseThrow();
        return new ChipClock(
                name, life.clock().seconds(at), life.clock().rate(), life.epoch(), life.truth(at));
    }
}
