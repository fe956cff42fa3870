package cloud.somersault.simulators.stabilizer;

import cloud.somersault.simulators.plan.Checkpoint;
import cloud.somersault.simulators.plan.EndlessLoopException;
import cloud.somersault.simulators.plan.Plan;
import cloud.somersault.simulators.plan.Readout;
import cloud.somersault.simulators.plan.ShotRecords;
import cloud.somersault.simulators.plan.Step;
import cloud.somersault.simulators.random.ShotRandom;
import java.util.List;

/**
 * Plans in which measured bits decide what is done: a tableau for each shot, from the first step on
 * that chance has a say in. Errors are tossed one by one, and cost nothing but two signs.
 */
final class ShotByShot {
    private static final double ULP = 0x1p-53;

    private final Plan plan;
    private final ShotRandom random;
    private final Checkpoint checkpoint;
    private final Cliffords cliffords = new Cliffords();
    private long shot;
    private int draws;

    ShotByShot(Plan plan, ShotRandom random, Checkpoint checkpoint) {
        this.plan = plan;
        this.random = random;
        this.checkpoint = checkpoint;
    }

    void run(long first, ShotRecords records) {
        var prefix = new Tableau(plan.qubits());
        int common = 0;
        while (plan.steps().get(common) instanceof Step.Unitary unitary) {
            checkpoint.pass();
            prefix.apply(cliffords.require(unitary), CliffordGate.operands(unitary));
            common++;
        }
        var rest = plan.steps().subList(common, plan.steps().size());
        var tableau = new Tableau(plan.qubits());
        for (int record = 0; record < records.shots(); record++) {
            tableau.copyFrom(prefix);
            shot = first + record;
            draws = 0;
            run(rest, tableau, record, records);
            for (var measure : plan.finals()) {
                checkpoint.pass();
                records.set(record, measure.bit(), read(tableau, measure));
            }
        }
    }

    private void run(List<Step> steps, Tableau tableau, int record, ShotRecords records) {
        for (var step : steps) {
            checkpoint.pass();
            switch (step) {
                case Step.Unitary unitary ->
                        tableau.apply(cliffords.require(unitary), CliffordGate.operands(unitary));
                case Step.Measure measure ->
                        records.set(record, measure.bit(), read(tableau, measure));
                case Step.Reset(int qubit) -> {
                    if (outcome(tableau, qubit)) {
                        tableau.flip(qubit);
                    }
                }
                case Step.Branch(var condition, var then, var otherwise) ->
                        run(
                                condition.holds(bit -> records.get(record, bit)) ? then : otherwise,
                                tableau,
                                record,
                                records);
                case Step.Assign(int bit, var value) ->
                        records.set(record, bit, value.holds(asked -> records.get(record, asked)));
                case Step.Loop loop -> {
                    for (int done = 0;
                            loop.condition().holds(bit -> records.get(record, bit));
                            done++) {
                        if (done == loop.iterationsMax()) {
                            throw new EndlessLoopException(loop.iterationsMax());
                        }
                        run(loop.body(), tableau, record, records);
                    }
                }
                case Step.Depolarize _, Step.PauliChannel _, Step.Kraus _, Step.Relax _ ->
                        disturb(tableau, Cliffords.errors(step));
            }
        }
    }

    private boolean read(Tableau tableau, Step.Measure measure) {
        boolean one = outcome(tableau, measure.qubit());
        Readout readout = measure.readout();
        return readout.perfect() ? one : readout.read(one, (bits() >>> 11) * ULP);
    }

    private boolean outcome(Tableau tableau, int qubit) {
        int pivot = tableau.pivot(qubit);
        if (pivot < 0) {
            return tableau.outcome(qubit);
        }
        boolean one = bits() < 0;
        tableau.collapse(qubit, pivot, one);
        return one;
    }

    private void disturb(Tableau tableau, ErrorSite site) {
        if (!((bits() >>> 11) * ULP < site.probability())) {
            return;
        }
        int error = site.errors()[site.pick(bits())];
        int qubits = site.qubits().size();
        for (int i = 0; i < qubits; i++) {
            if ((error >> i & 1) == 1) {
                tableau.flip(site.qubits().get(i));
            }
            if ((error >> qubits + i & 1) == 1) {
                tableau.flipPhase(site.qubits().get(i));
            }
        }
    }

    private long bits() {
        return random.bits(shot, draws++);
    }
}
