package cloud.somersault.simulators;

import cloud.somersault.circuits.Circuit;
import cloud.somersault.circuits.Counts;
import cloud.somersault.simulators.density.DensityMatrixEngine;
import cloud.somersault.simulators.mps.MpsEngine;
import cloud.somersault.simulators.mps.MpsOptions;
import cloud.somersault.simulators.plan.Checkpoint;
import cloud.somersault.simulators.plan.Plan;
import cloud.somersault.simulators.plan.Planner;
import cloud.somersault.simulators.plan.ShotRecords;
import cloud.somersault.simulators.plan.Truncation;
import cloud.somersault.simulators.random.ShotRandom;
import cloud.somersault.simulators.stabilizer.StabilizerEngine;
import cloud.somersault.simulators.statevector.StateVectorEngine;
import cloud.somersault.simulators.trajectories.Trajectories;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * The door to the engines: which one, and run. The counts are a function of (engine, circuit,
 * noise, seed, circuit index, shot numbers): any split of the shots into ranges gives counts that
 * add up to the same, on any machine.
 */
public final class Engines {

    /** Named in results. Moves when the same run may give other counts than before. */
    public static final String VERSION = "3";

    /** Words of classical bits kept at a time: 32 MiB. */
    private static final int RECORD_WORDS_MAX = 1 << 22;

    private static final PlannedLately LATELY = new PlannedLately();

    private Engines() {}

    /**
     * Chooses an engine. Depends on nothing of the machine, so a replay chooses alike.
     *
     * @param shots all shots of the circuit, whatever the shards
     */
    public static EngineChoice choose(
            Circuit circuit, Optional<NoiseModel> noise, long shots, EngineLimits limits) {
        var crosstalk = Crosstalk.of(circuit, noise);
        return said(choosing(circuit, noise, crosstalk, shots, limits).choose(), crosstalk);
    }

    /**
     * The same for one who wants this engine and no other. What it can't do is refused, with what
     * would do.
     */
    public static EngineChoice require(
            EngineName engine,
            Circuit circuit,
            Optional<NoiseModel> noise,
            long shots,
            EngineLimits limits) {
        var crosstalk = Crosstalk.of(circuit, noise);
        return said(choosing(circuit, noise, crosstalk, shots, limits).require(engine), crosstalk);
    }

    /** With what is left out of the crosstalk, where stabilizer states don't keep all of it. */
    private static EngineChoice said(EngineChoice choice, Crosstalk crosstalk) {
        return choice instanceof EngineChoice.Chosen(var engine, var reason, var cost, var how)
                        && engine != EngineName.STABILIZER
                        && crosstalk.isAveraged()
                ? new EngineChoice.Chosen(
                        engine,
                        reason,
                        cost,
                        Optional.of(how.map(one -> one + " ").orElse("") + Crosstalk.TEXT))
                : choice;
    }

    private static Choosing choosing(
            Circuit circuit,
            Optional<NoiseModel> noise,
            Crosstalk crosstalk,
            long shots,
            EngineLimits limits) {
        var coherence = Coherence.kept();
        var plans = plans(circuit, noise, coherence, crosstalk, Checkpoint.none());
        if (noise.isEmpty() && !coherence.met()) {
            LATELY.note(circuit, plans);
        }
        Supplier<List<Plan>> twirled =
                coherence.met()
                        ? () ->
                                plans(
                                        circuit,
                                        noise,
                                        Coherence.twirled(),
                                        Crosstalk.kept(),
                                        Checkpoint.none())
                        : () -> plans;
        return new Choosing(
                plans,
                new Choosing.Twirled(twirled, coherence.met()),
                noise.isPresent(),
                shots,
                limits);
    }

    /**
     * Has every engine run something small, a second or two of computing, so that what follows
     * finds compiled code. The results of later runs don't depend on it.
     *
     * @throws CancelledRunException if the cancellation asked for it
     */
    public static void warmUp(Cancellation cancellation) {
        WarmUp.run(cancellation);
    }

    /**
     * The counts of {@link #runReported}.
     *
     * @throws CancelledRunException if the cancellation asked for it
     * @throws IllegalArgumentException if the engine can't run this circuit at all
     */
    public static Counts run(
            EngineName engine,
            Circuit circuit,
            Optional<NoiseModel> noise,
            ShotRange range,
            Cancellation cancellation) {
        return runReported(engine, circuit, noise, range, cancellation).counts();
    }

