package cloud.somersault.http.key;

import cloud.somersault.http.json.Json;
import cloud.somersault.http.key.KeyProtocol.Create;
import cloud.somersault.http.key.KeyProtocol.Forget;
import cloud.somersault.http.key.KeyProtocol.Look;
import cloud.somersault.http.key.KeyProtocol.Message;
import cloud.somersault.http.key.KeyProtocol.Revoke;
import cloud.somersault.http.key.KeyProtocol.Seen;
import cloud.somersault.http.key.KeyProtocol.Shown;
import cloud.somersault.job.JobSettings;
import cloud.somersault.persistence.archive.StoredEvents;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.sharding.typed.javadsl.Entity;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityRef;

/**
 * The face of the keys: makes them, revokes them, and says whether one that is presented opens.
 *
 * <p>A node asks a key's entity and believes the answer for {@code somersault.http.keys.remembered}
 * ; the entity remembers who asked and tells them when the key is revoked, and a revocation is
 * answered when all have heard it or their time is over. So no request after the answer is let in
 * with the key, on any node, and a request with a known key costs a hash and no message. At most
 * {@value #REMEMBERED_MAX} keys are remembered. Look-ups of keys that this node does not know are
 * limited, so that guessing can't keep the journal busy.
 *
 * <p>Thread-safe.
 */
public final class Keys {
    static final int REMEMBERED_MAX = 10_000;

