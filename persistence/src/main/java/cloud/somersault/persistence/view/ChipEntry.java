package cloud.somersault.persistence.view;

import cloud.somersault.chip.ChipEvent;
import cloud.somersault.chip.ChipSnapshot;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A published version on its way into a history: the qubits and couplers are JSON already, because
 * who writes has no time for that.
 *
 * @param sequenceNr its number among the chip's own events
 * @param documents each part's JSON, by {@link ChipHistory#qubitPart} or {@link
 *     ChipHistory#couplerPart}
 */
public record ChipEntry(
        long sequenceNr, ChipEvent.CalibrationPublished event, Map<String, String> documents) {
    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .addModule(new Jdk8Module())
                    .addModule(new JavaTimeModule())
                    .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                    .serializationInclusion(JsonInclude.Include.NON_ABSENT)
                    .build();

    /** Makes the entry of an event. */
    public static ChipEntry of(long sequenceNr, ChipEvent.CalibrationPublished event) {
        var documents = new LinkedHashMap<String, String>();
        for (var qubit : event.snapshot().qubits()) {
            documents.put(ChipHistory.qubitPart(qubit.id()), json(qubit));
        }
        for (var one : event.snapshot().couplers()) {
            documents.put(ChipHistory.couplerPart(one.first(), one.second()), json(one));
        }
        return new ChipEntry(sequenceNr, event, documents);
    }

    private static String json(Object part) {
        return MAPPER.valueToTree(part).toString();
    }

    /** The qubit or coupler in a stored document. */
    public static JsonNode document(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("the view holds no JSON: " + text, broken);
        }
    }

    /**
     * A moment as one number, nanoseconds since 1970. Moments beyond what a number holds are as far
     * away as it can say.
     */
    public static long nanos(Instant moment) {
        try {
            return Math.addExact(
                    Math.multiplyExact(moment.getEpochSecond(), 1_000_000_000L), moment.getNano());
        } catch (ArithmeticException tooFar) {
            return moment.isBefore(Instant.EPOCH) ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
    }

    /** The moment of a number from {@link #nanos}. */
    public static Instant instant(long nanos) {
        return Instant.ofEpochSecond(
                Math.floorDiv(nanos, 1_000_000_000L), Math.floorMod(nanos, 1_000_000_000L));
    }

    /**
     * The snapshot, if it is what its row says.
     *
     * @throws IllegalStateException when it is not
     */
    public static ChipSnapshot checked(ChipSnapshot snapshot, ChipHistory.Version version) {
        if (!snapshot.digest().equals(version.digest())) {
            throw new IllegalStateException(
                    "the stored snapshot of %s version %d does not have its digest"
                            .formatted(version.chip(), version.version()));
        }
        return snapshot;
    }
}
