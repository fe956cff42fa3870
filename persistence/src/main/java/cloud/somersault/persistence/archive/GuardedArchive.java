package cloud.somersault.persistence.archive;

import cloud.somersault.chip.calibration.Part;
import cloud.somersault.job.ResultStore;
import cloud.somersault.persistence.archive.Breaker.State;
import cloud.somersault.persistence.journal.CommitMeter;
import cloud.somersault.persistence.proof.Provable;
import cloud.somersault.persistence.view.ChipHistory;
import cloud.somersault.persistence.view.JobList;
import cloud.somersault.persistence.view.JobSpan;
import com.typesafe.config.Config;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.ActorSystem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Another archive behind circuit breakers, one each for journal, results and views: they may fail
 * one by one, as when a locked file can be read and not written. Each part is probed every second
 * or so, so a database that goes is noticed without a request and one that returns is used again by
 * itself.
 *
 * <p>The journal's writes are made by Pekko's plugin and have Pekko's own breaker; the one here
 * tells the doors beforehand, so that no request waits for a write that will not be made.
 */
public final class GuardedArchive implements Archive {
    private static final Logger LOG = LoggerFactory.getLogger(GuardedArchive.class);
    private static final String NO_SUCH_RESULT = "probe";

    /** Before the first one: a question that is answered without reading any. */
    private static final Optional<Long> NO_JOBS = Optional.of(1L);

    /** What may fail by itself. */
    public enum Kept {
        JOURNAL,
        RESULTS,
        VIEWS;

        /** Its name in sentences. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * When a part counts as gone.
     *
     * @param failuresMax after so many failures in a row
     * @param patience a call without an answer for so long has failed
     * @param patienceWithViews the same of a view, which may first have to catch up with the log
     * @param probeEvery how often each part is tried
     */
    public record Settings(
            int failuresMax, Duration patience, Duration patienceWithViews, Duration probeEvery) {
        /** From {@code somersault.archive-breaker}. */
        public static Settings of(Config config) {
            var own = config.getConfig("somersault.archive-breaker");
            return new Settings(
                    own.getInt("max-failures"),
                    own.getDuration("call-timeout"),
                    own.getDuration("view-timeout"),
                    own.getDuration("probe-interval"));
        }
    }

    private final Archive archive;
    private final ResultStore results;
    private final JobList jobs;
    private final Map<Kept, Breaker> breakers = new EnumMap<>(Kept.class);

    private GuardedArchive(Archive archive, Settings settings, LongSupplier nanos) {
        this.archive = archive;
        for (var kept : Kept.values()) {
            breakers.put(
                    kept,
                    new Breaker(
                            kept.word(),
                            settings.failuresMax(),
                            kept == Kept.VIEWS ? settings.patienceWithViews() : settings.patience(),
                            nanos));
        }
        this.results = new GuardedResults(archive.results(), breaker(Kept.RESULTS));
        this.jobs = new GuardedJobs(archive.jobs(), breaker(Kept.VIEWS));
    }

    /**
     * Guards an archive, and probes it for as long as the system runs.
     *
     * @param nanos a clock
     */
    public static GuardedArchive over(ActorSystem<?> system, Archive archive, LongSupplier nanos) {
        var settings = Settings.of(system.settings().config());
        var guarded = new GuardedArchive(archive, settings, nanos);
        guarded.probeAlways(system, settings, Kept.JOURNAL, archive::takesWrites);
        guarded.probeAlways(
                system, settings, Kept.RESULTS, () -> archive.results().get(NO_SUCH_RESULT));
        guarded.probeAlways(
                system,
                settings,
                Kept.VIEWS,
                () -> archive.jobs().list(NO_JOBS, Optional.empty(), Optional.empty(), 1));
        return guarded;
    }

