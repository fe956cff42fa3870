package cloud.somersault.persistence.proof;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.fasterxml.jackson.module.paramnames.ParameterNamesModule;

/** The JSON of audit events, as the journal has it, for those who have no actor system. */
public final class ProofJson {
    private static final ObjectMapper MAPPER =
            JsonMapper.builder()
                    .addModules(new Jdk8Module(), new JavaTimeModule(), new ParameterNamesModule())
                    .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .build();

    private ProofJson() {}

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException when it is none
     */
    public static ProofEvent read(String json) {
        try {
            return MAPPER.readValue(json, ProofEvent.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not an audit event: " + json, e);
        }
    }

    /** Writes one. */
    public static String write(ProofEvent event) {
        try {
            return MAPPER.writeValueAsString(event);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an audit event that can't be written", e);
        }
    }
}
