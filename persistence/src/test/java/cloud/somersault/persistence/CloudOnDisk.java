package cloud.somersault.persistence;

import cloud.somersault.chip.ChipClock;
import cloud.somersault.chip.ChipData;
import cloud.somersault.chip.ChipNow;
import cloud.somersault.chip.ChipSnapshot;
import cloud.somersault.chip.Truth;
import cloud.somersault.job.JobSettings;
import cloud.somersault.job.JobWork;
import cloud.somersault.job.Jobs;
import cloud.somersault.job.model.JobSpec;
import cloud.somersault.job.model.JobSpec.ProgramText;
import cloud.somersault.job.model.JobView;
import cloud.somersault.persistence.archive.Archive;
import cloud.somersault.persistence.archive.SqliteArchive;
import cloud.somersault.persistence.audit.Replay;
import cloud.somersault.persistence.audit.run.ReplayRuns;
import cloud.somersault.persistence.journal.EventLog;
import cloud.somersault.persistence.journal.EventLogs;
import cloud.somersault.persistence.past.Past;
import cloud.somersault.persistence.view.JobList;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Join;

/** Jobs on the real embedded log in a folder, without doors; closed and opened again by tests. */
public final class CloudOnDisk implements AutoCloseable {
    public static final ChipSnapshot WUKONG = ChipData.wukong().snapshot(1);

    private final ActorTestKit kit;
    public final EventLog log;
    public final Jobs jobs;
    public final JobList list;
    public final Replay replay;
    public final Archive archive;
    public final Past past;
    public final ReplayRuns replays;

    /** What the chip's virtual clock shows. */
    public final AtomicLong virtualSeconds = new AtomicLong();

    /** Where experiments run on it. */
    public final AtomicReference<SortedSet<Integer>> held =
            new AtomicReference<>(Collections.emptySortedSet());

    private record OneCalibration(
            ChipSnapshot chip, AtomicLong virtualSeconds, AtomicReference<SortedSet<Integer>> held)
            implements JobWork.Calibrations {
        @Override
        public CompletionStage<ChipNow> now(String name) {
            var truth = new Truth(72, "transmons-1", 1, 0, virtualSeconds.get());
            var clock = new ChipClock(name, truth.virtualSeconds(), 0, chip.measuredAt(), truth);
            return CompletableFuture.completedFuture(new ChipNow(chip, clock, held.get()));
        }

        @Override
        public CompletionStage<ChipSnapshot> version(String name, long version) {
            return CompletableFuture.completedFuture(chip);
        }
    }

    /** Opens the cloud of a folder, with that many simulator workers. */
    public CloudOnDisk(Path folder, int workers) {
        kit =
                ActorTestKit.create(
                        "cloud",
                        ConfigFactory.parseString(
                                        """
                                        somersault.data-directory = "%s"
                                        somersault.job { quick-workers = %d, long-workers = %d }
                                        pekko.persistence.journal.plugin = "somersault.journal"
                                        pekko.persistence.snapshot-store.plugin = "somersault.snapshot-store"
                                        pekko.actor.provider = cluster
                                        pekko.remote.artery.canonical { hostname = "127.0.0.1", port = 0 }
                                        pekko.cluster.roles = [keeper, simulator]
                                        pekko.cluster.jmx.enabled = off
                                        pekko.coordinated-shutdown.run-by-actor-system-terminate = off
                                        """
                                                .formatted(folder, workers, Math.min(1, workers)))
                                .withFallback(ConfigFactory.load()));
        var system = kit.system();
        log = EventLogs.of(system);
        var cluster = Cluster.get(system);
        cluster.manager().tell(Join.create(cluster.selfMember().address()));
        archive = SqliteArchive.open(system);
        list = archive.jobs();
        var calibrations = new OneCalibration(WUKONG, virtualSeconds, held);
        var settings = JobSettings.from(system.settings().config());
        jobs =
                Jobs.start(
                        system, settings, calibrations, archive.results(), list, Clock.systemUTC());
        replay =
                new Replay(
                        system,
                        archive.events(),
                        jobs.work(),
                        settings.limits(),
                        CompletableFuture.delayedExecutor(0, TimeUnit.MILLISECONDS));
        replays =
                ReplayRuns.start(
                        system,
                        archive,
                        jobs.work(),
                        settings.limits(),
                        () -> CompletableFuture.completedFuture(0),
                        Clock.systemUTC());
        past =
                new Past(
                        system,
                        archive,
                        archive.history(List.of(WUKONG.chip())),
                        CompletableFuture.delayedExecutor(0, TimeUnit.MILLISECONDS));
    }

    /** The actors of it. */
    public ActorSystem<Void> system() {
        return kit.system();
    }

    /** A job of one OpenQASM 3 program, alone on its chip: its counts follow from these alone. */
    public static JobSpec spec(String tenant, String target, String program, long shots) {
        return new JobSpec(
                "test",
                tenant,
                target,
                List.of(new ProgramText("openqasm-3", program, Map.of())),
                shots,
                42,
                5,
                JobSpec.Options.DEFAULT.withExclusive(Optional.of(true)));
    }

    public static <T> T await(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
    }

    /** The job when it has ended. */
    public JobView ended(String jobId) {
        return when(jobId, job -> job.endedAt().isPresent());
    }

    /** The job when it is compiled. */
    public JobView running(String jobId) {
        return when(jobId, job -> job.startedAt().isPresent());
    }

    private JobView when(String jobId, Predicate<JobView> so) {
        long patience = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (System.nanoTime() < patience) {
            var job = await(jobs.find(jobId)).orElseThrow();
            if (so.test(job)) {
                return job;
            }
            LockSupport.parkNanos(20_000_000);
        }
        throw new AssertionError("did not come so far: " + await(jobs.find(jobId)));
    }

    /** Ends the actor system at once, as a crash would: nothing is handed over or finished. */
    @Override
    public void close() {
        kit.shutdownTestKit();
    }
}
