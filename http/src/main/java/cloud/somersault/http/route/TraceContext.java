package cloud.somersault.http.route;

import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.slf4j.MDC;

/**
 * Which trace a request belongs to (W3C Trace Context): the one that its {@code traceparent} names,
 * or a new one. A {@code traceparent} that is not as the recommendation says (section 3.2.2), or
 * that is there twice, is taken as if it were not there. The answer says in {@code traceresponse}
 * which trace it was.
 *
 * @param traceId 32 lower-case hexadecimal digits, not all of them 0
 * @param spanId of this request in the trace, 16 digits
 * @param sampled whether the caller may have recorded it
 */
public record TraceContext(String traceId, String spanId, boolean sampled) {
    private static final String REQUEST_HEADER = "traceparent";

    /** The header of the answer, of the same form as {@code traceparent}. */
    public static final String RESPONSE_HEADER = "traceresponse";

    /** The field of log lines. */
    private static final String LOGGED_AS = "traceId";

    private static final int LENGTH = 55;
    private static final int SAMPLED = 1;
    private static final Predicate<String> FORM =
            Pattern.compile("[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}").asMatchPredicate();
    private static final String NO_TRACE = "0".repeat(32);
    private static final String NO_SPAN = "0".repeat(16);

    /** Of a request. */
    public static TraceContext of(HttpRequest request) {
        Optional<String> parent = Optional.empty();
        for (HttpHeader header : request.getHeaders()) {
            if (header.is(REQUEST_HEADER)) {
                if (parent.isPresent()) {
                    return fresh();
                }
                parent = Optional.of(header.value());
            }
        }
        return parent.map(TraceContext::of).orElseGet(TraceContext::fresh);
    }

    /** What a {@code traceparent} says, or a new trace when it says nothing that counts. */
    static TraceContext of(String traceparent) {
        // A later version may say more behind another hyphen; what version 00 knows stays in front.
        boolean first = traceparent.startsWith("00");
        boolean longEnough =
                first
                        ? traceparent.length() == LENGTH
                        : traceparent.length() == LENGTH
                                || (traceparent.length() > LENGTH
                                        && traceparent.charAt(LENGTH) == '-');
        if (!longEnough
                || traceparent.startsWith("ff")
                || !FORM.test(traceparent.substring(0, LENGTH))) {
            return fresh();
        }
        var traceId = traceparent.substring(3, 35);
        if (traceId.equals(NO_TRACE) || traceparent.startsWith(NO_SPAN, 36)) {
            return fresh();
        }
        int flags = Integer.parseInt(traceparent, 53, LENGTH, 16);
        return new TraceContext(traceId, span(), (flags & SAMPLED) != 0);
    }

    private static TraceContext fresh() {
        var dice = ThreadLocalRandom.current();
        // One of the two halves is never 0.
        return new TraceContext(hex(dice.nextLong() | 1) + hex(dice.nextLong()), span(), false);
    }

    private static String span() {
        return hex(ThreadLocalRandom.current().nextLong() | 1);
    }

    private static String hex(long bits) {
        var digits = Long.toHexString(bits);
        return NO_SPAN.substring(digits.length()) + digits;
    }

    /** The value of the answer's header. */
    public String response() {
        return "00-" + traceId + "-" + spanId + (sampled ? "-01" : "-00");
    }

    /** Does something on this thread; lines that are logged meanwhile name the trace. */
    <T> T named(Supplier<T> what) {
        MDC.put(LOGGED_AS, traceId);
        try {
            return what.get();
        } finally {
            MDC.remove(LOGGED_AS);
        }
    }
}
