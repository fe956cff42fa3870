package cloud.somersault.simulators.stabilizer;

import cloud.somersault.circuits.Matrix;
import cloud.somersault.simulators.plan.Checkpoint;
import cloud.somersault.simulators.plan.EndlessLoopException;
import cloud.somersault.simulators.plan.Plan;
import cloud.somersault.simulators.plan.ShotRecords;
import cloud.somersault.simulators.plan.Step;
import cloud.somersault.simulators.random.ShotRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Runs ideal Clifford plans on a tableau.
 *
 * <p>Without conditions the plan is run once, with the coins of its measurements as unknowns: every
 * bit comes out as an affine form of the coins, and a shot is a few random words and exclusive ors
 * of columns, whatever the depth. With conditions each shot runs for itself from the first
 * measurement on.
 */
public final class StabilizerEngine {
    private static final int SHOTS_PER_CHECKPOINT = 1 << 10;

    private final Map<Action, Optional<CliffordGate>> actions = new HashMap<>();
    private final Checkpoint checkpoint;

    private StabilizerEngine(Checkpoint checkpoint) {
        this.checkpoint = checkpoint;
    }

    /** What an action depends on, whatever the qubits. */
    private record Action(Matrix matrix, int controls) {}

    /** Whether this engine can run the plan: Clifford gates, no noise, readings as they are. */
    public static boolean handles(Plan plan) {
        var engine = new StabilizerEngine(Checkpoint.none());
        return engine.handles(plan.steps())
                && plan.finals().stream().allMatch(measure -> measure.readout().perfect());
    }

    private boolean handles(List<Step> steps) {
        return steps.stream()
                .allMatch(step ->
                        switch (step) {
                            case Step.Unitary unitary -> action(unitary).isPresent();
                            case Step.Measure measure -> measure.readout().perfect();
                            case Step.Reset _ -> true;
                            case Step.Branch(_, var then, var otherwise) ->
                                    handles(then) && handles(otherwise);
                            case Step.Assign _ -> true;
                            case Step.Loop(_, var body, _) -> handles(body);
                            case Step.Depolarize _,
                                    Step.PauliChannel _,
                                    Step.Kraus _,
                                    Step.Relax _ ->
                                    false;
                        });
    }

    /** Writes the bits that the plan measures into all records, the first of shot {@code first}. */
    public static void run(
            Plan plan, ShotRandom random, long first, ShotRecords records, Checkpoint checkpoint) {
        var engine = new StabilizerEngine(checkpoint);
        if (plan.conditional()) {
            engine.shotByShot(plan, random, first, records);
        } else {
            engine.allAtOnce(plan, random, first, records);
        }
    }

    private void allAtOnce(Plan plan, ShotRandom random, long first, ShotRecords records) {
        long coinsMax =
                plan.finals().size()
                        + plan.steps().stream()
                                .filter(s -> s instanceof Step.Measure || s instanceof Step.Reset)
                                .count();
        var coins = new Coins((int) coinsMax);
        var tableau = new Tableau(plan.qubits(), (int) coinsMax);
        var forms = new TreeMap<Integer, long[]>();
        for (var step : plan.steps()) {
            checkpoint.pass();
            switch (step) {
                case Step.Measure(int qubit, int bit, _) ->
                        forms.put(bit, tableau.measure(qubit, coins::toss));
                case Step.Reset(int qubit) ->
                        tableau.flip(qubit, tableau.measure(qubit, coins::toss));
                default -> apply(step, tableau);
            }
        }
        for (var measure : plan.finals()) {
            checkpoint.pass();
            forms.put(measure.bit(), tableau.measure(measure.qubit(), coins::toss));
        }
        sample(forms, coins.tossed, random, first, records);
    }

