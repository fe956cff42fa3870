package cloud.somersault.persistence.evidence;

import cloud.somersault.chip.ChipSnapshot;
import cloud.somersault.job.model.Digest;
import cloud.somersault.persistence.journal.EventChain;
import cloud.somersault.persistence.proof.Checkpoint;
import cloud.somersault.persistence.proof.KeyNotice;
import cloud.somersault.persistence.proof.PublicKeyText;
import cloud.somersault.persistence.proof.SignedCheckpoint;
import cloud.somersault.persistence.retention.Revealed;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Checks an evidence file with nothing but itself and, better, a public key that is trusted: that
 * the parts are whole, the events are a chain, the chain's end is in a signed checkpoint, and
 * contents, result and calibration are what the events name.
 */
public final class EvidenceCheck {
    private final EvidenceFile file;
    private final List<String> findings = new ArrayList<>();
    private List<EvidenceRow> rows = List.of();
    private List<JsonNode> documents = List.of();
    private Optional<Checkpoint> checkpoint = Optional.empty();

    /**
     * What came of it.
     *
     * @param job whose evidence it is
     * @param events how many events it has
     * @param checkpoint the one that covers it, if its signature holds
     * @param findings what is wrong, a sentence each
     */
    public record Report(
            String job, int events, Optional<Checkpoint> checkpoint, List<String> findings) {
        public Report {
            findings = List.copyOf(findings);
        }

        /** Nothing is wrong. */
        public boolean sound() {
            return findings.isEmpty();
        }
    }

    private EvidenceCheck(EvidenceFile file) {
        this.file = file;
    }

    /**
     * Checks.
     *
     * @param trusted the key that must have signed, or stand at the beginning of those that have
     */
    public static Report check(EvidenceFile file, Optional<PublicKeyText> trusted) {
        var check = new EvidenceCheck(file);
        try {
            check.run(trusted);
        } catch (RuntimeException unreadable) {
            check.findings.add("it can't be read: " + unreadable.getMessage());
        }
        return new Report(
                file.text(EvidenceFile.MANIFEST)
                        .map(EvidenceJson::tree)
                        .map(manifest -> manifest.path("job").asText())
                        .orElse(""),
                check.rows.size(),
                check.checkpoint,
                check.findings);
    }

    private void run(Optional<PublicKeyText> trusted) {
        findings.addAll(file.differences());
        rows = rows(file);
        documents =
                rows.stream()
                        .map(row ->
                                EvidenceJson.tree(
                                        new String(row.stored().json(), StandardCharsets.UTF_8)))
                        .toList();
        var link = chain();
        proof(link, trusted);
        contents();
        calibrations();
    }

    static List<EvidenceRow> rows(EvidenceFile file) {
        return List.of(
                EvidenceJson.read(
                        file.text("events.json")
                                .orElseThrow(
                                        () -> new IllegalArgumentException("there are no events")),
                        EvidenceRow[].class));
    }

    private String chain() {
        var link = EventChain.START;
        long number = 0;
        for (var row : rows) {
            number++;
            link = EventChain.next(link, row.stored().event());
            if (row.sequenceNr() != number
                    || !row.persistenceId().equals(rows.getFirst().persistenceId())) {
                findings.add("the events are not those of one job from its first on");
            }
            if (!link.equals(row.chain())) {
                findings.add("event %d is not what its link was made of".formatted(number));
            }
            if (!row.document().equals(new String(row.stored().json(), StandardCharsets.UTF_8))) {
                findings.add("event %d is not what it is said to be".formatted(number));
            }
        }
        return link;
    }

