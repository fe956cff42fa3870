package cloud.somersault.http;

import cloud.somersault.http.audit.AuditAct;
import cloud.somersault.http.audit.AuditLog;
import cloud.somersault.http.door.Credentials;
import cloud.somersault.http.key.KeyToken;
import cloud.somersault.http.key.Keys;
import cloud.somersault.http.key.Keys.Verdict;
import cloud.somersault.http.key.Role;
import cloud.somersault.http.problem.Problem;
import cloud.somersault.http.problem.ProblemCode;
import java.util.Optional;

/**
 * The keys, at other vendors' doors: what their clients call a token is a key. On an open server a
 * token that is no key of this cloud is a tenant by itself; one that is must fit.
 *
 * @param keyNeeded whether who brings no key is turned away
 */
record DoorKeys(Keys keys, AuditLog audit, boolean keyNeeded) implements Credentials {

    @Override
    public String tenant(String door, Optional<String> token) {
        var presented = token.filter(one -> !one.isBlank());
        boolean looksLikeAKey = presented.flatMap(KeyToken::parse).isPresent();
        if (!keyNeeded && !looksLikeAKey) {
            return Credentials.anyToken().tenant(door, token);
        }
        if (presented.isEmpty()) {
            throw refused(
                    door,
                    AuditAct.NO_KEY,
                    Problem.of(ProblemCode.KEY_REQUIRED, "This server serves who has a key."));
        }
        // Protocols that put the token into the body are read where nothing waits; a key that this
        // node knows is answered at once, and others once in a few seconds.
        return switch (keys.present(presented.get()).toCompletableFuture().join()) {
            case Verdict.Opens(var pass) -> {
                if (pass.key().role() == Role.AUDITOR) {
                    throw refused(
                            door,
                            pass.key().id(),
                            Problem.of(
                                    ProblemCode.ROLE_NOT_ALLOWED,
                                    "An auditor's key runs nothing."));
                }
                yield pass.key().tenant();
            }
            case Verdict.Closed(var id) ->
                    throw refused(
                            door,
                            id.orElse("not a key"),
                            Problem.of(
                                    ProblemCode.KEY_REFUSED,
                                    "The key is unknown, revoked or expired, or is none."));
            case Verdict.TooOften(var seconds, var pass) ->
                    throw refused(
                            door,
                            pass.map(one -> one.key().id()).orElse(AuditAct.NO_KEY),
                            Problem.of(
                                            ProblemCode.RATE_LIMITED,
                                            "The key asks more often than it may.")
                                    .retryAfter((long) Math.ceil(seconds)));
        };
    }

    private RuntimeException refused(String door, String actor, Problem problem) {
        audit.refused(
                AuditAct.done("knock-at-door", actor).to(door).withOutcome(problem.code().id()));
        return problem.toException();
    }
}
