package cloud.somersault.http;

import static cloud.somersault.http.LockedServer.bearer;
import static cloud.somersault.http.TestServer.bell;
import static java.util.concurrent.CompletableFuture.completedStage;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.somersault.http.json.Json;
import cloud.somersault.http.route.Endpoint;
import cloud.somersault.http.stream.EventStream;
import cloud.somersault.http.stream.SentEvent;
import cloud.somersault.http.stream.SocketLimits;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.apache.pekko.stream.KillSwitches;
import org.apache.pekko.stream.javadsl.Source;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The events of jobs by WebSocket: in order, resumable, and for nobody else. */
class EventSocketsTest {
    private static final OpenApi DOCUMENT = OpenApi.ofResource();
    private static final Pattern EVENT = Pattern.compile("id: (\\d+)\nevent: (\\S+)\ndata: (.*)\n");

    @TempDir static Path folder;
    private static LockedServer locked;
    private static URI address;
    private static String alice;
    private static String bob;
    private static String job;

    @BeforeAll
    static void start() throws Exception {
        locked =
                LockedServer.start(
                        folder,
                        Map.of(
                                "somersault.http.sockets.most-of-one-key", "3",
                                "somersault.http.connection.next-request", "1s",
                                "pekko.http.server.websocket.periodic-keep-alive-max-idle", "200ms",
                                "somersault.http.origins.0", "https://notebook.example"));
        address = locked.server().address();
        alice = locked.key("alice", "user");
        bob = locked.key("bob", "user");
        job = locked.run(alice, bell("ideal"));
    }

    @AfterAll
    static void stop() {
        locked.close();
    }

    private static String events(String id) {
        return "/v1/jobs/" + id + "/events";
    }

    /** What the other form of the stream says, as messages. */
    private static List<JsonNode> sent(String text) {
        return EVENT.matcher(text)
                .results()
                .map(event ->
                        Json.readOwn(
                                "{\"id\":\"%s\",\"event\":\"%s\",\"data\":%s}"
                                        .formatted(event.group(1), event.group(2), event.group(3))))
                .toList();
    }

    @Test
    void a_jobs_events_are_the_same_as_by_the_other_stream_and_the_server_closes_after_the_last() {
        try (var listening = Listening.to(address, events(job), bearer(alice))) {
            var messages = listening.rest();
            assertThat(messages).isEqualTo(sent(locked.get(alice, events(job)).text()));
            assertThat(messages.getFirst().get("event").asText()).isEqualTo("job-submitted");
            assertThat(messages.getLast().get("event").asText()).isEqualTo("job-completed");
            assertThat(listening.closed()).isEqualTo(1000);
            for (var message : messages) {
                assertThat(DOCUMENT.differences(DOCUMENT.schema("EventMessage"), message))
                        .isEmpty();
            }
        }
    }

    @Test
    void whoever_names_the_last_event_in_the_header_or_the_address_gets_what_follows() {
        var all = sent(locked.get(alice, events(job)).text());
        var second = all.get(1).get("id").asText();
        try (var byHeader =
                        Listening.to(
                                address,
                                events(job),
                                "Authorization",
                                "Bearer " + alice,
                                "Last-Event-ID",
                                second);
                var byAddress =
                        Listening.to(
                                address, events(job) + "?lastEventId=" + second, bearer(alice))) {
            assertThat(byHeader.rest()).isEqualTo(all.subList(2, all.size()));
            assertThat(byAddress.rest()).isEqualTo(all.subList(2, all.size()));
        }
        assertThat(sent(locked.get(alice, events(job) + "?lastEventId=" + second).text()))
                .isEqualTo(all.subList(2, all.size()));
        assertThat(Listening.refusal(address, events(job) + "?lastEventId=second", bearer(alice)))
                .isEqualTo(400);
    }

