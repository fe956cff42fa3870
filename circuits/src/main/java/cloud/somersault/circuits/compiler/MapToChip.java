package cloud.somersault.circuits.compiler;

import cloud.somersault.circuits.Circuit;
import cloud.somersault.circuits.Operation;
import cloud.somersault.circuits.Operation.Apply;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Places program qubits on working chip qubits and moves them with SWAPs where no layout serves all
 * CZ. Several candidates go through the passes that follow; the one with the highest estimated
 * success is kept.
 *
 * <p>If {@link Embedding} finds a layout that needs no SWAP, that is it. Otherwise {@link
 * Placement} gives starts, {@link Sabre} improves each by routing the program forwards and
 * backwards, and routes it in the end.
 *
 * <p>All this asks of a one-qubit step only whether it is a pulse, so that {@link Routes} can
 * remember the candidates of programs that differ in nothing but angles.
 */
final class MapToChip implements Pass {
    /** Trials times CZ stays near this, so that everyday programs get many and huge ones few. */
    private static final int WORK = 48_000;

    private static final int TRIALS_MIN = 6;
    private static final int TRIALS_MAX = 24;
    private static final int FINISHED_MAX = 3;

    /**
     * How much routing likes a SWAP beside a CZ, in couplers, in turn. Against 0 alone this saves 7
     * percent of the CZ of 44 benchmark circuits on a 6 x 12 lattice; dense circuits want less.
     */
    private static final double[] BESIDE = {0.2, 0.1};

    private final List<Pass> finishing;
    private final Routes routes;

    MapToChip(List<Pass> finishing, Routes routes) {
        this.finishing = finishing;
        this.routes = routes;
    }

    @Override
    public String name() {
        return "map-to-chip";
    }

    @Override
    public String explanation() {
        return "Qubits are placed on working qubits and couplers by their calibrated errors and"
                + " moved by SWAPs where needed; then: "
                + finishing.stream().map(Pass::name).toList()
                + ".";
    }

    /** A routed program, and what it loses in -log of the success, waiting left out. */
    private record Candidate(int[] start, int[] end, Sabre.Steps steps, double cost) {}

    /** All that candidates depend on. */
    private record Question(
            Device device,
            CompilerOptions options,
            int wires,
            int bits,
            List<Integer> layout,
            List<Operation> steps)
            implements Routes.Question<List<Candidate>> {

        static Question of(Draft draft) {
            return new Question(
                    draft.device(),
                    draft.options(),
                    draft.circuit().qubits(),
                    draft.circuit().bits(),
                    draft.initialLayout(),
                    withoutAngles(draft.circuit().operations()));
        }

        private static List<Operation> withoutAngles(List<Operation> operations) {
            return operations.stream().map(Question::withoutAngles).toList();
        }

        private static Operation withoutAngles(Operation operation) {
            return switch (operation) {
                case Apply(var gate, var angles, var qubits) when !angles.isEmpty() ->
                        new Apply(gate, Collections.nCopies(angles.size(), 0.0), qubits);
                case Operation.If(var condition, var then, var otherwise) ->
                        new Operation.If(condition, withoutAngles(then), withoutAngles(otherwise));
                default -> operation;
            };
        }
    }

    @Override
    public Draft run(Draft draft) {
        requireShallow(draft);
        var program = new Program(draft);
        var candidates =
                routes.find(Question.of(draft), () -> new Search(draft, program).candidates());
        Draft best = draft;
        double bestSuccess = -1;
        var refusals = new ArrayList<CannotCompile>();
        for (var candidate : candidates) {
            draft.cancellation().check();
            try {
                var finished = program.written(candidate);
                for (var pass : finishing) {
                    finished = pass.run(finished);
                }
                double success = Figures.of(finished.circuit(), draft.device()).estimatedSuccess();
                if (success > bestSuccess) {
                    bestSuccess = success;
                    best = finished;
                }
            } catch (CannotCompile refused) {
                refusals.add(refused);
            }
        }
        if (bestSuccess < 0) {
            throw refusals.getFirst();
        }
        return best;
    }

    /** A wire that has more CZ than there are layers has them on the chip too: no search then. */
    static void requireShallow(Draft draft) {
        var czGates = new int[draft.circuit().qubits()];
        for (var operation : draft.circuit().operations()) {
            if (Wires.isCz(operation)) {
                for (int wire : operation.qubits()) {
                    if (++czGates[wire] > draft.device().layersMax()) {
                        throw CannotCompile.tooManyLayers(
                                draft.device(),
                                "more than " + draft.device().layersMax() + " layers");
                    }
                }
            }
        }
    }

    /** What is mapped: the steps before the final readout, and the readout. */
    private static final class Program {
        private final Draft draft;
        private final WorkingChip chip;
        private final List<Operation> body = new ArrayList<>();
        private final List<Operation> readout = new ArrayList<>();

