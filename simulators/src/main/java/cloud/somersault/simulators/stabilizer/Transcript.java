package cloud.somersault.simulators.stabilizer;

import cloud.somersault.simulators.plan.Checkpoint;
import cloud.somersault.simulators.plan.Plan;
import cloud.somersault.simulators.plan.Readout;
import cloud.somersault.simulators.plan.Step;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A plan without conditions, run once on a tableau without errors and with every coin showing 0.
 * All other shots differ from this one by Pauli operators, those of their coins and those of their
 * errors, and Pauli operators pass through Clifford gates without asking what the state is.
 */
final class Transcript {
    private final int qubits;
    private final List<Event> events = new ArrayList<>();
    private final List<Integer> ones = new ArrayList<>();
    private final List<Flip> flips = new ArrayList<>();
    private int coins;

    /**
     * A bit that is read wrongly.
     *
     * @param zeroToOne probability when it is 0
     * @param oneToZero probability when it is 1
     */
    record Flip(int bit, double zeroToOne, double oneToZero) {}

    private Transcript(int qubits) {
        this.qubits = qubits;
    }

    static Transcript of(Plan plan, Cliffords cliffords, Checkpoint checkpoint) {
        var transcript = new Transcript(plan.qubits());
        var tableau = new Tableau(plan.qubits());
        var lastWriter = lastWriters(plan);
        int at = 0;
        for (var step : plan.steps()) {
            checkpoint.pass();
            transcript.follow(step, at++, tableau, cliffords, lastWriter);
        }
        for (var measure : plan.finals()) {
            checkpoint.pass();
            transcript.follow(measure, at++, tableau, cliffords, lastWriter);
        }
        return transcript;
    }

    private static Map<Integer, Integer> lastWriters(Plan plan) {
        var last = new HashMap<Integer, Integer>();
        int at = 0;
        for (var step : plan.steps()) {
            if (step instanceof Step.Measure measure) {
                last.put(measure.bit(), at);
            }
            at++;
        }
        for (var measure : plan.finals()) {
            last.put(measure.bit(), at++);
        }
        return last;
    }

    private void follow(
            Step step,
            int at,
            Tableau tableau,
            Cliffords cliffords,
            Map<Integer, Integer> lastWriter) {
        switch (step) {
            case Step.Unitary unitary -> {
                var gate = cliffords.require(unitary);
                var operands = CliffordGate.operands(unitary);
                tableau.apply(gate, operands);
                events.add(new Event.Turn(gate, operands[0], operands[operands.length - 1]));
            }
            case Step.Measure(int qubit, int bit, var readout) -> {
                boolean recorded = lastWriter.getOrDefault(bit, -1) == at;
                var chance = toss(tableau, qubit);
                if (recorded && tableau.outcome(qubit)) {
                    ones.add(bit);
                }
                events.add(new Event.Read(qubit, recorded ? bit : Event.UNRECORDED, chance));
                if (recorded && !readout.perfect()) {
                    flips.add(flip(bit, readout));
                }
            }
            case Step.Reset(int qubit) -> {
                var chance = toss(tableau, qubit);
                if (tableau.outcome(qubit)) {
                    tableau.flip(qubit);
                }
                events.add(new Event.Clear(qubit, chance));
            }
            case Step.Depolarize _, Step.PauliChannel _, Step.Kraus _, Step.Relax _ -> {
                var site = Cliffords.errors(step);
                if (site.probability() > 0) {
                    events.add(new Event.Fault(site));
                }
            }
            case Step.Branch _, Step.Assign _, Step.Loop _ ->
                    throw new IllegalArgumentException("not in a straight line: " + step);
        }
    }

    private static Flip flip(int bit, Readout readout) {
        return new Flip(bit, 1 - readout.zeroGivenZero(), 1 - readout.oneGivenOne());
    }

    private Chance toss(Tableau tableau, int qubit) {
        int pivot = tableau.pivot(qubit);
        if (pivot < 0) {
            return Chance.NONE;
        }
        var chance = Chance.toss(coins++, tableau.disturbance(pivot));
        tableau.collapse(qubit, pivot, false);
        return chance;
    }

    int qubits() {
        return qubits;
    }

    List<Event> events() {
        return Collections.unmodifiableList(events);
    }

    /** The bits that are 1 in this run. */
    List<Integer> ones() {
        return ones;
    }

    /** The bits that may be read wrongly, in the order of their measurements. */
    List<Flip> flips() {
        return flips;
    }

    /** How many outcomes are random. */
    int coins() {
        return coins;
    }

    /** The places where errors happen, in the order of time. */
    List<ErrorSite> sites() {
        return events.stream()
                .filter(Event.Fault.class::isInstance)
                .map(event -> ((Event.Fault) event).site())
                .toList();
    }
}
