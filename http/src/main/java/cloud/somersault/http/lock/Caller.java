package cloud.somersault.http.lock;

import cloud.somersault.http.audit.AuditAct;
import cloud.somersault.http.key.KeyPass;
import cloud.somersault.http.key.Role;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Who was let in.
 *
 * @param tenant whose things are made and changed
 * @param pass of the key that was presented; absent on a server that needs none
 * @param stillOpens whether what goes on for long may still go on
 */
public record Caller(String tenant, Optional<KeyPass> pass, BooleanSupplier stillOpens) {
    /** The tenant of whoever says nothing. */
    public static final String DEFAULT_TENANT = "default";

    /** Somebody without a key, where none is needed. */
    public static Caller withoutKey(String tenant) {
        return new Caller(tenant, Optional.empty(), () -> true);
    }

    /** Whether only the tenant's own things are there for this caller. */
    public boolean seesOwnOnly() {
        return role().filter(role -> role == Role.USER).isPresent();
    }

    /** Whether a thing of this tenant is there for this caller. */
    public boolean sees(String owner) {
        return !seesOwnOnly() || owner.equals(tenant);
    }

    /** The key's role, if there is a key. */
    public Optional<Role> role() {
        return pass.map(one -> one.key().role());
    }

    /** How the audit log calls this caller. */
    public String actor() {
        return pass.map(one -> one.key().id()).orElse(AuditAct.NO_KEY);
    }

    /** An act that this caller did. */
    public AuditAct did(String what) {
        var act = AuditAct.done(what, actor()).ofTenant(tenant);
        return role().map(role -> act.as(role.word())).orElse(act);
    }
}
