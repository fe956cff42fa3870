package cloud.somersault.simulators.trajectories;

import cloud.somersault.simulators.plan.Checkpoint;
import cloud.somersault.simulators.plan.Plan;
import cloud.somersault.simulators.plan.ShotRecords;
import cloud.somersault.simulators.random.ShotRandom;
import cloud.somersault.simulators.sampling.Draws;
import cloud.somersault.simulators.sampling.FinalReadings;
import cloud.somersault.simulators.sampling.IndexSampler;
import cloud.somersault.simulators.statevector.TrajectoryEngine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;

/**
 * Runs noisy plans by trajectories: every shot draws its own history of errors, and gets one sample
 * of the state that this history leads to.
 *
 * <p>The errors of all shots are drawn first ({@link ErrorHistory}) and carried to the end of the
 * circuit as Pauli operators ({@link FrameWalk}), which leaves signs of rotations. Shots with equal
 * signs are sampled from one state. The state without errors is walked through the circuit once; a
 * group of shots gets a copy of it at the first layer where its signs differ. So noise on a
 * Clifford circuit costs nothing, errors at the end of any circuit cost little, and a shot with
 * errors costs the layers that they change, on single precision amplitudes, where its errors are
 * signs in numbers that are needed anyway.
 *
 * <p>Resets and decays need the state: the qubit is measured in it where the event is, and what is
 * found decides the rest of the walk. Counts are a function of the shot alone: which shots share a
 * state changes no amplitude.
 *
 * <p>What is not a {@link FrameProgram} (measurements on the way, Kraus operators) goes to {@link
 * TrajectoryEngine}. Rejected: a tree of shared histories beyond the first difference; with the
 * noise of a chip the second error is another one in nearly every shot.
 */
public final class Trajectories {
    /** Shots whose histories are known at one time. */
    private static final int BATCH = 1 << 14;

    private static final byte[] NOTHING_FOUND = new byte[0];

    private final FrameProgram program;
    private final ShotRandom random;
    private final long first;
    private final ShotRecords records;
    private final Checkpoint checkpoint;
    private final ErrorHistory history;
    private final FrameWalk walk;
    private final FrameLayers layers;
    private final FinalReadings readings;
    private final FrameState own;
    private final FrameState work;

    private Trajectories(
            FrameProgram program,
            Plan plan,
            ShotRandom random,
            long first,
            ShotRecords records,
            Checkpoint checkpoint) {
        this.program = program;
        this.random = random;
        this.first = first;
        this.records = records;
        this.checkpoint = checkpoint;
        int storedQubits = Math.max(plan.qubits(), LayerDiagonal.ROW_BITS);
        history = new ErrorHistory(program);
        walk = new FrameWalk(program);
        layers = new FrameLayers(program, storedQubits);
        readings = new FinalReadings(plan.finals());
        own = new FrameState(storedQubits);
        work = new FrameState(storedQubits);
    }

    /**
     * What a plan asks of each shot.
     *
     * @param layers of rotations
     * @param operations that errors are carried through
     * @param errors to be expected
     * @param changed the share of the shots whose state differs from the one without errors, at
     *     most
     */
    public record Work(int layers, int operations, double errors, double changed) {}

    /** The work of a plan; empty if its errors can't be carried. */
    public static Optional<Work> work(Plan plan) {
        return FrameCompiler.compile(plan, Checkpoint.none())
                .map(program -> {
                    double errors = 0;
                    double none = 0;
                    boolean events = false;
                    for (var place : program.places()) {
                        errors += place.probability();
                        none += StrictMath.log1p(-Math.min(place.probability(), 0.99));
                        events |= place instanceof FrameProgram.EventPlace;
                    }
                    boolean changes = events || program.signs() > 0;
                    return new Work(
                            program.layers(),
                            program.ops().size(),
                            errors,
                            changes ? -StrictMath.expm1(none) : 0);
                });
    }

    /** Writes the bits that the plan measures into all records, the first of shot {@code first}. */
    public static void run(
            Plan plan, ShotRandom random, long first, ShotRecords records, Checkpoint checkpoint) {
        checkpoint.pass();
        var program = FrameCompiler.compile(plan, checkpoint);
        if (program.isEmpty()) {
            TrajectoryEngine.run(plan, random, first, records, checkpoint);
            return;
        }
        for (int from = 0; from < records.shots(); from += BATCH) {
            int to = Math.min(records.shots(), from + BATCH);
            new Trajectories(program.get(), plan, random, first, records, checkpoint)
                    .batch(from, to);
        }
    }

    /** Shots that share a state. */
    private static final class Group {
        final long[] signs;
        final int firstLayer;
        final boolean events;
        int count;
        int[] shots = new int[1];
        int[] turned = new int[1];

