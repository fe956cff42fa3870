package cloud.somersault.circuits.compiler;

import cloud.somersault.circuits.Circuit;
import cloud.somersault.circuits.Operation;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A program on its way: each pass takes one and gives the next.
 *
 * @param device the chip it shall run on
 * @param options what the user asked
 * @param circuit the operations so far; over the program's qubits until it is mapped, then over the
 *     chip's
 * @param initialLayout the wire of the circuit on which each program qubit starts, -1 for none
 * @param finalLayout the wire on which it ends
 * @param durationSeconds up to the final readout, 0 until scheduled
 * @param cancellation asked in every loop that may take long
 */
record Draft(
        Device device,
        CompilerOptions options,
        Circuit circuit,
        List<Integer> initialLayout,
        List<Integer> finalLayout,
        double durationSeconds,
        Cancellation cancellation) {

    /** Nothing done yet; untouched qubits have no place. */
    static Draft of(
            Circuit circuit, Device device, CompilerOptions options, Cancellation cancellation) {
        var touched = circuit.touchedQubits();
        var layout =
                IntStream.range(0, circuit.qubits())
                        .map(qubit -> touched.get(qubit) ? qubit : -1)
                        .boxed()
                        .toList();
        return new Draft(device, options, circuit, layout, layout, 0, cancellation);
    }

    /**
     * Whether passes may use that all qubits start in |0>. Above level 1 they don't: a program
     * without measurement is a unitary and stays the same for any input.
     */
    boolean startsInZero() {
        return options.optimization() <= 1;
    }

    Draft withOperations(List<Operation> operations) {
        return withCircuit(circuit.withOperations(operations));
    }

    Draft withCircuit(Circuit other) {
        return new Draft(
                device, options, other, initialLayout, finalLayout, durationSeconds, cancellation);
    }

    Draft withLayouts(List<Integer> first, List<Integer> last) {
        return new Draft(device, options, circuit, first, last, durationSeconds, cancellation);
    }

    Draft withDevice(Device other) {
        return new Draft(
                other, options, circuit, initialLayout, finalLayout, durationSeconds, cancellation);
    }

    Draft withDuration(double seconds) {
        return new Draft(
                device, options, circuit, initialLayout, finalLayout, seconds, cancellation);
    }
}
