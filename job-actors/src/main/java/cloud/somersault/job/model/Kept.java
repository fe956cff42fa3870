package cloud.somersault.job.model;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * Content that belongs to an event: small content lies in it, large content beside the journal. A
 * user's is sealed under the key of its job, so that it can be erased.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kept")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Kept.Inside.class, name = "inside"),
    @JsonSubTypes.Type(value = Kept.Beside.class, name = "beside"),
    @JsonSubTypes.Type(value = Kept.Sealed.class, name = "sealed"),
    @JsonSubTypes.Type(value = Kept.SealedBeside.class, name = "sealed-beside"),
    @JsonSubTypes.Type(value = Kept.Erased.class, name = "erased")
})
public sealed interface Kept {

    /** Content of more characters than this is kept beside the journal. */
    int INSIDE_CHARACTERS_MAX = 8 * 1024;

    /** The content itself. */
    record Inside(String text) implements Kept {}

    /**
     * Where to find the content in the {@link cloud.somersault.job.ResultStore}.
     *
     * @param digest SHA-256 of its bytes, lower-case hex
     * @param bytes its size
     */
    record Beside(String digest, long bytes) implements Kept {}

    /**
     * The content itself, sealed.
     *
     * @param key the id of the data key
     * @param job the id of the job, for which a key is made of the data key
     * @param box the sealed content, Base64
     */
    record Sealed(String key, String job, String box) implements Kept {
        /** Under which key. */
        public Under under() {
            return new Under(key, job);
        }
    }

    /**
     * Where to find the sealed content.
     *
     * @param key the id of the data key
     * @param job the id of the job, for which a key is made of the data key
     * @param digest SHA-256 of the sealed content, lower-case hex
     * @param bytes the size of the sealed content
     */
    record SealedBeside(String key, String job, String digest, long bytes) implements Kept {
        /** Under which key. */
        public Under under() {
            return new Under(key, job);
        }
    }

    /**
     * A content that is not here: its key is gone, or, in a stored submission, it lies in the box
     * with the programs. What was stored stays as it was; this is what is shown of it.
     *
     * @param key the id of the data key under which it lies
     */
    record Erased(String key) implements Kept {}

    /**
     * Under which key contents of a job lie.
     *
     * @param key the id of the data key
     * @param job the id of the job
     */
    record Under(String key, String job) {}
}
