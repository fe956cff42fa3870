package cloud.somersault.http.electronics;

import cloud.somersault.http.door.Doorway;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.typesafe.config.Config;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.pekko.actor.typed.ActorSystem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/**
 * The two sockets: a ROUTER for requests and results, and a PUB that tells what changes in three
 * frames, topic, operation and JSON. ZeroMQ's sockets belong to one thread, so one thread has both;
 * what is computed elsewhere comes to it through a queue.
 */
public final class Electronics implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Electronics.class);
    private static final int MESSAGE_BYTES_MAX = 4 * 1024 * 1024;
    private static final int POLL_MILLIS = 5;
    private static final int LOOK_AT_CHIP_EVERY = 200;
    private static final int FOLLOWED_MAX = 200;
    private static final Duration FIRST_LOOK = Duration.ofMillis(5);
    private static final Duration LOOKS_MOST = Duration.ofMillis(250);

    private final ActorSystem<?> system;
    private final ElectronicsDesk desk;
    private final ZContext context = new ZContext();
    private final ZMQ.Socket router;
    private final ZMQ.Socket publisher;
    private final Queue<Outgoing> outgoing = new ConcurrentLinkedQueue<>();
    private final AtomicInteger followed = new AtomicInteger();
    private final AtomicLong serial = new AtomicLong();
    private final AtomicLong updatedAt = new AtomicLong();
    private final Thread thread;
    private volatile boolean closed;

    /** A message to send: to a client, or to whoever has subscribed. */
    private sealed interface Outgoing {
        record Reply(byte[] client, String json) implements Outgoing {}

        record Notice(String operation, String json) implements Outgoing {}
    }

    /**
     * Opens the sockets.
     *
     * @param config host, router-port, publisher-port, chip and chip-id
     * @throws org.zeromq.ZMQException when a port is taken
     */
    public Electronics(ActorSystem<?> system, Doorway doorway, Config config) {
        this.system = system;
        this.desk =
                new ElectronicsDesk(doorway, config.getString("chip"), config.getInt("chip-id"));
        this.router = context.createSocket(SocketType.ROUTER);
        this.publisher = context.createSocket(SocketType.PUB);
        router.setMaxMsgSize(MESSAGE_BYTES_MAX);
        router.setLinger(0);
        publisher.setLinger(0);
        var address = "tcp://" + config.getString("host") + ":";
        router.bind(address + config.getInt("router-port"));
        publisher.bind(address + config.getInt("publisher-port"));
        this.thread = Thread.ofPlatform().name("electronics").daemon().start(this::serve);
    }

    private void serve() {
        try (var poller = context.createPoller(1)) {
            poller.register(router, ZMQ.Poller.POLLIN);
            for (int round = 0; !closed; round++) {
                if (poller.poll(POLL_MILLIS) > 0) {
                    receive();
                }
                if (round % LOOK_AT_CHIP_EVERY == 0) {
                    lookAtChip();
                }
                for (var next = outgoing.poll(); next != null; next = outgoing.poll()) {
                    send(next);
                }
            }
        } catch (org.zeromq.ZMQException over) {
            if (!closed) {
                LOG.error("The electronics' sockets broke down", over);
            }
        } finally {
            context.close();
        }
    }

    /** The client's name, mostly an empty frame, and the message. */
    private void receive() {
        var client = router.recv(ZMQ.DONTWAIT);
        byte[] last = new byte[0];
        while (client != null && router.hasReceiveMore()) {
            var frame = router.recv(ZMQ.DONTWAIT);
            last = frame == null ? last : frame;
        }
        if (client == null || last.length == 0) {
            return;
        }
        var from = client;
        desk.answer(
                        new String(last, StandardCharsets.UTF_8),
                        taskId -> follow(from, taskId, FIRST_LOOK, ""))
                .thenAccept(answer -> {
                    if (!answer.isEmpty()) {
                        outgoing.add(new Outgoing.Reply(from, answer.toString()));
                    }
                });
    }

    private void send(Outgoing message) {
        switch (message) {
            case Outgoing.Reply(var client, var json) -> {
                router.send(client, ZMQ.SNDMORE);
                router.send("", ZMQ.SNDMORE);
                router.send(json);
            }
            case Outgoing.Notice(var operation, var json) -> {
                publisher.send(desk.topic(), ZMQ.SNDMORE);
                publisher.send(operation, ZMQ.SNDMORE);
                publisher.send(json);
            }
        }
    }

    /** Looks at a task again and again, less and less often, and tells how it stands. */
    private void follow(byte[] client, String taskId, Duration wait, String told) {
        if (told.isEmpty() && followed.incrementAndGet() > FOLLOWED_MAX) {
            followed.decrementAndGet();
            return;
        }
        later(wait)
                .thenCompose(_ -> desk.find(taskId))
                .thenAccept(found -> {
                    var job = found.orElseThrow();
                    var status = ElectronicsDesk.Status.of(job.view());
                    if (!status.name().equals(told)) {
                        var notice = ElectronicsDesk.statusMessage(taskId, status);
                        outgoing.add(new Outgoing.Notice("task_status", notice.toString()));
                    }
                    if (!job.ended()) {
                        var longer = wait.multipliedBy(2);
                        follow(
                                client,
                                taskId,
                                longer.compareTo(LOOKS_MOST) > 0 ? LOOKS_MOST : longer,
                                status.name());
                        return;
                    }
                    followed.decrementAndGet();
                    desk.result(taskId, serial.incrementAndGet())
                            .thenAccept(result ->
                                    outgoing.add(new Outgoing.Reply(client, result.toString())));
                })
                .exceptionally(failure -> {
                    followed.decrementAndGet();
                    LOG.warn("A task of the electronics is not followed any more", failure);
                    return null;
                });
    }

    private CompletableFuture<Boolean> later(Duration wait) {
        var done = new CompletableFuture<Boolean>();
        system.scheduler().scheduleOnce(wait, () -> done.complete(true), system.executionContext());
        return done;
    }

    private void lookAtChip() {
        desk.updatedAt()
                .thenAccept(now -> {
                    long before = updatedAt.getAndSet(now);
                    if (before != 0 && before != now) {
                        var notice = JsonNodeFactory.instance.objectNode();
                        notice.put("UpdateFlag", true).put("LastUpdateTime", now);
                        outgoing.add(new Outgoing.Notice("chip_update", notice.toString()));
                    }
                });
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join(Duration.ofSeconds(2));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
