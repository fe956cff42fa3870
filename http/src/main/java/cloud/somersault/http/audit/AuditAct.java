package cloud.somersault.http.audit;

import java.util.Optional;

/**
 * Something that somebody did to the cloud, or was not let do.
 *
 * @param what in kebab-case: the operation of the API, like {@code revoke-key}
 * @param actor who: the id of a key, {@value #NO_KEY} or {@value #COMMAND_LINE}; never a secret
 * @param role as what, if the actor has a role
 * @param tenant for whom or of whom, if it is about a tenant
 * @param subject what it was done to, like a key's id or a path, if to one thing
 * @param outcome {@value #DONE}, or the code of the problem that was the answer
 * @param detail a sentence more, if there is one
 */
public record AuditAct(
        String what,
        String actor,
        Optional<String> role,
        Optional<String> tenant,
        Optional<String> subject,
        String outcome,
        Optional<String> detail) {
    /** The outcome of what was done. */
    public static final String DONE = "done";

    /** The actor of a request that came without a key. */
    public static final String NO_KEY = "no key";

    /** The actor of a command on the machine itself. */
    public static final String COMMAND_LINE = "command line";

    /** An act that was done, about nothing in particular yet. */
    public static AuditAct done(String what, String actor) {
        return new AuditAct(
                what,
                actor,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                DONE,
                Optional.empty());
    }

    /** The same, done as this. */
    public AuditAct as(String name) {
        return new AuditAct(what, actor, Optional.of(name), tenant, subject, outcome, detail);
    }

    /** The same, for or of a tenant. */
    public AuditAct ofTenant(String name) {
        return new AuditAct(what, actor, role, Optional.of(name), subject, outcome, detail);
    }

    /** The same, done to one thing. */
    public AuditAct to(String thing) {
        return new AuditAct(what, actor, role, tenant, Optional.of(thing), outcome, detail);
    }

    /** The same with another outcome. */
    public AuditAct withOutcome(String code) {
        return new AuditAct(what, actor, role, tenant, subject, code, detail);
    }

    /** The same with a sentence more. */
    public AuditAct withDetail(String sentence) {
        return new AuditAct(what, actor, role, tenant, subject, outcome, Optional.of(sentence));
    }
}
