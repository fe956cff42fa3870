package cloud.somersault.chip.calibration.run;

import cloud.somersault.chip.ChipNow;
import cloud.somersault.chip.calibration.Assignment.Scope;
import cloud.somersault.chip.calibration.AutoSettings;
import cloud.somersault.chip.calibration.Fitness;
import cloud.somersault.chip.calibration.Knowledge;
import cloud.somersault.chip.calibration.Node;
import cloud.somersault.chip.calibration.Place;
import cloud.somersault.chip.calibration.Planner;
import cloud.somersault.chip.calibration.Seeds;
import cloud.somersault.chip.calibration.Use;
import cloud.somersault.chip.calibration.run.CalibrationCommand.Calibrate;
import cloud.somersault.chip.calibration.run.CalibrationDecision.Happened;
import cloud.somersault.chip.calibration.run.CalibrationDecision.Refused;
import cloud.somersault.chip.calibration.run.CalibrationEvent.By;
import cloud.somersault.chip.calibration.run.CalibrationOverview.ChipTime;
import cloud.somersault.chip.calibration.run.CalibrationOverview.NodeAge;
import cloud.somersault.chip.calibration.run.CalibrationOverview.PartOut;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The rules of calibrations: one at a time, numbered; what was measured stays known however one
 * ends, but only one that finishes publishes.
 *
 * @param chip the chip's name
 * @param settings how it is calibrated by itself
 * @param automaticAtFirst whether it is, until somebody switches
 */
record CalibrationDecider(String chip, AutoSettings settings, boolean automaticAtFirst) {

    /** Whether the chip is calibrated by itself. */
    boolean isAutomatic(Logbook logbook) {
        return logbook.rounds().switched().orElse(automaticAtFirst);
    }

    /**
     * What happens when this is asked.
     *
     * @param now the chip as it stands
     * @param use how much its parts were used lately
     */
    CalibrationDecision decide(
            Logbook logbook, CalibrationCommand command, ChipNow now, Use use, Instant at) {
        return switch (command) {
            case Calibrate calibrate -> calibrate(logbook, calibrate, now, use, at);
            case CalibrationCommand.Cancel(var number) -> cancel(logbook, number, now, at);
            case CalibrationCommand.SwitchAutomatic(var enabled) ->
                    isAutomatic(logbook) == enabled
                            ? new Happened(List.of())
                            : happened(
                                    new CalibrationEvent.AutomaticSwitched(
                                            chip, enabled, now.clock().virtualSeconds(), at));
            case CalibrationCommand.Describe _ -> new Happened(List.of());
        };
    }

    private CalibrationDecision calibrate(
            Logbook logbook, Calibrate command, ChipNow now, Use use, Instant at) {
        if (logbook.underWay().isPresent()) {
            return new Refused(new CalibrationRefusal.Busy(logbook.underWay().get().number()));
        }
        var events = new ArrayList<>(learning(logbook, now, at));
        var known = after(logbook, events).subject().orElseThrow().known();
        var working = known.parts();
        for (var part : command.parts()) {
            if (!working.contains(part)) {
                return new Refused(new CalibrationRefusal.Broken(part.words()));
            }
        }
        var targets =
                Planner.places(
                        command.parts().isEmpty() ? working : command.parts(),
                        node -> command.nodes().isEmpty() || command.nodes().contains(node));
        if (targets.isEmpty()) {
            return new Refused(new CalibrationRefusal.Nothing());
        }
        events.add(
                requested(
                        logbook,
                        command.scope(),
                        By.REQUEST,
                        targets,
                        Optional.empty(),
                        now,
                        use,
                        at));
        return new Happened(events);
    }

    /** What the chip's version tells, unless it is known or our own. */
    private List<CalibrationEvent> learning(Logbook logbook, ChipNow now, Instant at) {
        long version = now.snapshot().version();
        return logbook.subject().filter(known -> known.version() == version).isPresent()
                ? List.of()
                : List.of(new CalibrationEvent.ChipLearned(chip, version, now.snapshot(), at));
    }

