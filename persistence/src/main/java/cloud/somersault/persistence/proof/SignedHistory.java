package cloud.somersault.persistence.proof;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All that checkpoints have signed, entity by entity, for a journal that has no order to go along:
 * takes memory in proportion to the number of entities.
 */
public final class SignedHistory {
    private static final int FINDINGS_MAX = 1_000;

    private final CheckpointChain chain;
    private final Map<String, List<Leaf>> leaves = new HashMap<>();
    private final List<Finding> findings = new ArrayList<>();
    private long findingsAll;
    private long events;

    private SignedHistory(CheckpointChain chain) {
        this.chain = chain;
        chain.findings().forEach(this::found);
    }

    /** From the JSON of the events of the proof itself, in order. */
    public static SignedHistory of(List<byte[]> documents) {
        var chain = new CheckpointChain();
        for (var json : documents) {
            try {
                chain.add(ProofJson.read(new String(json, StandardCharsets.UTF_8)));
            } catch (RuntimeException unreadable) {
                chain.finding("checkpoint-altered", "an event of the proof can't be read");
            }
        }
        return new SignedHistory(chain);
    }

    /** Where the leaves of each checkpoint lie. */
    public List<String> leavesDigests() {
        return chain.links().stream().map(CheckpointChain.Link::leavesDigest).toList();
    }

    /** The leaves, as they lay there, one for each digest. */
    public void takeLeaves(List<Optional<byte[]>> documents) {
        for (int i = 0; i < documents.size(); i++) {
            var checkpoint = chain.links().get(i).signed().checkpoint();
            var read =
                    documents
                            .get(i)
                            .map(Leaves::parse)
                            .filter(one -> one.root().equals(checkpoint.root()));
            if (read.isEmpty()) {
                found(
                        Finding.ofLog(
                                "leaves-lost",
                                "the list of what checkpoint %d has signed is lost"
                                        .formatted(checkpoint.number())));
            }
            read.ifPresent(one ->
                    one.all()
                            .forEach(leaf ->
                                    leaves.computeIfAbsent(
                                                    leaf.persistenceId(), _ -> new ArrayList<>())
                                            .add(leaf)));
        }
    }

    /** The entities of which anything was signed. */
    public Set<String> entities() {
        return leaves.keySet();
    }

    /** Begins to check one. */
    public EntityCheck begin(String persistenceId) {
        long through = chain.links().isEmpty() ? 0 : chain.links().getLast().through();
        return new EntityCheck(
                persistenceId, leaves.getOrDefault(persistenceId, List.of()), through);
    }

    /** Takes what came of one. */
    public void add(EntityCheck check) {
        events += check.events();
        check.findings().forEach(this::found);
    }

    /** How many events were read. */
    public long events() {
        return events;
    }

    /** How many the last checkpoint has signed for. */
    public long signed() {
        return chain.all().isEmpty() ? 0 : chain.all().getLast().checkpoint().events();
    }

    private void found(Finding finding) {
        findingsAll++;
        if (findings.size() < FINDINGS_MAX) {
            findings.add(finding);
        }
    }

    /** What came of all. */
    public Verification verification() {
        return new Verification(
                events,
                chain.all().size(),
                chain.all().stream().reduce((_, later) -> later),
                chain.keys(),
                Math.max(0, events - signed()),
                findingsAll,
                findings);
    }
}
