package cloud.somersault.persistence.audit;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Optional;

/**
 * What came of running one of many jobs again.
 *
 * @param mismatch why it is not equal
 * @param row how it compares, when something was to be otherwise
 * @param seconds computing time
 */
public record Verdict(
        String jobId,
        Kind kind,
        Optional<Mismatch> mismatch,
        Optional<WhatIf.Row> row,
        int circuits,
        double seconds) {

    /** In one word. */
    public enum Kind {
        /** The same counts; or, when something was to be otherwise, it was run so. */
        EQUAL,
        /** Other counts. */
        DIFFERENT,
        /** It could not be run again. */
        IMPOSSIBLE,
        /** Nothing of what was to be otherwise concerns it. */
        SKIPPED;

        /** The name in lower case. */
        @JsonValue
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Verdict without(String jobId, Mismatch why) {
        return new Verdict(
                jobId,
                why.reason() == Reason.NOT_CONCERNED ? Kind.SKIPPED : Kind.IMPOSSIBLE,
                Optional.of(why),
                Optional.empty(),
                0,
                0);
    }
}
