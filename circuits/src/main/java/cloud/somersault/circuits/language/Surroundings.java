package cloud.somersault.circuits.language;

import org.jspecify.annotations.Nullable;

/** What is around the statement that is elaborated. */
final class Surroundings {
    private static final int NOWHERE = -1;

    /** How many branches on measured values. */
    int branches;

    /** Calls made by the present statement so far. */
    int ordinal;

    /** What the last return gave. */
    Value returned = new Value.Nothing();

    private int loop = NOWHERE;
    private int subroutine = NOWHERE;
    private @Nullable Emission emission;

    /** Where operations go that come of formulas. */
    Emission present() {
        return java.util.Objects.requireNonNull(emission);
    }

    /** Says where they go from now on; returns where they went. */
    @Nullable Emission turnTo(@Nullable Emission next) {
        var before = emission;
        emission = next;
        return before;
    }

    record Around(int loop, int subroutine, int ordinal) {}

    Around enterCall() {
        var around = new Around(loop, subroutine, ordinal);
        loop = NOWHERE;
        subroutine = branches;
        ordinal = 0;
        return around;
    }

    void leaveCall(Around around) {
        loop = around.loop();
        subroutine = around.subroutine();
        ordinal = around.ordinal();
    }

    /** Enters a loop that is written out; returns what {@link #leaveLoop} wants. */
    int enterLoop() {
        int before = loop;
        loop = branches;
        return before;
    }

    void leaveLoop(int before) {
        loop = before;
    }

    /** A break or continue that decides nothing while the program runs. */
    void requireLoop(String word, int at) {
        if (loop == NOWHERE) {
            throw new ProgramError("misplaced-" + word, at, "'" + word + "' stands in no loop");
        }
        if (loop != branches) {
            throw underMeasurement(word, at, "put what follows into an else block");
        }
    }

    void requireSubroutine(int at) {
        if (subroutine == NOWHERE) {
            throw new ProgramError("misplaced-return", at, "'return' stands in no subroutine");
        }
        if (subroutine != branches) {
            throw underMeasurement(
                    "return",
                    at,
                    "assign to a variable in the branches, and return that at the end");
        }
    }

    void requireUnconditional(String word, int at) {
        if (branches > 0) {
            throw underMeasurement(word, at, "put what follows into an else block");
        }
    }

    private static ProgramError underMeasurement(String word, int at, String instead) {
        return new ProgramError(
                "unsupported-" + word,
                at,
                "'" + word + "' cannot depend on measured values here",
                instead);
    }
}