    private void proof(String link, Optional<PublicKeyText> trusted) {
        var proof =
                EvidenceJson.read(
                        file.text("proof.json")
                                .orElseThrow(
                                        () -> new IllegalArgumentException("there is no proof")),
                        EvidenceProof.class);
        var keys = keys(proof);
        var signed = new SignedCheckpoint(Checkpoint.parse(proof.checkpoint()), proof.signature());
        var key = Optional.ofNullable(keys.get(signed.checkpoint().key()));
        if (key.isEmpty() || !signed.signedBy(key.get())) {
            findings.add("the checkpoint's signature does not hold");
        } else {
            checkpoint = Optional.of(signed.checkpoint());
        }
        if (trusted.isPresent() && !keys.containsKey(trusted.get().id())) {
            findings.add("the trusted key has neither signed nor vouched for who has");
        }
        var leaf = proof.inclusion().leaf();
        if (!leaf.persistenceId().equals(rows.getLast().persistenceId())
                || leaf.sequenceNr() != rows.getLast().sequenceNr()
                || !leaf.link().equals(link)) {
            findings.add("the checkpoint has signed another end of the job's chain");
        }
        if (!proof.inclusion().root().equals(signed.checkpoint().root())
                || proof.inclusion().size() != signed.checkpoint().entities()) {
            findings.add("the job is not among what the checkpoint has signed");
        }
    }

    private Map<String, PublicKeyText> keys(EvidenceProof proof) {
        var keys = new HashMap<String, PublicKeyText>();
        for (var one : proof.keys()) {
            var notice = KeyNotice.parse(one.notice());
            var by = notice.vouchedByItself() ? notice.key() : keys.get(notice.by());
            if (by == null || !by.verifies(one.notice(), one.signature())) {
                findings.add("nobody known has signed for key " + notice.key().id());
            } else if (notice.vouchedByItself() && !keys.isEmpty()) {
                findings.add("key %s has only signed for itself".formatted(notice.key().id()));
            } else {
                keys.put(notice.key().id(), notice.key());
            }
        }
        return keys;
    }

    private void contents() {
        var named = new EvidenceParts(documents);
        for (var digest : named.contents()) {
            var content = file.part(EvidenceParts.content(digest));
            if (content.isEmpty()) {
                findings.add("the content %s is missing".formatted(digest));
            } else if (!Digest.sha256(content.get()).equals(digest)) {
                findings.add("the content %s is not what it was".formatted(digest));
            }
        }
        var contents = DisclosedKey.contents(file);
        var shown = documents.stream().map(one -> Revealed.document(one, contents)).toList();
        new EvidenceParts(shown)
                .texts()
                .forEach((name, text) -> {
                    if (!file.text(name).equals(Optional.of(text))) {
                        findings.add("%s is not what the events say".formatted(name));
                    }
                });
        named.sealed()
                .forEach((digest, under) -> {
                    if (!contents.keys().has(under.key())) {
                        return;
                    }
                    var opened =
                            file.part(EvidenceParts.content(digest))
                                    .map(box -> contents.text(under, box));
                    if (!opened.equals(file.text(EvidenceParts.opened(digest)))) {
                        findings.add("the content %s says something else".formatted(digest));
                    }
                });
        result(named, shown.getLast().path("counts"));
    }

    /** Of counts that are there; those that were erased before the export leave their digest. */
    private void result(EvidenceParts named, JsonNode counts) {
        var digest = counts.path("digest").asText();
        var result =
                switch (counts.path("kept").asText()) {
                    case "inside" -> Optional.of(counts.path("text").asText());
                    case "sealed-beside" -> file.text(EvidenceParts.opened(digest));
                    default -> file.text(EvidenceParts.content(digest));
                };
        boolean there = !counts.isMissingNode() && !counts.path("kept").asText().equals("erased");
        if (there && !result.map(Digest::sha256).equals(Optional.of(named.resultDigest()))) {
            findings.add("the result is not the one whose digest the events name");
        }
    }

    private void calibrations() {
        for (var document : documents) {
            var calibration = document.path("calibration");
            if (calibration.isObject()) {
                var version =
                        new EvidenceParts.Version(
                                calibration.path("chip").asText(),
                                calibration.path("version").asLong());
                var snapshot =
                        file.text(version.name())
                                .map(json -> EvidenceJson.read(json, ChipSnapshot.class));
                if (!snapshot.map(ChipSnapshot::digest)
                        .equals(Optional.of(calibration.path("digest").asText()))) {
                    findings.add("the calibration is not the one that the events name");
                }
            }
        }
    }
}
