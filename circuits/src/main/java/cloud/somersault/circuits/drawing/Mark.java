package cloud.somersault.circuits.drawing;

/** What an operation puts on one wire. Rows are numbered from the top. */
sealed interface Mark {
    int row();

    /** What a box is for; a picture in colours tells them apart. */
    enum Kind {
        GATE,
        PHASE,
        MEASUREMENT,
        RESET,
        WAIT
    }

    record Box(int row, String label, Kind kind) implements Mark {}

    record Control(int row) implements Mark {}

    /** The X of a controlled X. */
    record Target(int row) implements Mark {}

    /** One end of a swap. */
    record Cross(int row) implements Mark {}

    record Fence(int row) implements Mark {}

    /** The bit of a register that is written. */
    record Bit(int row, String label) implements Mark {}

    /**
     * What a condition reads of a register.
     *
     * @param label the bit's number, empty when there are several
     * @param filled false when it asks whether the bit is 0
     */
    record Read(int row, String label, boolean filled) implements Mark {}
}
