package cloud.somersault.tuning.adapter;

/** How the values q of the quantum layer and the linear way CW u come together. */
public enum Fusion {
    /** v = QW q + CW u: QTHA, the second version of arXiv:2503.12790. */
    LINEAR,
    /** v = q * (CW u), number by number: QWTHN, its first version. Needs no QW. */
    HADAMARD
}
