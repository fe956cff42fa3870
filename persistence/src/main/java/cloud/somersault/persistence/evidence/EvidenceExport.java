package cloud.somersault.persistence.evidence;

import cloud.somersault.chip.ChipSnapshot;
import cloud.somersault.job.JobWork;
import cloud.somersault.job.ResultStore;
import cloud.somersault.job.model.JobProtocol;
import cloud.somersault.job.seal.Contents;
import cloud.somersault.persistence.archive.StoredEvents;
import cloud.somersault.persistence.journal.EventChain;
import cloud.somersault.persistence.journal.StoredEvent;
import cloud.somersault.persistence.proof.Inclusion;
import cloud.somersault.persistence.proof.Leaves;
import cloud.somersault.persistence.proof.ProofEvent;
import cloud.somersault.persistence.proof.ProofJson;
import cloud.somersault.persistence.proof.ProofState;
import cloud.somersault.persistence.proof.Signer;
import cloud.somersault.persistence.retention.Revealed;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.apache.pekko.stream.javadsl.Sink;

/**
 * Makes a job's evidence: its events, everything that they name beside them (contents, calibration
 * snapshots), and the proof. The same job gives the same bytes each time, as its proof is that of
 * the first checkpoint that covers its end.
 */
public final class EvidenceExport {
    private static final Set<String> TERMINAL =
            Set.of("job-completed", "job-failed", "job-cancelled");
    private static final String TEXT_OF =
            "An evidence file of Somersault; docs/audit.md describes it.\n"
                    + "Check it with: somersault audit verify FILE\n";

    private final ActorSystem<?> system;
    private final StoredEvents log;
    private final ResultStore store;
    private final JobWork.Calibrations calibrations;
    private final Signer signer;
    private final Contents contents;

    /** What came of the wish. */
    public sealed interface Outcome {
        /** Here it is. */
        record Made(EvidenceFile file) implements Outcome {}

        /** There is no such job. */
        record Unknown() implements Outcome {}

        /** The job is still under way. */
        record Unfinished() implements Outcome {}

        /** No checkpoint covers it yet; one soon will. */
        record NotCovered() implements Outcome {}
    }

    public EvidenceExport(
            ActorSystem<?> system,
            StoredEvents log,
            ResultStore store,
            JobWork.Calibrations calibrations,
            Signer signer,
            Contents contents) {
        this.system = system;
        this.log = log;
        this.store = store;
        this.calibrations = calibrations;
        this.signer = signer;
        this.contents = contents;
    }

    /** Makes the evidence of a job that has ended. */
    public CompletionStage<Outcome> export(String jobId) {
        var id = PersistenceId.of(JobProtocol.KEY.name(), jobId).id();
        return log.currentStoredEventsOf(id, 1, Long.MAX_VALUE)
                .runWith(Sink.seq(), system)
                .thenCompose(events -> {
                    if (events.isEmpty()) {
                        return done(new Outcome.Unknown());
                    }
                    var documents = events.stream().map(EvidenceExport::document).toList();
                    if (!TERMINAL.contains(documents.getLast().path("event").asText())) {
                        return done(new Outcome.Unfinished());
                    }
                    return covered(events.getLast(), true)
                            .thenCompose(proof ->
                                    proof.isEmpty()
                                            ? done(new Outcome.NotCovered())
                                            : file(jobId, events, documents, proof.get()));
                });
    }

    private static CompletionStage<Outcome> done(Outcome outcome) {
        return CompletableFuture.completedFuture(outcome);
    }

    private static JsonNode document(StoredEvent event) {
        return EvidenceJson.tree(new String(event.json(), StandardCharsets.UTF_8));
    }

    /** The proof of a job's last event; when none covers it yet, one is asked for once. */
    private CompletionStage<Optional<EvidenceProof>> covered(StoredEvent last, boolean ask) {
        return log.currentStoredEventsOf(Signer.PERSISTENCE_ID, 1, Long.MAX_VALUE)
                .map(one -> ProofJson.read(new String(one.json(), StandardCharsets.UTF_8)))
                .runWith(
                        Sink.fold(
                                new Search(last.ordering(), ProofState.NONE, Optional.empty()),
                                Search::next),
                        system)
                .thenCompose(search -> {
                    if (search.found().isPresent()) {
                        return proof(last, search, search.found().get());
                    }
                    return ask
                            ? signer.sign().thenCompose(_ -> covered(last, false))
                            : CompletableFuture.completedFuture(Optional.empty());
                });
    }

