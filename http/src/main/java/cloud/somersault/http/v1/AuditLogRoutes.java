package cloud.somersault.http.v1;

import cloud.somersault.http.audit.AuditProtocol;
import cloud.somersault.http.json.Json;
import cloud.somersault.http.route.Call;
import cloud.somersault.http.route.Endpoint;
import cloud.somersault.http.route.Replies;
import cloud.somersault.persistence.archive.StoredEvents;
import cloud.somersault.persistence.journal.StoredEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.stream.javadsl.Sink;

/** The audit log, for those who may read it: who did what, and who was turned away. */
public final class AuditLogRoutes {
    private static final int PAGE_MAX = 1000;
    private static final int PAGE_DEFAULT = 100;

    /** In a shared archive so many events of one moment are never cut apart by a page's end. */
    private static final int OF_ONE_MOMENT = 16;

    private final StoredEvents journal;
    private final ActorSystem<?> system;

    public AuditLogRoutes(StoredEvents journal, ActorSystem<?> system) {
        this.journal = journal;
        this.system = system;
    }

    /** The rows of the table. */
    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get(
                        "/v1/audit/log?after&limit&tenant&actor&what", "getAuditLog", this::log));
    }

    /**
     * A page.
     *
     * @param next the place of its last act, to go on after; absent when there is no more
     */
    record Page(List<JsonNode> acts, Optional<String> next) {}

    private CompletionStage<HttpResponse> log(Call call) {
        long after = call.queryWhole("after", 0, Long.MAX_VALUE).orElse(0);
        int limit = (int) call.queryWhole("limit", 1, PAGE_MAX).orElse(PAGE_DEFAULT);
        return journal.currentStoredEventsWithTag(AuditProtocol.TAG, after)
                .map(AuditLogRoutes::entry)
                .filter(entry -> is(entry, "tenant", call.query("tenant")))
                .filter(entry -> is(entry, "actor", call.query("actor")))
                .filter(entry -> is(entry, "what", call.query("what")))
                .take(limit + OF_ONE_MOMENT)
                .runWith(Sink.seq(), system)
                .thenApply(acts -> Replies.ok(page(acts, limit)));
    }

    private static boolean is(JsonNode entry, String field, Optional<String> wanted) {
        return wanted.isEmpty() || entry.path(field).asText().equals(wanted.get());
    }

    private static Page page(List<JsonNode> acts, int limit) {
        int end = Math.min(limit, acts.size());
        while (end > 0
                && end < acts.size()
                && acts.get(end).get("place").equals(acts.get(end - 1).get("place"))) {
            end++;
        }
        return new Page(
                acts.subList(0, end),
                end < acts.size()
                        ? Optional.of(acts.get(end - 1).get("place").asText())
                        : Optional.empty());
    }

    /** The event as it is stored, flat, with its place in the log and without what it lacks. */
    private static JsonNode entry(StoredEvent event) {
        var stored = Json.readOwn(new String(event.json(), StandardCharsets.UTF_8));
        var entry = (ObjectNode) Json.tree(new Place(Long.toString(event.ordering())));
        entry.set("at", stored.get("at"));
        stored.get("act").properties().stream()
                .filter(field -> !field.getValue().isNull())
                .forEach(field -> entry.set(field.getKey(), field.getValue()));
        if (stored.has("times")) {
            entry.set("repeated", stored.get("times"));
            entry.set("since", stored.get("since"));
        }
        return entry;
    }

    private record Place(String place) {}
}
