package cloud.somersault.persistence.cassandra;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/**
 * A job's place in the list: the microsecond of its submission and six bits of its id, in one
 * number. It follows from the event alone, so whoever writes a row finds the same partition.
 */
record JobPlace(long number) {
    private static final long IDS = 64;
    private static final long MICROS = 1_000_000;

    static JobPlace of(Instant submittedAt, String jobId) {
        long micros = submittedAt.getEpochSecond() * MICROS + submittedAt.getNano() / 1000;
        return new JobPlace(micros * IDS + Math.floorMod(jobId.hashCode(), IDS));
    }

    private Instant submittedAt() {
        long micros = Math.floorDiv(number, IDS);
        return Instant.ofEpochSecond(
                Math.floorDiv(micros, MICROS), Math.floorMod(micros, MICROS) * 1000);
    }

    /** The day of the submission, in UTC. */
    LocalDate day() {
        return submittedAt().atZone(ZoneOffset.UTC).toLocalDate();
    }

    /** The minute of the submission. */
    Instant minute() {
        return submittedAt().truncatedTo(ChronoUnit.MINUTES);
    }
}
