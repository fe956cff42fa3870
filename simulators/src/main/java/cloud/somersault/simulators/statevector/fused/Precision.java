package cloud.somersault.simulators.statevector.fused;

/** How exactly amplitudes are kept. */
public enum Precision {
    /** 8 bytes an amplitude, errors near 1e-6 of the largest. */
    SINGLE,
    /** 16 bytes an amplitude, errors near 1e-15. */
    DOUBLE
}
