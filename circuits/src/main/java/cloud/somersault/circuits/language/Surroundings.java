package cloud.somersault.circuits.language;

import cloud.somersault.circuits.Condition;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What is around the statement that is elaborated. */
final class Surroundings {
    private static final int NOWHERE = -1;
    private static final int MEASURED = -2;

    /** How many branches on measured values. */
    int branches;

    /** Calls made by the present statement so far. */
    int ordinal;

    /** What the last return gave. */
    Value returned = new Value.Nothing();

    private int loop = NOWHERE;
    private int subroutine = NOWHERE;
    private @Nullable Leave broken;
    private @Nullable Leave continued;
    private @Nullable Leave returning;
    private @Nullable Leave ended;
    private @Nullable Emission emission;

    /** Where operations go that come of formulas. */
    Emission present() {
        return Objects.requireNonNull(emission);
    }

    /** Says where they go from now on; returns where they went. */
    @Nullable Emission turnTo(@Nullable Emission next) {
        var before = emission;
        emission = next;
        return before;
    }

    /** What was around a call or a loop. */
    record Around(
            int loop,
            int subroutine,
            int ordinal,
            @Nullable Leave broken,
            @Nullable Leave continued,
            @Nullable Leave returning) {}

    private Around around() {
        return new Around(loop, subroutine, ordinal, broken, continued, returning);
    }

    private void restore(Around around) {
        loop = around.loop;
        subroutine = around.subroutine;
        ordinal = around.ordinal;
        broken = around.broken;
        continued = around.continued;
        returning = around.returning;
    }

    Around enterCall(Leave leave) {
        var around = around();
        loop = NOWHERE;
        subroutine = branches;
        ordinal = 0;
        broken = null;
        continued = null;
        returning = leave;
        return around;
    }

    void leaveCall(Around around) {
        close(returning);
        restore(around);
    }

    /** Enters a loop; {@link #leaveLoop} wants what was around. */
    Around enterLoop(Leave leave) {
        var around = around();
        loop = branches;
        broken = leave;
        continued = null;
        return around;
    }

    /** Begins a loop's body once more. */
    void enterIteration(Leave leave) {
        close(continued);
        loop = branches;
        continued = leave;
    }

    void leaveLoop(Around around) {
        close(continued);
        close(broken);
        restore(around);
    }

    void enterProgram(Leave leave) {
        ended = leave;
    }

    private static void close(@Nullable Leave leave) {
        if (leave != null) {
            leave.close();
        }
    }

    /** That the loop goes on: nothing has left it, the subroutine or the program. */
    Condition stays() {
        return Logic.and(open(broken), Logic.and(open(returning), open(ended)));
    }

    /** That this iteration goes on. */
    Condition goesOn() {
        return Logic.and(open(continued), stays());
    }

    private static Condition open(@Nullable Leave leave) {
        return leave == null ? Logic.TRUE : leave.open();
    }

    /** Where the program goes on behind a loop that measured values may have left for good. */
    Flow behindLoop() {
        boolean gone = returning != null && returning.isTaken() || ended != null && ended.isTaken();
        return gone ? Flow.PERHAPS : Flow.ON;
    }

    /** A break; taken when measured values decide on it. */
    void leaveLoop(Storage storage, int at, Emission to) {
        requireLoop("break", at);
        if (loop != branches) {
            Objects.requireNonNull(broken).take(storage, at, to);
        }
    }

    /** A continue; taken when measured values decide on it. */
    void leaveIteration(Storage storage, int at, Emission to) {
        requireLoop("continue", at);
        if (loop != branches) {
            Objects.requireNonNull(continued).take(storage, at, to);
        }
    }

    boolean inLoop() {
        return loop != NOWHERE;
    }

    /** What leaves it now is decided while the program runs, whatever the branch. */
    void inMeasuredLoop() {
        loop = MEASURED;
    }

    private void requireLoop(String word, int at) {
        if (loop == NOWHERE) {
            throw new ProgramError("misplaced-" + word, at, "'" + word + "' stands in no loop");
        }
    }

    void requireSubroutine(int at) {
        if (subroutine == NOWHERE) {
            throw new ProgramError("misplaced-return", at, "'return' stands in no subroutine");
        }
    }

    /** Whether measured values decide on the return that is met now. */
    boolean returnIsMeasured() {
        return subroutine != branches;
    }

    /** An end; taken when measured values decide on it. */
    void leaveProgram(Storage storage, int at, Emission to) {
        if (branches == 0) {
            return;
        }
        if (subroutine != NOWHERE) {
            throw underMeasurement("end", at, "return a bit that says so, and end behind the call");
        }
        Objects.requireNonNull(ended).take(storage, at, to);
    }

    private static ProgramError underMeasurement(String word, int at, String instead) {
        return new ProgramError(
                "unsupported-" + word,
                at,
                "'" + word + "' in a subroutine cannot depend on measured values",
                instead);
    }
}
