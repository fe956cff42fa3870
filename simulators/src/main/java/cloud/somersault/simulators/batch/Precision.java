package cloud.somersault.simulators.batch;

/** How many digits a batch is computed with. */
public enum Precision {
    /** Single precision: about 6 digits, twice as fast. */
    F32,
    /** Double precision: about 15 digits. */
    F64
}
