package cloud.somersault.persistence.proof;

import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/**
 * What a checkpoint has signed of each entity, beside what is there: says which entity is not as it
 * was, unless its chain has said so already.
 *
 * @param checkpoint its number
 * @param highest the last event that an entity has in the whole log; 0 when it has none
 * @param named entities of which enough is said
 */
record LeavesComparison(
        long checkpoint,
        ToLongFunction<String> highest,
        Set<String> named,
        Consumer<Finding> found) {

    void compare(Leaves signed, Leaves there) {
        var present = byId(there);
        for (var leaf : signed.all()) {
            var now = present.remove(leaf.persistenceId());
            if (named.contains(leaf.persistenceId())) {
                continue;
            }
            if (now == null) {
                gone(leaf);
            } else if (now.sequenceNr() < leaf.sequenceNr()) {
                cut(leaf, now.sequenceNr());
            } else if (now.sequenceNr() > leaf.sequenceNr()) {
                inserted(now, leaf.sequenceNr() + 1);
            } else if (!now.link().equals(leaf.link())) {
                found.accept(
                        new Finding(
                                "history-rewritten",
                                leaf.persistenceId(),
                                leaf.sequenceNr(),
                                "the events of %s up to %d were rewritten together with their chain: checkpoint %d has signed another link"
                                        .formatted(
                                                leaf.persistenceId(),
                                                leaf.sequenceNr(),
                                                checkpoint)));
            }
        }
        present.values().stream()
                .filter(leaf -> !named.contains(leaf.persistenceId()))
                .forEach(leaf -> inserted(leaf, leaf.sequenceNr()));
    }

    private static Map<String, Leaf> byId(Leaves leaves) {
        return leaves.all().stream()
                .collect(Collectors.toMap(Leaf::persistenceId, Function.identity()));
    }

    private void gone(Leaf leaf) {
        long left = highest.applyAsLong(leaf.persistenceId());
        if (left == 0) {
            found.accept(
                    new Finding(
                            "entity-removed",
                            leaf.persistenceId(),
                            leaf.sequenceNr(),
                            "%s is gone; checkpoint %d has signed for its events up to %d"
                                    .formatted(
                                            leaf.persistenceId(), checkpoint, leaf.sequenceNr())));
        } else if (left < leaf.sequenceNr()) {
            cut(leaf, left);
        } else {
            found.accept(
                    new Finding(
                            "out-of-order",
                            leaf.persistenceId(),
                            leaf.sequenceNr(),
                            "event %d of %s stands elsewhere in the log than checkpoint %d has signed"
                                    .formatted(
                                            leaf.sequenceNr(), leaf.persistenceId(), checkpoint)));
        }
    }

    private void cut(Leaf leaf, long left) {
        found.accept(
                new Finding(
                        "tail-truncated",
                        leaf.persistenceId(),
                        left + 1,
                        "%s ends with event %d; checkpoint %d has signed for its events up to %d"
                                .formatted(
                                        leaf.persistenceId(),
                                        left,
                                        checkpoint,
                                        leaf.sequenceNr())));
    }

    private void inserted(Leaf there, long from) {
        found.accept(
                new Finding(
                        "event-inserted",
                        there.persistenceId(),
                        from,
                        "event %d of %s was put in: checkpoint %d has not signed for it"
                                .formatted(from, there.persistenceId(), checkpoint)));
    }
}
