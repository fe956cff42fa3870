package cloud.somersault.persistence.evidence;

import cloud.somersault.job.seal.ContentKeyMissingException;
import cloud.somersault.job.seal.ContentKeys;
import cloud.somersault.job.seal.Contents;
import cloud.somersault.job.seal.JobKey;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The key of the one job whose evidence it is, in the file: it opens what that job's events have
 * sealed, and nothing of any other job.
 *
 * @param key the id of the data key that it was made of
 * @param job the job's id
 * @param jobKey 64 bytes in Base64
 */
record DisclosedKey(String key, String job, String jobKey) {
    static final String PART = "job-key.json";

    static DisclosedKey of(Contents contents, String key, String job) {
        return new DisclosedKey(
                key,
                job,
                Base64.getEncoder().encodeToString(contents.keys().jobKey(key, job).bytes()));
    }

    /**
     * The contents of a file whose job has not been erased before it was exported, or open ones.
     */
    static Contents contents(EvidenceFile file) {
        return file.text(PART)
                .map(json -> new Contents(new Only(EvidenceJson.read(json, DisclosedKey.class))))
                .orElse(Contents.OPEN);
    }

    private record Only(DisclosedKey disclosed) implements ContentKeys {
        @Override
        public boolean seals() {
            return false;
        }

        @Override
        public CompletionStage<Optional<String>> keyFor(String tenant, Instant submittedAt) {
            return CompletableFuture.completedStage(Optional.empty());
        }

        @Override
        public boolean has(String id) {
            return id.equals(disclosed.key());
        }

        @Override
        public boolean destroyed(String id) {
            return false;
        }

        @Override
        public JobKey jobKey(String id, String jobId) {
            if (!has(id) || !jobId.equals(disclosed.job())) {
                throw new ContentKeyMissingException(id);
            }
            return JobKey.of(Base64.getDecoder().decode(disclosed.jobKey()));
        }
    }
}
