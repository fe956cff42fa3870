package cloud.somersault.circuits.compiler;

import cloud.somersault.circuits.Operation;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Finds a layout and a route. {@link Placement} gives starts, each improved by routing there and
 * back; from the best a {@link Flock} sets out; what it brings is resynthesized with its SWAPs,
 * finished, and the best kept by its {@link Figures}.
 *
 * <p>Where all parts of the chip are equally good, a layout that needs no SWAP, if {@link
 * Embedding} finds one, is the answer. Where they differ it is one candidate among others, since
 * good qubits may be worth a SWAP; and what is best so far goes through a {@link Climb}.
 */
final class RouteSearch {
    private final Draft draft;
    private final Effort effort;
    private final WorkingChip chip;
    private final boolean uniform;
    private final int wires;
    private final List<Form> forms = new ArrayList<>();
    private final Interactions interactions;
    private final SplittableRandom dice;
    private final Trials trials;

    RouteSearch(
            Draft draft,
            List<List<Piece>> programs,
            List<Operation> readout,
            Effort effort,
            List<Pass> finishing) {
        this.draft = draft;
        this.effort = effort;
        chip = WorkingChip.toSearch(draft.device());
        uniform = chip.isUniform();
        wires = draft.circuit().qubits();
        dice = new SplittableRandom(draft.options().seed());
        var placed = new BitSet();
        draft.initialLayout().stream().filter(wire -> wire >= 0).forEach(placed::set);
        var expected = new ArrayList<>(Pieces.written(programs.getFirst()));
        expected.addAll(readout);
        var written = draft.withOperations(expected);
        MapToChip.requireShallow(written);
        interactions = Interactions.of(written, placed);
        var ground = new Form.Ground(draft, chip, interactions.readouts());
        for (int i = 0; i < programs.size(); i++) {
            forms.add(ground.form(i, programs.get(i), uniform, dice));
        }
        // Fewer CZ are often less loss too, and counting them misleads a long search less.
        for (int i = 0; i < programs.size() && !uniform; i++) {
            forms.add(ground.form(i, programs.get(i), true, dice));
        }
        trials = new Trials(MapBlocks.Followed.of(draft, readout), uniform, finishing);
    }

    /** A placement, and who has routed from it. */
    private record Start(Form form, int[] place, Router router) {}

    private double cost(Start start) {
        return uniform ? start.router.cost() : start.router.estimate();
    }

    Routes.Route best() {
        var choices = Regions.choices(chip, interactions.parts());
        var embedding = Embedding.find(chip, interactions, wires, draft.cancellation());
        if (embedding.isPresent()) {
            for (var form : forms) {
                var place = embedding.get();
                trials.add(form, place, form.there().best(List.of(place), 1));
            }
        }
        if (embedding.isEmpty() || !uniform) {
            search(choices);
        }
        return uniform ? trials.best(effort.finished()).getFirst().trial().route() : climbed();
    }

    private Routes.Route climbed() {
        int rounds = effort.rounds(forms.getFirst().pieces().size());
        var ahead = trials.best(Math.max(effort.finished(), rounds / 8));
        var climb =
                new Climb(trials, forms, ahead.getFirst(), chip, interactions, draft, dice.split());
        climb.relocate();
        var begins = apart(ahead, effort.flocks() + 1);
        for (var begin : begins) {
            climb.from(begin, rounds / begins.size());
        }
        climb.relocate();
        return climb.best().trial().route();
    }

    /** So many of the best, no two on the same qubits. */
    private static List<Trials.Finished> apart(List<Trials.Finished> best, int most) {
        var seen = new HashSet<Set<Integer>>();
        return best.stream()
                .filter(finished -> seen.add(new HashSet<>(finished.trial().route().start())))
                .limit(most)
                .toList();
    }

    private void search(List<int[]> choices) {
        var starts = starts(choices);
        for (var start : starts.subList(0, Math.min(effort.flocks(), starts.size()))) {
            int size = effort.flock(Math.max(1, start.router.work()));
            var place = start.place;
            for (int turn = 0; ; turn++) {
                var router = start.form.there().best(List.of(place), size);
                trials.add(start.form, place, router);
                if (turn == effort.flockTurns()) {
                    break;
                }
                place = start.form.back().best(List.of(router.place()), size).place();
            }
        }
        if (!uniform) {
            starts.forEach(start -> trials.add(start.form, start.place, start.router));
        }
    }

    /** Placements, each improved by routing there and back, the best first. */
    private List<Start> starts(List<int[]> choices) {
        var starts = new ArrayList<Start>();
        long work = 1;
        for (int trial = 0; trial < forms.size() || trial < effort.starts(work); trial++) {
            var form = forms.get(trial % forms.size());
            var choice = choices.get(trial / forms.size() % choices.size());
            var place = Placement.start(chip, interactions, wires, choice, dice.split());
            for (int turn = 0; ; turn++) {
                var ahead = form.there().one(place);
                ahead.runToEnd();
                starts.add(new Start(form, place, ahead));
                work = Math.max(work, ahead.work());
                if (turn == effort.turns()) {
                    break;
                }
                var home = form.back().one(ahead.place());
                home.runToEnd();
                place = home.place();
            }
        }
        starts.sort(Comparator.comparingDouble(this::cost));
        return starts;
    }
}
