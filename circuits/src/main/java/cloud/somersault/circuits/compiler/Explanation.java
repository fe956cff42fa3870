package cloud.somersault.circuits.compiler;

import java.util.List;

/**
 * What the compiler did, pass by pass.
 *
 * @param compilation what came of it
 * @param steps the passes that ran, in order; when it was refused, those before the refusal
 */
public record Explanation(Compilation compilation, List<Step> steps) {
    public Explanation {
        steps = List.copyOf(steps);
    }

    /**
     * One pass.
     *
     * @param pass its name
     * @param explanation what it does, one sentence
     * @param before how the program stood before it
     * @param after and after it
     * @param milliseconds what it took, by the clock that was given
     */
    public record Step(
            String pass, String explanation, Size before, Size after, double milliseconds) {}

    /**
     * How large a program is, written with native steps as it would be at this point.
     *
     * @param operations as they stand, branches included
     * @param czGates CZ, branches included
     * @param pulses U3, branches included
     * @param depth layers of pulses, CZ, and measurements and resets before the final readout
     * @param durationSeconds from the first pulse to the final readout
     */
    public record Size(int operations, int czGates, int pulses, int depth, double durationSeconds) {

        static Size of(Draft draft) {
            var operations = draft.circuit().operations();
            var written =
                    draft.withOperations(
                            Pieces.areBlocks(operations)
                                    ? new WriteBlocks().run(draft).circuit().operations()
                                    : new Decompose().run(draft).circuit().operations());
            var count = Figures.counted(written.circuit());
            var times = new Timetable(draft.device(), written.circuit());
            var body = Schedule.body(written.circuit().operations());
            return new Size(
                    draft.circuit().size(),
                    count.czGates(),
                    count.pulses(),
                    count.layers(),
                    Timetable.seconds(times.end(body, times.begins(body, false))));
        }
    }
}