    private void sample(
            Map<Integer, long[]> forms,
            int coins,
            ShotRandom random,
            long first,
            ShotRecords records) {
        if (forms.isEmpty()) {
            return;
        }
        var columns = new long[coins + 1][records.words()];
        forms.forEach((bit, form) -> {
            for (int coin = 0; coin <= coins; coin++) {
                if ((form[coin >> 6] >>> coin & 1) != 0) {
                    columns[coin][bit >> 6] |= 1L << bit;
                }
            }
        });
        for (int shot = 0; shot < records.shots(); shot++) {
            if (shot % SHOTS_PER_CHECKPOINT == 0) {
                checkpoint.pass();
            }
            records.flip(shot, columns[0]);
            for (int coin = 1; coin <= coins; ) {
                long drawn = random.bits(first + shot, (coin - 1) >> 6);
                int end = Math.min(coins + 1, coin + Long.SIZE);
                for (; coin < end; coin++, drawn >>>= 1) {
                    if ((drawn & 1) != 0) {
                        records.flip(shot, columns[coin]);
                    }
                }
            }
        }
    }

    private void shotByShot(Plan plan, ShotRandom random, long first, ShotRecords records) {
        var prefix = new Tableau(plan.qubits(), 0);
        int common = 0;
        while (plan.steps().get(common) instanceof Step.Unitary unitary) {
            checkpoint.pass();
            apply(unitary, prefix);
            common++;
        }
        var rest = plan.steps().subList(common, plan.steps().size());
        var tableau = new Tableau(plan.qubits(), 0);
        for (int shot = 0; shot < records.shots(); shot++) {
            tableau.copyFrom(prefix);
            var coin = new Coin(random, first + shot);
            run(rest, tableau, coin, shot, records);
            for (var measure : plan.finals()) {
                checkpoint.pass();
                records.set(shot, measure.bit(), one(tableau.measure(measure.qubit(), coin)));
            }
        }
    }

    private void run(List<Step> steps, Tableau tableau, Coin coin, int shot, ShotRecords records) {
        for (var step : steps) {
            checkpoint.pass();
            switch (step) {
                case Step.Measure(int qubit, int bit, _) ->
                        records.set(shot, bit, one(tableau.measure(qubit, coin)));
                case Step.Reset(int qubit) -> tableau.flip(qubit, tableau.measure(qubit, coin));
                case Step.Branch(var condition, var then, var otherwise) ->
                        run(
                                condition.holds(bit -> records.get(shot, bit)) ? then : otherwise,
                                tableau,
                                coin,
                                shot,
                                records);
                case Step.Assign(int bit, var value) ->
                        records.set(shot, bit, value.holds(asked -> records.get(shot, asked)));
                case Step.Loop loop -> {
                    for (int done = 0;
                            loop.condition().holds(bit -> records.get(shot, bit));
                            done++) {
                        if (done == loop.iterationsMax()) {
                            throw new EndlessLoopException(loop.iterationsMax());
                        }
                        run(loop.body(), tableau, coin, shot, records);
                    }
                }
                case Step.Unitary _,
                        Step.Depolarize _,
                        Step.PauliChannel _,
                        Step.Kraus _,
                        Step.Relax _ ->
                        apply(step, tableau);
            }
        }
    }

    private void apply(Step step, Tableau tableau) {
        if (!(step instanceof Step.Unitary unitary)) {
            throw new IllegalArgumentException("a tableau knows no " + step);
        }
        var gate =
                action(unitary)
                        .orElseThrow(
                                () -> new IllegalArgumentException("not Clifford: " + unitary));
        tableau.apply(gate, CliffordGate.operands(unitary));
    }

    private Optional<CliffordGate> action(Step.Unitary unitary) {
        return actions.computeIfAbsent(
                new Action(unitary.matrix(), unitary.controls().size()),
                _ -> CliffordGate.of(unitary));
    }

    private static boolean one(long[] form) {
        return (form[0] & 1) != 0;
    }

    /** Unknown coins, one after the other. */
    private static final class Coins {
        private final int words;
        private int tossed;

        Coins(int most) {
            words = most / Long.SIZE + 1;
        }

        long[] toss() {
            tossed++;
            var form = new long[words];
            form[tossed >> 6] = 1L << tossed;
            return form;
        }
    }

    /** The coins of one shot, known as soon as they are tossed. */
    private static final class Coin implements Supplier<long[]> {
        private final ShotRandom random;
        private final long shot;
        private int draws;

        Coin(ShotRandom random, long shot) {
            this.random = random;
            this.shot = shot;
        }

        @Override
        public long[] get() {
            return new long[] {random.bits(shot, draws++) >>> 63};
        }
    }
}
