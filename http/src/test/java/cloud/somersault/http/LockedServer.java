package cloud.somersault.http;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.somersault.http.TestServer.Answer;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A server that wants a key, and keys for it.
 *
 * @param admin the whole key that {@code keys init} printed
 */
record LockedServer(TestServer server, String admin) implements AutoCloseable {

    static LockedServer start(Path folder, Map<String, String> more) throws Exception {
        Files.createDirectories(folder);
        System.setProperty("pekko.coordinated-shutdown.exit-jvm", "off");
        ConfigFactory.invalidateCaches();
        var said = new ArrayList<String>();
        assertThat(
                        Chores.run(
                                List.of("keys", "init", "--data", folder.toString()),
                                Clock.systemUTC(),
                                said::add))
                .isZero();
        var admin = said.stream().filter(line -> line.startsWith("som_")).findFirst().orElseThrow();
        var settings = new HashMap<>(more);
        settings.put("somersault.http.open", "never");
        return new LockedServer(TestServer.start(settings, folder), admin);
    }

    /** A new key. */
    String key(String tenant, String role) {
        return made("{\"tenant\":\"%s\",\"role\":\"%s\"}".formatted(tenant, role)).get("key");
    }

    /** A new key as the body asks for it: {@code id} and {@code key}. */
    Map<String, String> made(String body) {
        var answer = server.post("/v1/keys", body, bearer(admin));
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return Map.of(
                "id", answer.json().get("id").asText(), "key", answer.json().get("key").asText());
    }

    void revoke(String id) {
        var answer =
                server.post("/v1/keys/" + id + "/revoke", "{\"reason\":\"a test\"}", bearer(admin));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    }

    Answer get(String key, String path) {
        return server.get(path, bearer(key));
    }

    Answer post(String key, String path, String body) {
        return server.post(path, body, bearer(key));
    }

    /** Submits and waits for the end. */
    String run(String key, String body) {
        var accepted = post(key, "/v1/jobs", body);
        assertThat(accepted.status()).as(accepted.text()).isEqualTo(202);
        var id = accepted.json().get("id").asText();
        assertThat(get(key, "/v1/jobs/" + id + "/events").text()).contains("event: job-completed");
        return id;
    }

    static String[] bearer(String key) {
        return new String[] {"Authorization", "Bearer " + key};
    }

    @Override
    public void close() {
        server.close();
    }
}
