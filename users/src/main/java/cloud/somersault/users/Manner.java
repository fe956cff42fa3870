package cloud.somersault.users;

/** How a client behaves once it has sent a job. */
public enum Manner {
    /** Comes back another day: asks nothing. */
    FORGETS,
    /** Asks for the job until it has ended, and reads the result. */
    POLLS,
    /** Follows the job's events to the end. */
    STREAMS,
    /** Hangs up before the answer, and sends the same again under the same Idempotency-Key. */
    VANISHES,
    /** Has its answer and yet sends the same again under the same Idempotency-Key. */
    REPEATS
}
