package cloud.somersault.persistence.journal;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Wakes live readers when something they wait for was committed. A reader first asks to be woken,
 * then looks, and only then waits: whatever is committed after it looked wakes it.
 */
final class CommitSignals {
    private final ConcurrentHashMap<Interest, Set<Waiting>> waiting = new ConcurrentHashMap<>();

    /** One reader's wish to be woken once; closing it takes the wish back. */
    final class Waiting implements AutoCloseable {
        private final Interest interest;
        private final CompletableFuture<Void> woken = new CompletableFuture<>();

        private Waiting(Interest interest) {
            this.interest = interest;
        }

        CompletionStage<Void> woken() {
            return woken;
        }

        @Override
        public void close() {
            waiting.computeIfPresent(
                    interest,
                    (_, others) -> {
                        others.remove(this);
                        return others.isEmpty() ? null : others;
                    });
        }
    }

    Waiting await(Interest interest) {
        var one = new Waiting(interest);
        waiting.compute(
                interest,
                (_, others) -> {
                    var all = others == null ? ConcurrentHashMap.<Waiting>newKeySet() : others;
                    all.add(one);
                    return all;
                });
        return one;
    }

    void committed(Set<Interest> touched) {
        if (waiting.isEmpty()) {
            return;
        }
        for (var interest : touched) {
            wake(interest);
        }
    }

    void wakeAll() {
        waiting.keySet().forEach(this::wake);
    }

    boolean nobodyWaits() {
        return waiting.isEmpty();
    }

    private void wake(Interest interest) {
        var all = waiting.remove(interest);
        if (all != null) {
            all.forEach(one -> one.woken.complete(null));
        }
    }
}
