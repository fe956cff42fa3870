package cloud.somersault.persistence.proof;

import cloud.somersault.persistence.journal.EventChain;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Computes one entity's chain, event by event, and compares it where it was signed. */
public final class EntityCheck {
    private static final long NONE = 0;

    private final String persistenceId;
    private final Iterator<Leaf> signed;
    private final long certain;
    private final List<Finding> findings = new ArrayList<>();
    private Leaf expected;
    private boolean any;
    private long lastSigned;
    private String link = EventChain.START;
    private long number;
    private long lastOrdering;
    private long events;
    private long uncovered;
    private boolean broken;

    /** The first event since the last comparison that is older than the one before it. */
    private long disordered = NONE;

    /** The first number since then that two events have. */
    private long doubled = NONE;

    /**
     * Begins.
     *
     * @param leaves what was signed of it, in order
     * @param certain the ordering up to which there is no event that was not signed
     */
    EntityCheck(String persistenceId, List<Leaf> leaves, long certain) {
        this.persistenceId = persistenceId;
        this.signed = leaves.iterator();
        this.certain = certain;
        this.expected = new Leaf(persistenceId, 0, EventChain.START);
        advance();
    }

    private void advance() {
        lastSigned = expected.sequenceNr();
        disordered = NONE;
        doubled = NONE;
        do {
            any = signed.hasNext();
            if (any) {
                expected = signed.next();
            }
            // The same may be signed twice: by two versions of a keeper, after one another.
        } while (any && expected.sequenceNr() <= lastSigned);
    }

    /** The link after the last event. */
    public String link() {
        return link;
    }

    /** How many events there were. */
    long events() {
        return events;
    }

    /** How many of them come after all that was signed. */
    long uncovered() {
        return uncovered;
    }

    /**
     * The next event.
     *
     * @param newLink the link that it gives after {@link #link()}
     */
    public void next(long sequenceNr, long ordering, String newLink) {
        if (sequenceNr == number) {
            doubled = doubled == NONE ? sequenceNr : doubled;
        } else {
            compare();
        }
        if (sequenceNr > number + 1) {
            find(
                    "events-missing",
                    number + 1,
                    "events %d to %d of %s are missing"
                            .formatted(number + 1, sequenceNr - 1, persistenceId));
        }
        if (ordering < lastOrdering && disordered == NONE) {
            disordered = sequenceNr;
        }
        number = sequenceNr;
        lastOrdering = ordering;
        link = newLink;
        events++;
        if (!any) {
            uncovered++;
            if (ordering <= certain) {
                inserted(sequenceNr);
            }
        }
    }

    private void inserted(long sequenceNr) {
        find(
                "event-inserted",
                sequenceNr,
                "event %d of %s was put in: no checkpoint has signed for it"
                        .formatted(sequenceNr, persistenceId));
    }

    /** Compares the chain with what was signed, if it was signed here. */
    private void compare() {
        if (!any || number != expected.sequenceNr()) {
            return;
        }
        if (!link.equals(expected.link())) {
            if (doubled != NONE) {
                inserted(doubled);
            } else if (disordered != NONE) {
                find(
                        "out-of-order",
                        disordered,
                        "event %d of %s stands where it did not: it is older than the one before it"
                                .formatted(disordered, persistenceId));
            } else {
                find(
                        "event-altered",
                        lastSigned + 1,
                        "one of the events %d to %d of %s is not as it was signed"
                                .formatted(lastSigned + 1, number, persistenceId));
            }
        }
        advance();
    }

    /** One finding of an entity says enough: what follows it can't be told any more. */
    private void find(String what, long at, String message) {
        if (!broken) {
            broken = true;
            findings.add(new Finding(what, persistenceId, at, message));
        }
    }

    /** What is wrong, when all events were shown. */
    List<Finding> findings() {
        compare();
        if (any && number < expected.sequenceNr()) {
            find(
                    number == 0 ? "entity-removed" : "tail-truncated",
                    number + 1,
                    "%s ends with event %d; its events up to %d were signed"
                            .formatted(persistenceId, number, expected.sequenceNr()));
        }
        return findings;
    }
}
