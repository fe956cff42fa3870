package cloud.somersault.simulators.statevector.fused;

import cloud.somersault.simulators.plan.Checkpoint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Gathers nodes into sweeps. A sweep works on blocks of so many qubits; the lowest are always among
 * them, so that memory is read in runs, and the others are chosen one by one such that the sweep
 * can do the most. Rotations and dense matrices need their qubits inside of the block, phases
 * don't; a phase waits until a rotation behind it needs it, so that many are done in one pass.
 * Depends on the circuit alone.
 */
final class Scheduler {
    /** How many rotations and dense matrices ahead a sweep looks. */
    private static final int WINDOW = 500;

    /**
     * A scale is multiplied in as soon as something is multiplied anyway, and at the latest here.
     */
    private static final double SCALE_MIN = 0x1p-30;

    /**
     * What things take for 16 amplitudes of single precision, measured; only the ratios count: a
     * sweep over memory, phases, a rotation, a twist or a dense matrix.
     */
    private static final double SWEEP_NANOSECONDS = 20;

    private static final double PHASES_NANOSECONDS = 1.5;
    private static final double ROTATION_NANOSECONDS = 0.5;
    private static final double TWIST_NANOSECONDS = 1;
    private static final double COUPLING_NANOSECONDS = 1.7;

    private final int qubits;
    private final int blockBits;
    private final int lowBits;
    private final boolean keepPhases;
    private final List<Sweep> sweeps = new ArrayList<>();
    private final Checkpoint checkpoint;

    private List<Node> nodes;
    private int head;
    private int end;
    private double scale = 1;
    private int[] level = {};

    /** Of the nodes that a sweep looks at: all their qubits, and those a block must have. */
    private int[] masks = {};

    private int[] insides = {};

    private final int[] actedAt;
    private final int[] turnedAt;

    private Scheduler(
            FusedCircuit circuit,
            int blockBits,
            int lowBits,
            boolean keepPhases,
            Checkpoint checkpoint) {
        this.qubits = circuit.qubits();
        this.blockBits = Math.min(blockBits, qubits);
        this.lowBits = Math.min(lowBits, this.blockBits);
        this.keepPhases = keepPhases;
        this.checkpoint = checkpoint;
        this.nodes = new ArrayList<>(circuit.nodes());
        this.actedAt = new int[qubits];
        this.turnedAt = new int[qubits];
    }

    /**
     * The sweeps of a circuit.
     *
     * @param blockBits qubits of a block
     * @param lowBits how many of the lowest qubits each block has
     * @param keepPhases whether phases at the end matter, or only probabilities
     */
    static Schedule schedule(
            FusedCircuit circuit,
            int blockBits,
            int lowBits,
            boolean keepPhases,
            Checkpoint checkpoint) {
        var scheduler = new Scheduler(circuit, blockBits, lowBits, keepPhases, checkpoint);
        scheduler.run();
        return new Schedule(scheduler.sweeps, scheduler.scale);
    }

    /**
     * Sweeps, and what is left to multiply.
     *
     * @param scale factor of all amplitudes
     */
    record Schedule(List<Sweep> sweeps, double scale) {}

    private void run() {
        while (head < nodes.size()) {
            checkpoint.pass();
            look();
            int block = chooseBlock();
            if (count(block) == 0) {
                finish();
                return;
            }
            mark(block);
            cut();
            sweeps.add(take(block));
        }
    }

    /** Sets the end of what the next sweep looks at. */
    private void look() {
        int acting = 0;
        end = head;
        while (end < nodes.size() && acting < WINDOW) {
            if (!(nodes.get(end++) instanceof Node.Phase)) {
                acting++;
            }
        }
        if (level.length < end - head) {
            level = new int[2 * (end - head)];
            masks = new int[level.length];
            insides = new int[level.length];
        }
        for (int i = head; i < end; i++) {
            masks[i - head] = nodes.get(i).mask();
            insides[i - head] = inside(nodes.get(i));
        }
    }

