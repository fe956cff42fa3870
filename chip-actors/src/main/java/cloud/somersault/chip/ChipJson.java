package cloud.somersault.chip;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads and writes chip data as JSON, strictly: nothing missing, nothing unknown. */
final class ChipJson {

    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .addModule(new JavaTimeModule())
                    .addModule(new Jdk8Module())
                    .annotationIntrospector(new OptionalMayBeMissing())
                    .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                    .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    /** What is there or not by its type may be missing; everything else may not. */
    private static final class OptionalMayBeMissing extends JacksonAnnotationIntrospector {
        private static final long serialVersionUID = 1;

        @Override
        public Boolean hasRequiredMarker(AnnotatedMember member) {
            return !member.getRawType().equals(Optional.class);
        }
    }

    private ChipJson() {}

    static String write(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a snapshot can be written", impossible);
        }
    }

    static <T> T read(String json, Class<T> type, String name) {
        try {
            T value = MAPPER.readValue(json, type);
            if (value == null) {
                throw new ChipDataException(name + ": the text is only null");
            }
            return value;
        } catch (ValueInstantiationException refused) {
            throw unreadable(name, refused, refused.getCause());
        } catch (JsonMappingException misfit) {
            throw unreadable(name, misfit, misfit);
        } catch (JsonProcessingException broken) {
            var location = broken.getLocation();
            throw new ChipDataException(
                    "%s, line %d, column %d: not JSON: %s"
                            .formatted(
                                    name,
                                    location.getLineNr(),
                                    location.getColumnNr(),
                                    broken.getOriginalMessage()),
                    broken);
        }
    }

    private static ChipDataException unreadable(
            String name, JsonMappingException where, @Nullable Throwable why) {
        var path =
                where.getPath().stream()
                        .map(step ->
                                step.getFieldName() == null
                                        ? "[" + step.getIndex() + "]"
                                        : "." + step.getFieldName())
                        .collect(Collectors.joining());
        var reason =
                why instanceof JsonProcessingException processing
                        ? processing.getOriginalMessage()
                        : why == null ? where.getOriginalMessage() : why.getMessage();
        return new ChipDataException(
                "%s%s: %s"
                        .formatted(
                                name,
                                path.isEmpty() ? "" : ", at " + path.substring(1),
                                inOurWords(reason)),
                path.isEmpty() ? "" : path.substring(1),
                where);
    }

    /** Without Jackson's advice on its own switches, which follows a semicolon and a back quote. */
    private static String inOurWords(@Nullable String reason) {
        if (reason == null) {
            return "unreadable";
        }
        int advice = reason.indexOf("; `");
        return advice < 0 ? reason : reason.substring(0, advice);
    }
}