    private final ClusterSharding sharding;
    private final StoredEvents events;
    private final ActorSystem<?> system;
    private final Clock clock;
    private final ActorRef<Forget> ear;
    private final Duration remembered;
    private final Duration askTimeout;
    private final KeyLimits usual;
    private final TokenBucket guesses;
    private final SecureRandom dice = new SecureRandom();
    private final AtomicLong forgotten = new AtomicLong();
    private final Map<String, KeyPass> passes =
            new LinkedHashMap<>(64, 0.75f, true) {
                private static final long serialVersionUID = 1;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, KeyPass> eldest) {
                    return size() > REMEMBERED_MAX;
                }
            };

    /** What becomes of somebody who presents a key. */
    public sealed interface Verdict {
        /** It opens. */
        record Opens(KeyPass pass) implements Verdict {}

        /**
         * It does not: unknown, revoked, expired, or not its secret.
         *
         * @param keyId of the key that it would be, if it looks like one
         */
        record Closed(Optional<String> keyId) implements Verdict {}

        /** It, or who guesses keys, comes too often. */
        record TooOften(double seconds, Optional<KeyPass> pass) implements Verdict {}
    }

    private Keys(ActorSystem<?> system, StoredEvents events, Clock clock) {
        var config = system.settings().config().getConfig("somersault.http.keys");
        this.sharding = ClusterSharding.get(system);
        this.events = events;
        this.system = system;
        this.clock = clock;
        this.remembered = config.getDuration("remembered");
        this.askTimeout = config.getDuration("ask-timeout");
        this.usual =
                new KeyLimits(
                        Optional.of(config.getDouble("limits.requests-per-second")),
                        Optional.of(config.getLong("limits.requests-burst")),
                        Optional.of(config.getLong("limits.jobs-per-day"))
                                .filter(jobs -> jobs > 0));
        double guessesPerSecond = config.getDouble("unknown-per-second");
        this.guesses =
                new TokenBucket(
                        guessesPerSecond, Math.max(1, 2 * guessesPerSecond), System.nanoTime());
        this.ear =
                system.systemActorOf(
                        KeyHolderActor.create(this::forget), "key-holder", Props.empty());
    }

    /** Starts this node's part. */
    public static Keys start(ActorSystem<?> system, StoredEvents events, Clock clock) {
        var keys = new Keys(system, events, clock);
        keys.sharding.init(
                Entity.of(
                                KeyProtocol.KEY,
                                entity ->
                                        KeyActor.create(
                                                entity.getEntityId(),
                                                entity.getShard(),
                                                keys.remembered))
                        .withRole(JobSettings.KEEPER_ROLE));
        return keys;
    }

    /**
     * A key that was made.
     *
     * @param token is shown once; nobody can read it again
     */
    public record Made(ApiKey key, String token) {}

    /**
     * Makes a key; when this completes, it is durable and opens.
     *
     * @param by who wants it
     */
    public CompletionStage<Made> create(
            String name,
            String tenant,
            Role role,
            Optional<Instant> expiresAt,
            KeyLimits limits,
            String by) {
        var token = KeyToken.draw(dice);
        var created =
                new KeyEvent.Created(
                        token.id(),
                        token.hash(),
                        name,
                        tenant,
                        role,
                        expiresAt,
                        limits,
                        by,
                        clock.instant());
        return entity(token.id())
                .<Shown>ask(replyTo -> new Create(created, replyTo), askTimeout)
                .thenApply(shown -> new Made(shown.key().orElseThrow(), token.whole()));
    }

    /**
     * Revokes a key; when this completes, no node lets it in any more.
     *
     * @return how it stands; empty when there is no such key
     */
    public CompletionStage<Optional<ApiKey>> revoke(String keyId, String reason, String by) {
        var within = askTimeout.plus(remembered.multipliedBy(2));
        return entity(keyId)
                .<Shown>ask(replyTo -> new Revoke(reason, by, clock.instant(), replyTo), within)
                .thenApply(Shown::key);
    }

    /** How a key stands. */
    public CompletionStage<Optional<ApiKey>> find(String keyId) {
        return entity(keyId)
                .<Seen>ask(replyTo -> new Look(Optional.empty(), replyTo), askTimeout)
                .thenApply(Seen::key);
    }

    /** All keys, oldest first; a shared archive is some seconds late. */
    public CompletionStage<List<ApiKey>> list() {
        return events.currentStoredEventsWithTag(KeyProtocol.TAG, 0)
                .map(event -> Json.readOwn(event.json(), KeyEvent.class))
                .runFold(new LinkedHashMap<String, ApiKey>(), Keys::plus, system)
                .thenApply(keys -> List.copyOf(keys.values()));
    }

    private static LinkedHashMap<String, ApiKey> plus(
            LinkedHashMap<String, ApiKey> keys, KeyEvent event) {
        switch (event) {
            case KeyEvent.Created created -> keys.put(created.keyId(), ApiKey.of(created));
            case KeyEvent.Revoked revoked ->
                    keys.computeIfPresent(revoked.keyId(), (_, key) -> key.after(revoked));
        }
        return keys;
    }

    /** Whether somebody could come in and make keys. */
    public CompletionStage<Boolean> anyAdmin() {
        var now = clock.instant();
        return list().thenApply(keys ->
                keys.stream().anyMatch(key -> key.role() == Role.ADMIN && key.opensAt(now)));
    }

    /** What is presented: does it open? Counts against the key's rate. */
    public CompletionStage<Verdict> present(String presented) {
        var parsed = KeyToken.parse(presented);
        if (parsed.isEmpty()) {
            return CompletableFuture.completedStage(new Verdict.Closed(Optional.empty()));
        }
        var token = parsed.get();
        long now = System.nanoTime();
        var known = remembered(token.id());
        if (known.isPresent() && known.get().believedAt(now)) {
            return CompletableFuture.completedStage(verdict(token, known.get(), now));
        }
        if (known.isEmpty()) {
            double seconds = guesses.take(now);
            if (seconds > 0) {
                return CompletableFuture.completedStage(
                        new Verdict.TooOften(seconds, Optional.empty()));
            }
        }
        return look(token.id())
                .thenApply(pass ->
                        pass.map(one -> verdict(token, one, System.nanoTime()))
                                .orElseGet(() -> closed(token)));
    }

    private Verdict verdict(KeyToken token, KeyPass pass, long nowNanos) {
        if (!pass.fits(token) || !pass.key().opensAt(clock.instant())) {
            return closed(token);
        }
        double seconds = pass.requests().take(nowNanos);
        return seconds > 0
                ? new Verdict.TooOften(seconds, Optional.of(pass))
                : new Verdict.Opens(pass);
    }

    private static Verdict closed(KeyToken token) {
        return new Verdict.Closed(Optional.of(token.id()));
    }

    /**
     * Takes one of a key's jobs.
     *
     * @return 0 when it had one left; otherwise how many seconds it takes until it has
     */
    public double takeJob(KeyPass pass) {
        return pass.jobs().map(jobs -> jobs.take(System.nanoTime())).orElse(0.0);
    }

    /** Gives back a job that was not accepted. */
    public void giveJobBack(KeyPass pass) {
        pass.jobs().ifPresent(TokenBucket::giveBack);
    }

    /** How many jobs a key has left now, if they are limited. */
    public Optional<Long> jobsLeft(KeyPass pass) {
        return pass.jobs().map(jobs -> jobs.left(System.nanoTime()));
    }

    /**
     * Whether a key that was let in earlier still opens, for what goes on for long. Quick: what it
     * says is at most {@code remembered} old, and true at once after a revocation.
     */
    public boolean stillOpens(KeyPass pass) {
        if (!pass.isGone() && !pass.believedAt(System.nanoTime())) {
            look(pass.key().id())
                    .whenComplete((seen, failure) -> {
                        if (failure == null && seen.isEmpty()) {
                            pass.leave();
                        } else if (failure == null) {
                            pass.believeUntil(System.nanoTime() + remembered.toNanos());
                        }
                    });
        }
        return !pass.isGone() && pass.key().opensAt(clock.instant());
    }

    /** Asks the key's entity, and remembers what it says unless it changed its mind meanwhile. */
    private CompletionStage<Optional<KeyPass>> look(String keyId) {
        long before = forgotten.get();
        long asked = System.nanoTime();
        return entity(keyId)
                .<Seen>ask(replyTo -> new Look(Optional.of(ear), replyTo), askTimeout)
                .thenApply(seen -> {
                    synchronized (passes) {
                        if (seen.key().isEmpty() || seen.secretSha256().isEmpty()) {
                            passes.remove(keyId);
                            return Optional.<KeyPass>empty();
                        }
                        boolean current = forgotten.get() == before;
                        long until = current ? asked + remembered.toNanos() : asked;
                        var pass = pass(seen.key().get(), seen.secretSha256().get(), until);
                        return Optional.of(pass);
                    }
                });
    }

    /** The pass that there is, so that limits go on, or a new one. */
    private KeyPass pass(ApiKey key, String hash, long until) {
        var known = passes.get(key.id());
        if (known != null && known.says(key, hash) && !known.isGone()) {
            known.believeUntil(until);
            return known;
        }
        var fresh = new KeyPass(key, hash, usual, System.nanoTime(), until);
        passes.put(key.id(), fresh);
        return fresh;
    }

    private Optional<KeyPass> remembered(String keyId) {
        synchronized (passes) {
            return Optional.ofNullable(passes.get(keyId));
        }
    }

    private void forget(String keyId) {
        synchronized (passes) {
            forgotten.incrementAndGet();
            var pass = passes.remove(keyId);
            if (pass != null) {
                pass.leave();
            }
        }
    }

    private EntityRef<Message> entity(String keyId) {
        return sharding.entityRefFor(KeyProtocol.KEY, keyId);
    }
}
