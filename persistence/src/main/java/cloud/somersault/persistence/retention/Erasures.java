package cloud.somersault.persistence.retention;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All erasures there were.
 *
 * @param all by their ids, oldest first
 */
record Erasures(Map<String, Erasure> all) {
    static final Erasures NONE = new Erasures(Map.of());

    Erasures {
        all = Collections.unmodifiableMap(new LinkedHashMap<>(all));
    }

    /** After an event; one that can't follow means a broken journal. */
    Erasures after(RetentionEvent event) {
        var more = new LinkedHashMap<>(all);
        switch (event) {
            case RetentionEvent.ErasureAsked asked -> more.put(asked.id(), Erasure.of(asked));
            case RetentionEvent.ErasureDone done -> {
                var asked = more.get(done.id());
                if (asked == null || asked.done()) {
                    throw new IllegalStateException(
                            "broken journal: an erasure that was not under way is done");
                }
                more.put(done.id(), asked.after(done));
            }
        }
        return new Erasures(more);
    }

    Optional<Erasure> find(String id) {
        return Optional.ofNullable(all.get(id));
    }

    /** Those of a tenant, oldest first. */
    List<Erasure> of(String tenant) {
        return all.values().stream().filter(one -> one.tenant().equals(tenant)).toList();
    }

    /** Whether something of a tenant is under way. */
    boolean underWay(String tenant) {
        return of(tenant).stream().anyMatch(one -> !one.done());
    }
}
