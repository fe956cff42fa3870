package cloud.somersault.http;

import cloud.somersault.chip.ChipData;
import cloud.somersault.chip.ChipDataException;
import cloud.somersault.chip.ChipSettings;
import cloud.somersault.chip.Chips;
import cloud.somersault.chip.PastVersions;
import cloud.somersault.chip.published.ChipFiles;
import cloud.somersault.http.lock.Gate;
import cloud.somersault.http.meter.Meters;
import cloud.somersault.http.meter.MetricsRoutes;
import cloud.somersault.http.route.Endpoint;
import cloud.somersault.http.route.RouteTable;
import cloud.somersault.http.site.Check;
import cloud.somersault.http.site.HealthRoutes;
import cloud.somersault.http.site.Readiness;
import cloud.somersault.http.stream.EventStream;
import cloud.somersault.http.stream.SocketLimits;
import cloud.somersault.job.JobSettings;
import cloud.somersault.job.Jobs;
import cloud.somersault.job.ResultStore;
import cloud.somersault.job.model.JobSpec;
import cloud.somersault.job.queue.JobIndex;
import cloud.somersault.job.seal.ContentKeys;
import cloud.somersault.persistence.archive.Archive;
import cloud.somersault.persistence.archive.SqliteArchive;
import cloud.somersault.persistence.cassandra.CassandraArchive;
import cloud.somersault.persistence.cassandra.CassandraSchema;
import cloud.somersault.persistence.cassandra.CassandraSettings;
import cloud.somersault.persistence.journal.EventLogSettings;
import cloud.somersault.persistence.journal.EventLogs;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.AddressFromURIString;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Join;
import org.apache.pekko.cluster.typed.JoinSeedNodes;
import org.apache.pekko.stream.KillSwitches;
import org.apache.pekko.stream.SharedKillSwitch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One node of the cluster, with what its roles ask for: a keeper holds chips and jobs, a door
 * listens, a simulator works. Keepers and doors know what keeps everything: a data folder has one
 * keeper, who is the door too; Cassandra may have many.
 *
 * @param system everything that was started lives in it and ends with it
 * @param keeper what it holds, if it is one
 * @param ready completes with one sentence when the node serves
 */
record Node(ActorSystem<Void> system, Optional<Keeper> keeper, CompletionStage<String> ready) {
    private static final Logger LOG = LoggerFactory.getLogger(Node.class);
    static final String SYSTEM = "somersault";
    private static final int PORTS_TRIED = 100;
    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

    /** Something that this node needs belongs to someone else; the message says to whom. */
    static final class CannotStart extends Exception {
        private static final long serialVersionUID = 1;

        CannotStart(String message) {
            super(message);
        }
    }

    /**
     * Starts what the arguments ask for and returns before it is ready.
     *
     * @throws CannotStart when the port belongs to someone else, a chip's data is unreadable, or
     *     the database is not there or has no tables
     * @throws cloud.somersault.persistence.journal.EventLogException when the data folder does, or
     *     its log cannot be read
     */
    static Node start(Arguments asked, Clock clock) throws CannotStart {
        var startedAt = clock.instant();
        var free = onFreePort(asked);
        var said = config(free);
        var files = chips(free, said);
        if (free.database().shared() && (free.keeper() || free.door())) {
            checkDatabase(said);
        }
        var companions = Companions.find(free.join(), said);
        var arguments = free.joining(companions.join());
        var config = companions.config();
        // Opened before anything else, so that a folder in use is said at once and in words.
        boolean folder = arguments.keeper() && !arguments.database().shared();
        var share =
                folder
                        ? Optional.of(
                                EventLogs.share(arguments.data(), EventLogSettings.of(config)))
                        : Optional.<EventLogs.Share>empty();
        var system = ActorSystem.<Void>create(Behaviors.empty(), SYSTEM, config);
        system.getWhenTerminated().whenComplete((_, _) -> share.ifPresent(EventLogs.Share::close));
        sayWhyItStops(system);
        return arguments.keeper() || arguments.door()
                ? startKeeper(arguments, system, files, clock, startedAt)
                : new Node(
                        system,
                        Optional.empty(),
                        startSimulator(arguments, system, files, clock, startedAt));
    }

    /** The port that was asked for, or, when none was, the default one or the next that is free. */
    private static Arguments onFreePort(Arguments arguments) throws CannotStart {
        var holder = PortHolder.find(arguments.host(), arguments.port());
        if (holder.isEmpty()) {
            return arguments;
        }
        if (arguments.portAsked()) {
            throw new CannotStart(
                    holder.get() + " Name another --port, or none to take the next free one.");
        }
        for (int port = arguments.port() + 1; port <= arguments.port() + PORTS_TRIED; port++) {
            if (PortHolder.find(arguments.host(), port).isEmpty()) {
                LOG.warn("{} Port {} is taken instead.", holder.get(), port);
                return arguments.withPort(port);
            }
        }
        throw new CannotStart(holder.get() + " The " + PORTS_TRIED + " ports above are held too.");
    }

