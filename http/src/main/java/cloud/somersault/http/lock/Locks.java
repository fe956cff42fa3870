package cloud.somersault.http.lock;

import static java.util.concurrent.CompletableFuture.completedStage;

import cloud.somersault.http.audit.AuditAct;
import cloud.somersault.http.audit.AuditLog;
import cloud.somersault.http.key.KeyPass;
import cloud.somersault.http.key.KeyToken;
import cloud.somersault.http.key.Keys;
import cloud.somersault.http.key.Keys.Verdict;
import cloud.somersault.http.key.Role;
import cloud.somersault.http.problem.Problem;
import cloud.somersault.http.problem.ProblemCode;
import cloud.somersault.job.ExperimentJob;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/**
 * The gate of a server: looks at the key, its role, its rate, the tenant that it acts for, and
 * whose the thing is that it asks for. Another tenant's thing is answered exactly as one that does
 * not exist. What is refused goes to the audit log, and so does every act of administration.
 *
 * <p>Nothing that a proxy may add (X-Forwarded-For and its kin) is read: who asks is the key's
 * matter alone.
 */
public final class Locks implements Gate {
    private static final String TENANT_HEADER = "Somersault-Tenant";
    private static final String SUBMIT = "submitJob";
    private static final String BEARER = "bearer ";
    private static final Pattern TENANT = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
    private static final Pattern THING_ID = Pattern.compile("[0-9a-z-]{1,64}");

    private final Keys keys;
    private final Owners owners;
    private final AuditLog audit;
    private final Origins origins;
    private final boolean keyNeeded;

    /**
     * A gate.
     *
     * @param origins from whose pages a browser may ask
     * @param keyNeeded whether who comes without a key is turned away
     */
    public Locks(Keys keys, Owners owners, AuditLog audit, Origins origins, boolean keyNeeded) {
        this.keys = keys;
        this.owners = owners;
        this.audit = audit;
        this.origins = origins;
        this.keyNeeded = keyNeeded;
    }

    @Override
    public CompletionStage<Caller> admit(Knock knock) {
        var access = Permissions.of(knock.operationId());
        if (access == Access.OWN_MANNERS && !keyNeeded) {
            requireFromHere(knock);
        }
        if (access == Access.EVERYONE || access == Access.OWN_MANNERS) {
            return completedStage(Caller.withoutKey(Caller.DEFAULT_TENANT));
        }
        if (Sockets.asksForOne(knock.request()) && !origins.fromNoStrangersPage(knock.request())) {
            return CompletableFuture.failedStage(strangersPage(knock));
        }
        var presented = presented(knock);
        if (presented.isEmpty()) {
            return keyNeeded
                    ? CompletableFuture.failedStage(keyRequired(knock))
                    : completedStage(open(knock));
        }
        return keys.present(presented.get())
                .thenCompose(verdict ->
                        switch (verdict) {
                            case Verdict.Opens(var pass) ->
                                    owned(knock, known(knock, access, pass));
                            case Verdict.Closed(var id) -> throw keyRefused(knock, id);
                            case Verdict.TooOften(var seconds, var pass) ->
                                    throw tooOften(knock, seconds, pass);
                        });
    }

    /** What stands in Authorization, if it is a bearer's, or among the protocols of a WebSocket. */
    private static Optional<String> presented(Knock knock) {
        return knock.request()
                .getHeader("Authorization")
                .map(HttpHeader::value)
                .map(value ->
                        value.regionMatches(true, 0, BEARER, 0, BEARER.length())
                                ? value.substring(BEARER.length()).strip()
                                : value)
                .or(() -> Sockets.key(knock.request()));
    }

    private RuntimeException strangersPage(Knock knock) {
        return refused(
                knock,
                Optional.empty(),
                Problem.of(
                                ProblemCode.ORIGIN_NOT_ALLOWED,
                                "A page of another site asks for a WebSocket.")
                        .withHint("Have the origin added to somersault.http.origins."));
    }

    /**
     * On loopback, without a key. A browser on this machine shows pages of strangers too, and they
     * must not reach what only this machine's people should: neither by posting here (their page is
     * the origin), nor under a name of theirs that points to this machine (then it is the host).
     */
    private Caller open(Knock knock) {
        requireFromHere(knock);
        return Caller.withoutKey(tenantHeader(knock).orElse(Caller.DEFAULT_TENANT));
    }

    private void requireFromHere(Knock knock) {
        if (!origins.fromHere(knock.request())) {
            throw refused(
                    knock,
                    Optional.empty(),
                    Problem.of(
                            ProblemCode.ORIGIN_NOT_ALLOWED,
                            "A page of another site asks, or the server is called by a name that"
                                    + " is not this machine's."));
        }
    }

