package cloud.somersault.http;

import cloud.somersault.http.site.Check;
import cloud.somersault.http.site.Readiness;
import cloud.somersault.persistence.archive.Breaker.State;
import cloud.somersault.persistence.archive.GuardedArchive;
import cloud.somersault.persistence.archive.GuardedArchive.Kept;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.typed.Cluster;

/**
 * How a node and what it depends on are: its place in the cluster, whether it is leaving, and,
 * where it keeps, each part of the database behind its breaker, the chip and the scheduler.
 */
final class NodeHealth implements Readiness {
    private static final long PATIENCE_SECONDS = 2;

    private final ActorSystem<?> system;
    private final List<Supplier<CompletableFuture<Check>>> parts = new ArrayList<>();

    private NodeHealth(ActorSystem<?> system) {
        this.system = system;
    }

    /** Of a node that keeps nothing. */
    static NodeHealth ofMember(ActorSystem<?> system) {
        return new NodeHealth(system);
    }

    /**
     * Of a node that knows the database.
     *
     * @param chips whether they have a calibration
     * @param scheduler whether it answers
     */
    static NodeHealth of(
            ActorSystem<?> system,
            GuardedArchive archive,
            Supplier<CompletionStage<Boolean>> chips,
            Supplier<CompletionStage<Boolean>> scheduler) {
        var health = new NodeHealth(system);
        health.parts.add(() -> health.journal(archive));
        for (var kept : List.of(Kept.RESULTS, Kept.VIEWS)) {
            health.parts.add(() ->
                    CompletableFuture.completedFuture(
                            behind(archive.state(kept), kept, true, "It answers.")));
        }
        health.parts.add(() -> asked("chip", chips.get(), "A calibration is published."));
        health.parts.add(() -> asked("scheduler", scheduler.get(), "It answers."));
        return health;
    }

    @Override
    public CompletionStage<List<Check>> checks() {
        var asked = new ArrayList<CompletableFuture<Check>>();
        asked.add(CompletableFuture.completedFuture(cluster()));
        asked.add(CompletableFuture.completedFuture(draining()));
        parts.forEach(part -> asked.add(part.get()));
        return CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new))
                .thenApply(_ -> asked.stream().map(CompletableFuture::join).toList());
    }

    private Check cluster() {
        var cluster = Cluster.get(system);
        var self = cluster.selfMember();
        int members = 0;
        for (var _ : cluster.state().getMembers()) {
            members++;
        }
        int unreachable = cluster.state().getUnreachable().size();
        if (!self.status().equals(MemberStatus.up())) {
            return new Check("cluster", false, "This node is " + word(self.status()) + ".");
        }
        return new Check(
                "cluster",
                true,
                "This node is up, one of %d, of which %d can't be reached."
                        .formatted(members, unreachable));
    }

    private static String word(MemberStatus status) {
        return status.toString().toLowerCase(Locale.ROOT);
    }

    /** A node that is told to stop hands over what it has; nothing new should come to it. */
    private Check draining() {
        boolean stays = CoordinatedShutdown.get(system).getShutdownReason().isEmpty();
        return new Check(
                "draining", stays, stays ? "It stays." : "It is leaving and hands over its work.");
    }

    /** Written to, unless it is known that this would be in vain. */
    private CompletableFuture<Check> journal(GuardedArchive archive) {
        return archive.takesWrites()
                .toCompletableFuture()
                .copy()
                .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .handle((room, failure) -> {
                    var state = archive.state(Kept.JOURNAL);
                    return failure == null
                            ? behind(
                                    state,
                                    Kept.JOURNAL,
                                    room,
                                    room
                                            ? "It takes writes."
                                            : "There is too little room on its disk.")
                            : behind(state, Kept.JOURNAL, false, "A write had no answer in time.");
                });
    }

    private static Check behind(State state, Kept kept, boolean ready, String detail) {
        return switch (state) {
            case State.Closed() -> new Check(kept.word(), ready, detail, Optional.of("closed"));
            case State.Open(var reason, double seconds) ->
                    new Check(
                            kept.word(),
                            false,
                            "Gone for %.0f s: %s.".formatted(seconds, reason),
                            Optional.of("open"));
        };
    }

    private static CompletableFuture<Check> asked(
            String name, CompletionStage<Boolean> answer, String whenReady) {
        return answer.toCompletableFuture()
                .copy()
                .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .handle((ready, failure) ->
                        failure == null && ready
                                ? new Check(name, true, whenReady)
                                : new Check(name, false, "Not yet."));
    }
}