    private static void checkDatabase(Config config) throws CannotStart {
        try {
            CassandraSchema.check(config);
        } catch (CassandraSchema.NotReady reason) {
            throw new CannotStart(String.valueOf(reason.getMessage()));
        }
    }

    /** What is configured, and over it what the command line says. */
    static Config config(Arguments arguments) {
        var said = new HashMap<String, Object>();
        said.put("somersault.database", arguments.database().word());
        arguments
                .cassandra()
                .ifPresent(points -> said.put("somersault.cassandra.contact-points", points));
        arguments
                .clusterHost()
                .ifPresent(host -> said.put("pekko.remote.artery.canonical.hostname", host));
        said.put("pekko.remote.artery.canonical.port", arguments.clusterPort());
        said.put("pekko.cluster.roles", List.copyOf(arguments.roles()));
        said.put("somersault.proof.folder", arguments.data().toString());
        if (arguments.keeper() && !arguments.database().shared()) {
            said.put("somersault.data-directory", arguments.data().toString());
        }
        var all = ConfigFactory.parseMap(said, "command line").withFallback(ConfigFactory.load());
        return arguments.database().shared() ? CassandraSettings.over(all) : all;
    }

    private static List<ChipData> chips(Arguments arguments, Config config) throws CannotStart {
        var said = new LinkedHashSet<>(ChipSettings.of(config).data());
        said.addAll(arguments.chips());
        try {
            var files = said.stream().map(ChipFiles::find).toList();
            if (files.stream().anyMatch(file -> file.chip().equals(JobSpec.IDEAL))) {
                throw new CannotStart("A chip can't be named ideal: that is the ideal target.");
            }
            return files;
        } catch (ChipDataException unreadable) {
            throw new CannotStart(String.valueOf(unreadable.getMessage()));
        }
    }

    private static Node startKeeper(
            Arguments arguments,
            ActorSystem<Void> system,
            List<ChipData> files,
            Clock clock,
            Instant startedAt) {
        var door =
                arguments.door()
                        ? openDoor(arguments, system, startedAt).thenApply(Optional::of)
                        : CompletableFuture.completedStage(Optional.<Door>empty());
        var cluster = Cluster.get(system);
        if (arguments.join().isEmpty()) {
            cluster.manager().tell(Join.create(cluster.selfMember().address()));
        } else {
            cluster.manager().tell(new JoinSeedNodes(seeds(arguments)));
        }
        var keeper = Keeper.start(system, archive(arguments, system), files, clock);
        boolean keyNeeded = Entrance.keyNeeded(arguments, system.settings().config());
        var untilStop = KillSwitches.shared("event-streams");
        var stream = new EventStream(untilStop, SocketLimits.of(system.settings().config()));
        endWithSystem(system, untilStop);
        var ready =
                door.thenCombine(
                        untilReady(system, keeper)
                                .thenCompose(_ -> Entrance.check(arguments, keeper, keyNeeded)),
                        (opened, _) -> {
                            opened.ifPresent(
                                    one -> serve(one, keeper, startedAt, stream, keyNeeded));
                            return opened.map(one -> "is ready at " + url(arguments, one))
                                    .orElse("keeps jobs and chip");
                        });
        if (!arguments.door()) {
            ready =
                    ready.thenCombine(
                            watched(arguments, system, startedAt, keeper.watching(startedAt)),
                            (said, watched) ->
                                    said + ", health and metrics at " + url(arguments, watched));
        }
        var place = arguments.database().shared() ? "Cassandra" : arguments.data().toString();
        return new Node(
                system,
                Optional.of(keeper),
                ready.thenApply(what -> "Somersault " + what + ", data in " + place));
    }

    private static void serve(
            Door door, Keeper keeper, Instant startedAt, EventStream stream, boolean keyNeeded) {
        var own = keeper.table(startedAt, stream);
        var doors = keeper.doors(keyNeeded);
        door.serve(own.with(keeper.measured(doors.endpoints())), keeper.gate(keyNeeded));
        doors.listen(door.address());
    }

    private static Archive archive(Arguments arguments, ActorSystem<Void> system) {
        return switch (arguments.database()) {
            case SQLITE -> SqliteArchive.open(system);
            case CASSANDRA -> CassandraArchive.open(system, arguments.keeper());
        };
    }

    private static List<Address> seeds(Arguments arguments) {
        return arguments.join().stream()
                .map(node -> "pekko://" + SYSTEM + "@" + node)
                .map(AddressFromURIString::parse)
                .toList();
    }

    private static CompletionStage<Door> openDoor(
            Arguments arguments, ActorSystem<Void> system, Instant startedAt) {
        return Door.open(system, arguments.host(), arguments.port(), startedAt)
                .thenApply(door -> {
                    announce(arguments, system, door, startedAt);
                    return door;
                });
    }

