package cloud.somersault.simulators.plan;

import cloud.somersault.circuits.Condition;
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
                        case Step.Unitary unitary ->
                                !unitary.controls().stream().allMatch(used::get);
                        case Step.Reset(int qubit) -> !used.get(qubit);
                        case Step.Relax relax -> !used.get(relax.qubit());
                        case Step.Depolarize _, Step.Measure _, Step.Branch _ -> false;
                    };
            if (!idle) {
                kept.add(step);
                if (!(step instanceof Step.Measure)) {
                    step.qubits().forEach(used::set);
                }
            }
        }
        return kept;
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
                    case Step.Unitary _, Step.Depolarize _, Step.Relax _, Step.Reset _ ->
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
            if (written.isEmpty() && branch.qubits().stream().noneMatch(needed::get)) {
                return;
            }
            eachReadBit(branch, readLater::set);
            writtenLater.or(written);
            keep(branch);
        }

        private void acted(Step step) {
            if (step.qubits().stream().anyMatch(needed::get)) {
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
                stepsOf.computeIfAbsent(groups.of(step.qubits().getFirst()), _ -> new ArrayList<>())
                        .add(Renumbering.of(step, local));
            }
            var finalsOf = new TreeMap<Integer, List<Step.Measure>>();
            for (var measure : finals) {
                finalsOf.computeIfAbsent(groups.of(measure.qubit()), _ -> new ArrayList<>())
                        .add(
                                new Step.Measure(
                                        local[measure.qubit()], measure.bit(), measure.readout()));
            }
            return members.entrySet().stream()
                    .sorted(Comparator.comparingInt(entry -> entry.getValue().first()))
                    .map(entry ->
                            new Plan(
                                    entry.getValue().size(),
                                    stepsOf.getOrDefault(entry.getKey(), List.of()),
                                    finalsOf.getOrDefault(entry.getKey(), List.of())))
                    .toList();
        }
    }

    static void eachReadBit(Step step, IntConsumer reader) {
        if (step instanceof Step.Branch(var condition, var then, var otherwise)) {
            eachBit(condition, reader);
            then.forEach(inner -> eachReadBit(inner, reader));
            otherwise.forEach(inner -> eachReadBit(inner, reader));
        }
    }

    static void eachWrittenBit(Step step, IntConsumer writer) {
        switch (step) {
            case Step.Measure measure -> writer.accept(measure.bit());
            case Step.Branch(_, var then, var otherwise) -> {
                then.forEach(inner -> eachWrittenBit(inner, writer));
                otherwise.forEach(inner -> eachWrittenBit(inner, writer));
            }
            case Step.Unitary _, Step.Depolarize _, Step.Relax _, Step.Reset _ -> {}
        }
    }

    private static void eachBit(Condition condition, IntConsumer reader) {
        switch (condition) {
            case Condition.Compare(var bits, _, _) -> bits.forEach(reader::accept);
            case Condition.Not(var inner) -> eachBit(inner, reader);
            case Condition.And(var left, var right) -> {
                eachBit(left, reader);
                eachBit(right, reader);
            }
            case Condition.Or(var left, var right) -> {
                eachBit(left, reader);
                eachBit(right, reader);
            }
        }
    }
}
