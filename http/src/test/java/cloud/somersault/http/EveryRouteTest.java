package cloud.somersault.http;

import static cloud.somersault.http.LockedServer.bearer;
import static cloud.somersault.http.TestServer.bell;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.somersault.http.OpenApi.Operation;
import cloud.somersault.http.key.Role;
import cloud.somersault.http.lock.Access;
import cloud.somersault.http.lock.Permissions;
import cloud.somersault.tuning.problems.WordProblems;
import cloud.somersault.tuning.tensor.NumberFormat;
import cloud.somersault.tuning.tensor.Workers;
import cloud.somersault.tuning.text.CharacterTokenizer;
import cloud.somersault.tuning.train.Pretraining;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every route of the OpenAPI document, knocked at without a key, with keys that open nothing, with
 * another tenant's key and with each role: nothing of anyone's is seen or changed.
 */
class EveryRouteTest {
    private static final OpenApi DOCUMENT = OpenApi.ofResource();
    private static final String NO_SUCH_KEY = "som_aaaaaaaaaa_" + "a".repeat(52);

    /** Of no route: so that whoever may ask is told what is wrong with it, and nothing is done. */
    private static final String WRONG_BODY = "[]";

    @TempDir static Path folder;
    private static LockedServer locked;
    private static String alice;
    private static String bob;
    private static String revoked;
    private static String expired;
    private static Map<Role, String> keys;
    private static String job;
    private static String tuning;

    @BeforeAll
    static void start() throws Exception {
        var tokenizer = CharacterTokenizer.ascii();
        try (var workers = new Workers(1)) {
            Pretraining.run(
                            Pretraining.smallConfig(tokenizer),
                            tokenizer,
                            WordProblems.draw(WordProblems.Task.OWN, 8, 1),
                            new Pretraining.Settings(1, 2, 4e-3, 0.1, 1),
                            workers,
                            _ -> {})
                    .save(folder.resolve("model"), NumberFormat.F32);
        }
        tokenizer.save(folder.resolve("model"));
        locked =
                LockedServer.start(
                        folder.resolve("data"),
                        Map.of(
                                "somersault.http.tuning-folders.0",
                                folder.resolve("model").toString()));
        alice = locked.key("alice", "user");
        bob = locked.key("bob", "user");
        var lost = locked.made("{\"tenant\":\"alice\",\"role\":\"admin\"}");
        revoked = lost.get("key");
        assertThat(locked.get(revoked, "/v1/keys").status()).isEqualTo(200);
        locked.revoke(lost.get("id"));
        expired =
                locked.made(
                                "{\"tenant\":\"alice\",\"role\":\"admin\","
                                        + "\"expiresAt\":\"2020-01-01T00:00:00Z\"}")
                        .get("key");
        keys =
                Stream.of(Role.values())
                        .collect(
                                Collectors.toMap(
                                        role -> role,
                                        role ->
                                                role == Role.USER
                                                        ? alice
                                                        : locked.key("staff", role.word())));
        job = locked.run(alice, bell("wukong"));
        var session =
                locked.post(
                        alice,
                        "/v1/tunings",
                        """
                        {"model": "%s", "method": {"kind": "lora"}, "seed": 7,
                         "training": {"steps": 1, "batch": 1, "checkpointEvery": 1}}
                        """
                                .formatted(folder.resolve("model")));
        assertThat(session.status()).as(session.text()).isEqualTo(202);
        tuning = session.json().get("id").asText();
        assertThat(locked.get(alice, "/v1/tunings/" + tuning + "/events").text())
                .contains("event: tuning-completed");
    }

    @AfterAll
    static void stop() {
        locked.close();
    }

    static List<Operation> every_operation() {
        return DOCUMENT.operations();
    }

    static List<Operation> every_operation_that_needs_a_key() {
        return DOCUMENT.operations().stream().filter(one -> !open(one)).toList();
    }

    static List<Operation> every_operation_on_a_tenants_thing() {
        return DOCUMENT.operations().stream()
                .filter(one ->
                        one.path().startsWith("/v1/jobs/{id}")
                                || one.path().startsWith("/v1/tunings/{id}"))
                .toList();
    }

    private static boolean open(Operation operation) {
        return operation.document().path("x-access").asText().equals("everyone");
    }

