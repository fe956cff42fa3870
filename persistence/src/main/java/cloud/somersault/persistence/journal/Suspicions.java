package cloud.somersault.persistence.journal;

import cloud.somersault.persistence.journal.ChainScan.Fault;
import cloud.somersault.persistence.journal.ChainScan.Finding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is wrong, as far as it is known. An event that disagrees with its link tells by its
 * successor which of the two was changed: the successor's link was made of the link as it was.
 */
final class Suspicions {
    private static final int KEPT_MAX = 10_000;

    private final List<Suspect> kept = new ArrayList<>();
    private final Map<String, Suspect> open = new HashMap<>();
    private final ChainForm form = new ChainForm();
    private long count;

    /**
     * Something that is wrong.
     *
     * @param computed the link that an altered event gives; empty otherwise
     * @param successorForm of the event itself, when it was not seen whether the one before it is
     *     suspected
     * @param stored the event's link as it is stored
     */
    record Suspect(
            Fault fault,
            String persistenceId,
            long sequenceNr,
            String message,
            Optional<byte[]> computed,
            Optional<byte[]> successorForm,
            byte[] stored) {
        static Suspect of(Fault fault, String persistenceId, long sequenceNr, String message) {
            return new Suspect(
                    fault,
                    persistenceId,
                    sequenceNr,
                    message,
                    Optional.empty(),
                    Optional.empty(),
                    new byte[0]);
        }

        static Suspect altered(
                String persistenceId,
                long sequenceNr,
                byte[] computed,
                Optional<byte[]> successorForm,
                byte[] stored) {
            return new Suspect(
                    Fault.EVENT_ALTERED,
                    persistenceId,
                    sequenceNr,
                    "event %d of %s is not what its link was made of: it was altered"
                            .formatted(sequenceNr, persistenceId),
                    Optional.of(computed),
                    successorForm,
                    stored);
        }

        Suspect inItsLink() {
            return of(
                    Fault.LINK_ALTERED,
                    persistenceId,
                    sequenceNr,
                    "the link of event %d of %s was altered; the event is as it was"
                            .formatted(sequenceNr, persistenceId));
        }
    }

    void ofTheLog(String message) {
        add(Suspect.of(Fault.UNREADABLE, "", 0, message));
    }

    void addAll(List<Suspect> suspects) {
        suspects.forEach(this::add);
    }

    private void add(Suspect suspect) {
        var before = open.remove(suspect.persistenceId());
        if (before != null
                && before.sequenceNr() + 1 == suspect.sequenceNr()
                && suspect.successorForm().isPresent()
                && Arrays.equals(
                        form.restore(suspect.successorForm().get())
                                .link(before.computed().orElseThrow()),
                        suspect.stored())) {
            kept.replaceAll(one -> one == before ? before.inItsLink() : one);
            return;
        }
        count++;
        if (kept.size() < KEPT_MAX) {
            kept.add(suspect);
            if (suspect.computed().isPresent()) {
                open.put(suspect.persistenceId(), suspect);
            }
        }
    }

    long count() {
        return count;
    }

    List<Finding> findings() {
        return kept.stream()
                .map(one ->
                        new Finding(
                                one.fault(), one.persistenceId(), one.sequenceNr(), one.message()))
                .toList();
    }
}
