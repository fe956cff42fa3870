package cloud.somersault.job.model;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** Content that belongs to an event: small content lies in it, large content beside the journal. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kept")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Kept.Inside.class, name = "inside"),
    @JsonSubTypes.Type(value = Kept.Beside.class, name = "beside")
})
public sealed interface Kept {

    /** Content of more characters than this is kept beside the journal. */
    int INSIDE_CHARACTERS_MAX = 8 * 1024;

    /** The content itself. */
    record Inside(String text) implements Kept {}

    /**
     * Where to find the content in the {@link ResultStore}.
     *
     * @param digest SHA-256 of its bytes, lower-case hex
     * @param bytes its size
     */
    record Beside(String digest, long bytes) implements Kept {}
}
