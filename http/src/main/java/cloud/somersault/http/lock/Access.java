package cloud.somersault.http.lock;

import cloud.somersault.http.key.Role;
import java.util.EnumSet;
import java.util.Set;

/** What an operation is, for the question who may ask for it. */
public enum Access {
    /** Documents, the page, health: needs no key. */
    EVERYONE(EnumSet.allOf(Role.class), "no key is needed"),
    /** Belongs to nobody, or is only computed: any key. */
    ANY_KEY(EnumSet.allOf(Role.class), "any key"),
    /** A tenant's things, looked at: any key; users their own. */
    READS_OWN(EnumSet.allOf(Role.class), "any key; users see their own tenant's only"),
    /** A tenant's things, made or changed. */
    CHANGES_OWN(
            EnumSet.of(Role.USER, Role.OPERATOR, Role.ADMIN),
            "users for their own tenant; operators and admins for any"),
    /** The cloud's own things, changed. */
    OPERATES(EnumSet.of(Role.OPERATOR, Role.ADMIN), "operators and admins"),
    /** The cloud as a whole, looked at. */
    OVERSEES(EnumSet.of(Role.OPERATOR, Role.AUDITOR, Role.ADMIN), "all but users"),
    /** What only evidence needs. */
    AUDITS(EnumSet.of(Role.AUDITOR, Role.ADMIN), "auditors and admins"),
    /** Keys; and what nobody has said anything about. */
    ADMINISTERS(EnumSet.of(Role.ADMIN), "admins"),
    /** Another vendor's protocol, which has its own way to present a key. */
    OWN_MANNERS(EnumSet.allOf(Role.class), "a key, presented as that protocol does");

    private final Set<Role> roles;
    private final String words;

    Access(EnumSet<Role> roles, String words) {
        this.roles = Set.copyOf(roles);
        this.words = words;
    }

    /** Whose keys open it. */
    public Set<Role> roles() {
        return roles;
    }

    /** For people. */
    public String words() {
        return words;
    }

    /** Whether it is an act of administration, to be written down when it is done. */
    boolean isAdministration() {
        return this == OPERATES || this == ADMINISTERS;
    }
}
