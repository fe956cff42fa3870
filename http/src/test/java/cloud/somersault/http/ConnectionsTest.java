package cloud.somersault.http;

import static java.util.concurrent.CompletableFuture.completedStage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import cloud.somersault.http.route.Endpoint;
import cloud.somersault.http.route.Replies;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** How connections begin when everybody is busy, and how they end when the server does. */
class ConnectionsTest {
    private static final int KNOCKING = 40;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);
    private static final Path TABLE = Path.of("/proc/net/tcp");
    private static final Path TABLE_6 = Path.of("/proc/net/tcp6");

    /** What the kernel tells of a socket that listens: how many are not let in yet. */
    private static int waitingOutside(int port) {
        var address = String.format(Locale.ROOT, ":%04X", port);
        int waiting = 0;
        for (var table : List.of(TABLE, TABLE_6)) {
            try {
                for (var line : Files.readAllLines(table)) {
                    var column = line.strip().split("\\s+");
                    if (column[1].endsWith(address) && column[3].equals("0A")) {
                        waiting += Integer.parseInt(column[4].split(":")[1], 16);
                    }
                }
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        }
        return waiting;
    }

    private static void untilNobodyWaitsOutside(int port) throws InterruptedException {
        long end_ns = System.nanoTime() + PATIENCE.toNanos();
        for (int left = waitingOutside(port); left > 0; left = waitingOutside(port)) {
            assertThat(System.nanoTime()).as(left + " wait outside").isLessThan(end_ns);
            Thread.sleep(LOOK_AGAIN);
        }
    }

    private static Endpoint things() {
        return Endpoint.get(
                "/things", "listThings", _ -> completedStage(Replies.ok(Map.of("things", 3))));
    }

    private static Socket knock(URI door) throws IOException {
        var socket = new Socket(door.getHost(), door.getPort());
        socket.setSoTimeout((int) PATIENCE.toMillis());
        return socket;
    }

    private static void ask(Socket socket, String path) throws IOException {
        socket.getOutputStream()
                .write(
                        "GET %s HTTP/1.1\r\nHost: here\r\n\r\n"
                                .formatted(path)
                                .getBytes(StandardCharsets.US_ASCII));
    }

    private static BufferedReader reader(Socket socket) throws IOException {
        return new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    private static void readThings(BufferedReader answer) throws IOException {
        assertThat(answer.readLine()).startsWith("HTTP/1.1 200");
        String line;
        do {
            line = answer.readLine();
        } while (!line.isEmpty());
        var body = "{\"things\":3}";
        var read = new char[body.length()];
        for (int at = 0; at < read.length; at++) {
            read[at] = (char) answer.read();
        }
        assertThat(new String(read)).isEqualTo(body);
    }

    @Test
    void who_knocks_is_let_in_while_all_threads_that_answer_are_taken() throws Exception {
        assumeThat(TABLE_6).exists();
        var until = new CountDownLatch(1);
        var outside = new ArrayList<Socket>();
        try (var door = TestDoor.open(List.of(things()))) {
            try {
                var address = door.uri("/things");
                door.holdActors(until);
                for (int each = 0; each < KNOCKING; each++) {
                    var socket = knock(address);
                    outside.add(socket);
                    ask(socket, "/things");
                }
                untilNobodyWaitsOutside(address.getPort());
            } finally {
                until.countDown();
            }
            for (var socket : outside) {
                readThings(reader(socket));
            }
        } finally {
            for (var socket : outside) {
                socket.close();
            }
        }
    }

    @Test
    void who_has_asked_when_the_server_stops_is_answered_and_who_has_not_is_sent_home()
            throws Exception {
        var asked = new CountDownLatch(1);
        var answer = new CompletableFuture<Void>();
        var slow =
                Endpoint.get(
                        "/slow",
                        "getSlow",
                        _ -> {
                            asked.countDown();
                            return answer.thenApply(_ -> Replies.ok(Map.of("things", 3)));
                        });
        var door = TestDoor.open(List.of(things(), slow));
        var address = door.uri("/things");
        try (var waiting = knock(address);
                var idle = knock(address)) {
            ask(idle, "/things");
            var idleAnswers = reader(idle);
            readThings(idleAnswers);
            ask(waiting, "/slow");
            asked.await();

            var closed = Thread.ofVirtual().start(door::close);

            assertThat(idleAnswers.readLine()).as("after the server began to stop").isNull();
            assertThatThrownBy(() -> knock(address)).isInstanceOf(ConnectException.class);
            answer.complete(null);
            var late = reader(waiting);
            readThings(late);
            assertThat(late.readLine()).as("after the last answer").isNull();
            closed.join();
        }
    }
}
