package cloud.somersault.simulators.statevector;

import cloud.somersault.simulators.plan.Checkpoint;
import cloud.somersault.simulators.plan.Plan;
import cloud.somersault.simulators.plan.Readout;
import cloud.somersault.simulators.plan.ShotRecords;
import cloud.somersault.simulators.random.ShotRandom;
import cloud.somersault.simulators.sampling.Draws;
import cloud.somersault.simulators.sampling.FinalReadings;
import cloud.somersault.simulators.sampling.IndexSampler;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.function.IntUnaryOperator;

/**
 * Runs plans on state vectors, ideal or noisy, with anything in the middle: the shots walk through
 * the plan together and part where their dice differ.
 *
 * <p>At a measurement, a reset, an error or a condition each shot draws its own numbers; those with
 * the same outcome go on as one group with one state. The largest group keeps the state, the others
 * get a copy and are followed to the end first, so that never more than log2(shots) + 2 states are
 * alive. An ideal circuit that measures at its end is the special case of a group that never parts;
 * shots without errors share one run; errors are paid for from where they happen.
 *
 * <p>Noise is unravelled exactly: depolarizing into random Pauli operators, dephasing into Z, and
 * amplitude damping into quantum jumps, whose probability depends on the state (J. Dalibard, Y.
 * Castin, K. Molmer, Phys. Rev. Lett. 68, 580, 1992). A shot whose number exceeds the decay can't
 * have jumped whatever the state was, so the population is only added up for the few others. The
 * norm is left to shrink and is divided out where probabilities are compared.
 *
 * <p>Rejected: one run per shot, which repeats the common part; a density matrix in all cases,
 * which squares the memory.
 */
public final class TrajectoryEngine {
    private static final int SHOTS_PER_CHECKPOINT = 1 << 12;

    private final Plan plan;
    private final List<Instruction> program;
    private final ShotRandom random;
    private final long first;
    private final ShotRecords records;
    private final Checkpoint checkpoint;
    private final FinalReadings readings;
    private final Deque<StateVector> spare = new ArrayDeque<>();

    private TrajectoryEngine(
            Plan plan, ShotRandom random, long first, ShotRecords records, Checkpoint checkpoint) {
        this.plan = plan;
        this.program = Instruction.flat(plan.steps());
        this.random = random;
        this.first = first;
        this.records = records;
        this.checkpoint = checkpoint;
        this.readings = new FinalReadings(plan.finals());
    }

    /** Writes the bits that the plan measures into all records, the first of shot {@code first}. */
    public static void run(
            Plan plan, ShotRandom random, long first, ShotRecords records, Checkpoint checkpoint) {
        checkpoint.pass();
        var engine = new TrajectoryEngine(plan, random, first, records, checkpoint);
        var start =
                new Path(
                        new StateVector(plan.qubits()),
                        Path.all(records.shots()),
                        Instruction.loops(engine.program));
        engine.follow(start, 0);
    }

    private void follow(Path path, int at) {
        int next = at;
        while (next < program.size()) {
            checkpoint.pass();
            int here = next;
            next =
                    switch (program.get(here)) {
                        case Instruction.OneQubit(int qubit, var matrix) -> {
                            path.fold(qubit, OneQubitMatrix.numbers(matrix));
                            yield here + 1;
                        }
                        case Instruction.Unitary unitary -> {
                            path.apply(unitary, checkpoint);
                            yield here + 1;
                        }
                        case Instruction.Depolarize depolarize ->
                                depolarize(path, depolarize, here);
                        case Instruction.PauliChannel channel -> pauli(path, channel, here);
                        case Instruction.KrausAtMost(var channel) ->
                                part(
                                        path,
                                        shot -> draw(path, shot) < channel.othersAtMost() ? 1 : 0,
                                        2,
                                        0,
                                        (some, choice) -> {
                                            if (choice == 1) {
                                                return here + 1;
                                            }
                                            some.draws++;
                                            shrink(some, channel);
                                            return here + 2;
                                        });
                        case Instruction.Kraus(var channel) -> kraus(path, channel, here);
                        case Instruction.Dephase(int qubit, double probability) ->
                                part(
                                        path,
                                        shot -> draw(path, shot) < probability ? 1 : 0,
                                        2,
                                        1,
                                        (some, choice) -> {
                                            if (choice == 1) {
                                                some.fold(qubit, OneQubitMatrix.Z);
                                            }
                                            return here + 1;
                                        });
                        case Instruction.DampAtMost(int qubit, double decay) ->
                                part(
                                        path,
                                        shot -> draw(path, shot) < decay ? 1 : 0,
                                        2,
                                        0,
                                        (some, choice) -> {
                                            if (choice == 1) {
                                                return here + 1;
                                            }
                                            stay(some, qubit, decay);
                                            some.draws++;
                                            return here + 2;
                                        });
                        case Instruction.Damp damp -> damp(path, damp, here);
                        case Instruction.Measure measure -> measure(path, measure, here);
                        case Instruction.Reset(int qubit) -> reset(path, qubit, here);
                        case Instruction.JumpUnless(var condition, int target) ->
                                part(
                                        path,
                                        shot ->
                                                condition.holds(bit -> records.get(shot, bit))
                                                        ? 1
                                                        : 0,
                                        2,
                                        0,
                                        (_, choice) -> choice == 1 ? here + 1 : target);
                        case Instruction.Jump(int target) -> target;
                        case Instruction.Assign(int bit, var value) -> {
                            for (int shot : path.shots) {
                                boolean one = value.holds(asked -> records.get(shot, asked));
                                records.set(shot, bit, one);
                            }
                            yield here + 1;
                        }
                        case Instruction.Enter(int loop) -> {
                            path.enter(loop);
                            yield here + 1;
                        }
                        case Instruction.Iterate(int loop, int iterationsMax) -> {
                            path.iterate(loop, iterationsMax);
                            yield here + 1;
                        }
                    };
        }
        readFinals(path);
    }