        Group(long[] signs, int firstLayer, boolean events) {
            this.signs = signs;
            this.firstLayer = firstLayer;
            this.events = events;
        }

        void add(int shot, int readingsTurned) {
            if (count == shots.length) {
                shots = Arrays.copyOf(shots, 2 * count);
                turned = Arrays.copyOf(turned, 2 * count);
            }
            shots[count] = shot;
            turned[count++] = readingsTurned;
        }
    }

    /** Signs as a key. */
    private record Signs(long[] words) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Signs signs && Arrays.equals(words, signs.words);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(words);
        }
    }

    private void batch(int from, int to) {
        var groups = groups(from, to);
        groups.sort(Comparator.comparingInt(group -> group.firstLayer));
        int next = 0;
        for (int layer = 0; layer < layers.layers(); layer++) {
            while (next < groups.size() && groups.get(next).firstLayer == layer) {
                run(groups.get(next++), layer);
            }
            layers.apply(own, layer, walk.own, checkpoint);
        }
        if (next < groups.size()) {
            sample(own, groups.get(next));
        }
    }

    /** In the order in which they first come; the shots without differences have no first layer. */
    private List<Group> groups(int from, int to) {
        var bySigns = new HashMap<Signs, Group>();
        var groups = new ArrayList<Group>();
        for (int shot = from; shot < to; shot++) {
            checkpoint.pass();
            history.draw(random, first + shot);
            walk.walk(history, NOTHING_FOUND);
            if (walk.events > 0) {
                var alone = new Group(walk.signs.clone(), walk.firstLayer, true);
                alone.add(shot, walk.readings);
                groups.add(alone);
            } else {
                var key = new Signs(walk.signs);
                var group = bySigns.get(key);
                if (group == null) {
                    group = new Group(walk.signs.clone(), walk.firstLayer, false);
                    bySigns.put(new Signs(group.signs), group);
                    groups.add(group);
                }
                group.add(shot, walk.readings);
            }
        }
        return groups;
    }

    private void run(Group group, int firstLayer) {
        work.copyFrom(own, checkpoint);
        if (group.events) {
            runWithEvents(group, firstLayer);
            return;
        }
        for (int layer = firstLayer; layer < layers.layers(); layer++) {
            layers.apply(work, layer, group.signs, checkpoint);
        }
        sample(work, group);
    }

    /**
     * At each layer, what its events find is drawn from the state before it: all that the layer's
     * diagonal does before or after an event commutes with looking. The walk is then done again
     * with what is known; signs of layers that are past can't change.
     */
    private void runWithEvents(Group group, int firstLayer) {
        int shot = group.shots[0];
        history.draw(random, first + shot);
        var found = new byte[history.count];
        Arrays.fill(found, FrameWalk.UNKNOWN);
        walk.walk(history, found);
        for (int layer = firstLayer; layer < layers.layers(); layer++) {
            for (int event = 0; event < walk.events; event++) {
                if (place(event).layer() == layer) {
                    found[event] = find(event, shot);
                    if (FrameWalk.changes(place(event), found[event])) {
                        walk.walk(history, found);
                    }
                }
            }
            layers.apply(work, layer, walk.signs, checkpoint);
        }
        group.turned[0] = walk.readings;
        sample(work, group);
    }

    private FrameProgram.EventPlace place(int event) {
        return (FrameProgram.EventPlace) program.places().get(history.place[walk.eventAt[event]]);
    }

    private byte find(int event, int shot) {
        var place = place(event);
        int qubit = place.qubit();
        double zeros = work.weight(qubit, false, checkpoint);
        double ones = work.weight(qubit, true, checkpoint);
        var shrunk = layers.shrunk(history.place[walk.eventAt[event]], walk.signs);
        double total = zeros * shrunk[0] + ones * shrunk[1];
        double uniform = ErrorHistory.found(random, first + shot, event);
        boolean one =
                switch (place) {
                    case FrameProgram.ResetPlace _ -> uniform * total < ones * shrunk[1];
                    case FrameProgram.DecayPlace _ -> !walk.eventX[event];
                };
        if (place instanceof FrameProgram.DecayPlace
                && !(uniform * total < (one ? ones * shrunk[1] : zeros * shrunk[0]))) {
            return FrameWalk.STAYED;
        }
        work.project(qubit, one, 1 / Math.sqrt(one ? ones : zeros), checkpoint);
        return (byte) (one ? 1 : 0);
    }

    private void sample(FrameState state, Group group) {
        var shots = Arrays.copyOf(group.shots, group.count);
        var draws = new Draws(random, first, shots, 0);
        var indices = new IndexSampler(state.weights(), checkpoint).sample(draws);
        for (int i = 0; i < indices.length; i++) {
            indices[i] ^= group.turned[i];
        }
        readings.write(draws, indices, records, checkpoint);
    }
}
