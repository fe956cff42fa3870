package cloud.somersault.http;

import cloud.somersault.http.route.Closing;
import com.typesafe.config.Config;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.Done;
import org.apache.pekko.actor.ClassicActorSystemProvider;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.http.javadsl.ServerBinding;
import org.apache.pekko.http.javadsl.ServerBuilder;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.stream.ActorAttributes;
import org.apache.pekko.stream.Attributes;
import org.apache.pekko.stream.SystemMaterializer;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.stream.javadsl.Keep;
import org.apache.pekko.stream.javadsl.Sink;
import scala.concurrent.duration.FiniteDuration;

/**
 * Lets connections in at a socket, serves each in the same way, and sees them out when the server
 * stops.
 *
 * <p>Pekko HTTP's usual binding lets them in on the actors' threads, one after the other and in
 * half a dozen turns each. When those who are in have filled the queue before these threads, a
 * newcomer stands in it half a dozen times: of 2,000 clients that come at once to a busy processor
 * the first are answered in 0.1 s each time they ask, and the last are let in after 20 s. So this
 * happens on a thread of its own.
 */
final class Connections {
    private static final String SOCKETS = "somersault.http.sockets-dispatcher";
    private static final Duration CLOSE_DEADLINE = Duration.ofSeconds(3);

    private final ClassicActorSystemProvider system;
    private final Config config;
    private final Closing closing;
    private final Flow<HttpRequest, HttpResponse, CompletionStage<Done>> serving;

    /**
     * None yet.
     *
     * @param serving what is done with each, as long as it is open
     * @param closing of them all
     */
    Connections(
            ClassicActorSystemProvider system,
            Flow<HttpRequest, HttpResponse, ?> serving,
            Closing closing) {
        this.system = system;
        this.config = system.classicSystem().settings().config().getConfig("pekko.http.server");
        this.serving = untilItEnds(serving);
        this.closing = closing;
    }

    /**
     * Listens, until the actor system's coordinated shutdown: then nobody is let in any more, who
     * has asked is answered, and who hasn't is sent home.
     */
    CompletionStage<ServerBinding> at(ServerBuilder socket) {
        var materializer = SystemMaterializer.get(system).materializer();
        var patience = cancellationDelay();
        var opened =
                socket.connectionSource()
                        .mapAsyncUnordered(
                                config.getInt("max-connections"),
                                connection ->
                                        connection
                                                .flow()
                                                .joinMat(serving, Keep.right())
                                                .addAttributes(patience)
                                                .run(materializer))
                        .toMat(Sink.ignore(), Keep.both())
                        .addAttributes(ActorAttributes.dispatcher(SOCKETS))
                        .run(materializer);
        return opened.first()
                .thenApply(binding -> {
                    closeWithSystem(binding, opened.second());
                    return binding;
                });
    }

    /** The stage ends when no more requests come and the last answer is given, or with either. */
    private static Flow<HttpRequest, HttpResponse, CompletionStage<Done>> untilItEnds(
            Flow<HttpRequest, HttpResponse, ?> flow) {
        return Flow.of(HttpRequest.class)
                .watchTermination(Keep.right())
                .viaMat(flow, Keep.left())
                .watchTermination((asked, answered) ->
                        CompletableFuture.allOf(
                                        asked.toCompletableFuture(), answered.toCompletableFuture())
                                .handle((_, _) -> Done.done()));
    }

    /** Pekko HTTP's setting, which only its usual binding heeds by itself. */
    private Attributes cancellationDelay() {
        var delay = config.getDuration("stream-cancellation-delay");
        return Attributes.none()
                .and(
                        new Attributes.CancellationStrategy(
                                Attributes.cancellationStrategyAfterDelay(
                                        FiniteDuration.create(
                                                delay.toNanos(), TimeUnit.NANOSECONDS),
                                        Attributes.cancellationStrategyFailStage())));
    }

    private void closeWithSystem(ServerBinding binding, CompletionStage<Done> everybodyHasLeft) {
        var shutdown = CoordinatedShutdown.get(system);
        shutdown.addTask(
                CoordinatedShutdown.PhaseServiceUnbind(), "let-nobody-in", binding::unbind);
        shutdown.addTask(
                CoordinatedShutdown.PhaseServiceRequestsDone(),
                "answer-who-has-asked",
                () -> {
                    closing.begin();
                    return everybodyHasLeft
                            .toCompletableFuture()
                            .completeOnTimeout(
                                    Done.done(), CLOSE_DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
                });
    }
}
