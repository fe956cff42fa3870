package cloud.somersault.circuits.compiler;

import cloud.somersault.circuits.Circuit;
import cloud.somersault.circuits.Operation;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A program on its way: each pass takes one and gives the next.
 *
 * @param request what is the same for all passes but the one that looks at the region
 * @param circuit the operations so far; over the program's qubits until it is mapped, then over the
 *     chip's
 * @param unscheduled the operations as they were before they got their times; the same until then
 * @param initialLayout the wire of the circuit on which each program qubit starts, -1 for none
 * @param finalLayout the wire on which it ends
 * @param durationSeconds up to the final readout, 0 until scheduled
 */
record Draft(
        Request request,
        Circuit circuit,
        Circuit unscheduled,
        List<Integer> initialLayout,
        List<Integer> finalLayout,
        double durationSeconds) {

    /**
     * What was asked for.
     *
     * @param source the program as it was given
     * @param device the chip it shall run on
     * @param options what the user asked
     * @param cancellation asked in every loop that may take long
     */
    record Request(
            Circuit source, Device device, CompilerOptions options, Cancellation cancellation) {}

    /** Nothing done yet; untouched qubits have no place. */
    static Draft of(Request request) {
        var circuit = request.source;
        var touched = circuit.touchedQubits();
        var layout =
                IntStream.range(0, circuit.qubits())
                        .map(qubit -> touched.get(qubit) ? qubit : -1)
                        .boxed()
                        .toList();
        return new Draft(request, circuit, circuit, layout, layout, 0);
    }

    Device device() {
        return request.device;
    }

    CompilerOptions options() {
        return request.options;
    }

    Cancellation cancellation() {
        return request.cancellation;
    }

    /** The program as it was given, to be compiled at level 1. */
    Draft restarted() {
        var options = request.options.withOptimization(1);
        return of(new Request(request.source, request.device, options, request.cancellation));
    }

    /** As it was before its steps got their times, under other options. */
    Draft unscheduled(CompilerOptions options) {
        var asked = new Request(request.source, request.device, options, request.cancellation);
        return new Draft(asked, unscheduled, unscheduled, initialLayout, finalLayout, 0);
    }

    Draft withOperations(List<Operation> operations) {
        return withCircuit(circuit.withOperations(operations));
    }

    Draft withCircuit(Circuit other) {
        return new Draft(request, other, other, initialLayout, finalLayout, durationSeconds);
    }

    Draft withLayouts(List<Integer> first, List<Integer> last) {
        return new Draft(request, circuit, unscheduled, first, last, durationSeconds);
    }

    Draft withDevice(Device other) {
        var elsewhere = new Request(request.source, other, request.options, request.cancellation);
        return new Draft(
                elsewhere, circuit, unscheduled, initialLayout, finalLayout, durationSeconds);
    }

    /** The same steps with their waits. */
    Draft scheduled(List<Operation> operations, double seconds) {
        var timed = circuit.withOperations(operations);
        return new Draft(request, timed, circuit, initialLayout, finalLayout, seconds);
    }
}