    /** Only phases are left. */
    private void finish() {
        if (keepPhases) {
            var phases = new ArrayList<Node.Phase>();
            for (var node : nodes.subList(head, nodes.size())) {
                phases.add((Node.Phase) node);
            }
            int block = (1 << blockBits) - 1;
            var last = new Sweep.Round(phases, scale, List.of(), List.of(), List.of(), List.of());
            scale = 1;
            if (sweeps.isEmpty()) {
                sweeps.add(new Sweep(block, List.of(last)));
            } else {
                var before = sweeps.removeLast();
                var rounds = new ArrayList<>(before.rounds());
                rounds.add(last);
                sweeps.add(new Sweep(before.block(), rounds));
            }
        }
        head = nodes.size();
    }

    private int chooseBlock() {
        int block = (1 << lowBits) - 1;
        if (blockBits == qubits) {
            return (1 << qubits) - 1;
        }
        for (int size = lowBits; size < blockBits; size++) {
            int best = -1;
            long bestGain = -1;
            for (int qubit = lowBits; qubit < qubits; qubit++) {
                if ((block >> qubit & 1) == 0) {
                    long gain = 1000L * count(block | 1 << qubit) + waiting(qubit);
                    if (gain > bestGain) {
                        bestGain = gain;
                        best = qubit;
                    }
                }
            }
            block |= 1 << best;
        }
        return block;
    }

    /** Among equals, the qubit whose next rotation has waited longest. */
    private int waiting(int qubit) {
        int before = 0;
        for (int i = 0; i < end - head; i++) {
            if ((insides[i] >> qubit & 1) != 0) {
                break;
            }
            before += insides[i] == 0 ? 0 : 1;
        }
        return WINDOW - before;
    }

    /** How many rotations, twists and dense matrices a sweep with this block can do. */
    private int count(int block) {
        int blocked = 0;
        int phaseBlocked = 0;
        int done = 0;
        int all = (1 << qubits) - 1;
        for (int i = 0; i < end - head && blocked != all; i++) {
            int mask = masks[i];
            if (insides[i] == 0) {
                phaseBlocked |= (mask & blocked) == 0 ? 0 : mask;
            } else if ((insides[i] & ~block) != 0 || (mask & (blocked | phaseBlocked)) != 0) {
                blocked |= mask;
            } else {
                done++;
            }
        }
        return done;
    }

    /** Notes the round of each node that a sweep with this block can do, or -1. */
    private void mark(int block) {
        int blocked = 0;
        int phaseBlocked = 0;
        Arrays.fill(actedAt, -1);
        Arrays.fill(turnedAt, 0);
        for (int i = 0; i < end - head; i++) {
            int mask = masks[i];
            level[i] = -1;
            if (insides[i] == 0) {
                if ((mask & blocked) == 0) {
                    level[i] = latest(actedAt, mask) + 1;
                    raise(turnedAt, mask, level[i]);
                } else {
                    phaseBlocked |= mask;
                }
            } else if ((insides[i] & ~block) != 0 || (mask & (blocked | phaseBlocked)) != 0) {
                blocked |= mask;
            } else {
                level[i] = Math.max(latest(turnedAt, mask), latest(actedAt, mask) + 1);
                raise(actedAt, mask, level[i]);
            }
        }
    }

    /** Leaves rounds at the end to later sweeps, where they may be fuller, if that pays. */
    private void cut() {
        int rounds = 0;
        for (int i = 0; i < end - head; i++) {
            rounds = Math.max(rounds, insides[i] == 0 ? 0 : level[i] + 1);
        }
        var done = new int[rounds];
        var nanoseconds = new double[rounds];
        Arrays.fill(nanoseconds, PHASES_NANOSECONDS);
        for (int i = 0; i < end - head; i++) {
            if (insides[i] != 0 && level[i] >= 0) {
                done[level[i]]++;
                nanoseconds[level[i]] += nanoseconds(nodes.get(head + i));
            }
        }
        int last = 0;
        double best = 0;
        double sum = 0;
        double cost = SWEEP_NANOSECONDS;
        for (int round = 0; round < rounds; round++) {
            sum += done[round];
            cost += nanoseconds[round];
            if (sum / cost > best) {
                best = sum / cost;
                last = round;
            }
        }
        for (int i = 0; i < end - head; i++) {
            // Phases that nothing left needs are put off by take.
            level[i] = insides[i] != 0 && level[i] > last ? -1 : level[i];
        }
    }

    private static double nanoseconds(Node node) {
        return switch (node) {
            case Node.Phase _ -> 0;
            case Node.Rotation _ -> ROTATION_NANOSECONDS;
            case Node.Twist _, Node.Dense _ -> TWIST_NANOSECONDS;
            case Node.Coupling _ -> COUPLING_NANOSECONDS;
        };
    }