    @Test
    void a_stream_that_is_cut_again_and_again_and_resumed_has_no_gap_and_nothing_twice() {
        var carol = locked.key("carol", "user");
        var seen = new ArrayList<JsonNode>();
        var jobs = new ArrayList<String>();
        var last = "0";
        for (int i = 0; i < 6; i++) {
            try (var listening =
                    Listening.to(address, "/v1/events?lastEventId=" + last, bearer(carol))) {
                jobs.add(locked.run(carol, bell("ideal")));
                seen.addAll(listening.next(1 + i % 3));
                last = seen.getLast().get("id").asText();
                listening.cut();
            }
        }
        try (var listening =
                Listening.to(address, "/v1/events?lastEventId=" + last, bearer(carol))) {
            while (!isEnd(seen.getLast(), jobs.getLast())) {
                seen.add(listening.next().orElseThrow());
            }
        }
        assertThat(seen.stream().map(one -> one.get("id").asLong()))
                .isSorted()
                .doesNotHaveDuplicates();
        for (var id : jobs) {
            assertThat(
                            seen.stream()
                                    .filter(one -> one.at("/data/jobId").asText().equals(id))
                                    .map(one -> one.get("event").asText()))
                    .containsExactlyElementsOf(
                            sent(locked.get(carol, events(id)).text()).stream()
                                    .map(one -> one.get("event").asText())
                                    .toList());
        }
    }

    private static boolean isEnd(JsonNode message, String id) {
        return message.get("event").asText().equals("job-completed")
                && message.at("/data/jobId").asText().equals(id);
    }

    @Test
    void a_page_of_another_site_gets_no_socket_whatever_key_it_has() {
        for (var origin :
                List.of("https://evil.example", "null", "http://127.0.0.1.evil.example")) {
            assertThat(
                            Listening.refusal(
                                    address,
                                    events(job),
                                    "Authorization",
                                    "Bearer " + alice,
                                    "Origin",
                                    origin))
                    .as(origin)
                    .isEqualTo(403);
        }
        for (var origin :
                List.of("https://notebook.example", address.toString().replaceAll("/$", ""))) {
            try (var listening =
                    Listening.to(
                            address,
                            events(job),
                            "Authorization",
                            "Bearer " + alice,
                            "Origin",
                            origin)) {
                assertThat(listening.rest()).isNotEmpty();
            }
        }
    }

    @Test
    void without_a_key_or_with_another_tenants_nothing_is_opened() {
        assertThat(Listening.refusal(address, events(job))).isEqualTo(401);
        assertThat(Listening.refusal(address, "/v1/events")).isEqualTo(401);
        assertThat(Listening.refusal(address, events(job), bearer("som_none"))).isEqualTo(401);
        assertThat(Listening.refusal(address, events(job), bearer(bob))).isEqualTo(404);
        assertThat(Listening.refusal(address, events("aaaaaaaaaaaaaaaaaaaaaaaaaa"), bearer(bob)))
                .isEqualTo(404);
    }

    @Test
    void a_tenants_socket_of_all_jobs_has_the_tenants_own_only() {
        var dave = locked.key("dave", "user");
        var his = locked.run(dave, bell("ideal"));
        try (var listening = Listening.to(address, "/v1/events?after=0", bearer(dave))) {
            JsonNode message;
            do {
                message = listening.next().orElseThrow();
                assertThat(message.at("/data/jobId").asText()).isEqualTo(his);
            } while (!isEnd(message, his));
        }
    }

    @Test
    void a_browser_presents_its_key_as_a_protocol_which_is_not_said_again() {
        try (var listening =
                Listening.to(
                        address,
                        events(job),
                        List.of("somersault-events", "somersault-key." + alice))) {
            assertThat(listening.protocol()).isEqualTo("somersault-events");
            assertThat(listening.rest()).isNotEmpty();
        }
    }

