package cloud.somersault.http.v1;

import cloud.somersault.http.audit.AuditLog;
import cloud.somersault.http.problem.Problem;
import cloud.somersault.http.problem.ProblemCode;
import cloud.somersault.http.route.Call;
import cloud.somersault.http.route.Endpoint;
import cloud.somersault.http.route.Replies;
import cloud.somersault.persistence.proof.ProofState;
import cloud.somersault.persistence.proof.PublicKeyText;
import cloud.somersault.persistence.proof.Signer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/** How the log proves itself: keys, checkpoints, and verifications. */
public final class ProofRoutes {
    private final Signer signer;
    private final Verifications verifications;
    private final AuditLog log;

    public ProofRoutes(Signer signer, Verifications verifications, AuditLog log) {
        this.signer = signer;
        this.verifications = verifications;
        this.log = log;
    }

    /** The rows of the table. */
    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get("/v1/audit/keys", "listAuditKeys", this::keys),
                Endpoint.post("/v1/audit/keys", "rotateAuditKey", this::rotate),
                Endpoint.get("/v1/audit/checkpoint", "getCheckpoint", this::checkpoint),
                Endpoint.post("/v1/audit/checkpoints", "signCheckpoint", this::sign),
                Endpoint.post("/v1/audit/verifications", "startVerification", this::verify),
                Endpoint.get(
                        "/v1/audit/verifications/{id}", "getVerification", this::verification));
    }

    private CompletionStage<HttpResponse> keys(Call call) {
        return signer.stand().thenApply(ProofRoutes::keys);
    }

    private CompletionStage<HttpResponse> rotate(Call call) {
        return signer.rotate()
                .thenCompose(state ->
                        log.record(
                                        call.caller()
                                                .did("rotate-audit-key")
                                                .to(
                                                        state.active()
                                                                .map(PublicKeyText::id)
                                                                .orElse("")))
                                .thenApply(_ -> keys(state)));
    }

    private static HttpResponse keys(ProofState state) {
        var active = state.active();
        return Replies.ok(
                new ProofDocuments.Keys(
                        state.keys().stream()
                                .map(one ->
                                        ProofDocuments.Key.of(
                                                one,
                                                active.equals(Optional.of(one.notice().key()))))
                                .toList()));
    }

    private CompletionStage<HttpResponse> checkpoint(Call call) {
        return signer.stand().thenApply(ProofRoutes::checkpoint);
    }

    private CompletionStage<HttpResponse> sign(Call call) {
        return signer.sign().thenApply(ProofRoutes::checkpoint);
    }

    private static HttpResponse checkpoint(ProofState state) {
        return Replies.ok(
                ProofDocuments.CheckpointDocument.of(
                        state.last()
                                .orElseThrow(() ->
                                        Problem.of(
                                                        ProblemCode.NOTHING_SIGNED,
                                                        "No checkpoint was signed yet.")
                                                .toException())));
    }

    private CompletionStage<HttpResponse> verify(Call call) {
        var begun = verifications.begin(call.caller());
        return CompletableFuture.completedFuture(
                Replies.accepted(begun, "/v1/audit/verifications/" + begun.id()));
    }

    private CompletionStage<HttpResponse> verification(Call call) {
        return CompletableFuture.completedFuture(
                Replies.ok(
                        verifications
                                .find(call.path("id"))
                                .orElseThrow(() ->
                                        Problem.of(
                                                        ProblemCode.VERIFICATION_NOT_FOUND,
                                                        "There is no verification "
                                                                + call.path("id")
                                                                + ".")
                                                .toException())));
    }
}
