package cloud.somersault.persistence.proof;

import cloud.somersault.persistence.journal.EventChain;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Computes one entity's chain, event by event, and compares it where it was signed. */
public final class EntityCheck {
    private final String persistenceId;
    private final Iterator<Leaf> signed;
    private final long through;
    private final List<Finding> findings = new ArrayList<>();
    private Leaf expected;
    private long lastSigned;
    private boolean any;
    private String link = EventChain.START;
    private long number;
    private boolean broken;

    /**
     * Begins.
     *
     * @param leaves what was signed of it, in order
     * @param through the ordering up to which all events are covered
     */
    EntityCheck(String persistenceId, List<Leaf> leaves, long through) {
        this.persistenceId = persistenceId;
        this.signed = leaves.iterator();
        this.through = through;
        this.expected = new Leaf(persistenceId, 0, EventChain.START);
        advance();
    }

    private void advance() {
        lastSigned = expected.sequenceNr();
        any = signed.hasNext();
        if (any) {
            expected = signed.next();
        }
    }

    /** The link after the last event. */
    public String link() {
        return link;
    }

    /** How many events there were. */
    long events() {
        return number;
    }

    /**
     * The next event.
     *
     * @param newLink the link that it gives after {@link #link()}
     */
    public void next(long sequenceNr, long ordering, String newLink) {
        if (sequenceNr > number + 1) {
            find(
                    "events-missing",
                    number + 1,
                    "events %d to %d of %s are missing"
                            .formatted(number + 1, sequenceNr - 1, persistenceId));
        }
        number = sequenceNr;
        link = newLink;
        if (any && sequenceNr == expected.sequenceNr()) {
            if (!link.equals(expected.link())) {
                find(
                        "event-altered",
                        lastSigned + 1,
                        "one of the events %d to %d of %s is not as it was signed"
                                .formatted(lastSigned + 1, sequenceNr, persistenceId));
            }
            advance();
        } else if (!any && ordering <= through) {
            find(
                    "event-inserted",
                    sequenceNr,
                    "event %d of %s was put in: no checkpoint has signed for it"
                            .formatted(sequenceNr, persistenceId));
        }
    }

    /** One finding of an entity says enough: what follows it can't be told any more. */
    private void find(String what, long at, String message) {
        if (!broken) {
            broken = true;
            findings.add(new Finding(what, persistenceId, at, message));
        }
    }

    List<Finding> findings() {
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