        Program(Draft draft) {
            this.draft = draft;
            chip = WorkingChip.of(draft.device());
            var operations = draft.circuit().operations();
            var last = Wires.finalReadout(operations);
            for (int i = 0; i < operations.size(); i++) {
                (last.get(i) ? readout : body).add(operations.get(i));
            }
        }

        Draft written(Candidate candidate) {
            var operations =
                    new ArrayList<>(
                            Routed.operations(chip, body, candidate.steps, candidate.start));
            readout.forEach(operation ->
                    operations.add(Wires.moved(operation, wire -> candidate.end[wire])));
            var first = draft.initialLayout().stream().map(w -> w < 0 ? -1 : candidate.start[w]);
            var last = draft.finalLayout().stream().map(w -> w < 0 ? -1 : candidate.end[w]);
            return draft.withCircuit(
                            new Circuit(chip.size(), draft.circuit().registers(), operations))
                    .withLayouts(first.toList(), last.toList());
        }
    }

    private static final class Search {
        private final Draft draft;
        private final WorkingChip chip;
        private final int wires;
        private final List<Operation> body;
        private final Interactions interactions;
        private final RoutingTask task;
        private final boolean simplify;

        Search(Draft draft, Program program) {
            this.draft = draft;
            chip = program.chip;
            wires = draft.circuit().qubits();
            body = program.body;
            var placed = new BitSet();
            draft.initialLayout().stream().filter(wire -> wire >= 0).forEach(placed::set);
            interactions = Interactions.of(draft, placed);
            simplify = draft.options().optimization() > 0;
            task = RoutingTask.of(body, wires, draft.circuit().bits(), simplify);
        }

        List<Candidate> candidates() {
            var choices = Regions.choices(chip, interactions.parts());
            var embedding = Embedding.find(chip, interactions, wires, draft.cancellation());
            var hops = chip.hopDistances();
            var dice = new SplittableRandom(draft.options().seed());
            if (embedding.isPresent()) {
                return List.of(
                        routed(
                                embedding.get(),
                                new Sabre.Ground(chip, hops, 0, draft.cancellation()),
                                dice));
            }
            var pairs = new ArrayList<int[]>();
            body.forEach(operation -> RoutingTask.collect(operation, pairs));
            var forwards = RoutingTask.ofPairs(pairs, wires);
            var backwards = RoutingTask.ofPairs(pairs.reversed(), wires);
            var weighted = chip.weightedDistances();
            int trials = Math.clamp(WORK / (1 + pairs.size()), TRIALS_MIN, TRIALS_MAX);
            var candidates = new ArrayList<Candidate>();
            for (int trial = 0; trial < trials; trial++) {
                var own = dice.split();
                var distance = trial % 2 == 0 ? weighted : hops;
                double beside = simplify ? BESIDE[trial / 2 % BESIDE.length] : 0;
                var ground = new Sabre.Ground(chip, distance, beside, draft.cancellation());
                var choice = choices.get(trial / 2 % choices.size());
                var place = Placement.start(chip, interactions, wires, choice, own);
                Sabre.route(ground, forwards, place, own);
                Sabre.route(ground, backwards, place, own);
                candidates.add(routed(place, ground, own));
            }
            candidates.sort(Comparator.comparingDouble(Candidate::cost));
            return candidates.subList(0, Math.min(FINISHED_MAX, candidates.size()));
        }

        private Candidate routed(int[] start, Sabre.Ground ground, SplittableRandom dice) {
            var end = start.clone();
            var steps = Sabre.route(ground, task, end, dice);
            double cost = 0;
            for (int wire = 0; wire < wires; wire++) {
                if (end[wire] >= 0) {
                    cost += interactions.cost(wire, end[wire], chip);
                }
            }
            return new Candidate(start, end, steps, cost + couplerCost(start, steps));
        }

        /** What the CZ lose, those of SWAPs included, each with a pulse on both sides. */
        private double couplerCost(int[] start, Sabre.Steps steps) {
            var operations = Routed.operations(chip, body, steps, start);
            double cost = 0;
            for (var operation :
                    simplify ? AbsorbSwaps.absorbed(operations, chip.size()) : operations) {
                if (operation instanceof Apply(var gate, _, var qubits) && qubits.size() == 2) {
                    int a = qubits.get(0);
                    int b = qubits.get(1);
                    double moving = chip.czCost(a, b) + chip.pulseCost(a) + chip.pulseCost(b);
                    cost +=
                            switch (gate) {
                                case CZ -> chip.czCost(a, b);
                                case ISWAP -> 2 * moving;
                                default -> 3 * moving;
                            };
                }
            }
            return cost;
        }
    }
}