    /** The qubits that have to be in the block. */
    private static int inside(Node node) {
        return switch (node) {
            case Node.Rotation rotation -> rotation.mask();
            case Node.Twist twist -> twist.mask();
            case Node.Coupling coupling -> coupling.mask();
            case Node.Dense dense -> 1 << dense.first() | 1 << dense.second();
            case Node.Phase _ -> 0;
        };
    }

    private static int latest(int[] of, int mask) {
        int latest = -1;
        for (int left = mask; left != 0; left &= left - 1) {
            latest = Math.max(latest, of[Integer.numberOfTrailingZeros(left)]);
        }
        return latest;
    }

    private static void raise(int[] of, int mask, int at) {
        for (int left = mask; left != 0; left &= left - 1) {
            int qubit = Integer.numberOfTrailingZeros(left);
            of[qubit] = Math.max(of[qubit], at);
        }
    }

    /** Takes the marked nodes out. Phases that nothing marked needs stay, as late as they can. */
    private Sweep take(int block) {
        var next = new int[qubits];
        Arrays.fill(next, Integer.MAX_VALUE);
        int rounds = 0;
        for (int i = end - 1; i >= head; i--) {
            int at = level[i - head];
            if (at < 0) {
                continue;
            }
            int mask = nodes.get(i).mask();
            if (nodes.get(i) instanceof Node.Phase) {
                level[i - head] = earliest(next, mask);
            } else {
                for (int left = mask; left != 0; left &= left - 1) {
                    next[Integer.numberOfTrailingZeros(left)] = at;
                }
                rounds = Math.max(rounds, at + 1);
            }
        }
        var drafts = new ArrayList<Draft>();
        for (int round = 0; round < rounds; round++) {
            drafts.add(new Draft());
        }
        int kept = end;
        for (int i = end - 1; i >= head; i--) {
            int at = level[i - head];
            if (at >= 0 && at < Integer.MAX_VALUE) {
                drafts.get(at).add(nodes.get(i));
            } else {
                nodes.set(--kept, nodes.get(i));
            }
        }
        head = kept;
        if (head > nodes.size() / 2 && head > 1000) {
            nodes = new ArrayList<>(nodes.subList(head, nodes.size()));
            head = 0;
        }
        var done = new ArrayList<Sweep.Round>();
        for (var draft : drafts) {
            done.add(draft.round());
        }
        return new Sweep(block, done);
    }

    private static int earliest(int[] of, int mask) {
        int earliest = Integer.MAX_VALUE;
        for (int left = mask; left != 0; left &= left - 1) {
            earliest = Math.min(earliest, of[Integer.numberOfTrailingZeros(left)]);
        }
        return earliest;
    }

    /** A round being written, last node first. */
    private final class Draft {
        private final List<Node.Phase> phases = new ArrayList<>();
        private final List<Node.Rotation> rotations = new ArrayList<>();
        private final List<Node.Twist> twists = new ArrayList<>();
        private final List<Node.Coupling> couplings = new ArrayList<>();
        private final List<Node.Dense> dense = new ArrayList<>();

        void add(Node node) {
            switch (node) {
                case Node.Phase phase -> phases.addFirst(phase);
                case Node.Rotation rotation -> rotations.add(rotation);
                case Node.Twist twist -> twists.add(twist);
                case Node.Coupling coupling -> couplings.add(coupling);
                case Node.Dense matrix -> dense.addFirst(matrix);
            }
        }

        Sweep.Round round() {
            double now = 1;
            boolean multiplied =
                    phases.stream().anyMatch(phase -> Integer.bitCount(phase.mask()) == 1);
            if (multiplied || scale < SCALE_MIN) {
                now = scale;
                scale = 1;
            }
            for (var rotation : rotations) {
                scale *= rotation.scale();
            }
            for (var twist : twists) {
                scale *= twist.scale();
            }
            rotations.sort(Comparator.comparingInt(Node.Rotation::qubit));
            twists.sort(Comparator.comparingInt(Node.Twist::first));
            couplings.sort(Comparator.comparingInt(Node.Coupling::first));
            return new Sweep.Round(phases, now, rotations, twists, couplings, dense);
        }
    }
}
