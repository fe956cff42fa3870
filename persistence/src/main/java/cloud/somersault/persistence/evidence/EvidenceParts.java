package cloud.somersault.persistence.evidence;

import cloud.somersault.job.model.Kept;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a job's events name beside themselves, and what in them is worth a part of its own.
 *
 * @param documents the events' JSON, oldest first
 */
record EvidenceParts(List<JsonNode> documents) {
    /** A calibration of a chip. */
    record Version(String chip, long number) implements Comparable<Version> {
        /** The part that it is. */
        String name() {
            return "calibration/%s-%d.json".formatted(chip, number);
        }

        @Override
        public int compareTo(Version other) {
            int byChip = chip.compareTo(other.chip);
            return byChip != 0 ? byChip : Long.compare(number, other.number);
        }
    }

    /** The part that content is which lies beside the log. */
    static String content(String digest) {
        return "content/" + digest;
    }

    /** The part that this is for people, if it is sealed and its key was there. */
    static String opened(String digest) {
        return "opened/" + digest + ".txt";
    }

    /** The digests of what lies beside the log. */
    Set<String> contents() {
        var digests = new TreeSet<String>();
        for (var document : documents) {
            for (var kept : document.findParents("kept")) {
                var word = kept.path("kept").asText();
                if (word.equals("beside") || word.equals("sealed-beside")) {
                    digests.add(kept.path("digest").asText());
                }
            }
        }
        return digests;
    }

    /** What of that is sealed, and under which key, by its digest. */
    Map<String, Kept.Under> sealed() {
        var sealed = new LinkedHashMap<String, Kept.Under>();
        for (var document : documents) {
            for (var kept : document.findParents("kept")) {
                if (kept.path("kept").asText().equals("sealed-beside")) {
                    sealed.put(
                            kept.path("digest").asText(),
                            new Kept.Under(kept.path("key").asText(), kept.path("job").asText()));
                }
            }
        }
        return sealed;
    }

    /** The key under which the job's contents lie, if they are sealed. */
    Optional<Kept.Under> under() {
        return documents.stream()
                .filter(one -> one.has("contentKey"))
                .findFirst()
                .map(one ->
                        new Kept.Under(
                                one.path("contentKey").asText(), one.path("jobId").asText()));
    }

    /** The calibration that was known, and the one whose figures were true once. */
    Set<Version> snapshots() {
        var versions = new TreeSet<Version>();
        for (var document : documents) {
            var calibration = document.path("calibration");
            if (calibration.isObject()) {
                var chip = calibration.path("chip").asText();
                versions.add(new Version(chip, calibration.path("version").asLong()));
                if (document.path("truth").isObject()) {
                    versions.add(
                            new Version(chip, document.path("truth").path("ofVersion").asLong()));
                }
            }
        }
        return versions;
    }

    /** Programs, and what is kept inside of events, as texts of their own. */
    Map<String, String> texts() {
        var texts = new LinkedHashMap<String, String>();
        for (var document : documents) {
            switch (document.path("event").asText()) {
                case "job-submitted" -> {
                    int number = 0;
                    for (var program : document.path("spec").path("programs")) {
                        if (!program.path("erased").asBoolean()) {
                            texts.put(
                                    "program/%d.txt".formatted(number),
                                    program.path("text").asText());
                        }
                        number++;
                    }
                }
                case "job-compiled" -> {
                    int number = 0;
                    for (var circuit : document.path("circuits")) {
                        inside(
                                texts,
                                "compiled/%d.json".formatted(number),
                                circuit.path("program"));
                        number++;
                    }
                    if (document.path("truth").isObject()) {
                        texts.put("truth.json", document.path("truth").toPrettyString());
                    }
                }
                case "job-completed" -> inside(texts, "result.json", document.path("counts"));
                default -> {}
            }
        }
        return texts;
    }

    private static void inside(Map<String, String> texts, String name, JsonNode kept) {
        if (kept.path("kept").asText().equals("inside")) {
            texts.put(name, kept.path("text").asText());
        }
    }

    /** The digest of the counts, if the job has any. */
    String resultDigest() {
        return documents.getLast().path("resultDigest").asText();
    }
}
