package cloud.somersault.chip.calibration;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;

/**
 * One thing that calibration keeps in order, and the things that must be in order first. A
 * coupler's stand on those of both its qubits.
 */
public enum Node {
    /** How a qubit reads: F0 and F1. */
    READOUT(),
    /** Where a qubit's frequency is: Ramsey fringes. */
    FREQUENCY(READOUT),
    /** How far a pulse turns. */
    GAIN(READOUT, FREQUENCY),
    /** T1. */
    RELAXATION(READOUT, GAIN),
    /** T2. */
    COHERENCE(READOUT, GAIN),
    /** The mean error of a pulse. */
    PULSE_ERROR(READOUT, FREQUENCY, GAIN),
    /** The phases of a CZ. */
    CZ_PHASE(READOUT, FREQUENCY, GAIN),
    /** The mean error of a CZ. */
    CZ_ERROR(CZ_PHASE, PULSE_ERROR);

    private final List<Node> needs;

    Node(Node... needs) {
        this.needs = List.of(needs);
    }

    /** What must be in order first, nearest causes first. */
    public List<Node> needs() {
        return needs;
    }

    /** Whether this is a coupler's. */
    public boolean ofCoupler() {
        return this == CZ_PHASE || this == CZ_ERROR;
    }

    /** The name in kebab case, as events write it. */
    @JsonValue
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