    private static Set<String> roles(Operation operation) {
        return operation
                .document()
                .get("x-roles")
                .valueStream()
                .map(role -> role.asText())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** An address of the operation: alice's things, and the chip's. */
    private static String address(Operation operation) {
        return operation
                .path()
                .replace("/v1/tunings/{id}", "/v1/tunings/" + tuning)
                .replace("{kind}", "job")
                .replace("{tenant}", "alice")
                .replace("{id}", job)
                .replace("{chip}", "wukong")
                .replace("{qubit}", "5")
                .replace("{coupler}", "4-5")
                .replace("{number}", "1")
                .replace("{key}", NO_SUCH_KEY.substring(0, 14))
                .replace(
                        "{file}",
                        operation.path().startsWith("/docs") ? "swagger-ui.css" : "page.js")
                .replace("{code}", "not-found");
    }

    private static int status(Operation operation, String address, String... headers) {
        var body = operation.method().equals("GET") ? "" : WRONG_BODY;
        return locked.server().status(operation.method(), address, body, headers);
    }

    private static TestServer.Answer answer(
            Operation operation, String address, String... headers) {
        return operation.method().equals("GET")
                ? locked.server().get(address, headers)
                : locked.server().post(address, WRONG_BODY, headers);
    }

    @ParameterizedTest
    @MethodSource("every_operation")
    void the_document_says_who_may_ask_and_the_server_goes_by_it(Operation operation) {
        assertThat(Permissions.knows(operation.id())).as(operation.id()).isTrue();
        var access = Permissions.of(operation.id());
        assertThat(operation.document().path("x-access").asText())
                .isEqualTo(access.name().toLowerCase(Locale.ROOT).replace('_', '-'));
        if (access == Access.EVERYONE) {
            assertThat(operation.document().get("security")).isEmpty();
            assertThat(roles(operation)).isEmpty();
            assertThat(status(operation, address(operation))).isEqualTo(200);
        } else {
            assertThat(roles(operation))
                    .isEqualTo(
                            access.roles().stream()
                                    .map(Role::word)
                                    .collect(Collectors.toCollection(TreeSet::new)));
            assertThat(operation.document().get("responses").has("401")).isTrue();
            assertThat(operation.document().get("responses").has("403")).isTrue();
            assertThat(operation.document().get("responses").has("429")).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("every_operation_that_needs_a_key")
    void without_a_key_that_opens_everything_is_shut(Operation operation) {
        var none = answer(operation, address(operation));
        assertThat(none.status()).isEqualTo(401);
        assertThat(none.code()).isEqualTo("key-required");
        assertThat(none.header("WWW-Authenticate")).startsWith("Bearer");
        for (var key :
                List.of(
                        NO_SUCH_KEY,
                        revoked,
                        expired,
                        alice.substring(0, 66) + (alice.endsWith("a") ? "b" : "a"),
                        "som_",
                        "alice",
                        "null")) {
            var refused = answer(operation, address(operation), bearer(key));
            assertThat(refused.status()).as(key).isEqualTo(401);
            assertThat(refused.code()).isEqualTo("key-refused");
            assertThat(refused.header("WWW-Authenticate")).startsWith("Bearer");
        }
        assertThat(status(operation, address(operation), "Authorization", "Basic YWxpY2U6YWxpY2U="))
                .isEqualTo(401);
    }

    @ParameterizedTest
    @MethodSource("every_operation_that_needs_a_key")
    void each_role_is_let_in_where_the_document_says_so_and_nowhere_else(Operation operation) {
        for (var role : Role.values()) {
            int status = status(operation, address(operation), bearer(keys.get(role)));
            if (roles(operation).contains(role.word())) {
                assertThat(status).as(role + " may").isNotIn(401, 403).isLessThan(500);
            } else {
                assertThat(status).as(role + " may not").isEqualTo(403);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("every_operation_on_a_tenants_thing")
    void another_tenants_thing_is_answered_like_one_that_never_was(Operation operation) {
        var never = "aaaaaaaaaaaaaaaaaaaaaaaaaa";
        var others = answer(operation, address(operation), bearer(bob));
        var nothing =
                answer(
                        operation,
                        address(operation).replace(job, never).replace(tuning, never),
                        bearer(bob));
        assertThat(others.status()).isEqualTo(roles(operation).contains("user") ? 404 : 403);
        assertThat(others.text().replace(job, never).replace(tuning, never))
                .isEqualTo(nothing.text());
        assertThat(names(others)).isEqualTo(names(nothing));
        assertThat(others.text()).doesNotContain("alice");
    }

    /** Of its headers; whether the connection stays depends on how fast the body came. */
    private static Set<String> names(TestServer.Answer answer) {
        var names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        names.addAll(answer.headers().keySet());
        names.remove("Connection");
        return names;
    }

    @Test
    void nothing_of_alices_has_changed_and_her_lists_have_her_own_things_only() {
        var before = locked.get(alice, "/v1/jobs/" + job + "/log").text();
        assertThat(locked.post(bob, "/v1/jobs/" + job + "/cancel", "").status()).isEqualTo(404);
        assertThat(locked.post(bob, "/v1/tunings/" + tuning + "/cancel", "").status())
                .isEqualTo(404);
        assertThat(locked.get(alice, "/v1/jobs/" + job + "/log").text()).isEqualTo(before);

        var bobs = locked.run(bob, bell("ideal"));
        assertThat(locked.get(bob, "/v1/jobs?limit=200").json().findValuesAsText("id"))
                .contains(bobs)
                .doesNotContain(job);
        assertThat(locked.get(bob, "/v1/jobs?tenant=alice").json().get("jobs")).isEmpty();
        assertThat(locked.get(alice, "/v1/jobs?limit=200").json().findValuesAsText("id"))
                .contains(job)
                .doesNotContain(bobs);
        assertThat(locked.get(bob, "/v1/tunings").json().get("tunings")).isEmpty();
        assertThat(locked.get(alice, "/v1/tunings").json().get("tunings")).hasSize(1);
        assertThat(
                        locked.get(keys.get(Role.AUDITOR), "/v1/jobs?limit=200")
                                .json()
                                .findValuesAsText("id"))
                .contains(job, bobs);
    }
}