    /**
     * Runs some shots. Bits that are never measured read 0; a bit measured twice keeps the last
     * value.
     *
     * @throws CancelledRunException if the cancellation asked for it
     * @throws IllegalArgumentException if the engine can't run this circuit at all
     */
    public static RunReport runReported(
            EngineName engine,
            Circuit circuit,
            Optional<NoiseModel> noise,
            ShotRange range,
            Cancellation cancellation) {
        var checkpoint = checkpoint(cancellation);
        var report =
                new AtomicReference<>(
                        new RunReport(Counts.none(circuit.bits()), OptionalDouble.empty()));
        records(
                engine,
                circuit,
                noise,
                range,
                checkpoint,
                (records, truncation) -> {
                    var some = new RunReport(records.counts(checkpoint), truncation);
                    report.updateAndGet(sum -> sum.counts().shots() == 0 ? some : sum.plus(some));
                });
        return report.get();
    }

    /**
     * What each shot read, in the order of the shots: what {@link #run} counts. Nobody has to keep
     * it, since any range of shots can be run again.
     *
     * @return a bitstring a shot, bit 0 at its right end
     * @throws CancelledRunException if the cancellation asked for it
     * @throws IllegalArgumentException if the engine can't run this circuit at all
     */
    public static List<String> memory(
            EngineName engine,
            Circuit circuit,
            Optional<NoiseModel> noise,
            ShotRange range,
            Cancellation cancellation) {
        var memory = new ArrayList<String>();
        records(
                engine,
                circuit,
                noise,
                range,
                checkpoint(cancellation),
                (records, _) -> {
                    for (int shot = 0; shot < records.shots(); shot++) {
                        memory.add(records.bitstring(shot));
                    }
                });
        return memory;
    }

    private static Checkpoint checkpoint(Cancellation cancellation) {
        return () -> {
            if (cancellation.requested()) {
                throw new CancelledRunException();
            }
        };
    }

    /** Takes what some shots read, and the truncation error of the engine that has one. */
    private interface Taker {
        void take(ShotRecords records, OptionalDouble truncation);
    }

    private static void records(
            EngineName engine,
            Circuit circuit,
            Optional<NoiseModel> noise,
            ShotRange range,
            Checkpoint checkpoint,
            Taker taker) {
        checkpoint.pass();
        var plans = plansToRun(engine, circuit, noise, checkpoint);
        int shotsAtOnce = RECORD_WORDS_MAX / (circuit.bits() / Long.SIZE + 1);
        for (long done = 0; done < range.count(); done += shotsAtOnce) {
            int shots = (int) Math.min(shotsAtOnce, range.count() - done);
            var records = new ShotRecords(circuit.bits(), shots);
            var truncation = new Truncation(shots);
            for (int part = 0; part < plans.size(); part++) {
                var random = new ShotRandom(range.seed(), range.circuit(), part);
                long first = range.first() + done;
                run(engine, plans.get(part), random, first, records, truncation, checkpoint);
            }
            taker.take(
                    records,
                    engine == EngineName.MATRIX_PRODUCT_STATE
                            ? truncation.error()
                            : OptionalDouble.empty());
        }
    }

    private static List<Plan> plansToRun(
            EngineName engine, Circuit circuit, Optional<NoiseModel> noise, Checkpoint checkpoint) {
        var before = noise.isEmpty() ? LATELY.take(circuit) : Optional.<List<Plan>>empty();
        if (before.isPresent()) {
            return before.get();
        }
        boolean twirled = engine == EngineName.STABILIZER;
        return plans(
                circuit,
                noise,
                twirled ? Coherence.twirled() : Coherence.kept(),
                twirled ? Crosstalk.kept() : Crosstalk.of(circuit, noise),
                checkpoint);
    }

    private static void run(
            EngineName engine,
            Plan plan,
            ShotRandom random,
            long first,
            ShotRecords records,
            Truncation truncation,
            Checkpoint checkpoint) {
        switch (engine) {
            case STATE_VECTOR -> StateVectorEngine.run(plan, random, first, records, checkpoint);
            case TRAJECTORIES -> Trajectories.run(plan, random, first, records, checkpoint);
            case DENSITY_MATRIX ->
                    DensityMatrixEngine.run(plan, random, first, records, checkpoint);
            case STABILIZER -> StabilizerEngine.run(plan, random, first, records, checkpoint);
            case MATRIX_PRODUCT_STATE ->
                    MpsEngine.run(
                            plan,
                            MpsOptions.DEFAULT,
                            random,
                            first,
                            records,
                            truncation,
                            checkpoint);
        }
    }

    static List<Plan> plans(Circuit circuit, Optional<NoiseModel> noise, Checkpoint checkpoint) {
        return plans(circuit, noise, Coherence.kept(), Crosstalk.kept(), checkpoint);
    }

    private static List<Plan> plans(
            Circuit circuit,
            Optional<NoiseModel> noise,
            Coherence coherence,
            Crosstalk crosstalk,
            Checkpoint checkpoint) {
        return Planner.plans(
                Lowering.steps(circuit, noise, coherence, crosstalk, checkpoint), checkpoint);
    }
}
