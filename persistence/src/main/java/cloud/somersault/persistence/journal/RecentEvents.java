package cloud.somersault.persistence.journal;

import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The last small events that this process wrote, as objects: who follows the log right behind its
 * writers need not read them from their bytes again. Which ones are kept is chance; what is kept is
 * what its bytes say, since an incarnation of an entity writes one event of a number.
 */
final class RecentEvents {
    /** A power of two: some seconds of a busy log. */
    private static final int SLOTS = 1 << 11;

    private static final int BYTES_MAX = 4096;

    private final AtomicReferenceArray<Optional<Recent>> slots = new AtomicReferenceArray<>(SLOTS);

    private record Recent(
            String persistenceId, long sequenceNr, String writerUuid, Object payload) {
        boolean is(NewEvent event) {
            return sequenceNr == event.sequenceNr()
                    && persistenceId.equals(event.persistenceId())
                    && writerUuid.equals(event.writerUuid());
        }
    }

    RecentEvents() {
        forget();
    }

    /** An event on its way into the log, and what its payload was made from. */
    void keep(NewEvent event, Object payload) {
        if (event.payload().bytes().length <= BYTES_MAX) {
            slots.set(
                    slot(event),
                    Optional.of(
                            new Recent(
                                    event.persistenceId(),
                                    event.sequenceNr(),
                                    event.writerUuid(),
                                    payload)));
        }
    }

    /** What the payload of this event is, if that is known here. */
    Optional<Object> payload(NewEvent event) {
        return slots.get(slot(event)).filter(one -> one.is(event)).map(Recent::payload);
    }

    /** Nothing is known any more. */
    void forget() {
        for (int slot = 0; slot < SLOTS; slot++) {
            slots.set(slot, Optional.empty());
        }
    }

    private static int slot(NewEvent event) {
        int hash = Objects.hash(event.persistenceId(), event.sequenceNr()) * 0x9E3779B9;
        return hash >>> (Integer.SIZE - Integer.numberOfTrailingZeros(SLOTS));
    }
}
