package cloud.somersault.http;

import cloud.somersault.chip.ChipData;
import cloud.somersault.chip.ChipNow;
import cloud.somersault.chip.ChipSettings;
import cloud.somersault.chip.ChipSnapshot;
import cloud.somersault.chip.Chips;
import cloud.somersault.chip.calibration.Use;
import cloud.somersault.chip.calibration.run.CalibrationSettings;
import cloud.somersault.chip.calibration.run.Calibrations;
import cloud.somersault.http.audit.AuditLog;
import cloud.somersault.http.door.Doorway;
import cloud.somersault.http.key.Keys;
import cloud.somersault.http.lock.Gate;
import cloud.somersault.http.lock.Locks;
import cloud.somersault.http.lock.Origins;
import cloud.somersault.http.lock.Owners;
import cloud.somersault.http.meter.Meters;
import cloud.somersault.http.meter.MetricsRoutes;
import cloud.somersault.http.meter.Watch;
import cloud.somersault.http.route.Endpoint;
import cloud.somersault.http.route.RouteTable;
import cloud.somersault.http.site.Check;
import cloud.somersault.http.site.DocumentRoutes;
import cloud.somersault.http.site.HealthRoutes;
import cloud.somersault.http.site.Intake;
import cloud.somersault.http.site.Readiness;
import cloud.somersault.http.stream.EventStream;
import cloud.somersault.http.v1.AuditLogRoutes;
import cloud.somersault.http.v1.AuditRoutes;
import cloud.somersault.http.v1.CalibrationRoutes;
import cloud.somersault.http.v1.CalibrationRunRoutes;
import cloud.somersault.http.v1.ChipRoutes;
import cloud.somersault.http.v1.CompilationRoutes;
import cloud.somersault.http.v1.CorrectionRoutes;
import cloud.somersault.http.v1.EventRoutes;
import cloud.somersault.http.v1.ExpectationRoutes;
import cloud.somersault.http.v1.JobRoutes;
import cloud.somersault.http.v1.KeyRoutes;
import cloud.somersault.http.v1.NodeRoutes;
import cloud.somersault.http.v1.PartHistoryRoutes;
import cloud.somersault.http.v1.PastRoutes;
import cloud.somersault.http.v1.PlacementRoutes;
import cloud.somersault.http.v1.ProgramRoutes;
import cloud.somersault.http.v1.ReplayRoutes;
import cloud.somersault.http.v1.SessionRoutes;
import cloud.somersault.http.v1.TruthRoutes;
import cloud.somersault.http.v1.TunedModelRoutes;
import cloud.somersault.http.v1.TuningRoutes;
import cloud.somersault.http.v1.Turnstile;
import cloud.somersault.http.v1.Workbench;
import cloud.somersault.job.JobSettings;
import cloud.somersault.job.JobWork;
import cloud.somersault.job.Jobs;
import cloud.somersault.job.ResultStore;
import cloud.somersault.job.Sessions;
import cloud.somersault.job.model.JobView;
import cloud.somersault.job.queue.SchedulerProtocol;
import cloud.somersault.persistence.archive.Archive;
import cloud.somersault.persistence.archive.Breaker.State;
import cloud.somersault.persistence.archive.Database;
import cloud.somersault.persistence.archive.GuardedArchive;
import cloud.somersault.persistence.audit.Replay;
import cloud.somersault.persistence.audit.run.ReplayRuns;
import cloud.somersault.persistence.journal.EventLogs;
import cloud.somersault.persistence.past.Past;
import cloud.somersault.persistence.view.ChipHistory;
import cloud.somersault.persistence.view.JobList;
import cloud.somersault.tuning.quantum.CloudJobs;
import cloud.somersault.tuning.quantum.QuantumJobs;
import cloud.somersault.tuning.session.ModelTuner;
import cloud.somersault.tuning.session.Tunings;
import cloud.somersault.tuning.tensor.Workers;
import com.typesafe.config.Config;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.DispatcherSelector;

/** Everything that a keeper holds, and the table of routes over it. */
final class Keeper implements Readiness {
    private final ActorSystem<?> system;
    private final GuardedArchive archive;
    private final Chips chips;
    private final ChipHistory history;
    private final Jobs jobs;
    private final Sessions sessions;
    private final Replay replay;
    private final ReplayRuns manyReplays;
    private final Tunings tunings;
    private final Calibrations runs;
    private final Meters meters;
    private final AuditLog audit;
    private final Keys keys;
    private final Proving proving;
    private final Retaining retaining;
    private final Clock clock;

    private Keeper(
            ActorSystem<?> system,
            GuardedArchive archive,
            Chips chips,
            ChipHistory history,
            Jobs jobs,
            Sessions sessions,
            Replay replay,
            ReplayRuns manyReplays,
            Tunings tunings,
            Calibrations runs,
            Meters meters,
            AuditLog audit,
            Keys keys,
            Proving proving,
            Retaining retaining,
            Clock clock) {
        this.system = system;
        this.archive = archive;
        this.chips = chips;
        this.history = history;
        this.jobs = jobs;
        this.sessions = sessions;
        this.replay = replay;
        this.manyReplays = manyReplays;
        this.tunings = tunings;
        this.runs = runs;
        this.meters = meters;
        this.audit = audit;
        this.keys = keys;
        this.proving = proving;
        this.retaining = retaining;
        this.clock = clock;
    }