    /**
     * A round of the chip's own: nothing when it is not time, nothing is due, or no chip time is
     * left.
     */
    List<CalibrationEvent> round(Logbook logbook, ChipNow now, Use use, Instant at) {
        double seconds = now.clock().virtualSeconds();
        var rounds = logbook.rounds();
        if (!isAutomatic(logbook)
                || logbook.underWay().isPresent()
                || seconds < rounds.lastSeconds() + settings.roundSeconds()) {
            return List.of();
        }
        double budget =
                settings.budgetSeconds(seconds - rounds.sinceSeconds(), rounds.spentSeconds());
        var events = new ArrayList<>(learning(logbook, now, at));
        var known = after(logbook, events).subject().orElseThrow().known();
        var due = Planner.due(known, use, seconds);
        if (due.isEmpty() || !(budget > 0)) {
            return List.of();
        }
        events.add(
                requested(
                        logbook,
                        Scope.MAINTAIN,
                        By.AUTOMATIC,
                        due,
                        Optional.of(budget),
                        now,
                        use,
                        at));
        return events;
    }

    private CalibrationEvent requested(
            Logbook logbook,
            Scope scope,
            By by,
            List<Place> targets,
            Optional<Double> budgetSeconds,
            ChipNow now,
            Use use,
            Instant at) {
        long number = logbook.numberNext();
        return new CalibrationEvent.Requested(
                chip,
                number,
                scope,
                by,
                targets,
                use.byPart().entrySet().stream()
                        .map(one -> new CalibrationEvent.PartUse(one.getKey(), one.getValue()))
                        .sorted((a, b) -> a.part().compareTo(b.part()))
                        .toList(),
                budgetSeconds,
                Seeds.of(now.clock().truth().seed(), Math.toIntExact(number)),
                now.clock().virtualSeconds(),
                at);
    }

    private CalibrationDecision cancel(Logbook logbook, long number, ChipNow now, Instant at) {
        if (!logbook.views().containsKey(number)) {
            return new Refused(new CalibrationRefusal.Unknown(number));
        }
        return logbook.underWay().filter(one -> one.number() == number).isPresent()
                ? happened(
                        new CalibrationEvent.Cancelled(
                                chip, number, now.clock().virtualSeconds(), at))
                : new Refused(new CalibrationRefusal.Ended(number));
    }

    /** Parts that go out or come back now that everything is measured. */
    List<CalibrationEvent> service(Logbook logbook, Instant at) {
        var calibration = logbook.underWay().orElseThrow();
        double seconds = logbook.viewOf(calibration).virtualSeconds();
        return Fitness.changes(logbook.subject().orElseThrow().known()).stream()
                .map(change ->
                        change.out()
                                .<CalibrationEvent>map(reason ->
                                        new CalibrationEvent.PartTakenOut(
                                                chip,
                                                calibration.number(),
                                                change.part(),
                                                reason,
                                                seconds,
                                                at))
                                .orElseGet(() ->
                                        new CalibrationEvent.PartReturned(
                                                chip,
                                                calibration.number(),
                                                change.part(),
                                                seconds,
                                                at)))
                .toList();
    }

    /** The end of the calibration under way. */
    CalibrationEvent finished(Logbook logbook, Optional<Long> version, Instant at) {
        var view = logbook.viewOf(logbook.underWay().orElseThrow());
        return new CalibrationEvent.Finished(
                chip,
                view.number(),
                version,
                view.experiments(),
                view.chipSeconds(),
                view.virtualSeconds(),
                at);
    }

    /** How it stands, for others to see. */
    CalibrationOverview overview(Logbook logbook) {
        var known = logbook.subject().map(Logbook.Subject::known);
        return new CalibrationOverview(
                chip,
                isAutomatic(logbook),
                List.copyOf(logbook.views().values()).reversed(),
                known.map(CalibrationDecider::out).orElse(List.of()),
                known.map(CalibrationDecider::ages).orElse(List.of()),
                new ChipTime(logbook.rounds().requestedSeconds(), logbook.rounds().allSeconds()));
    }

    private static List<PartOut> out(Knowledge known) {
        return known.out().entrySet().stream()
                .map(entry -> new PartOut(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static List<NodeAge> ages(Knowledge known) {
        return Arrays.stream(Node.values()).map(node -> age(known, node)).toList();
    }

    private static NodeAge age(Knowledge known, Node node) {
        var seen =
                Planner.places(known.parts(), node::equals).stream()
                        .map(known::seenSeconds)
                        .flatMap(Optional::stream)
                        .sorted()
                        .toList();
        return new NodeAge(
                node,
                seen.size(),
                seen.stream().findFirst(),
                seen.isEmpty() ? Optional.empty() : Optional.of(seen.getLast()));
    }

    private static Logbook after(Logbook logbook, List<CalibrationEvent> events) {
        var after = logbook;
        for (var event : events) {
            after = after.after(event);
        }
        return after;
    }

    private static CalibrationDecision happened(CalibrationEvent... events) {
        return new Happened(List.of(events));
    }
}