    /** Looks for the first checkpoint that reaches an ordering, and the keys up to it. */
    private record Search(
            long ordering, ProofState keys, Optional<ProofEvent.CheckpointSigned> found) {
        Search next(ProofEvent event) {
            if (found.isPresent()) {
                return this;
            }
            return event instanceof ProofEvent.CheckpointSigned signed
                            && signed.signed().checkpoint().through() >= ordering
                    ? new Search(ordering, keys, Optional.of(signed))
                    : new Search(ordering, keys.after(event), Optional.empty());
        }
    }

    private CompletionStage<Optional<EvidenceProof>> proof(
            StoredEvent last, Search search, ProofEvent.CheckpointSigned event) {
        return store.get(event.leavesDigest())
                .thenApply(document -> {
                    Optional<Inclusion> inclusion =
                            document.map(Leaves::parse)
                                    .flatMap(leaves -> leaves.inclusion(last.persistenceId()));
                    return inclusion.map(
                            one -> EvidenceProof.of(one, event.signed(), search.keys().keys()));
                });
    }

    private CompletionStage<Outcome> file(
            String jobId, List<StoredEvent> events, List<JsonNode> documents, EvidenceProof proof) {
        var rows = new ArrayList<EvidenceRow>();
        var link = EventChain.START;
        for (var event : events) {
            link = EventChain.next(link, event.event());
            rows.add(EvidenceRow.of(event, link));
        }
        var parts = new TreeMap<String, byte[]>();
        parts.put("README.txt", TEXT_OF.getBytes(StandardCharsets.UTF_8));
        parts.put("events.json", EvidenceJson.write(rows));
        parts.put("proof.json", EvidenceJson.write(proof));
        var named = new EvidenceParts(documents);
        var shown = documents.stream().map(one -> Revealed.document(one, contents)).toList();
        new EvidenceParts(shown)
                .texts()
                .forEach((name, text) -> parts.put(name, text.getBytes(StandardCharsets.UTF_8)));
        named.under()
                .filter(under -> contents.keys().has(under.key()))
                .ifPresent(under ->
                        parts.put(
                                DisclosedKey.PART,
                                EvidenceJson.write(
                                        DisclosedKey.of(contents, under.key(), under.job()))));
        return contents(named.contents())
                .thenCombine(
                        snapshots(named.snapshots()),
                        (beside, snapshots) -> {
                            parts.putAll(beside);
                            parts.putAll(opened(named, beside));
                            parts.putAll(snapshots);
                            return new Outcome.Made(new EvidenceFile(parts).withManifest(jobId));
                        });
    }

    /** What lies beside the log sealed, for people. */
    private Map<String, byte[]> opened(EvidenceParts named, Map<String, byte[]> beside) {
        var opened = new TreeMap<String, byte[]>();
        named.sealed()
                .forEach((digest, under) -> {
                    var box = beside.get(EvidenceParts.content(digest));
                    if (box != null && contents.keys().has(under.key())) {
                        opened.put(
                                EvidenceParts.opened(digest),
                                contents.text(under, box).getBytes(StandardCharsets.UTF_8));
                    }
                });
        return opened;
    }

    private CompletionStage<Map<String, byte[]>> contents(Set<String> digests) {
        CompletionStage<Map<String, byte[]>> all =
                CompletableFuture.completedFuture(new TreeMap<>());
        for (var digest : new TreeSet<>(digests)) {
            all =
                    all.thenCombine(
                            store.get(digest),
                            (soFar, content) -> {
                                content.ifPresent(
                                        bytes -> soFar.put(EvidenceParts.content(digest), bytes));
                                return soFar;
                            });
        }
        return all;
    }

    private CompletionStage<Map<String, byte[]>> snapshots(Set<EvidenceParts.Version> versions) {
        CompletionStage<Map<String, byte[]>> all =
                CompletableFuture.completedFuture(new TreeMap<>());
        for (var version : versions) {
            CompletionStage<ChipSnapshot> snapshot =
                    calibrations.version(version.chip(), version.number());
            all =
                    all.thenCombine(
                            snapshot,
                            (soFar, one) -> {
                                soFar.put(version.name(), EvidenceJson.write(one));
                                return soFar;
                            });
        }
        return all;
    }
}