    @Test
    void a_silent_socket_is_pinged_and_stays_while_requests_would_have_been_waited_for_in_vain()
            throws Exception {
        try (var listening = Listening.to(address, "/v1/events", bearer(bob))) {
            for (int i = 0; i < 12; i++) { // 2.4 s, with a patience of 1 s
                listening.awaitPing();
            }
            var id = locked.run(bob, bell("ideal"));
            assertThat(listening.next().orElseThrow().at("/data/jobId").asText()).isEqualTo(id);
        }
    }

    @Test
    void a_client_that_says_anything_is_left() {
        try (var listening = Listening.to(address, "/v1/events", bearer(bob))) {
            listening.say("hello");
            assertThat(listening.rest()).isEmpty();
            assertThat(listening.isOpen()).isFalse();
        }
    }

    @Test
    void a_revoked_keys_sockets_end() {
        var made = locked.made("{\"tenant\":\"erin\",\"role\":\"user\"}");
        try (var listening = Listening.to(address, "/v1/events", bearer(made.get("key")))) {
            locked.revoke(made.get("id"));
            locked.run(locked.key("erin", "user"), bell("ideal"));
            assertThat(listening.rest()).isEmpty();
        }
    }

    @Test
    void one_key_has_so_many_and_gets_a_place_back_with_each_that_ends() {
        var frank = locked.key("frank", "user");
        var id = locked.run(frank, bell("ideal"));
        try (var one = Listening.to(address, "/v1/events", bearer(frank));
                var two = Listening.to(address, "/v1/events", bearer(frank));
                var three = Listening.to(address, "/v1/events", bearer(frank))) {
            for (var open : List.of(one, two, three)) {
                assertThat(open.isOpen()).isTrue();
            }
            assertThat(locked.server().status("GET", "/v1/events", "", bearer(frank)))
                    .as("only sockets are counted")
                    .isEqualTo(200);
            assertThat(Listening.refusal(address, events(id), bearer(frank))).isEqualTo(429);
            try (var others = Listening.to(address, "/v1/events", bearer(bob))) {
                assertThat(others.isOpen()).isTrue();
            }
            three.say("bye");
            three.rest();
        }
        try (var again = Listening.to(address, events(id), bearer(frank))) {
            assertThat(again.rest()).isNotEmpty();
        }
    }

    @Test
    void a_reader_that_takes_nothing_is_cut_off_and_the_events_it_leaves_are_not_collected()
            throws Exception {
        var drawn = new AtomicLong();
        var over = new CompletableFuture<Throwable>();
        var stream =
                new EventStream(
                        KillSwitches.shared("test"),
                        new SocketLimits(10, 10, Duration.ofMillis(500)));
        var large = "\"" + "x".repeat(100_000) + "\"";
        var endless =
                Source.range(1, Integer.MAX_VALUE)
                        .map(id -> {
                            drawn.incrementAndGet();
                            return new SentEvent(id, "large", large);
                        })
                        .watchTermination((material, ended) -> {
                            ended.whenComplete((_, failure) -> over.complete(failure));
                            return material;
                        });
        try (var door =
                        TestDoor.open(
                                List.of(
                                        Endpoint.get(
                                                "/events",
                                                "endless",
                                                call ->
                                                        completedStage(
                                                                stream.response(call, endless)))));
                var socket = new Socket("127.0.0.1", door.uri("/").getPort())) {
            socket.setReceiveBufferSize(8192);
            socket.getOutputStream()
                    .write(
                            """
                            GET /events HTTP/1.1
                            Host: 127.0.0.1
                            Connection: Upgrade
                            Upgrade: websocket
                            Sec-WebSocket-Version: 13
                            Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==

                            """
                                    .replace("\n", "\r\n")
                                    .getBytes(StandardCharsets.US_ASCII));
            assertThat(over.get(60, TimeUnit.SECONDS)).isNotNull();
            // The system's buffers hold some megabytes; 1000 events would be 100.
            assertThat(drawn.get()).isBetween(1L, 1000L);
        }
    }
}
