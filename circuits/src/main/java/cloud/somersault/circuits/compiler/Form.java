package cloud.somersault.circuits.compiler;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** One way to write a program, and who routes it there and back. */
final class Form {
    private final int index;
    private final List<Piece> pieces;
    private final Flock there;
    private final Flock back;

    private Form(int index, List<Piece> pieces, Flock there, Flock back) {
        this.index = index;
        this.pieces = pieces;
        this.there = there;
        this.back = back;
    }

    /**
     * What all forms of a program share.
     *
     * @param draft the program before it is mapped
     * @param chip where it shall run
     * @param readouts how often each wire is measured
     */
    record Ground(Draft draft, WorkingChip chip, int[] readouts) {

        /** A form whose routers weigh losses, or only count CZ. */
        Form form(int index, List<Piece> pieces, boolean uniform, SplittableRandom dice) {
            List<double[][]> distances =
                    uniform
                            ? List.<double[][]>of(chip.hopDistances())
                            : List.of(chip.weightedDistances(), chip.hopDistances());
            var there = new Flock(plan(pieces, uniform), distances, dice.split());
            var back = new Flock(plan(pieces.reversed(), uniform), distances, dice.split());
            return new Form(index, pieces, there, back);
        }

        private Router.Plan plan(List<Piece> program, boolean uniform) {
            var circuit = draft.circuit();
            return new Router.Plan(
                    chip,
                    BlockGraph.of(program, circuit.qubits(), circuit.bits()),
                    circuit.qubits(),
                    readouts,
                    uniform,
                    draft.cancellation());
        }
    }

    List<Piece> pieces() {
        return pieces;
    }

    /** Routers that go the program's way. */
    Flock there() {
        return there;
    }

    /** Routers that go it backwards. */
    Flock back() {
        return back;
    }

    /** The route that a router has gone from a start. */
    Routes.Route route(int[] start, Router router) {
        return new Routes.Route(
                index,
                Arrays.stream(start).boxed().toList(),
                Arrays.stream(router.trail().steps()).boxed().toList());
    }
}