    private static void announce(
            Arguments arguments, ActorSystem<Void> system, Door door, Instant startedAt) {
        var file = new ServerFile(arguments.data());
        file.write(
                new ServerFile.Content(
                        ProcessHandle.current().pid(),
                        door.address().getPort(),
                        url(arguments, door),
                        clusterAddress(system),
                        startedAt));
        CoordinatedShutdown.get(system)
                .addTask(
                        CoordinatedShutdown.PhaseBeforeServiceUnbind(),
                        "remove-server-file",
                        () -> {
                            file.remove();
                            return CompletableFuture.completedStage(Done.getInstance());
                        });
    }

    /** So that the log tells who or what ended the node. */
    private static void sayWhyItStops(ActorSystem<Void> system) {
        var shutdown = CoordinatedShutdown.get(system);
        shutdown.addTask(
                CoordinatedShutdown.PhaseBeforeServiceUnbind(),
                "say-why",
                () -> {
                    LOG.info(
                            "Stopping: {}",
                            shutdown.getShutdownReason().map(Object::toString).orElse("no reason"));
                    return CompletableFuture.completedStage(Done.getInstance());
                });
    }

    private static void endWithSystem(ActorSystem<Void> system, SharedKillSwitch streams) {
        CoordinatedShutdown.get(system)
                .addTask(
                        CoordinatedShutdown.PhaseBeforeServiceUnbind(),
                        "end-event-streams",
                        () -> {
                            streams.shutdown();
                            return CompletableFuture.completedStage(Done.getInstance());
                        });
    }

    private static CompletionStage<String> startSimulator(
            Arguments arguments,
            ActorSystem<Void> system,
            List<ChipData> files,
            Clock clock,
            Instant startedAt) {
        var health = NodeHealth.ofMember(system);
        var meters = new Meters();
        system.getWhenTerminated().whenComplete((_, _) -> meters.close());
        var endpoints = new ArrayList<>(new HealthRoutes(startedAt, health).endpoints());
        endpoints.addAll(new MetricsRoutes(meters).endpoints());
        var watched = watched(arguments, system, startedAt, meters.measured(endpoints));
        Cluster.get(system).manager().tell(new JoinSeedNodes(seeds(arguments)));
        var config = system.settings().config();
        var chips = Chips.start(system, ChipSettings.of(config), files, PastVersions.NONE);
        Jobs.start(
                system,
                JobSettings.from(config),
                new Keeper.JobChips(chips),
                new NothingKept(),
                new NothingKept(),
                clock,
                meters,
                ContentKeys.NONE);
        return untilReady(system, health)
                .thenCombine(
                        watched,
                        (_, door) ->
                                "Somersault simulates at %s, joined %s, health and metrics at %s"
                                        .formatted(
                                                clusterAddress(system),
                                                String.join(", ", arguments.join()),
                                                url(arguments, door)));
    }

    /**
     * What a node without a door says over HTTP, to everybody: how it is, and what it measures of
     * itself. It knows nothing of anyone's.
     */
    private static CompletionStage<Door> watched(
            Arguments arguments,
            ActorSystem<Void> system,
            Instant startedAt,
            List<Endpoint> endpoints) {
        return Door.open(system, arguments.host(), arguments.port(), startedAt)
                .thenApply(door -> {
                    door.serve(new RouteTable(endpoints), Gate.OPEN);
                    return door;
                });
    }

    private static CompletionStage<Done> untilReady(ActorSystem<Void> system, Readiness readiness) {
        var done = new CompletableFuture<Done>();
        look(system, readiness, done);
        return done;
    }

    private static void look(
            ActorSystem<Void> system, Readiness readiness, CompletableFuture<Done> done) {
        readiness
                .checks()
                .thenAccept(checks -> {
                    if (checks.stream().allMatch(Check::ready)) {
                        done.complete(Done.getInstance());
                    } else {
                        system.scheduler()
                                .scheduleOnce(
                                        LOOK_AGAIN,
                                        () -> look(system, readiness, done),
                                        system.executionContext());
                    }
                });
    }

    private static String url(Arguments arguments, Door door) {
        var host = arguments.host().equals("0.0.0.0") ? "127.0.0.1" : arguments.host();
        return door.scheme() + "://" + host + ":" + door.address().getPort();
    }

    private static String clusterAddress(ActorSystem<Void> system) {
        var address = Cluster.get(system).selfMember().address();
        return address.getHost().orElse("") + ":" + address.getPort().orElse(0);
    }

    /** A node without a journal is never asked to keep anything; its entities live with keepers. */
    private record NothingKept() implements ResultStore, JobIndex {
        @Override
        public CompletionStage<Void> put(String digest, byte[] content) {
            return failed();
        }

        @Override
        public CompletionStage<Optional<byte[]>> get(String digest) {
            return failed();
        }

        @Override
        public CompletionStage<List<String>> unfinished() {
            return failed();
        }

        private static <T> CompletionStage<T> failed() {
            return CompletableFuture.failedStage(
                    new IllegalStateException("this node is no keeper"));
        }
    }
}