    private int depolarize(Path path, Instruction.Depolarize depolarize, int here) {
        var qubits = depolarize.qubits();
        int paulis = qubits.size() == 1 ? 4 : 16;
        double each = depolarize.probability() / paulis;
        return part(
                path,
                shot -> {
                    double drawn = draw(path, shot);
                    return drawn < (paulis - 1) * each
                            ? Math.min(paulis - 1, 1 + (int) (drawn / each))
                            : 0;
                },
                paulis,
                1,
                (some, pauli) -> {
                    if ((pauli & 3) != 0) {
                        some.fold(qubits.getFirst(), OneQubitMatrix.pauli(pauli & 3));
                    }
                    if (pauli >> 2 != 0) {
                        some.fold(qubits.getLast(), OneQubitMatrix.pauli(pauli >> 2));
                    }
                    return here + 1;
                });
    }

    private int pauli(Path path, Instruction.PauliChannel channel, int here) {
        var probabilities = channel.probabilities();
        var qubits = channel.qubits();
        return part(
                path,
                shot ->
                        KrausOperators.choice(
                                draw(path, shot), probabilities.size(), probabilities::get),
                probabilities.size(),
                1,
                (some, pauli) -> {
                    if ((pauli & 3) != 0) {
                        some.fold(qubits.getFirst(), OneQubitMatrix.pauli(pauli & 3));
                    }
                    if (pauli >> 2 != 0) {
                        some.fold(qubits.getLast(), OneQubitMatrix.pauli(pauli >> 2));
                    }
                    return here + 1;
                });
    }

    /** The others come first on the line of uniform numbers, the dominant operator last. */
    private int kraus(Path path, KrausOperators channel, int here) {
        channel.qubits().forEach(qubit -> path.settle(qubit, checkpoint));
        var weights = channel.weights(path.state, checkpoint);
        double norm = 0;
        for (double weight : weights) {
            norm += weight;
        }
        double total = norm;
        return part(
                path,
                shot ->
                        KrausOperators.choice(
                                draw(path, shot), weights.length, k -> weights[k] / total),
                weights.length,
                1,
                (some, choice) -> {
                    double scale = 1 / Math.sqrt(weights[choice]);
                    var matrix = channel.operators().get(choice).scaled(scale, 0);
                    if (channel.qubits().size() == 1) {
                        some.foldNormalising(
                                channel.qubits().getFirst(), OneQubitMatrix.numbers(matrix));
                    } else {
                        some.applyNormalising(channel.qubits(), matrix, checkpoint);
                    }
                    return here + 1;
                });
    }

    private void shrink(Path path, KrausOperators channel) {
        double least = 1 - channel.othersAtMost();
        if (channel.qubits().size() == 1) {
            path.foldShrinking(
                    channel.qubits().getFirst(),
                    OneQubitMatrix.numbers(channel.dominant()),
                    least,
                    checkpoint);
        } else {
            path.applyShrinking(channel.qubits(), channel.dominant(), least, checkpoint);
        }
    }

