package cloud.somersault.circuits.language;

/** Where the program goes on after a statement. */
enum Flow {
    /** At the next statement. */
    ON,
    /** Behind the loop. */
    BREAK,
    /** At the loop's next iteration. */
    CONTINUE,
    /** Where the subroutine was called. */
    RETURN,
    /** Nowhere. */
    END,
    /** At the next statement or elsewhere, as measured values decide. */
    PERHAPS
}
