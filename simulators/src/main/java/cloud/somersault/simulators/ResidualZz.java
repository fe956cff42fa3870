package cloud.somersault.simulators;

import cloud.somersault.circuits.Operation;
import cloud.somersault.simulators.plan.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The phases that coupled neighbours give each other all the time.
 *
 * <p>The phase of |11> commutes with everything diagonal, so it is saved up for each coupler and
 * paid before the next thing that isn't: a pulse on one of the two, a reset, a block. When an
 * operation happens is found from the end of the circuit: the compiler lets no time pass unwritten
 * after a qubit's first pulse, and all are read together, while nobody knows when a qubit's first
 * pulse was due. Operations on several qubits wait for the last of them. A pulse counts as in its
 * middle, so that an echo cancels exactly; the gate of a coupler itself was calibrated with the ZZ
 * that it has. A qubit before its first pulse is |0> and has no such phase.
 *
 * <p>Blocks that bits decide take no time as seen from outside; inside, only their own operations
 * count.
 */
final class ResidualZz {
    private final GateTimes times;
    private final Coherence coherence;
    private final Crosstalk crosstalk;
    private final double[] middleSeconds;
    private final double[] startSeconds;
    private final double[] endSeconds;
    private final List<Operation> operations;

    /** The couplers of each qubit that have a residual ZZ. */
    private final Map<Integer, List<Pending>> ofQubit = new HashMap<>();

    /** A coupler and the time, counted back from the end, up to which it was paid. */
    private static final class Pending {
        final CouplerNoise coupler;
        double paidSeconds;

        Pending(CouplerNoise coupler, double paidSeconds) {
            this.coupler = coupler;
            this.paidSeconds = paidSeconds;
        }
    }

    ResidualZz(
            NoiseModel model,
            List<Operation> operations,
            Coherence coherence,
            Crosstalk crosstalk) {
        this.times = model.gateTimes();
        this.coherence = coherence;
        this.crosstalk = crosstalk;
        this.operations = operations;
        this.startSeconds = new double[operations.size()];
        this.endSeconds = new double[operations.size()];
        this.middleSeconds = new double[operations.size()];
        var couplers = model.couplers().stream().filter(c -> c.zzHz() != 0).toList();
        if (couplers.isEmpty()) {
            return;
        }
        var left = new HashMap<Integer, Double>();
        var firstSeconds = new HashMap<Integer, Double>();
        for (int i = operations.size() - 1; i >= 0; i--) {
            var operation = operations.get(i);
            double end = 0;
            for (int qubit : operation.qubits()) {
                end = Math.max(end, left.getOrDefault(qubit, 0.0));
            }
            endSeconds[i] = end;
            startSeconds[i] = end + seconds(operation);
            middleSeconds[i] = (startSeconds[i] + end) / 2;
            for (int qubit : operation.qubits()) {
                left.put(qubit, startSeconds[i]);
                if (!(operation instanceof Operation.Barrier)) {
                    firstSeconds.put(qubit, middleSeconds[i]);
                }
            }
        }
        for (var coupler : couplers) {
            double both =
                    Math.min(
                            firstSeconds.getOrDefault(coupler.first(), 0.0),
                            firstSeconds.getOrDefault(coupler.second(), 0.0));
            var pending = new Pending(coupler, both);
            ofQubit.computeIfAbsent(coupler.first(), _ -> new ArrayList<>()).add(pending);
            ofQubit.computeIfAbsent(coupler.second(), _ -> new ArrayList<>()).add(pending);
        }
    }

    /** Pays what has to be paid before an operation, named by its place in the list. */
    void before(int index, List<Step> steps) {
        if (ofQubit.isEmpty()) {
            return;
        }
        switch (operations.get(index)) {
            case Operation.Apply apply when apply.qubits().size() == 2 -> {
                var diagonal = apply.matrix().isDiagonal(0);
                for (int qubit : apply.qubits()) {
                    for (var pending : ofQubit.getOrDefault(qubit, List.of())) {
                        boolean own =
                                apply.qubits().contains(pending.coupler.first())
                                        && apply.qubits().contains(pending.coupler.second());
                        if (own) {
                            pay(pending, startSeconds[index], steps);
                            pending.paidSeconds = Math.min(pending.paidSeconds, endSeconds[index]);
                        } else if (!diagonal) {
                            pay(pending, middleSeconds[index], steps);
                        }
                    }
                }
            }
            case Operation.Apply apply ->
                    payAll(apply.matrix().isDiagonal(0) ? List.of() : apply.qubits(), index, steps);
            case Operation.Controlled _, Operation.Reset _, Operation.If _, Operation.While _ ->
                    payAll(operations.get(index).qubits(), index, steps);
            case Operation.Measure _,
                    Operation.Barrier _,
                    Operation.Delay _,
                    Operation.Assign _ -> {}
        }
    }

    private void payAll(List<Integer> qubits, int index, List<Step> steps) {
        for (int qubit : qubits) {
            for (var pending : ofQubit.getOrDefault(qubit, List.of())) {
                pay(pending, middleSeconds[index], steps);
            }
        }
    }

    private void pay(Pending pending, double untilSeconds, List<Step> steps) {
        double seconds = pending.paidSeconds - untilSeconds;
        if (seconds > 0) {
            pending.paidSeconds = untilSeconds;
            double angle = -2 * Math.PI * pending.coupler.zzHz() * seconds;
            var qubits = List.of(pending.coupler.first(), pending.coupler.second());
            if (crosstalk.isAveraged(pending.coupler)) {
                qubits.forEach(qubit -> average(angle, qubit, steps));
            } else {
                GateNoise.phase(angle, qubits, coherence, steps);
            }
        }
    }

    /** The mean of no phase and this one: half of it, and a coherence that shrinks by a cosine. */
    private void average(double angle, int qubit, List<Step> steps) {
        GateNoise.phase(angle / 2, List.of(qubit), coherence, steps);
        double sine = StrictMath.sin(angle / 4);
        double flip = sine * sine;
        if (flip > 0) {
            steps.add(new Step.PauliChannel(List.of(1 - flip, 0.0, 0.0, flip), List.of(qubit)));
        }
    }

    private double seconds(Operation operation) {
        return switch (operation) {
            case Operation.Apply apply when apply.qubits().size() == 2 -> times.czSeconds();
            case Operation.Apply apply ->
                    GateNoise.isPulse(apply.gate()) ? times.pulseSeconds() : 0;
            case Operation.Delay(double durationSeconds, _) -> durationSeconds;
            case Operation.Controlled _,
                    Operation.Measure _,
                    Operation.Reset _,
                    Operation.Barrier _,
                    Operation.If _,
                    Operation.Assign _,
                    Operation.While _ ->
                    0;
        };
    }
}