    private int damp(Path path, Instruction.Damp damp, int here) {
        int qubit = damp.qubit();
        path.settle(qubit, checkpoint);
        double ones = path.state.weight(qubit, true, checkpoint);
        double zeros = path.state.weight(qubit, false, checkpoint);
        double jump = damp.decay() * ones / (ones + zeros);
        return part(
                path,
                shot -> draw(path, shot) < jump ? 1 : 0,
                2,
                1,
                (some, choice) -> {
                    if (choice == 1) {
                        double scale = 1 / Math.sqrt(ones);
                        some.foldNormalising(qubit, new double[] {0, 0, scale, 0, 0, 0, 0, 0});
                    } else {
                        stay(some, qubit, damp.decay());
                    }
                    return here + 1;
                });
    }

    private void stay(Path path, int qubit, double decay) {
        var matrix = new double[] {1, 0, 0, 0, 0, 0, Math.sqrt(1 - decay), 0};
        path.foldShrinking(qubit, matrix, 1 - decay, checkpoint);
    }

    private int measure(Path path, Instruction.Measure measure, int here) {
        int qubit = measure.qubit();
        var readout = measure.readout();
        int flipDraw = path.draws + 1;
        return project(
                path,
                qubit,
                readout.perfect() ? 1 : 2,
                false,
                (some, one) -> {
                    for (int shot : some.shots) {
                        records.set(shot, measure.bit(), read(readout, one == 1, shot, flipDraw));
                    }
                    return here + 1;
                });
    }

    private int reset(Path path, int qubit, int here) {
        return project(path, qubit, 1, true, (_, _) -> here + 1);
    }

    private int project(Path path, int qubit, int drawsUsed, boolean toZero, Continuation after) {
        path.settle(qubit, checkpoint);
        double ones = path.state.weight(qubit, true, checkpoint);
        double zeros = path.state.weight(qubit, false, checkpoint);
        return part(
                path,
                shot -> draw(path, shot) * (ones + zeros) < ones ? 1 : 0,
                2,
                drawsUsed,
                (some, one) -> {
                    double scale = 1 / Math.sqrt(one == 1 ? ones : zeros);
                    var matrix = new double[8];
                    matrix[one == 0 ? 0 : toZero ? 2 : 6] = scale;
                    some.foldNormalising(qubit, matrix);
                    return after.enter(some, one);
                });
    }

    private void readFinals(Path path) {
        if (plan.finals().isEmpty()) {
            return;
        }
        path.applyAll(checkpoint);
        var draws = new Draws(random, first, path.shots, path.draws);
        var indices = new IndexSampler(path.state.weights(), checkpoint).sample(draws);
        readings.write(draws, indices, records, checkpoint);
    }

    private boolean read(Readout readout, boolean one, int shot, int draw) {
        return readout.perfect() ? one : readout.read(one, random.uniform(first + shot, draw));
    }

    private double draw(Path path, int shot) {
        return random.uniform(first + shot, path.draws);
    }

    /** What a group does after its choice; returns where it goes on. */
    @FunctionalInterface
    private interface Continuation {
        int enter(Path some, int choice);
    }

    /**
     * Parts the shots of a path by their choices. All groups but the largest are followed to their
     * end; the largest stays in the path given.
     *
     * @param choices how many there are
     * @param drawsUsed how far all groups move on in their random numbers
     * @return where the largest group goes on
     */
    private int part(
            Path path, IntUnaryOperator choice, int choices, int drawsUsed, Continuation then) {
        var chosen = new byte[path.shots.length];
        var sizes = new int[choices];
        for (int i = 0; i < chosen.length; i++) {
            if (i % SHOTS_PER_CHECKPOINT == 0) {
                checkpoint.pass();
            }
            chosen[i] = (byte) choice.applyAsInt(path.shots[i]);
            sizes[chosen[i]]++;
        }
        path.draws += drawsUsed;
        int largest = 0;
        for (int c = 1; c < choices; c++) {
            largest = sizes[c] > sizes[largest] ? c : largest;
        }
        if (sizes[largest] < chosen.length) {
            for (int c = 0; c < choices; c++) {
                if (c != largest && sizes[c] > 0) {
                    var state = spare.isEmpty() ? newState() : spare.pop();
                    var fork = path.fork(state, those(path.shots, chosen, c, sizes[c]), checkpoint);
                    follow(fork, then.enter(fork, c));
                    spare.push(state);
                }
            }
            path.shots = those(path.shots, chosen, largest, sizes[largest]);
        }
        return then.enter(path, largest);
    }

    private StateVector newState() {
        checkpoint.pass();
        return new StateVector(plan.qubits());
    }

    private static int[] those(int[] shots, byte[] chosen, int choice, int size) {
        var some = new int[size];
        int next = 0;
        for (int i = 0; i < shots.length; i++) {
            if (chosen[i] == choice) {
                some[next++] = shots[i];
            }
        }
        return Arrays.copyOf(some, next);
    }
}
