package cloud.somersault.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import cloud.somersault.http.route.Endpoint;
import cloud.somersault.http.route.Replies;
import com.typesafe.config.ConfigFactory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.zip.GZIPOutputStream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the door does before anybody's rights are asked for: browsers, size, slowness, TLS. */
class GuardedDoorTest {
    private static final String FRIEND = "https://notebook.example";
    private static final String PASSWORD = "only-in-this-test";

    /** Enough to be a bomb: a gigabyte of zeros is a megabyte of gzip. */
    private static final long BOMB_BYTES = 1L << 30;

    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        client.close();
    }

    private static TestDoor door(Map<String, String> settings) {
        settings.forEach(System::setProperty);
        ConfigFactory.invalidateCaches();
        try {
            return TestDoor.open(
                    List.of(
                            Endpoint.get(
                                    "/things",
                                    "listThings",
                                    _ -> CompletableFuture.completedStage(Replies.ok(List.of()))),
                            Endpoint.post(
                                    "/things",
                                    "makeThing",
                                    call -> call.json().thenApply(Replies::ok))));
        } finally {
            settings.keySet().forEach(System::clearProperty);
            ConfigFactory.invalidateCaches();
        }
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private static byte[] packed(long zeros, String end) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            var block = new byte[1 << 20];
            for (long left = zeros; left > 0; left -= block.length) {
                gzip.write(block);
            }
            gzip.write(end.getBytes(StandardCharsets.UTF_8));
        }
        return packed.toByteArray();
    }

    @Test
    void every_answer_tells_browsers_what_they_may_do_with_it() throws Exception {
        try (var door = door(Map.of())) {
            for (var path : List.of("/things", "/nowhere")) {
                var headers = send(HttpRequest.newBuilder(door.uri(path))).headers();
                assertThat(headers.firstValue("X-Content-Type-Options")).contains("nosniff");
                assertThat(headers.firstValue("Referrer-Policy")).contains("no-referrer");
                assertThat(headers.firstValue("Content-Security-Policy"))
                        .hasValueSatisfying(
                                rule -> assertThat(rule).contains("frame-ancestors 'none'"));
                assertThat(headers.firstValue("Strict-Transport-Security")).isEmpty();
                assertThat(headers.firstValue("Access-Control-Allow-Origin")).isEmpty();
            }
        }
    }

    @Test
    void pages_of_listed_origins_may_ask_and_read_and_no_others() throws Exception {
        try (var door = door(Map.of("somersault.http.origins.0", FRIEND))) {
            for (var origin : List.of(FRIEND, "https://notebook.example.evil", "null")) {
                var asked =
                        send(
                                HttpRequest.newBuilder(door.uri("/things"))
                                        .header("Origin", origin)
                                        .header("Access-Control-Request-Method", "POST")
                                        .method("OPTIONS", BodyPublishers.noBody()));
                var read =
                        send(HttpRequest.newBuilder(door.uri("/things")).header("Origin", origin));
                if (origin.equals(FRIEND)) {
                    assertThat(asked.statusCode()).isEqualTo(204);
                    assertThat(asked.headers().firstValue("Access-Control-Allow-Origin"))
                            .contains(FRIEND);
                    assertThat(read.headers().firstValue("Access-Control-Allow-Origin"))
                            .contains(FRIEND);
                } else {
                    assertThat(asked.statusCode()).isEqualTo(405);
                    assertThat(asked.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
                    assertThat(read.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
                }
            }
        }
    }

    @Test
    void a_packed_body_is_read_and_a_bomb_is_not_unpacked() throws Exception {
        try (var door = door(Map.of())) {
            var request =
                    HttpRequest.newBuilder(door.uri("/things"))
                            .header("Content-Type", "application/json")
                            .header("Content-Encoding", "gzip");
            var fine =
                    send(request.copy().POST(BodyPublishers.ofByteArray(packed(0, "{\"a\":1}"))));
            assertThat(fine.body()).isEqualTo("{\"a\":1}");
            var bomb =
                    send(request.copy().POST(BodyPublishers.ofByteArray(packed(BOMB_BYTES, ""))));
            assertThat(bomb.statusCode()).isEqualTo(413);
            var none = send(request.copy().POST(BodyPublishers.ofString("{\"a\":1}")));
            assertThat(none.statusCode()).isEqualTo(400);
            var cut = packed(0, "{\"a\":1}");
            var half =
                    send(request.copy().POST(BodyPublishers.ofByteArray(cut, 0, cut.length / 2)));
            assertThat(half.statusCode()).isEqualTo(400);
        }
    }

    @Test
    void who_sends_a_header_letter_by_letter_is_cut_off_and_who_waits_for_an_answer_is_not()
            throws Exception {
        var fast =
                Map.of(
                        "somersault.http.connection.first-request", "400ms",
                        "somersault.http.connection.next-request", "400ms");
        try (var door = door(fast)) {
            var address = door.uri("/");
            try (var socket = new Socket(address.getHost(), address.getPort())) {
                var out = socket.getOutputStream();
                out.write(
                        "GET /things HTTP/1.1\r\nHost: x\r\nX-Slow: "
                                .getBytes(StandardCharsets.US_ASCII));
                boolean cut = false;
                for (int letters = 0; !cut && letters < 600; letters++) {
                    try {
                        out.write('a');
                        out.flush();
                        socket.setSoTimeout(50);
                        cut = socket.getInputStream().read() < 0;
                    } catch (SocketTimeoutException stillThere) {
                        continue;
                    } catch (IOException reset) {
                        cut = true;
                    }
                }
                assertThat(cut).isTrue();
            }
            assertThat(send(HttpRequest.newBuilder(door.uri("/things"))).statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void with_a_certificate_of_ones_own_the_door_speaks_tls_only(@TempDir Path folder)
            throws Exception {
        var store = folder.resolve("server.p12");
        var made =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-alias",
                                "server",
                                "-keyalg",
                                "EC",
                                "-dname",
                                "CN=localhost",
                                "-ext",
                                "san=ip:127.0.0.1,dns:localhost",
                                "-storetype",
                                "PKCS12",
                                "-keystore",
                                store.toString(),
                                "-storepass",
                                PASSWORD)
                        .redirectErrorStream(true)
                        .start();
        made.getInputStream().readAllBytes();
        assertThat(made.waitFor()).isZero();
        var keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
        var chain = folder.resolve("chain.pem");
        var key = folder.resolve("key.pem");
        Files.writeString(chain, pem("CERTIFICATE", keys.getCertificate("server").getEncoded()));
        Files.writeString(
                key,
                pem("PRIVATE KEY", keys.getKey("server", PASSWORD.toCharArray()).getEncoded()));
        var password = Files.writeString(folder.resolve("password"), PASSWORD + "\n");

        checkTls(
                keys,
                Map.of(
                        "somersault.http.tls.certificate", chain.toString(),
                        "somersault.http.tls.private-key", key.toString()));
        checkTls(
                keys,
                Map.of(
                        "somersault.http.tls.key-store", store.toString(),
                        "somersault.http.tls.key-store-password-file", password.toString()));
    }

    private static String pem(String what, byte[] bytes) {
        return "-----BEGIN "
                + what
                + "-----\n"
                + Base64.getMimeEncoder().encodeToString(bytes)
                + "\n-----END "
                + what
                + "-----\n";
    }

    private static void checkTls(KeyStore keys, Map<String, String> settings) throws Exception {
        var trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("server", keys.getCertificate("server"));
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        var context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        try (var door = door(settings);
                var client = HttpClient.newBuilder().sslContext(context).build();
                var plain = HttpClient.newHttpClient()) {
            var address = door.uri("/things").toString();
            var answer =
                    client.send(
                            HttpRequest.newBuilder(URI.create(address.replace("http:", "https:")))
                                    .build(),
                            BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Strict-Transport-Security")).isPresent();
            assertThat(answer.sslSession()).isPresent();
            var refused =
                    catchThrowable(() ->
                            plain.send(
                                    HttpRequest.newBuilder(URI.create(address)).build(),
                                    BodyHandlers.ofString()));
            assertThat(refused).isInstanceOf(IOException.class);
        }
    }
}
