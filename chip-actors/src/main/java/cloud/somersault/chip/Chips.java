package cloud.somersault.chip;

import cloud.somersault.chip.coupler.CouplerActor;
import cloud.somersault.chip.coupler.CouplerAnswer;
import cloud.somersault.chip.coupler.CouplerCommand;
import cloud.somersault.chip.coupler.CouplerName;
import cloud.somersault.chip.coupler.CouplerView;
import cloud.somersault.chip.qubit.QubitActor;
import cloud.somersault.chip.qubit.QubitAnswer;
import cloud.somersault.chip.qubit.QubitCommand;
import cloud.somersault.chip.qubit.QubitName;
import cloud.somersault.chip.qubit.QubitView;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.cluster.sharding.typed.ClusterShardingSettings;
import org.apache.pekko.cluster.sharding.typed.HashCodeMessageExtractor;
import org.apache.pekko.cluster.sharding.typed.ShardingEnvelope;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.sharding.typed.javadsl.Entity;
import org.apache.pekko.cluster.typed.Cluster;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The door to the chips, for other modules. {@link #start} makes this node host chips, qubits and
 * couplers, or reach those of other nodes, and has the data files imported. Every answer comes from
 * published calibration versions.
 *
 * <p>A stage fails with {@link ChipRefusedException} when the answer is a refusal, and with a
 * timeout when no answer comes.
 */
public final class Chips {

    private static final Logger LOG = LoggerFactory.getLogger(Chips.class);

    private final ActorSystem<?> system;
    private final ClusterSharding sharding;
    private final ChipSettings settings;
    private final InstantSource clock;
    private final SortedMap<String, ChipData> data;
    private final PastVersions past;
    private final CompletableFuture<Done> imported;

    /** Of each chip the last publication that was asked for here; the next one waits for it. */
    private final Map<String, CompletableFuture<?>> lastPublications = new ConcurrentHashMap<>();

    private Chips(
            ActorSystem<?> system,
            ChipSettings settings,
            InstantSource clock,
            SortedMap<String, ChipData> data,
            PastVersions past) {
        this.system = system;
        this.sharding = ClusterSharding.get(system);
        this.settings = settings;
        this.clock = clock;
        this.data = data;
        this.past = past;
        this.imported = new CompletableFuture<>();
    }

    /**
     * Starts sharding on this node and sends the import of every data file.
     *
     * @param files one for each chip
     * @param past where versions are found that the chips don't remember
     * @throws ChipDataException when two of them are of one chip
     */
    public static Chips start(
            ActorSystem<?> system, ChipSettings settings, List<ChipData> files, PastVersions past) {
        return start(system, settings, InstantSource.system(), files, past);
    }

    /** The same with a clock. */
    static Chips start(
            ActorSystem<?> system,
            ChipSettings settings,
            InstantSource clock,
            List<ChipData> files,
            PastVersions past) {
        var data = new TreeMap<String, ChipData>();
        for (var file : files) {
            if (data.put(file.chip(), file) != null) {
                throw new ChipDataException("two data files make chip " + file.chip());
            }
        }
        var chips =
                new Chips(system, settings, clock, Collections.unmodifiableSortedMap(data), past);
        chips.open();
        CompletableFuture.allOf(
                        data.values().stream()
                                .map(chips::bring)
                                .toArray(CompletableFuture<?>[]::new))
                .thenRun(() -> chips.imported.complete(Done.getInstance()));
        return chips;
    }

    private void open() {
        init(
                Entity.of(
                        QubitActor.KEY,
                        entity -> QubitActor.create(QubitName.ofEntityId(entity.getEntityId()))),
                settings.qubitShards(),
                true);
        init(
                Entity.of(
                        CouplerActor.KEY,
                        entity ->
                                CouplerActor.create(CouplerName.ofEntityId(entity.getEntityId()))),
                settings.couplerShards(),
                true);
        init(
                Entity.of(
                        ChipActor.KEY,
                        entity ->
                                ChipActor.create(
                                        entity.getEntityId(),
                                        settings.life(),
                                        new Parts(sharding),
                                        settings.resendInterval(),
                                        clock)),
                settings.chipShards(),
                false);
    }

    private <M> void init(Entity<M, ShardingEnvelope<M>> entity, int shards, boolean mayPassivate) {
        var standard = ClusterShardingSettings.create(system);
        var everywhere =
                entity.withMessageExtractor(new HashCodeMessageExtractor<M>(shards))
                        .withSettings(
                                mayPassivate ? standard : standard.withNoPassivationStrategy());
        sharding.init(
                settings.role().isEmpty() ? everywhere : everywhere.withRole(settings.role()));
    }

    /** The doors of the qubits and couplers, wherever they live. */
    private record Parts(ClusterSharding sharding) implements CourierActor.Doors {
        @Override
        public void tell(QubitName name, QubitActor.Wish wish) {
            sharding.entityRefFor(QubitActor.KEY, name.entityId()).tell(wish);
        }

        @Override
        public void tell(CouplerName name, CouplerActor.Wish wish) {
            sharding.entityRefFor(CouplerActor.KEY, name.entityId()).tell(wish);
        }
    }

    /** Asks for the import until it is published; asking again is harmless, and resumes it. */
    private CompletableFuture<ChipSnapshot> bring(ChipData file) {
        return untilPublished(file.chip(), new ChipCommand.Import(file, clock.instant()))
                .whenComplete((snapshot, _) -> LOG.info("chip ready: {}", snapshot));
    }

    /** One publication after the other: two at once would take turns in giving each other up. */
    private CompletableFuture<ChipSnapshot> untilPublished(String chip, ChipCommand wanted) {
        var published = new CompletableFuture<ChipSnapshot>();
        var before = lastPublications.put(chip, published);
        if (before == null) {
            askUntilPublished(chip, wanted, published);
        } else {
            before.whenComplete((_, _) -> askUntilPublished(chip, wanted, published));
        }
        return published;
    }

    private void askUntilPublished(
            String chip, ChipCommand wanted, CompletableFuture<ChipSnapshot> published) {
        ask(chip, wanted)
                .whenComplete((answer, failure) -> {
                    if (answer instanceof ChipAnswer.Published(var snapshot)) {
                        published.complete(snapshot);
                        return;
                    }
                    if (failure != null) {
                        LOG.info("chip {}: import unanswered, again", chip);
                    }
                    system.scheduler()
                            .scheduleOnce(
                                    settings.importRetry(),
                                    () -> askUntilPublished(chip, wanted, published),
                                    system.executionContext());
                });
    }

    private CompletionStage<ChipAnswer> ask(String chip, ChipCommand command) {
        return sharding.entityRefFor(ChipActor.KEY, chip)
                .ask(replyTo -> new ChipActor.Wish(command, replyTo), settings.askTimeout());
    }

    /** The chips that this node was started with. */
    public SortedSet<String> names() {
        return Collections.unmodifiableSortedSet(new TreeSet<>(data.keySet()));
    }

    /** The data file that the chip was first made of. */
    public CompletionStage<ChipData> origin(String chip) {
        return known(chip);
    }

    /** Whether this node hosts chips, qubits and couplers; otherwise it only reaches them. */
    public boolean hostsEntities() {
        return settings.role().isEmpty()
                || Cluster.get(system).selfMember().getRoles().contains(settings.role());
    }

    /** The calibration published last. */
    public CompletionStage<ChipSnapshot> current(String chip) {
        return known(chip)
                .thenCompose(_ -> ask(chip, new ChipCommand.CurrentSnapshot()))
                .thenCompose(Chips::published);
    }

    /** The calibration of this number. */
    public CompletionStage<ChipSnapshot> version(String chip, long version) {
        return known(chip)
                .thenCompose(_ -> ask(chip, new ChipCommand.SnapshotOfVersion(version)))
                .thenCompose(answer ->
                        answer instanceof ChipAnswer.Forgotten
                                ? past.version(chip, version).thenApply(Optional::orElseThrow)
                                : published(answer));
    }

    /**
     * Makes what calibration measured on the chip its next version: when every qubit and coupler
     * has its figures, all of them are seen at once. Asking again with the same figures is
     * harmless, and resumes it after a stop.
     *
     * @param measured with the chip's controls; its version number is not looked at
     * @return as published
     */
    public CompletionStage<ChipSnapshot> publish(ChipSnapshot measured) {
        return known(measured.chip())
                .thenCompose(_ ->
                        untilPublished(
                                measured.chip(),
                                new ChipCommand.Recalibrate(measured, clock.instant())));
    }

    /**
     * Makes figures that someone else published the chip's next version, unless they are one
     * already. Whether they fit the chip has been looked at before.
     *
     * @return as published
     */
    public CompletionStage<ChipSnapshot> importFigures(ChipData figures) {
        return known(figures.chip()).thenCompose(_ -> bring(figures));
    }

    /** How the chip stands: what is known of it, and its clock. */
    public CompletionStage<ChipNow> now(String chip) {
        return known(chip)
                .thenCompose(_ -> ask(chip, new ChipCommand.Now(clock.instant())))
                .thenCompose(answer ->
                        switch (answer) {
                            case ChipAnswer.Stands(var now) ->
                                    CompletableFuture.completedStage(now);
                            default -> noAnswer(answer);
                        });
    }

    /** The chip's virtual clock. */
    public CompletionStage<ChipClock> clock(String chip) {
        return now(chip).thenApply(ChipNow::clock);
    }

    /** Moves the chip's clock on by so many seconds, 0 or more. */
    public CompletionStage<ChipClock> advance(String chip, double bySeconds, String why) {
        return moved(chip, new ChipCommand.Advance(bySeconds, why, clock.instant()));
    }

    /** Moves the chip's clock on to this moment; harmless when it is there already. */
    public CompletionStage<ChipClock> advanceTo(String chip, double virtualSeconds, String why) {
        return moved(chip, new ChipCommand.AdvanceTo(virtualSeconds, why, clock.instant()));
    }

    /** Lets the chip's clock run at this rate, virtual seconds a wall second; 0 stops it. */
    public CompletionStage<ChipClock> setRate(String chip, double rate) {
        return moved(chip, new ChipCommand.SetRate(rate, clock.instant()));
    }

    /**
     * Lets jobs know on which of the chip's qubits experiments run, so that they may keep clear of
     * them; none when it is over.
     */
    public CompletionStage<Done> hold(String chip, SortedSet<Integer> qubits) {
        return known(chip)
                .thenCompose(_ -> ask(chip, new ChipCommand.Hold(qubits)))
                .thenApply(_ -> Done.getInstance());
    }

    private CompletionStage<ChipClock> moved(String chip, ChipCommand command) {
        return known(chip)
                .thenCompose(_ -> ask(chip, command))
                .thenCompose(answer ->
                        switch (answer) {
                            case ChipAnswer.Shows(var shown) ->
                                    CompletableFuture.completedStage(shown);
                            default -> noAnswer(answer);
                        });
    }

    /** How a qubit stands, from the qubit itself. */
    public CompletionStage<QubitView> qubit(String chip, int id) {
        return known(chip)
                .thenCompose(file ->
                        id >= 0 && id < file.qubits().size()
                                ? describe(new QubitName(chip, id))
                                : refused(
                                        new ChipRefusal.UnknownQubit(
                                                chip, id, file.qubits().size())));
    }

    private CompletionStage<QubitView> describe(QubitName name) {
        return sharding.entityRefFor(QubitActor.KEY, name.entityId())
                .<QubitAnswer>ask(
                        replyTo -> new QubitActor.Wish(new QubitCommand.Describe(), replyTo),
                        settings.askTimeout())
                .thenApply(answer ->
                        switch (answer) {
                            case QubitAnswer.Stands(var view) -> view;
                            case QubitAnswer.Refused refused ->
                                    throw new IllegalStateException(
                                            "nobody refuses to be described: " + refused);
                        });
    }

    /** How the coupler between two qubits stands, from the coupler itself; in either order. */
    public CompletionStage<CouplerView> coupler(String chip, int a, int b) {
        int first = Math.min(a, b);
        int second = Math.max(a, b);
        return known(chip)
                .thenCompose(file ->
                        file.couplers().stream()
                                        .anyMatch(coupler ->
                                                coupler.first() == first
                                                        && coupler.second() == second)
                                ? describe(new CouplerName(chip, first, second))
                                : refused(new ChipRefusal.UnknownCoupler(chip, first, second)));
    }

    private CompletionStage<CouplerView> describe(CouplerName name) {
        return sharding.entityRefFor(CouplerActor.KEY, name.entityId())
                .<CouplerAnswer>ask(
                        replyTo -> new CouplerActor.Wish(new CouplerCommand.Describe(), replyTo),
                        settings.askTimeout())
                .thenApply(answer ->
                        switch (answer) {
                            case CouplerAnswer.Stands(var view) -> view;
                            case CouplerAnswer.Refused refused ->
                                    throw new IllegalStateException(
                                            "nobody refuses to be described: " + refused);
                        });
    }

    /** Whether every chip has a published calibration and answers; never fails. */
    public CompletionStage<Boolean> ready() {
        var asked =
                data.keySet().stream()
                        .map(chip -> now(chip).toCompletableFuture())
                        .toArray(CompletableFuture<?>[]::new);
        return CompletableFuture.allOf(asked).handle((_, failure) -> failure == null);
    }

    /** Completes when every data file that this node was started with is a published version. */
    public CompletionStage<Done> imported() {
        return imported.minimalCompletionStage();
    }

    private CompletionStage<ChipData> known(String chip) {
        var file = data.get(chip);
        return file == null
                ? refused(new ChipRefusal.UnknownChip(chip, List.copyOf(data.keySet())))
                : CompletableFuture.completedStage(file);
    }

    private static CompletionStage<ChipSnapshot> published(ChipAnswer answer) {
        return switch (answer) {
            case ChipAnswer.Published(var snapshot) -> CompletableFuture.completedStage(snapshot);
            default -> noAnswer(answer);
        };
    }

    private static <T> CompletionStage<T> noAnswer(ChipAnswer answer) {
        if (answer instanceof ChipAnswer.Refused(var refusal)) {
            return refused(refusal);
        }
        throw new IllegalStateException("not an answer to what was asked: " + answer);
    }

    private static <T> CompletionStage<T> refused(ChipRefusal refusal) {
        return CompletableFuture.failedStage(new ChipRefusedException(refusal));
    }
}
