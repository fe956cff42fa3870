package cloud.somersault.circuits.compiler;

import cloud.somersault.circuits.Gate;
import cloud.somersault.circuits.Operation;
import cloud.somersault.circuits.Operation.Apply;
import cloud.somersault.circuits.Operation.Delay;
import java.util.ArrayList;
import java.util.List;

/**
 * X - X: two pulses at a quarter and three quarters of a wait. What a constant shift of the
 * frequency turns the qubit by before the first and after the second it turns back in between
 * (Viola and Lloyd, arXiv:quant-ph/9803057).
 */
final class Decoupling {
    /** A wait shorter than so many pulses stays as it is: the two would fill half of it. */
    static final int PULSES_MIN = 4;

    private Decoupling() {}

    static Apply pulse(int qubit) {
        return new Apply(Gate.U3, List.of(Math.PI, 0.0, Math.PI), List.of(qubit));
    }

    /** Steps that take so long and do nothing; times in femtoseconds. */
    static List<Operation> sequence(long length, long pulse, int qubit) {
        long idle = length - 2 * pulse;
        long quarter = idle / 4;
        var steps = new ArrayList<Operation>();
        steps.add(new Delay(Timetable.seconds(quarter), List.of(qubit)));
        steps.add(pulse(qubit));
        steps.add(new Delay(Timetable.seconds(idle - 2 * quarter), List.of(qubit)));
        steps.add(pulse(qubit));
        steps.add(new Delay(Timetable.seconds(quarter), List.of(qubit)));
        return steps;
    }
}
