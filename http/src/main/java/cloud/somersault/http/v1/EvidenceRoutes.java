package cloud.somersault.http.v1;

import cloud.somersault.http.audit.AuditLog;
import cloud.somersault.http.problem.Problem;
import cloud.somersault.http.problem.ProblemCode;
import cloud.somersault.http.route.Call;
import cloud.somersault.http.route.Endpoint;
import cloud.somersault.job.model.Digest;
import cloud.somersault.persistence.evidence.EvidenceExport;
import cloud.somersault.persistence.evidence.EvidenceExport.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.MediaTypes;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;

/** A job's evidence as one file, which is checked without this server. */
public final class EvidenceRoutes {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final int RETRY_SECONDS = 20;

    private final EvidenceExport export;
    private final AuditLog log;

    public EvidenceRoutes(EvidenceExport export, AuditLog log) {
        this.export = export;
        this.log = log;
    }

    /** The rows of the table. */
    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get("/v1/jobs/{id}/evidence", "exportEvidence", this::evidence)
                        .within(LIMIT));
    }

    private CompletionStage<HttpResponse> evidence(Call call) {
        var id = JobRoutes.id(call);
        return export.export(id)
                .thenCompose(outcome ->
                        switch (outcome) {
                            case Outcome.Made(var file) -> reply(call, id, file.bytes());
                            case Outcome.Unknown() -> throw JobRoutes.notFound(call);
                            case Outcome.Unfinished() ->
                                    throw Problem.of(
                                                    ProblemCode.JOB_NOT_FINISHED,
                                                    "The job is still under way.")
                                            .toException();
                            case Outcome.NotCovered() ->
                                    throw Problem.of(
                                                    ProblemCode.NOT_COVERED_YET,
                                                    "No checkpoint covers the job's end yet.")
                                            .retryAfter(RETRY_SECONDS)
                                            .toException();
                        });
    }

    /** Sent when it is in the audit log that it is. */
    private CompletionStage<HttpResponse> reply(Call call, String id, byte[] file) {
        return log.record(
                        call.caller()
                                .did("export-evidence")
                                .to(id)
                                .withDetail(
                                        "SHA-256 %s, %d bytes"
                                                .formatted(Digest.sha256(file), file.length)))
                .thenApply(_ ->
                        HttpResponse.create()
                                .addHeader(RawHeader.create("Cache-Control", "no-store"))
                                .addHeader(
                                        RawHeader.create(
                                                "Content-Disposition",
                                                "attachment; filename=\"%s.evidence.zip\""
                                                        .formatted(id)))
                                .withEntity(
                                        HttpEntities.create(
                                                ContentTypes.create(MediaTypes.APPLICATION_ZIP),
                                                file)));
    }
}
