package cloud.somersault.http.site;

import java.util.Optional;

/**
 * One thing that must be well before the server serves.
 *
 * @param name which part
 * @param ready whether it is
 * @param detail one sentence
 * @param breaker closed or open, for a part that is behind a circuit breaker
 */
public record Check(String name, boolean ready, String detail, Optional<String> breaker) {
    /** Of a part without a breaker. */
    public Check(String name, boolean ready, String detail) {
        this(name, ready, detail, Optional.empty());
    }
}
