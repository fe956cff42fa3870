package cloud.somersault.chip.experiment;

import cloud.somersault.circuits.Circuit;
import java.util.List;

/**
 * An experiment on one qubit (qubit 0 of its circuits) or one coupler (qubits 0 and 1): circuits of
 * native pulses that are run as written, and what their counts say. Every circuit measures qubit i
 * into bit i at its end.
 *
 * @param <R> the figures that it finds
 */
public interface Experiment<R> {

    /** Its name in kebab case, as events and the API write it. */
    String name();

    /** The circuits, all with the same qubits. */
    List<Circuit> circuits();

    /** What the counts of all circuits say. */
    Outcome<R> analyse(Readings readings);
}
