package cloud.somersault.job;

import cloud.somersault.job.meter.JobMeters;
import cloud.somersault.job.model.SchedulerMessage;
import cloud.somersault.job.prepare.PreparedLately;
import cloud.somersault.job.run.Background;
import cloud.somersault.job.run.CancelSignal;
import cloud.somersault.job.run.Courtesy;
import cloud.somersault.job.run.Lane;
import cloud.somersault.job.run.Pieces;
import cloud.somersault.job.run.RunningShards;
import cloud.somersault.job.run.WorkerActor;
import cloud.somersault.simulators.Engines;
import java.util.concurrent.Executor;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.pubsub.Topic;
import org.apache.pekko.cluster.typed.Cluster;

/** The workers of this node, in both lanes, and who stops them when a job is taken back. */
final class WorkersHere {
    private WorkersHere() {}

    /** Starts them; they ask the scheduler for work until the system ends. */
    static void start(
            ActorSystem<?> system,
            JobSettings settings,
            ActorRef<SchedulerMessage> scheduler,
            ActorRef<Topic.Command<CancelSignal>> signals,
            PreparedLately lately,
            JobMeters meters,
            Courtesy courtesy) {
        var running = new RunningShards(settings.numericsMemoryBytes());
        var canceller =
                system.systemActorOf(
                        Behaviors.receiveMessage((CancelSignal signal) -> {
                            signal.shard()
                                    .ifPresentOrElse(
                                            shard -> running.cancel(signal.jobId(), shard),
                                            () -> running.cancel(signal.jobId()));
                            return Behaviors.same();
                        }),
                        "canceller",
                        Props.empty());
        signals.tell(Topic.subscribe(canceller));
        warmUp(system);
        var node = Cluster.get(system).selfMember().address().hostPort();
        var pieces = new Pieces(running, settings.limits(), lately, System::nanoTime, node);
        for (var lane : Lane.values()) {
            var threads = dispatcher(system, lane);
            int workers =
                    switch (lane) {
                        case QUICK -> settings.quickWorkers();
                        case LONG -> settings.longWorkers();
                    };
            for (int worker = 0; worker < workers; worker++) {
                system.systemActorOf(
                        Behaviors.supervise(
                                        WorkerActor.create(
                                                lane,
                                                scheduler,
                                                pieces,
                                                threads,
                                                threadCount(system, lane),
                                                node,
                                                meters,
                                                courtesy))
                                .onFailure(SupervisorStrategy.restart()),
                        "worker-" + lane.name() + "-" + worker,
                        Props.empty());
            }
        }
    }

    /**
     * On the thread of the long shards: nobody waits for it, neither the door nor a short shard.
     */
    private static void warmUp(ActorSystem<?> system) {
        if (system.settings().config().getBoolean("somersault.job.warm-up")) {
            dispatcher(system, Lane.LONG)
                    .execute(() -> Engines.warmUp(() -> system.whenTerminated().isCompleted()));
        }
    }

    private static Executor dispatcher(ActorSystem<?> system, Lane lane) {
        return background(system, path(lane));
    }

    /** Threads of this name in the configuration, on which nobody waits at a door. */
    static Executor background(ActorSystem<?> system, String path) {
        return Background.over(
                system.dispatchers().lookup(DispatcherSelector.fromConfig(path)),
                system.settings().config().getInt("somersault.job.niceness"));
    }

    private static int threadCount(ActorSystem<?> system, Lane lane) {
        return system.settings()
                .config()
                .getInt(path(lane) + ".thread-pool-executor.fixed-pool-size");
    }

    private static String path(Lane lane) {
        return switch (lane) {
            case QUICK -> "somersault.job.quick-dispatcher";
            case LONG -> "somersault.job.long-dispatcher";
        };
    }
}
