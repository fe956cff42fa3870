package cloud.somersault.http.v1;

import cloud.somersault.http.problem.Problem;
import cloud.somersault.http.problem.ProblemCode;
import cloud.somersault.http.request.Fields;
import cloud.somersault.http.route.Call;
import cloud.somersault.http.route.Endpoint;
import cloud.somersault.http.route.Replies;
import cloud.somersault.persistence.retention.Erasure;
import cloud.somersault.persistence.retention.Retention;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/** What a tenant's jobs brought and got, erased for ever. For admins. */
public final class ErasureRoutes {
    private static final Set<String> ERASE = Set.of("before");
    private static final int MOMENT_CHARACTERS_MAX = 64;

    private final Optional<Retention> retention;
    private final Clock clock;

    /**
     * The routes.
     *
     * @param retention empty where nothing is sealed, and so nothing can be erased
     */
    public ErasureRoutes(Optional<Retention> retention, Clock clock) {
        this.retention = retention;
        this.clock = clock;
    }

    /** The rows of the table. */
    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.post("/v1/tenants/{tenant}/erasures", "eraseContents", this::erase),
                Endpoint.get("/v1/tenants/{tenant}/erasures", "listErasures", this::list));
    }

    private CompletionStage<HttpResponse> erase(Call call) {
        var tenant = call.path("tenant");
        var id = JobNames.of(call, "erasure " + tenant).id();
        return call.json()
                .thenCompose(body -> {
                    var before =
                            Fields.of(body, "", ERASE)
                                    .optionalText("before", MOMENT_CHARACTERS_MAX)
                                    .map(this::moment);
                    return retention()
                            .erase(id, tenant, before, call.caller().actor())
                            .thenApply(done -> Replies.ok(Document.of(done)));
                });
    }

    /** A moment, or the beginning of a day, that has come. */
    private Instant moment(String text) {
        try {
            var moment =
                    text.length() == "2026-03-06".length()
                            ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                            : Instant.parse(text);
            if (!moment.isAfter(clock.instant())) {
                return moment;
            }
        } catch (DateTimeParseException none) {
            // said below
        }
        throw Fields.outOfRange(
                "before",
                "a day like 2026-03-06 or a moment like 2026-03-06T07:41:31Z in the past");
    }

    private CompletionStage<HttpResponse> list(Call call) {
        return retention()
                .of(call.path("tenant"))
                .thenApply(all ->
                        Replies.ok(new ErasureList(all.stream().map(Document::of).toList())));
    }

    private Retention retention() {
        return retention.orElseThrow(
                Problem.of(
                                ProblemCode.CONTENT_NOT_SEALED,
                                "This cloud keeps programs and counts as they are.")
                        ::toException);
    }

    record ErasureList(List<Document> erasures) {}

    /** As it is told: without it, {@code doneAt} says that it is still under way. */
    record Document(
            String id,
            String tenant,
            Optional<Instant> before,
            String by,
            Instant askedAt,
            Optional<Instant> doneAt,
            long keys) {
        static Document of(Erasure erasure) {
            return new Document(
                    erasure.id(),
                    erasure.tenant(),
                    erasure.before(),
                    erasure.by(),
                    erasure.askedAt(),
                    erasure.doneAt(),
                    erasure.keys());
        }
    }
}
