package cloud.somersault.circuits.compiler;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Improves a layout step by step on a chip whose parts differ: wires change places or move next
 * door, the program is routed from there, and what is hardly worse is gone on from, less and less
 * so (threshold accepting, Dueck and Scheuer 1990). Routing gives an estimate of what is lost; what
 * comes near the best is finished, and only then believed. In between, the whole program moves to
 * wherever on the chip its couplers are found and lose least, as in Nation and Treinish,
 * "Suppressing quantum circuit errors due to system variability", arXiv:2209.15512.
 */
final class Climb {
    /** How much worse than before an estimate may be at the beginning of a climb. */
    private static final double SLOPE = 0.05;

    /** How many set out from each layout. */
    private static final int ROUTERS = 3;

    /** After so many rounds for each wire without news a climb is over. */
    private static final int PATIENCE = 30;

    /** How near to the best an estimate must come to be finished. */
    private static final double NEAR = 1.02;

    private final Trials trials;
    private final List<Form> forms;
    private final WorkingChip chip;
    private final Interactions interactions;
    private final Draft draft;
    private final SplittableRandom dice;
    private final int[] wires;
    private final Set<Routes.Route> considered = new HashSet<>();
    private final Comparator<Figures> better;
    private Trials.Finished best;

    Climb(
            Trials trials,
            List<Form> forms,
            Trials.Finished best,
            WorkingChip chip,
            Interactions interactions,
            Draft draft,
            SplittableRandom dice) {
        this.trials = trials;
        this.forms = forms;
        this.best = best;
        this.chip = chip;
        this.interactions = interactions;
        this.draft = draft;
        this.dice = dice;
        better = Figures.onChip(draft.device());
        wires = interactions.wires().stream().toArray();
    }

    Trials.Finished best() {
        return best;
    }

    /** Goes on from a trial for so many rounds. */
    void from(Trials.Finished begin, int rounds) {
        if (wires.length == 0) {
            return;
        }
        var at = begin.trial();
        double least = at.cost();
        int patience = PATIENCE * (wires.length + 2);
        int news = 0;
        for (int round = 0; round < rounds && round - news < patience; round++) {
            draft.cancellation().check();
            var form = dice.nextInt(4) == 0 ? forms.get(dice.nextInt(forms.size())) : at.form();
            var start = moved(at);
            var router = form.there().best(List.of(start), ROUTERS);
            double cost = router.estimate();
            if (cost <= least * NEAR && consider(trials.trial(form, start, router))) {
                news = round;
            }
            double slope = SLOPE * (rounds - round) / rounds;
            if (cost < at.cost() * (1 + slope) - 1e-12) {
                at = trials.trial(form, start, router);
            }
            if (cost < least - 1e-12) {
                least = cost;
                news = round;
            }
        }
    }

    /** Whether it is the best so far. */
    private boolean consider(Trials.Trial trial) {
        if (!considered.add(trial.route())) {
            return false;
        }
        var finished = trials.finished(trial);
        if (better.compare(finished.figures(), best.figures()) < 0) {
            best = finished;
            return true;
        }
        return false;
    }

    private int[] moved(Trials.Trial at) {
        if (dice.nextInt(8) == 0) {
            var home = at.form().back().one(endOf(at));
            home.runToEnd();
            return home.place();
        }
        var start = at.start().clone();
        int times = dice.nextInt(3);
        for (int i = 0; i < times; i++) {
            int wire = wires[dice.nextInt(wires.length)];
            int to = dice.nextInt(3) == 0 ? anywhere(start, wire) : nextDoor(start, wire);
            int other = occupant(start, to);
            if (other < 0 || mayBe(other, start[wire], start)) {
                if (other >= 0) {
                    start[other] = start[wire];
                }
                start[wire] = to;
            }
        }
        return start;
    }

    private int[] endOf(Trials.Trial at) {
        var place = at.start().clone();
        for (int step : at.route().steps()) {
            if (step < 0) {
                int from = (-1 - step) / chip.size();
                int to = (-1 - step) % chip.size();
                for (int wire = 0; wire < place.length; wire++) {
                    if (place[wire] == from) {
                        place[wire] = to;
                    } else if (place[wire] == to) {
                        place[wire] = from;
                    }
                }
            }
        }
        return place;
    }

    private int nextDoor(int[] start, int wire) {
        var neighbours = chip.neighboursOf(start[wire]);
        return neighbours.length == 0
                ? anywhere(start, wire)
                : neighbours[dice.nextInt(neighbours.length)];
    }

    /** Where the wire may be: anywhere on the working chip from where it reaches its partners. */
    private int anywhere(int[] start, int wire) {
        var open = new ArrayList<Integer>();
        chip.qubits().stream().filter(q -> mayBe(wire, q, start)).forEach(open::add);
        return open.get(dice.nextInt(open.size()));
    }

    private boolean mayBe(int wire, int qubit, int[] start) {
        for (int partner : interactions.partners(wire)) {
            if (chip.hops(qubit, start[partner]) == WorkingChip.UNREACHABLE) {
                return false;
            }
        }
        return true;
    }

    private static int occupant(int[] start, int qubit) {
        for (int wire = 0; wire < start.length; wire++) {
            if (start[wire] == qubit) {
                return wire;
            }
        }
        return -1;
    }

    /** Moves the best as a whole to where its couplers are found and lose least. */
    void relocate() {
        var used = new BitSet();
        best.draft().circuit().operations().forEach(o -> o.qubits().forEach(used::set));
        for (int qubit : best.trial().start()) {
            if (qubit >= 0) {
                used.set(qubit);
            }
        }
        var routed = Interactions.of(best.draft(), used);
        var found = Embedding.find(chip, routed, chip.size(), draft.cancellation());
        if (found.isEmpty()) {
            return;
        }
        var to = found.get();
        var steps = new ArrayList<Integer>();
        for (int step : best.trial().route().steps()) {
            if (step >= 0) {
                steps.add(step);
            } else {
                int a = to[(-1 - step) / chip.size()];
                int b = to[(-1 - step) % chip.size()];
                if (a < 0 || b < 0 || !chip.areCoupled(a, b)) {
                    return;
                }
                steps.add(-1 - (a * chip.size() + b));
            }
        }
        var start = best.trial().start().clone();
        for (int wire = 0; wire < start.length; wire++) {
            start[wire] = start[wire] < 0 ? -1 : to[start[wire]];
        }
        int form = best.trial().route().form();
        var moved = new Routes.Route(form, Arrays.stream(start).boxed().toList(), steps);
        consider(new Trials.Trial(best.trial().form(), start, moved, best.trial().cost()));
    }
}
