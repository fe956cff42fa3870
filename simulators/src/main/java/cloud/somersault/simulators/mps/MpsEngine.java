package cloud.somersault.simulators.mps;

import cloud.somersault.simulators.plan.Checkpoint;
import cloud.somersault.simulators.plan.Plan;
import cloud.somersault.simulators.plan.Readout;
import cloud.somersault.simulators.plan.ShotRecords;
import cloud.somersault.simulators.plan.Truncation;
import cloud.somersault.simulators.random.ShotRandom;
import java.util.Arrays;

/**
 * Runs plans on matrix product states, ideal or noisy, with anything in the middle: as on state
 * vectors, shots walk through the plan in groups with one history and one state, and part where
 * their dice differ. The largest group goes on, the others are followed to their end first, so that
 * at most log2(shots) + 2 states are alive; they share the tensors in which they don't differ.
 *
 * <p>Noise is unravelled exactly, into random Pauli operators and quantum jumps (J. Dalibard, Y.
 * Castin, K. Molmer, Phys. Rev. Lett. 68, 580, 1992).
 *
 * <p>What is applied when, and what is truncated, depends on the history of a shot alone: counts
 * and truncation errors are the same however the shots are cut into ranges.
 */
public final class MpsEngine {
    private final Plan plan;
    private final MpsProgram program;
    private final ShotRandom random;
    private final long first;
    private final ShotRecords records;
    private final Truncation truncation;
    private final Checkpoint checkpoint;
    private final Parting parting;
    private final Disturbances disturbances;

    private MpsEngine(
            Plan plan,
            MpsProgram program,
            ShotRandom random,
            long first,
            ShotRecords records,
            Truncation truncation,
            Checkpoint checkpoint) {
        this.plan = plan;
        this.program = program;
        this.random = random;
        this.first = first;
        this.records = records;
        this.truncation = truncation;
        this.checkpoint = checkpoint;
        this.parting = new Parting(random, first, this::follow, checkpoint);
        this.disturbances = new Disturbances(parting, checkpoint);
    }

    /**
     * Writes the bits that the plan measures into all records, the first of shot {@code first}.
     *
     * @param truncation learns what each shot's state has lost
     */
    public static void run(
            Plan plan,
            MpsOptions options,
            ShotRandom random,
            long first,
            ShotRecords records,
            Truncation truncation,
            Checkpoint checkpoint) {
        checkpoint.pass();
        var program = MpsProgram.of(plan, QubitOrder.of(plan, options, checkpoint));
        var engine = new MpsEngine(plan, program, random, first, records, truncation, checkpoint);
        var shots = new int[records.shots()];
        Arrays.setAll(shots, shot -> shot);
        var state = new MatrixProductState(program.order(), new MpsWorkspace(options));
        engine.follow(new MpsPath(state, new PendingGates(program), shots, program.loops()), 0);
    }

    private void follow(MpsPath path, int at) {
        int next = at;
        while (next < program.size()) {
            checkpoint.pass();
            int here = next;
            next =
                    switch (program.get(here)) {
                        case MpsInstruction.One(int qubit, var matrix) -> {
                            path.pending.fold(qubit, matrix);
                            yield here + 1;
                        }
                        case MpsInstruction.Two two -> {
                            path.pending.interact(two, here, path.state, checkpoint);
                            yield here + 1;
                        }
                        case MpsInstruction.Many many -> {
                            path.pending.interact(many, path.state, checkpoint);
                            yield here + 1;
                        }
                        case MpsInstruction.Chance chance ->
                                disturbances.strike(path, chance, here);
                        case MpsInstruction.Measure measure -> measure(path, measure, here);
                        case MpsInstruction.Reset(int qubit) ->
                                project(path, qubit, 1, true, (_, _) -> here + 1);
                        case MpsInstruction.JumpUnless(var condition, int target) ->
                                parting.part(
                                        path,
                                        shot ->
                                                condition.holds(bit -> records.get(shot, bit))
                                                        ? 1
                                                        : 0,
                                        2,
                                        0,
                                        (_, choice) -> choice == 1 ? here + 1 : target);
                        case MpsInstruction.Jump(int target) -> target;
                        case MpsInstruction.Assign(int bit, var value) -> {
                            for (int shot : path.shots) {
                                boolean one = value.holds(asked -> records.get(shot, asked));
                                records.set(shot, bit, one);
                            }
                            yield here + 1;
                        }
                        case MpsInstruction.Enter(int loop) -> {
                            path.enter(loop);
                            yield here + 1;
                        }
                        case MpsInstruction.Iterate(int loop, int iterationsMax) -> {
                            path.iterate(loop, iterationsMax);
                            yield here + 1;
                        }
                    };
        }
        readFinals(path);
    }

    private int measure(MpsPath path, MpsInstruction.Measure measure, int here) {
        var readout = measure.readout();
        int flipDraw = path.draws + 1;
        return project(
                path,
                measure.qubit(),
                readout.perfect() ? 1 : 2,
                false,
                (some, one) -> {
                    for (int shot : some.shots) {
                        records.set(shot, measure.bit(), read(readout, one == 1, shot, flipDraw));
                    }
                    return here + 1;
                });
    }

    private int project(
            MpsPath path, int qubit, int drawsUsed, boolean toZero, Parting.Continuation after) {
        path.pending.settle(qubit, path.state, checkpoint);
        double ones = path.state.probabilityOfOne(qubit, checkpoint);
        return parting.part(
                path,
                shot -> parting.draw(path, shot) < ones ? 1 : 0,
                2,
                drawsUsed,
                (some, one) -> {
                    var matrix = new double[8];
                    matrix[one == 0 ? 0 : toZero ? 2 : 6] = 1;
                    some.state.applyNormalising(qubit, matrix, checkpoint);
                    return after.enter(some, one);
                });
    }

    private void readFinals(MpsPath path) {
        path.pending.applyAll(path.state, checkpoint);
        truncation.add(path.shots, path.state.logFidelity());
        if (plan.finals().isEmpty()) {
            return;
        }
        int qubits = plan.qubits();
        new ChainSampler(path.state, plan.finals(), checkpoint)
                .sample(
                        path.shots,
                        (shot, place) -> random.uniform(first + shot, path.draws + place),
                        (shot, measure, one) -> {
                            var final_ = plan.finals().get(measure);
                            int flipDraw = path.draws + qubits + measure;
                            boolean value = read(final_.readout(), one, shot, flipDraw);
                            records.set(shot, final_.bit(), value);
                        });
    }

    private boolean read(Readout readout, boolean one, int shot, int draw) {
        return readout.perfect() ? one : readout.read(one, random.uniform(first + shot, draw));
    }
}
