package cloud.somersault.simulators.plan;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntConsumer;

/**
 * Cuts a list of steps down to what can be seen in the classical bits, and apart into independent
 * plans.
 *
 * <p>Three passes. Forwards: a qubit that nothing has touched is |0>, so resets, waits and controls
 * on it do nothing. Backwards: a step whose qubits nobody measures afterwards, not even by way of
 * other qubits, does nothing either (the light cone of the measurements); measurements that nothing
 * follows become final. Last: qubits that never meet, neither in a step nor in a classical bit, are
 * simulated apart, which turns an exponent into a sum.
 */
public final class Planner {

    private Planner() {}

    /**
     * The independent parts, in the order of their lowest qubits. Parts without bits are left out.
     */
    public static List<Plan> plans(List<Step> steps, Checkpoint checkpoint) {
        return new Backwards(forwards(steps, checkpoint), checkpoint).split();
    }

    private static List<Step> forwards(List<Step> steps, Checkpoint checkpoint) {
        var used = new BitSet();
        var kept = new ArrayList<Step>(steps.size());
        for (var step : steps) {
            checkpoint.pass();
            boolean idle =
                    switch (step) {
                        case Step.Unitary unitary -> !allIn(unitary.controls(), used);
                        case Step.Reset(int qubit) -> !used.get(qubit);
                        case Step.Relax relax -> !used.get(relax.qubit());
                        case Step.Depolarize _,
                                Step.PauliChannel _,
                                Step.Kraus _,
                                Step.Measure _,
                                Step.Branch _,
                                Step.Assign _,
                                Step.Loop _ ->
                                false;
                    };
            if (!idle) {
                kept.add(step);
                if (!(step instanceof Step.Measure)) {
                    for (int qubit : step.qubits()) {
                        used.set(qubit);
                    }
                }
            }
        }
        return kept;
    }

    // Loops, not streams: every program that is accepted comes by here, and again when it runs.

    private static boolean allIn(List<Integer> qubits, BitSet set) {
        for (int qubit : qubits) {
            if (!set.get(qubit)) {
                return false;
            }
        }
        return true;
    }

    private static boolean anyIn(List<Integer> qubits, BitSet set) {
        for (int qubit : qubits) {
            if (set.get(qubit)) {
                return true;
            }
        }
        return false;
    }

    /** The backward pass and its findings. */
    private static final class Backwards {
        private final Checkpoint checkpoint;
        private final List<Step> steps = new ArrayList<>();
        private final List<Step.Measure> finals = new ArrayList<>();
        private final BitSet needed = new BitSet();
        private final BitSet busy = new BitSet();
        private final BitSet finalQubits = new BitSet();
        private final BitSet finalBits = new BitSet();
        private final BitSet readLater = new BitSet();
        private final BitSet writtenLater = new BitSet();

        Backwards(List<Step> all, Checkpoint checkpoint) {
            this.checkpoint = checkpoint;
            for (var step : all.reversed()) {
                checkpoint.pass();
                switch (step) {
                    case Step.Measure measure -> measured(measure);
                    case Step.Branch branch -> branched(branch);
                    case Step.Assign _, Step.Loop _ -> decided(step);
                    case Step.Unitary _,
                            Step.Depolarize _,
                            Step.PauliChannel _,
                            Step.Kraus _,
                            Step.Relax _,
                            Step.Reset _ ->
                            acted(step);
                }
            }
            Collections.reverse(steps);
            finals.sort(Comparator.comparingInt(Step.Measure::bit));
        }

        private void measured(Step.Measure measure) {
            int qubit = measure.qubit();
            int bit = measure.bit();
            boolean quiet = !busy.get(qubit) && !readLater.get(bit);
            if (quiet && finalBits.get(bit)) {
                return; // overwritten before anybody looked
            }
            if (quiet
                    && !writtenLater.get(bit)
                    && (measure.readout().perfect() || !finalQubits.get(qubit))) {
                finals.add(measure);
                finalQubits.set(qubit);
                finalBits.set(bit);
                needed.set(qubit);
            } else {
                writtenLater.set(bit);
                keep(measure);
            }
        }

        private void branched(Step.Branch branch) {
            var written = new BitSet();
            eachWrittenBit(branch, written::set);
            if (written.isEmpty() && !anyIn(branch.qubits(), needed)) {
                return;
            }
            decided(branch);
        }

