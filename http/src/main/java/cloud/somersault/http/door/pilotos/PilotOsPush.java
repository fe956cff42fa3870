package cloud.somersault.http.door.pilotos;

import static java.util.concurrent.CompletableFuture.completedFuture;

import cloud.somersault.http.problem.ProblemException;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.ClassicActorSystemProvider;
import org.apache.pekko.japi.Pair;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.stream.javadsl.Framing;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.stream.javadsl.Tcp;
import org.apache.pekko.util.ByteString;
import org.apache.pekko.util.ByteStringBuilder;

/**
 * The socket beside the protocol: a client says the number of its task, again and again as a sign
 * of life, and is told its states and in the end its result, so that it need not ask.
 *
 * <p>A frame is {@code ***<}, a type and a serial number of two bytes each, the length of the body
 * in four, the body, and four bytes that repeat the length; numbers with the least byte first.
 */
public final class PilotOsPush {
    private static final ByteString MARK = ByteString.fromString("***<");
    private static final int HEAD = 12;
    private static final int TAIL = 4;
    private static final int LENGTH_AT = 8;
    private static final int FRAME_MAX = 1024;
    private static final int STATE = 1;
    private static final int RESULT = 2;
    private static final int TASK_ID = 3;
    private static final int RESULT_ACK = 4;

    private static final int CONNECTIONS_MAX = 256;
    private static final int TASKS_MAX = 64;
    private static final Duration SILENCE_MAX = Duration.ofSeconds(60);
    private static final Duration FIRST_LOOK = Duration.ofMillis(2);
    private static final Duration LOOKS_MOST = Duration.ofMillis(250);

    private final ClassicActorSystemProvider system;
    private final PilotOsTasks tasks;
    private final AtomicInteger connections = new AtomicInteger();

    /** Over the same tasks as the routes. */
    public PilotOsPush(ClassicActorSystemProvider system, PilotOsDoor door) {
        this.system = system;
        this.tasks = door.tasks();
    }

    /**
     * Starts to listen; ends with the actor system.
     *
     * @param port 0 for any free one
     * @return the port
     */
    public CompletionStage<Integer> open(String host, int port) {
        return Tcp.get(system)
                .bind(host, port)
                .to(Sink.foreach(this::serve))
                .run(system)
                .thenApply(binding -> binding.localAddress().getPort());
    }

    private void serve(Tcp.IncomingConnection connection) {
        if (connections.incrementAndGet() > CONNECTIONS_MAX) {
            connections.decrementAndGet();
            connection.handleWith(
                    Flow.fromSinkAndSourceCoupled(Sink.cancelled(), Source.empty()), system);
            return;
        }
        connection.handleWith(
                conversation()
                        .watchTermination((material, ended) -> {
                            ended.whenComplete((_, _) -> connections.decrementAndGet());
                            return material;
                        }),
                system);
    }

    /** One frame of a client. */
    private record Frame(int type, String body) {
        static Frame of(ByteString bytes) {
            if (!bytes.slice(0, MARK.size()).equals(MARK)) {
                throw new IllegalArgumentException("not a frame of this protocol");
            }
            var content = bytes.slice(HEAD, bytes.size() - TAIL);
            return new Frame(bytes.apply(4) & 0xff, content.utf8String());
        }
    }

    private Flow<ByteString, ByteString, NotUsed> conversation() {
        return Flow.of(ByteString.class)
                .idleTimeout(SILENCE_MAX)
                .via(
                        Framing.lengthField(
                                4,
                                LENGTH_AT,
                                FRAME_MAX,
                                ByteOrder.LITTLE_ENDIAN,
                                (_, length) -> HEAD + length + TAIL))
                .map(Frame::of)
                .takeWhile(frame -> frame.type() != RESULT_ACK)
                .filter(frame -> frame.type() == TASK_ID)
                .map(Frame::body)
                .statefulMapConcat(() -> {
                    var known = new HashSet<String>();
                    return id ->
                            known.size() < TASKS_MAX && known.add(id) ? List.of(id) : List.of();
                })
                .flatMapMerge(TASKS_MAX, this::follow);
    }

    /** A look at a task: what was told of it, and when to look again; no time when it has ended. */
    private record Look(String told, Optional<Duration> next) {
        static final Look FIRST = new Look("", Optional.of(FIRST_LOOK));
    }

    private Source<ByteString, NotUsed> follow(String taskId) {
        return Source.<Look, List<ByteString>>unfoldAsync(
                        Look.FIRST,
                        look ->
                                look.next()
                                        .map(wait ->
                                                later(wait).thenCompose(_ -> look(taskId, look)))
                                        .orElseGet(() -> completedFuture(Optional.empty())))
                .mapConcat(frames -> frames);
    }

    private CompletionStage<Optional<Pair<Look, List<ByteString>>>> look(
            String taskId, Look before) {
        return found(taskId)
                .thenCompose(found -> {
                    if (found.isEmpty()) {
                        return completedFuture(last(List.of(frame(RESULT, unknown(taskId)))));
                    }
                    var job = found.get();
                    var state = PilotOsTasks.state(job.view());
                    if (job.ended()) {
                        return tasks.document(job)
                                .thenApply(document ->
                                        last(
                                                List.of(
                                                        frame(STATE, state),
                                                        frame(RESULT, document.toString()))));
                    }
                    var next = new Look(state, before.next().map(PilotOsPush::longer));
                    return completedFuture(
                            Optional.of(
                                    Pair.create(
                                            next,
                                            state.equals(before.told())
                                                    ? List.of()
                                                    : List.of(frame(STATE, state)))));
                });
    }

    /** Nothing where no such task came through this door. */
    private CompletionStage<Optional<cloud.somersault.http.door.DoorJobs.Found>> found(String id) {
        try {
            return tasks.find(id, Optional.empty())
                    .thenApply(Optional::of)
                    .exceptionally(PilotOsPush::absent);
        } catch (ProblemException none) {
            return completedFuture(Optional.empty());
        }
    }

    private static <T> Optional<T> absent(Throwable failure) {
        var cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (cause instanceof ProblemException) {
            return Optional.empty();
        }
        throw new CompletionException(failure);
    }

    private static Optional<Pair<Look, List<ByteString>>> last(List<ByteString> frames) {
        return Optional.of(Pair.create(new Look("", Optional.empty()), frames));
    }

    private static Duration longer(Duration wait) {
        var twice = wait.multipliedBy(2);
        return twice.compareTo(LOOKS_MOST) > 0 ? LOOKS_MOST : twice;
    }

    private CompletionStage<Void> later(Duration wait) {
        var done = new CompletableFuture<Void>();
        var classic = system.classicSystem();
        classic.scheduler().scheduleOnce(wait, () -> done.complete(null), classic.dispatcher());
        return done;
    }

    private static String unknown(String taskId) {
        var document = JsonNodeFactory.instance.objectNode();
        document.put("taskId", taskId).put("taskState", "4");
        document.put("errCode", PilotOsError.UNKNOWN_TASK.number());
        document.put("errInfo", "There is no such task.").putArray("taskResult");
        return document.toString();
    }

    static ByteString frame(int type, String body) {
        var content = body.getBytes(StandardCharsets.UTF_8);
        var frame = new ByteStringBuilder();
        frame.append(MARK);
        frame.putShort(type, ByteOrder.LITTLE_ENDIAN);
        frame.putShort(0, ByteOrder.LITTLE_ENDIAN);
        frame.putInt(content.length, ByteOrder.LITTLE_ENDIAN);
        frame.putBytes(content);
        frame.putInt(content.length, ByteOrder.LITTLE_ENDIAN);
        return frame.result();
    }
}
