package cloud.somersault.chip.calibration.run;

import cloud.somersault.chip.ChipClock;
import cloud.somersault.chip.ChipNow;
import cloud.somersault.chip.ChipSnapshot;
import cloud.somersault.chip.Chips;
import cloud.somersault.chip.calibration.Laboratory;
import cloud.somersault.chip.calibration.Use;
import java.time.InstantSource;
import java.util.SortedSet;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.cluster.sharding.typed.ClusterShardingSettings;
import org.apache.pekko.cluster.sharding.typed.HashCodeMessageExtractor;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.sharding.typed.javadsl.Entity;

/**
 * The door to the calibrations of all chips. A stage fails with {@link
 * cloud.somersault.chip.ChipRefusedException} when there is no such chip, and with a timeout when
 * no answer comes.
 */
public final class Calibrations {
    private static final int SHARDS = 1;

    private final ClusterSharding sharding;
    private final CalibrationSettings settings;
    private final Chips chips;

    private Calibrations(ClusterSharding sharding, CalibrationSettings settings, Chips chips) {
        this.sharding = sharding;
        this.settings = settings;
        this.chips = chips;
    }

    /**
     * Starts sharding on this node, and wakes the calibrations: one that was under way goes on.
     *
     * @param laboratories where experiments on a chip run, by its name
     * @param uses how much jobs use the parts of a chip
     * @param numerics on what circuits are made and fits done
     */
    public static Calibrations start(
            ActorSystem<?> system,
            CalibrationSettings settings,
            Chips chips,
            Function<String, Laboratory> laboratories,
            Uses uses,
            Executor numerics,
            InstantSource clock) {
        var sharding = ClusterSharding.get(system);
        var entity =
                Entity.of(
                                CalibrationActor.KEY,
                                created -> {
                                    var chip = created.getEntityId();
                                    return CalibrationActor.create(
                                            new CalibrationDecider(
                                                    chip, settings.rounds(), settings.automatic()),
                                            new Place(
                                                    chip,
                                                    chips,
                                                    laboratories.apply(chip),
                                                    uses,
                                                    numerics),
                                            settings.poll(),
                                            clock);
                                })
                        .withMessageExtractor(
                                new HashCodeMessageExtractor<CalibrationActor.Message>(SHARDS))
                        .withSettings(
                                ClusterShardingSettings.create(system).withNoPassivationStrategy());
        sharding.init(settings.role().isEmpty() ? entity : entity.withRole(settings.role()));
        var calibrations = new Calibrations(sharding, settings, chips);
        if (chips.hostsEntities()) {
            chips.imported().thenRun(calibrations::wake);
        }
        return calibrations;
    }

    /** Has the calibrations that were under way go on; harmless for the others. */
    public void wake() {
        chips.names()
                .forEach(chip ->
                        sharding.entityRefFor(CalibrationActor.KEY, chip)
                                .tell(new CalibrationActor.Look()));
    }

    /** How the calibration of a chip stands. */
    public CompletionStage<CalibrationAnswer> describe(String chip) {
        return ask(chip, new CalibrationCommand.Describe());
    }

    /** Asks for something; what came of it, durably. */
    public CompletionStage<CalibrationAnswer> ask(String chip, CalibrationCommand command) {
        return chips.origin(chip)
                .thenCompose(_ ->
                        sharding.entityRefFor(CalibrationActor.KEY, chip)
                                .ask(
                                        replyTo -> new CalibrationActor.Wish(command, replyTo),
                                        settings.askTimeout()));
    }

    /** One chip, as its calibration reaches it. */
    private record Place(
            String chip, Chips chips, Laboratory laboratory, Uses uses, Executor numerics)
            implements CalibrationActor.Surroundings {
        @Override
        public CompletionStage<ChipNow> now() {
            return chips.now(chip);
        }

        @Override
        public CompletionStage<Use> usedSince(double virtualSeconds) {
            return uses.since(chip, virtualSeconds);
        }

        @Override
        public CompletionStage<ChipClock> clockTo(double virtualSeconds, String why) {
            return chips.advanceTo(chip, virtualSeconds, why);
        }

        @Override
        public CompletionStage<?> hold(SortedSet<Integer> qubits) {
            return chips.hold(chip, qubits);
        }

        @Override
        public CompletionStage<ChipSnapshot> publish(ChipSnapshot measured) {
            return chips.publish(measured);
        }
    }
}