    private Caller known(Knock knock, Access access, KeyPass pass) {
        var key = pass.key();
        if (!access.roles().contains(key.role())) {
            throw refused(
                    knock,
                    Optional.of(pass),
                    Problem.of(
                            ProblemCode.ROLE_NOT_ALLOWED,
                            "The key has the role "
                                    + key.role().word()
                                    + "; this is for: "
                                    + access.words()
                                    + "."));
        }
        var tenant = tenantHeader(knock).orElse(key.tenant());
        if (key.role() == Role.USER && !tenant.equals(key.tenant())) {
            throw refused(
                    knock,
                    Optional.of(pass),
                    Problem.of(
                            ProblemCode.TENANT_NOT_ALLOWED,
                            "The key is the tenant " + key.tenant() + "'s."));
        }
        if (knock.operationId().equals(SUBMIT)) {
            double seconds = keys.takeJob(pass);
            if (seconds > 0) {
                throw refused(
                        knock,
                        Optional.of(pass),
                        Problem.of(
                                        ProblemCode.QUOTA_USED_UP,
                                        "The key has used up its jobs of the day.")
                                .retryAfter((long) Math.ceil(seconds)));
            }
        }
        return new Caller(tenant, Optional.of(pass), () -> keys.stillOpens(pass));
    }

    private static Optional<String> tenantHeader(Knock knock) {
        var header = knock.request().getHeader(TENANT_HEADER).map(HttpHeader::value);
        if (header.isPresent()
                && (!TENANT.matcher(header.get()).matches()
                        || header.get().equals(ExperimentJob.TENANT))) {
            throw Problem.of(
                            ProblemCode.WRONG_HEADER,
                            "The header "
                                    + TENANT_HEADER
                                    + " takes a name of 1 to 63 lower-case letters, digits and"
                                    + " hyphens, and not "
                                    + ExperimentJob.TENANT
                                    + ", the chips' own.")
                    .toException();
        }
        return header;
    }

    /** Lets a user in to what is the user's own. */
    private CompletionStage<Caller> owned(Knock knock, Caller caller) {
        if (!caller.seesOwnOnly() || !knock.path().containsKey("id")) {
            return completedStage(caller);
        }
        var id = knock.path().getOrDefault("id", "");
        boolean job = knock.template().startsWith("/v1/jobs/{id}");
        if (!job && !knock.template().startsWith("/v1/tunings/{id}")) {
            return completedStage(caller);
        }
        var missing =
                job
                        ? Problem.of(ProblemCode.JOB_NOT_FOUND, "There is no job " + id + ".")
                        : Problem.of(
                                ProblemCode.TUNING_NOT_FOUND, "There is no session " + id + ".");
        if (!THING_ID.matcher(id).matches()) {
            throw missing.toException();
        }
        return (job ? owners.ofJob(id) : owners.ofTuning(id))
                .thenApply(owner -> {
                    if (owner.isEmpty()) {
                        throw missing.toException();
                    }
                    if (!caller.sees(owner.get())) {
                        throw refused(knock, caller.pass(), missing);
                    }
                    return caller;
                });
    }

    @Override
    public CompletionStage<HttpResponse> answered(
            Knock knock, Caller caller, HttpResponse response) {
        if (knock.operationId().equals(SUBMIT) && !response.status().isSuccess()) {
            caller.pass().ifPresent(keys::giveJobBack);
        }
        var access = Permissions.of(knock.operationId());
        boolean forAnother =
                access == Access.CHANGES_OWN
                        && caller.pass()
                                .map(pass -> !pass.key().tenant().equals(caller.tenant()))
                                .orElse(false);
        boolean reads = knock.request().method().name().equals("GET");
        if (reads || !response.status().isSuccess() || !(access.isAdministration() || forAnother)) {
            return completedStage(response);
        }
        return audit.record(caller.did(knock.what()).to(path(knock))).thenApply(_ -> response);
    }

    private RuntimeException keyRequired(Knock knock) {
        return refused(
                knock,
                Optional.empty(),
                Problem.of(ProblemCode.KEY_REQUIRED, "This server serves who has a key.")
                        .withHeader("WWW-Authenticate", "Bearer realm=\"somersault\""));
    }

    private RuntimeException keyRefused(Knock knock, Optional<String> keyId) {
        audit.refused(
                AuditAct.done(knock.what(), keyId.orElse("not a key"))
                        .to(path(knock))
                        .withOutcome(ProblemCode.KEY_REFUSED.id()));
        return Problem.of(
                        ProblemCode.KEY_REFUSED,
                        "The key is unknown, revoked or expired, or is none.")
                .withHeader(
                        "WWW-Authenticate", "Bearer realm=\"somersault\", error=\"invalid_token\"")
                .toException();
    }

    private RuntimeException tooOften(Knock knock, double seconds, Optional<KeyPass> pass) {
        return refused(
                knock,
                pass,
                Problem.of(
                                ProblemCode.RATE_LIMITED,
                                pass.isPresent()
                                        ? "The key asks more often than it may."
                                        : "Too many unknown keys are presented.")
                        .retryAfter((long) Math.ceil(seconds)));
    }

    private RuntimeException refused(Knock knock, Optional<KeyPass> pass, Problem problem) {
        var actor = pass.map(one -> one.key().id()).orElse(AuditAct.NO_KEY);
        var act =
                AuditAct.done(knock.what(), actor).to(path(knock)).withOutcome(problem.code().id());
        audit.refused(
                pass.map(one -> act.as(one.key().role().word()).ofTenant(one.key().tenant()))
                        .orElse(act));
        return problem.toException();
    }

    /** Where to, for the audit log: a key that was put there by mistake is not kept. */
    private static String path(Knock knock) {
        var path = KeyToken.hidden(knock.request().getUri().path());
        return path.length() <= 200 ? path : path.substring(0, 200);
    }
}