    private <T> void probeAlways(
            ActorSystem<?> system,
            Settings settings,
            Kept kept,
            Supplier<? extends CompletionStage<T>> probe) {
        var underWay = new AtomicBoolean();
        var breaker = breaker(kept);
        system.scheduler()
                .scheduleWithFixedDelay(
                        settings.probeEvery(),
                        settings.probeEvery(),
                        () -> {
                            if (underWay.compareAndSet(false, true)) {
                                boolean wasOpen = isOpen(kept);
                                breaker.probe(probe)
                                        .whenComplete((_, _) -> {
                                            underWay.set(false);
                                            say(breaker, wasOpen);
                                        });
                            }
                        },
                        system.executionContext());
    }

    private static void say(Breaker breaker, boolean wasOpen) {
        switch (breaker.state()) {
            case State.Open(var reason, _) when !wasOpen ->
                    LOG.warn("the {} can't be reached: {}", breaker.part(), reason);
            case State.Closed() when wasOpen -> LOG.info("the {} is there again", breaker.part());
            case State.Open _, State.Closed _ -> {}
        }
    }

    private boolean isOpen(Kept kept) {
        return breaker(kept).state() instanceof State.Open;
    }

    private Breaker breaker(Kept kept) {
        return Objects.requireNonNull(breakers.get(kept));
    }

    /** How the breaker before a part stands. */
    public State state(Kept kept) {
        return breaker(kept).state();
    }

    /**
     * Tells the journal's breaker of the writes of the embedded log.
     *
     * @param other is told too
     */
    public CommitMeter with(CommitMeter other) {
        var journal = breaker(Kept.JOURNAL);
        return new CommitMeter() {
            @Override
            public void committed(int writes, long nanos) {
                journal.succeeded();
                other.committed(writes, nanos);
            }

            @Override
            public void failed(RuntimeException cause) {
                journal.failed(cause);
                other.failed(cause);
            }
        };
    }

    @Override
    public StoredEvents events() {
        return archive.events();
    }

    @Override
    public ResultStore results() {
        return results;
    }

    @Override
    public JobList jobs() {
        return jobs;
    }

    @Override
    public ChipHistory history(Collection<String> chips) {
        return archive.history(chips);
    }

    @Override
    public CompletionStage<List<String>> tunings() {
        return breaker(Kept.VIEWS).call(archive::tunings);
    }

    @Override
    public Provable proof(Path folder, Executor executor) {
        return archive.proof(folder, executor);
    }

    @Override
    public CompletionStage<List<String>> replays() {
        return breaker(Kept.VIEWS).call(archive::replays);
    }

    @Override
    public boolean hasRoom() {
        return archive.hasRoom();
    }

    @Override
    public CompletionStage<Boolean> takesWrites() {
        return breaker(Kept.JOURNAL).call(archive::takesWrites);
    }

    private record GuardedResults(ResultStore store, Breaker breaker) implements ResultStore {
        @Override
        public CompletionStage<Void> put(String digest, byte[] content) {
            return breaker.call(() -> store.put(digest, content));
        }

        @Override
        public CompletionStage<Optional<byte[]>> get(String digest) {
            return breaker.call(() -> store.get(digest));
        }
    }

    /** The scheduler's question is not stopped: it asks until it has an answer. */
    private record GuardedJobs(JobList list, Breaker breaker) implements JobList {
        @Override
        public CompletionStage<List<String>> unfinished() {
            return list.unfinished();
        }

        @Override
        public CompletionStage<List<Row>> list(
                Optional<Long> before, Optional<String> phase, Optional<String> tenant, int limit) {
            return breaker.call(() -> list.list(before, phase, tenant, limit));
        }

        @Override
        public long event(Row row) {
            return list.event(row);
        }

        @Override
        public CompletionStage<List<JobSpan>> around(Instant moment) {
            return breaker.call(() -> list.around(moment));
        }

        @Override
        public CompletionStage<ChipTime> chipTime(String chip) {
            return breaker.call(() -> list.chipTime(chip));
        }

        @Override
        public CompletionStage<Map<Part, Long>> chipUse(String chip, double sinceSeconds) {
            return breaker.call(() -> list.chipUse(chip, sinceSeconds));
        }
    }
}