    /**
     * Starts chips, jobs and views over what this cloud keeps.
     *
     * @param files of the chips, one each
     */
    static Keeper start(ActorSystem<?> system, Archive kept, List<ChipData> files, Clock clock) {
        var config = system.settings().config();
        var archive = GuardedArchive.over(system, kept, () -> nanoseconds(clock));
        var past = new CompletableFuture<ChipHistory>();
        var chips =
                Chips.start(
                        system,
                        ChipSettings.of(config),
                        files,
                        (chip, version) -> past.thenCompose(all -> all.version(chip, version)));
        var calibrations = new JobChips(chips);
        var history = archive.history(chips.names());
        past.complete(history);
        var store = archive.results();
        var meters = meters(system, config, archive);
        var retaining = Retaining.start(system, clock);
        var jobs =
                Jobs.start(
                        system,
                        JobSettings.from(config),
                        calibrations,
                        store,
                        archive.jobs(),
                        clock,
                        meters,
                        retaining.keys());
        Watch.start(system, jobs, meters);
        var sessions = jobs.sessions();
        sessions.wake();
        var replays =
                system.dispatchers()
                        .lookup(DispatcherSelector.fromConfig("somersault.http.replay-dispatcher"));
        var replay = new Replay(system, archive.events(), jobs.work(), jobs.limits(), replays);
        var tunings = tunings(system, new CloudJobs(jobs, calibrations), store, clock);
        archive.tunings().thenAccept(tunings::wake);
        var runs = runs(system, chips, jobs, archive.jobs(), clock);
        var manyReplays =
                ReplayRuns.start(
                        system,
                        archive,
                        jobs.work(),
                        jobs.limits(),
                        () -> jobs.load().thenApply(SchedulerProtocol.Load::shardsOut),
                        clock);
        manyReplays.wake();
        if (Database.of(config).shared()) {
            LostNodes.follow(
                    system,
                    () -> {
                        manyReplays.wake();
                        archive.tunings().thenAccept(tunings::wake);
                        sessions.wake();
                        chips.imported().thenRun(runs::wake);
                    });
        }
        var audit = AuditLog.start(system, clock);
        return new Keeper(
                system,
                archive,
                chips,
                history,
                jobs,
                sessions,
                replay,
                manyReplays,
                tunings,
                runs,
                meters,
                audit,
                Keys.start(system, archive.events(), clock),
                Proving.start(system, archive, audit, replays, clock),
                retaining,
                clock);
    }

    private static Meters meters(ActorSystem<?> system, Config config, GuardedArchive archive) {
        var meters = new Meters();
        if (!Database.of(config).shared()) {
            EventLogs.of(system).measure(archive.with(meters));
        }
        for (var kept : GuardedArchive.Kept.values()) {
            meters.breaker(kept.word(), () -> archive.state(kept) instanceof State.Open);
        }
        system.getWhenTerminated().whenComplete((_, _) -> meters.close());
        return meters;
    }

    private static Calibrations runs(
            ActorSystem<?> system, Chips chips, Jobs jobs, JobList list, Clock clock) {
        return Calibrations.start(
                system,
                CalibrationSettings.of(system.settings().config()),
                chips,
                jobs::laboratory,
                (chip, since) -> list.chipUse(chip, since).thenApply(Use::ofGates),
                system.dispatchers()
                        .lookup(
                                DispatcherSelector.fromConfig(
                                        "somersault.http.calibration-dispatcher")),
                clock);
    }

    private static Tunings tunings(
            ActorSystem<?> system, QuantumJobs jobs, ResultStore store, Clock clock) {
        var workers = new Workers(Runtime.getRuntime().availableProcessors());
        system.getWhenTerminated().whenComplete((_, _) -> workers.close());
        return Tunings.start(system, ModelTuner.opener(jobs, workers), store, clock);
    }

    /**
     * The gate before the routes.
     *
     * @param keyNeeded whether who comes without a key is turned away
     */
    Gate gate(boolean keyNeeded) {
        var origins =
                Origins.of(system.settings().config().getStringList("somersault.http.origins"));
        return new Locks(keys, new OwnersHere(jobs, tunings), audit, origins, keyNeeded);
    }

    /** The keys of this cloud. */
    Keys keys() {
        return keys;
    }

    /** Where acts of administration and refusals are written down. */
    AuditLog audit() {
        return audit;
    }

