package cloud.somersault.circuits.compiler;

import cloud.somersault.circuits.Circuit;
import cloud.somersault.circuits.Operation;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Places and routes at the levels above 1. Starts are found as in {@link MapToChip} and improved by
 * routing forwards and backwards; the best few are routed by a {@link Flock}; what comes out is
 * resynthesized, SWAPs and blocks together, and the best is kept.
 */
final class MapBlocks implements Pass {
    private final Effort effort;
    private final List<Pass> finishing;

    MapBlocks(Effort effort, List<Pass> finishing) {
        this.effort = effort;
        this.finishing = finishing;
    }

    @Override
    public String name() {
        return "map-to-chip";
    }

    @Override
    public String explanation() {
        return "Qubits are placed on working qubits and couplers and moved by SWAPs where needed,"
                + " beside blocks that take them in; of many trials the best is kept. Then: "
                + finishing.stream().map(Pass::name).toList()
                + ".";
    }

    private record Candidate(int[] start, int[] end, List<Piece> pieces, double cost) {}

    @Override
    public Draft run(Draft draft) {
        var search = new Search(draft, effort);
        Draft best = draft;
        double bestLoss = Double.POSITIVE_INFINITY;
        var refusals = new ArrayList<CannotCompile>();
        for (var candidate : search.candidates()) {
            try {
                var finished = search.written(candidate);
                for (var pass : finishing) {
                    finished = pass.run(finished);
                }
                double loss = Figures.of(finished.circuit(), draft.device()).loss();
                if (loss < bestLoss) {
                    bestLoss = loss;
                    best = finished;
                }
            } catch (CannotCompile refused) {
                refusals.add(refused);
            }
        }
        if (bestLoss == Double.POSITIVE_INFINITY) {
            throw refusals.getFirst();
        }
        return best;
    }

    private static final class Search {
        private final Draft draft;
        private final Effort effort;
        private final WorkingChip chip;
        private final int wires;
        private final int bits;
        private final List<Operation> readout = new ArrayList<>();
        private final List<Form> forms = new ArrayList<>();
        private final Interactions interactions;
        private final SplittableRandom dice;

        Search(Draft draft, Effort effort) {
            this.draft = draft;
            this.effort = effort;
            chip = new WorkingChip(draft.device());
            wires = draft.circuit().qubits();
            bits = draft.circuit().bits();
            var operations = draft.circuit().operations();
            var last = Wires.finalReadout(operations);
            var body = new ArrayList<Operation>();
            for (int i = 0; i < operations.size(); i++) {
                (last.get(i) ? readout : body).add(operations.get(i));
            }
            var placed = new BitSet();
            draft.initialLayout().stream().filter(wire -> wire >= 0).forEach(placed::set);
            var pieces = Pieces.of(body);
            dice = new SplittableRandom(draft.options().seed());
            var expected = new ArrayList<>(Pieces.written(pieces));
            expected.addAll(readout);
            interactions = Interactions.of(draft.withOperations(expected), placed);
            forms.add(new Form(pieces));
            var diagonal = Resynthesize.reduced(pieces, wires, bits, new BitSet(), true);
            if (!diagonal.equals(pieces)) {
                forms.add(new Form(diagonal));
            }
        }

        /** One way to write the program, and who routes it there and back. */
        private final class Form {
            private final List<Piece> pieces;
            private final Flock there;
            private final Flock back;

            Form(List<Piece> pieces) {
                this.pieces = pieces;
                List<double[][]> distances =
                        chip.isUniform()
                                ? List.<double[][]>of(Distances.hops(chip))
                                : List.of(Distances.weighted(chip), Distances.hops(chip));
                there = new Flock(plan(pieces), distances, dice.split());
                back = new Flock(plan(pieces.reversed()), distances, dice.split());
            }

            private Router.Plan plan(List<Piece> program) {
                return new Router.Plan(chip, BlockGraph.of(program, wires, bits), wires);
            }
        }

        private static BitSet all(int size) {
            var set = new BitSet();
            set.set(0, size);
            return set;
        }

        List<Candidate> candidates() {
            var choices = Regions.choices(chip, interactions.parts());
            var embedding = Embedding.find(chip, interactions, wires);
            if (embedding.isPresent()) {
                var place = embedding.get();
                return forms.stream()
                        .map(form -> candidate(form, place, form.there.best(List.of(place), 1)))
                        .toList();
            }
            var starts = starts(choices);
            var candidates = new ArrayList<Candidate>();
            for (int i = 0; i < Math.min(effort.flocks(), starts.size()); i++) {
                var form = starts.get(i).form;
                int size = effort.flock(Math.max(1, starts.get(i).work));
                var place = starts.get(i).place;
                for (int turn = 0; ; turn++) {
                    var router = form.there.best(List.of(place), size);
                    candidates.add(candidate(form, place, router));
                    if (turn == effort.flockTurns()) {
                        break;
                    }
                    place = form.back.best(List.of(router.place()), size).place();
                }
            }
            candidates.sort(Comparator.comparingDouble(Candidate::cost));
            return candidates.subList(0, Math.min(effort.finished(), candidates.size()));
        }

        private record Start(Form form, int[] place, double cost, long work) {}

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
            var routed = RoutedPieces.of(chip, form.pieces, router.trail().steps(), start);
            var zero = all(chip.size());
            for (int qubit : start) {
                if (qubit >= 0) {
                    zero.clear(qubit);
                }
            }
            var reduced = Resynthesize.reduced(routed.pieces(), chip.size(), bits, zero, true);
            double cost = 0;
            for (var piece : reduced) {
                if (piece instanceof Piece.Block block) {
                    cost +=
                            block.core().czGates()
                                    * chip.relativeCzCost(block.first(), block.second());
                }
            }
            return new Candidate(start, routed.place(), reduced, cost);
        }

        Draft written(Candidate candidate) {
            var operations = new ArrayList<>(Pieces.operations(candidate.pieces));
            readout.forEach(operation ->
                    operations.add(Wires.moved(operation, wire -> candidate.end[wire])));
            var first = draft.initialLayout().stream().map(w -> w < 0 ? -1 : candidate.start[w]);
            var last = draft.finalLayout().stream().map(w -> w < 0 ? -1 : candidate.end[w]);
            return draft.withCircuit(
                            new Circuit(chip.size(), draft.circuit().registers(), operations))
                    .withLayouts(first.toList(), last.toList());
        }
    }
}
