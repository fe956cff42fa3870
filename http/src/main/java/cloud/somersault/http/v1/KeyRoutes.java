package cloud.somersault.http.v1;

import cloud.somersault.http.key.KeyLimits;
import cloud.somersault.http.key.KeyToken;
import cloud.somersault.http.key.Keys;
import cloud.somersault.http.key.Role;
import cloud.somersault.http.problem.Problem;
import cloud.somersault.http.problem.ProblemCode;
import cloud.somersault.http.request.Fields;
import cloud.somersault.http.route.Call;
import cloud.somersault.http.route.Endpoint;
import cloud.somersault.http.route.Replies;
import cloud.somersault.job.ExperimentJob;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/** API keys: make, list, look at, revoke. For admins. */
public final class KeyRoutes {
    private static final Set<String> KEY = Set.of("name", "tenant", "role", "expiresAt", "limits");
    private static final Set<String> LIMITS =
            Set.of("requestsPerSecond", "requestsBurst", "jobsPerDay");
    private static final Set<String> REVOCATION = Set.of("reason");
    private static final int NAME_CHARACTERS_MAX = 200;
    private static final long MANY = 1_000_000_000;

    /** A revocation is answered when every node has heard of it. */
    private static final Duration REVOKED_WITHIN = Duration.ofSeconds(60);

    private final Keys keys;

    public KeyRoutes(Keys keys) {
        this.keys = keys;
    }

    /** The rows of the table. */
    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.post("/v1/keys", "createKey", this::create),
                Endpoint.get("/v1/keys", "listKeys", this::list),
                Endpoint.get("/v1/keys/{key}", "getKey", this::find),
                Endpoint.post("/v1/keys/{key}/revoke", "revokeKey", this::revoke)
                        .within(REVOKED_WITHIN));
    }

    private CompletionStage<HttpResponse> create(Call call) {
        return call.json().thenCompose(body -> create(call, body));
    }

    private CompletionStage<HttpResponse> create(Call call, JsonNode body) {
        var key = Fields.of(body, "", KEY);
        var role =
                key.optionalWord("role", Role.words())
                        .flatMap(Role::find)
                        .orElseThrow(() -> key.missing("role"));
        var limits =
                key.optionalObject("limits", LIMITS).map(KeyRoutes::limits).orElse(KeyLimits.USUAL);
        return keys.create(
                        key.optionalText("name", NAME_CHARACTERS_MAX).orElse(""),
                        tenant(key.text("tenant")),
                        role,
                        key.optionalText("expiresAt").map(KeyRoutes::moment),
                        limits,
                        call.caller().actor())
                .thenApply(made ->
                        Replies.created(KeyDocuments.Key.of(made), "/v1/keys/" + made.key().id()));
    }

    private static KeyLimits limits(Fields limits) {
        return new KeyLimits(
                limits.optionalNumber("requestsPerSecond", 1e-3, MANY),
                optional(limits.optionalWhole("requestsBurst", 1, MANY)),
                optional(limits.optionalWhole("jobsPerDay", 1, MANY)));
    }

    private static Optional<Long> optional(OptionalLong value) {
        return value.isPresent() ? Optional.of(value.getAsLong()) : Optional.empty();
    }

    private static String tenant(String name) {
        if (!name.matches("[a-z0-9][a-z0-9-]{0,62}") || name.equals(ExperimentJob.TENANT)) {
            throw Fields.outOfRange(
                    "tenant",
                    "a name of 1 to 63 lower-case letters, digits and hyphens, and not "
                            + ExperimentJob.TENANT);
        }
        return name;
    }

    private static Instant moment(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException none) {
            throw Fields.outOfRange("expiresAt", "a moment like 2027-03-06T07:41:31Z");
        }
    }

    private CompletionStage<HttpResponse> list(Call call) {
        return keys.list()
                .thenApply(all ->
                        Replies.ok(
                                new KeyDocuments.KeyList(
                                        all.stream().map(KeyDocuments.Key::of).toList())));
    }

    private CompletionStage<HttpResponse> find(Call call) {
        return keys.find(id(call))
                .thenApply(found ->
                        Replies.ok(KeyDocuments.Key.of(found.orElseThrow(() -> notFound(call)))));
    }

    private CompletionStage<HttpResponse> revoke(Call call) {
        var id = id(call);
        return call.json()
                .thenCompose(body -> {
                    var reason =
                            Fields.of(body, "", REVOCATION)
                                    .optionalText("reason", NAME_CHARACTERS_MAX)
                                    .orElse("");
                    return keys.revoke(id, reason, call.caller().actor());
                })
                .thenApply(found ->
                        Replies.ok(KeyDocuments.Key.of(found.orElseThrow(() -> notFound(call)))));
    }

    private static String id(Call call) {
        var id = call.path("key");
        if (!KeyToken.ID.matcher(id).matches()) {
            throw notFound(call);
        }
        return id;
    }

    private static RuntimeException notFound(Call call) {
        var said = call.path("key");
        // Whoever puts a whole key here by mistake must not find it in an answer or a log.
        return Problem.of(
                        ProblemCode.KEY_NOT_FOUND,
                        said.length() <= 14
                                ? "There is no key " + said + "."
                                : "That is no key's id.")
                .toException();
    }
}