    /** All routes of the door. */
    RouteTable table(Instant startedAt, EventStream stream) {
        var events = archive.events();
        int replaysMax = system.settings().config().getInt("somersault.http.replays-max");
        var endpoints = new ArrayList<Endpoint>();
        endpoints.addAll(
                new JobRoutes(
                                jobs,
                                chips,
                                archive.jobs(),
                                sessions,
                                compilationMax(),
                                keys,
                                workbench("programs"))
                        .endpoints());
        endpoints.addAll(new SessionRoutes(sessions, clock).endpoints());
        endpoints.addAll(new CorrectionRoutes(jobs, chips, workbench("programs")).endpoints());
        endpoints.addAll(new ExpectationRoutes(jobs).endpoints());
        endpoints.addAll(new KeyRoutes(keys).endpoints());
        endpoints.addAll(new EventRoutes(jobs, events, stream).endpoints());
        endpoints.addAll(
                new AuditRoutes(jobs, chips, events, replay, replaysMax, system).endpoints());
        endpoints.addAll(new AuditLogRoutes(events, system).endpoints());
        endpoints.addAll(new ReplayRoutes(manyReplays).endpoints());
        endpoints.addAll(new PastRoutes(past(), chips, clock).endpoints());
        endpoints.addAll(
                proving.endpoints(system, archive, new JobChips(chips), jobs.work().contents()));
        endpoints.addAll(retaining.endpoints(clock));
        endpoints.addAll(new ChipRoutes(chips, jobs.limits()).endpoints());
        endpoints.addAll(new CalibrationRoutes(chips, history, archive.jobs()).endpoints());
        endpoints.addAll(
                new CalibrationRunRoutes(chips, runs, archive.jobs(), events, system).endpoints());
        endpoints.addAll(new PartHistoryRoutes(chips, history, events, system).endpoints());
        endpoints.addAll(new TruthRoutes(chips, jobs).endpoints());
        endpoints.addAll(new PlacementRoutes(chips, jobs).endpoints());
        endpoints.addAll(new ProgramRoutes(jobs.limits(), workbench("programs")).endpoints());
        endpoints.addAll(
                new CompilationRoutes(
                                chips,
                                jobs.work()::chipNow,
                                jobs.limits(),
                                workbench("compilations"),
                                compilationMax(),
                                () -> nanoseconds(clock))
                        .endpoints());
        endpoints.addAll(
                new TuningRoutes(tunings, chips, archive::tunings, events, stream, system)
                        .endpoints());
        endpoints.addAll(
                new TunedModelRoutes(tunings, chips, system.settings().config()).endpoints());
        endpoints.addAll(new NodeRoutes(system).endpoints());
        endpoints.addAll(watching(startedAt));
        endpoints.addAll(new DocumentRoutes().endpoints());
        int submissionsMax = system.settings().config().getInt("somersault.http.submissions-max");
        var turnstile = new Turnstile(submissionsMax, clock, () -> meters.turnedAway("door"));
        var kept = new Intake(archive).over(endpoints);
        return new RouteTable(meters.measured(turnstile.over(kept)));
    }

    /** How this node is and what it measures; all that a keeper without a door says. */
    List<Endpoint> watching(Instant startedAt) {
        var endpoints = new ArrayList<>(new HealthRoutes(startedAt, this).endpoints());
        endpoints.addAll(new MetricsRoutes(meters).endpoints());
        return endpoints;
    }

    /** Other vendors' protocols over the same jobs. */
    Doors doors(boolean keyNeeded) {
        return new Doors(
                system,
                new Doorway(
                        jobs,
                        chips,
                        archive.jobs(),
                        new Intake(archive)::hasRoom,
                        new DoorKeys(keys, audit, keyNeeded),
                        workbench("doors"),
                        clock));
    }

    /** The same endpoints, measured. */
    List<Endpoint> measured(List<Endpoint> endpoints) {
        return meters.measured(endpoints);
    }

    private Past past() {
        return new Past(
                system,
                archive,
                history,
                system.dispatchers()
                        .lookup(DispatcherSelector.fromConfig("somersault.http.past-dispatcher")));
    }

    private Duration compilationMax() {
        return system.settings().config().getDuration("somersault.http.compilation-time-max");
    }

    private static long nanoseconds(Clock clock) {
        var now = clock.instant();
        return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
    }

    private Workbench workbench(String name) {
        var path = "somersault.http." + name;
        return new Workbench(
                system.dispatchers().lookup(DispatcherSelector.fromConfig(path + "-dispatcher")),
                system.settings().config().getInt(path + "-max"));
    }

    @Override
    public CompletionStage<List<Check>> checks() {
        return NodeHealth.of(system, archive, chips::ready, jobs::ready).checks();
    }

    /** Whose jobs and sessions are, as the gate asks for them. */
    private record OwnersHere(Jobs jobs, Tunings tunings) implements Owners {
        @Override
        public CompletionStage<Optional<String>> ofJob(String id) {
            return jobs.find(id).thenApply(found -> found.map(JobView::tenant));
        }

        @Override
        public CompletionStage<Optional<String>> ofTuning(String id) {
            return tunings.find(id).thenApply(found -> found.map(TuningRoutes::owner));
        }
    }

    /** The chips, as jobs ask for them. */
    record JobChips(Chips chips) implements JobWork.Calibrations {
        @Override
        public CompletionStage<ChipNow> now(String chip) {
            return chips.now(chip);
        }

        @Override
        public CompletionStage<ChipSnapshot> version(String chip, long version) {
            return chips.version(chip, version);
        }
    }
}
