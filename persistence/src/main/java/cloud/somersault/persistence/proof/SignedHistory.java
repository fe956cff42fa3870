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
    private final long late;
    private long findingsAll;
    private long events;
    private long uncovered;

    /** Nothing that was signed is lost, so that what is not there was not signed. */
    private boolean whole = true;

    private SignedHistory(CheckpointChain chain, long late) {
        this.chain = chain;
        this.late = late;
        chain.findings().forEach(this::found);
    }

    /**
     * From the JSON of the events of the proof itself, in order.
     *
     * @param against what else the checkpoints are compared with
     * @param late so much older than the last checkpoint's end an event may be that comes only now
     *     (in the steps of orderings)
     */
    public static SignedHistory of(List<byte[]> documents, LogVerifier.Against against, long late) {
        var chain = new CheckpointChain();
        for (var json : documents) {
            try {
                chain.add(ProofJson.read(new String(json, StandardCharsets.UTF_8)));
            } catch (RuntimeException unreadable) {
                chain.finding("checkpoint-altered", "an event of the proof can't be read");
            }
        }
        boolean readable = chain.findings().isEmpty();
        against.trusted().ifPresent(chain::trust);
        against.witnesses().forEach(one -> chain.witness(one, against.trusted()));
        var history = new SignedHistory(chain, late);
        history.whole = readable;
        return history;
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
                whole = false;
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
                persistenceId,
                leaves.getOrDefault(persistenceId, List.of()),
                whole ? through - late : Long.MIN_VALUE);
    }

    /** Takes what came of one. */
    public void add(EntityCheck check) {
        events += check.events();
        uncovered += check.uncovered();
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
                uncovered,
                findingsAll,
                findings);
    }
}
