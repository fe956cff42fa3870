package cloud.somersault.users;

/** What somebody comes for. */
public sealed interface Deed {

    /** The circuits that it brings: what the original cloud counts as tasks. */
    int tasks();

    /**
     * One program.
     *
     * @param target ideal, or a chip
     */
    record Single(String target, Size size) implements Deed {
        @Override
        public int tasks() {
            return 1;
        }
    }

    /** Several small programs in one job. */
    record Batch(String target, int programs) implements Deed {
        @Override
        public int tasks() {
            return programs;
        }
    }

    /** A variational session: batch after batch, each sent when the last has its result. */
    record Session(String target, int steps, int programs) implements Deed {
        @Override
        public int tasks() {
            return steps * programs;
        }
    }

    /** What no cloud can take. */
    record Rubbish(Nonsense kind) implements Deed {
        @Override
        public int tasks() {
            return 0;
        }
    }

    /** How large a program is. */
    enum Size {
        /** Up to 5 qubits and 20 gates. */
        SMALL,
        /** 10 to 13 qubits and 60 gates. */
        LARGE
    }

    /** Ways of being wrong. */
    enum Nonsense {
        NOT_JSON,
        NO_PROGRAM,
        UNKNOWN_GATE,
        NO_SHOTS,
        WRONG_TYPE,
        BINARY
    }
}
