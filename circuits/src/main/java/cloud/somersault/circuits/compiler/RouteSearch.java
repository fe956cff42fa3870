package cloud.somersault.circuits.compiler;

import cloud.somersault.circuits.Operation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Finds a layout and a route. If {@link Embedding} finds a layout that needs no SWAP, that is it.
 * Otherwise {@link Placement} gives starts, each improved by routing there and back; from the best
 * a {@link Flock} sets out; what it brings is resynthesized with its SWAPs, finished, and the best
 * kept: by the number of CZ where all couplers are equally good, by the estimated success
 * otherwise.
 */
final class RouteSearch {
    private final Draft draft;
    private final List<Operation> readout;
    private final Effort effort;
    private final List<Pass> finishing;
    private final WorkingChip chip;
    private final int wires;
    private final List<Form> forms = new ArrayList<>();
    private final Interactions interactions;
    private final SplittableRandom dice;

    RouteSearch(
            Draft draft,
            List<List<Piece>> programs,
            List<Operation> readout,
            Effort effort,
            List<Pass> finishing) {
        this.draft = draft;
        this.readout = readout;
        this.effort = effort;
        this.finishing = finishing;
        chip = new WorkingChip(draft.device());
        wires = draft.circuit().qubits();
        dice = new SplittableRandom(draft.options().seed());
        var placed = new BitSet();
        draft.initialLayout().stream().filter(wire -> wire >= 0).forEach(placed::set);
        var expected = new ArrayList<>(Pieces.written(programs.getFirst()));
        expected.addAll(readout);
        var written = draft.withOperations(expected);
        MapToChip.requireShallow(written);
        interactions = Interactions.of(written, placed);
        for (int i = 0; i < programs.size(); i++) {
            forms.add(new Form(i, programs.get(i)));
        }
    }

    /** One way to write the program, and who routes it there and back. */
    private final class Form {
        private final int index;
        private final List<Piece> pieces;
        private final Flock there;
        private final Flock back;

        Form(int index, List<Piece> pieces) {
            this.index = index;
            this.pieces = pieces;
            List<double[][]> distances =
                    chip.isUniform()
                            ? List.<double[][]>of(Distances.hops(chip))
                            : List.of(Distances.weighted(chip), Distances.hops(chip));
            there = new Flock(plan(pieces), distances, dice.split());
            back = new Flock(plan(pieces.reversed()), distances, dice.split());
        }

        private Router.Plan plan(List<Piece> program) {
            int bits = draft.circuit().bits();
            return new Router.Plan(
                    chip, BlockGraph.of(program, wires, bits), wires, draft.cancellation());
        }
    }

    /** A placement, and what it cost to route from it. */
    private record Start(Form form, int[] place, double cost, long work) {}

    private record Candidate(Routes.Route route, Draft mapped, double cost) {}

    Routes.Route best() {
        var candidates = candidates();
        candidates.sort(Comparator.comparingDouble(Candidate::cost));
        var best = candidates.getFirst();
        double leastCost = Double.POSITIVE_INFINITY;
        double leastLoss = Double.POSITIVE_INFINITY;
        for (var candidate :
                candidates.subList(0, Math.min(effort.finished(), candidates.size()))) {
            var finished = candidate.mapped;
            for (var pass : finishing) {
                draft.cancellation().check();
                finished = pass.run(finished);
            }
            var figures = Figures.of(finished.circuit(), draft.device());
            double cost = chip.isUniform() ? figures.czGates() : 0;
            if (cost < leastCost || cost == leastCost && figures.loss() < leastLoss) {
                leastCost = cost;
                leastLoss = figures.loss();
                best = candidate;
            }
        }
        return best.route;
    }

    private List<Candidate> candidates() {
        var choices = Regions.choices(chip, interactions.parts());
        var embedding = Embedding.find(chip, interactions, wires, draft.cancellation());
        var candidates = new ArrayList<Candidate>();
        if (embedding.isPresent()) {
            for (var form : forms) {
                var place = embedding.get();
                candidates.add(candidate(form, place, form.there.best(List.of(place), 1)));
            }
            return candidates;
        }
        var starts = starts(choices);
        for (var start : starts.subList(0, Math.min(effort.flocks(), starts.size()))) {
            int size = effort.flock(Math.max(1, start.work));
            var place = start.place;
            for (int turn = 0; ; turn++) {
                var router = start.form.there.best(List.of(place), size);
                candidates.add(candidate(start.form, place, router));
                if (turn == effort.flockTurns()) {
                    break;
                }
                place = start.form.back.best(List.of(router.place()), size).place();
            }
        }
        return candidates;
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
                var ahead = form.there.one(place);
                ahead.runToEnd();
                starts.add(new Start(form, place, ahead.cost(), ahead.work()));
                work = Math.max(work, ahead.work());
                if (turn == effort.turns()) {
                    break;
                }
                var home = form.back.one(ahead.place());
                home.runToEnd();
                place = home.place();
            }
        }
        starts.sort(Comparator.comparingDouble(Start::cost));
        return starts;
    }

    private Candidate candidate(Form form, int[] start, Router router) {
        var route =
                new Routes.Route(
                        form.index,
                        Arrays.stream(start).boxed().toList(),
                        Arrays.stream(router.trail().steps()).boxed().toList());
        var mapped = new MapBlocks.Followed(draft, readout).along(route, form.pieces);
        double cost = 0;
        for (var piece : Pieces.of(mapped.circuit().operations())) {
            if (piece instanceof Piece.Block(int a, int b, var core)) {
                cost += core.czGates() * chip.relativeCzCost(a, b);
            }
        }
        return new Candidate(route, mapped, cost);
    }
}
