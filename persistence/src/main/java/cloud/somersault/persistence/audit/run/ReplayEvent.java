package cloud.somersault.persistence.audit.run;

import cloud.somersault.persistence.audit.WhatIf;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.Nulls;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What happened to a replay of many jobs; stored, for ever. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "event")
@JsonSubTypes({
    @JsonSubTypes.Type(value = ReplayEvent.Requested.class, name = "replay-requested"),
    @JsonSubTypes.Type(value = ReplayEvent.Advanced.class, name = "replay-advanced"),
    @JsonSubTypes.Type(value = ReplayEvent.Finished.class, name = "replay-finished"),
    @JsonSubTypes.Type(value = ReplayEvent.Cancelled.class, name = "replay-cancelled")
})
public sealed interface ReplayEvent {

    /** When. */
    Instant at();

    /**
     * Somebody wants jobs run again.
     *
     * @param whatIf what is to be otherwise; absent: nothing, and the digests must be equal
     */
    record Requested(
            String replayId,
            Selection selection,
            @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<WhatIf> whatIf,
            Instant at)
            implements ReplayEvent {}

    /**
     * Some more jobs were run again, from the newest to the oldest.
     *
     * @param toPlace the place of the last of them in the list of jobs: it goes on with older ones
     * @param findings those that were not equal, and why
     * @param rows how each compares, when something was to be otherwise
     * @param seconds computing time
     */
    record Advanced(
            long toPlace,
            int jobs,
            int equal,
            int different,
            int impossible,
            int skipped,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) @JsonSetter(nulls = Nulls.AS_EMPTY)
                    List<Finding> findings,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) @JsonSetter(nulls = Nulls.AS_EMPTY)
                    List<WhatIf.Row> rows,
            int circuits,
            double seconds,
            Instant at)
            implements ReplayEvent {
        public Advanced {
            findings = List.copyOf(findings);
            rows = List.copyOf(rows);
        }
    }

    /** No more jobs are meant. */
    record Finished(Instant at) implements ReplayEvent {}

    /** Somebody wants it no more. */
    record Cancelled(Instant at) implements ReplayEvent {}
}