        /** Something that bits decide. A loop is kept even if it does nothing but fail to end. */
        private void decided(Step step) {
            eachReadBit(step, readLater::set);
            eachWrittenBit(step, writtenLater::set);
            keep(step);
        }

        private void acted(Step step) {
            if (anyIn(step.qubits(), needed)) {
                keep(step);
            }
        }

        private void keep(Step step) {
            steps.add(step);
            for (int qubit : step.qubits()) {
                needed.set(qubit);
                busy.set(qubit);
            }
        }

        List<Plan> split() {
            int qubits = needed.length();
            var groups = new Groups(qubits);
            for (var step : steps) {
                checkpoint.pass();
                groups.join(step);
            }
            finals.forEach(groups::join);

            var members = new TreeMap<Integer, TreeSet<Integer>>();
            for (int qubit = needed.nextSetBit(0);
                    qubit >= 0;
                    qubit = needed.nextSetBit(qubit + 1)) {
                members.computeIfAbsent(groups.of(qubit), _ -> new TreeSet<>()).add(qubit);
            }
            var local = new int[qubits];
            members.values()
                    .forEach(group -> {
                        int next = 0;
                        for (int qubit : group) {
                            local[qubit] = next++;
                        }
                    });
            var stepsOf = new TreeMap<Integer, List<Step>>();
            for (var step : steps) {
                checkpoint.pass();
                stepsOf.computeIfAbsent(groups.of(step), _ -> new ArrayList<>())
                        .add(Renumbering.of(step, local));
            }
            var finalsOf = new TreeMap<Integer, List<Step.Measure>>();
            for (var measure : finals) {
                finalsOf.computeIfAbsent(groups.of(measure.qubit()), _ -> new ArrayList<>())
                        .add(
                                new Step.Measure(
                                        local[measure.qubit()], measure.bit(), measure.readout()));
            }
            var plans = new ArrayList<Plan>();
            members.entrySet().stream()
                    .sorted(Comparator.comparingInt(entry -> entry.getValue().first()))
                    .map(entry ->
                            new Plan(
                                    entry.getValue().size(),
                                    stepsOf.getOrDefault(entry.getKey(), List.of()),
                                    finalsOf.getOrDefault(entry.getKey(), List.of())))
                    .forEach(plans::add);
            // What only bits are in comes last, so that it does not move the dice of the others.
            stepsOf.tailMap(qubits)
                    .values()
                    .forEach(some -> plans.add(new Plan(0, some, List.of())));
            return plans;
        }
    }

    static void eachReadBit(Step step, IntConsumer reader) {
        switch (step) {
            case Step.Branch(var condition, var then, var otherwise) -> {
                condition.eachBit(reader);
                then.forEach(inner -> eachReadBit(inner, reader));
                otherwise.forEach(inner -> eachReadBit(inner, reader));
            }
            case Step.Assign(_, var value) -> value.eachBit(reader);
            case Step.Loop(var condition, var body, _) -> {
                condition.eachBit(reader);
                body.forEach(inner -> eachReadBit(inner, reader));
            }
            case Step.Unitary _,
                    Step.Depolarize _,
                    Step.PauliChannel _,
                    Step.Kraus _,
                    Step.Relax _,
                    Step.Measure _,
                    Step.Reset _ -> {}
        }
    }

    static void eachWrittenBit(Step step, IntConsumer writer) {
        switch (step) {
            case Step.Measure measure -> writer.accept(measure.bit());
            case Step.Branch(_, var then, var otherwise) -> {
                then.forEach(inner -> eachWrittenBit(inner, writer));
                otherwise.forEach(inner -> eachWrittenBit(inner, writer));
            }
            case Step.Assign(int bit, _) -> writer.accept(bit);
            case Step.Loop(_, var body, _) -> body.forEach(inner -> eachWrittenBit(inner, writer));
            case Step.Unitary _,
                    Step.Depolarize _,
                    Step.PauliChannel _,
                    Step.Kraus _,
                    Step.Relax _,
                    Step.Reset _ -> {}
        }
    }

    /** Some bit of a step that has no qubits. */
    static int firstBit(Step step) {
        var bits = new BitSet();
        eachReadBit(step, bits::set);
        eachWrittenBit(step, bits::set);
        return bits.nextSetBit(0);
    }
}
