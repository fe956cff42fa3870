package cloud.somersault.simulators.bench;

/** The longer check values of the rows. */
final class Checks {
    private Checks() {}

    /** Amplitudes 5 and 0x55555, real and imaginary: by gate after gate in f64, and by qsim. */
    static final Check W2 = Check.near(1e-10, 1.164028e-6, 1.577222e-7, 3.9125e-7, 5.4024e-8);

    /** The eight expectation values. */
    static final Check W4 =
            Check.near(
                    1e-6, -0.341756, -0.137610, 0.268950, -0.131407, -0.030868, -0.357036, 0.120577,
                    0.773662);

    /**
     * The fraction of ones over all qubits: 0.0797 in 4000 shots of qsim. That of one shot lies
     * between 0 and 1, so its standard deviation is at most 0.27, that of 200 shots at most 0.02.
     */
    static final Check W6 = Check.near(0.1, 0.0797);

    /** The mean fraction of detectors that fire, the fraction of flipped observables. */
    static final Check W7A = new Check(new double[] {0.01344, 0.0593}, new double[] {5e-5, 2e-3});

    /** The dimension of the affine space of outcomes, and the fraction of ones. */
    static final Check W7B = new Check(new double[] {71, 0.5}, new double[] {0, 1e-3});

    /** 1e6 times the mean probability of what was sampled. */
    static final Check W8 = Check.near(0.01, 1.91);

    /**
     * The logarithm of the fidelity, as the sum of ln(1 - discarded weight) over all truncations
     * (Aer: -0.01753; ours may be better but not worse), and the expectation values of Z on the
     * qubits 0, 1, 35, 36 and 71, which differ by as much as the truncation allows.
     */
    static final Check W9 =
            new Check(
                    new double[] {-0.0085, -0.043961, -0.011286, 0.085406, -0.039341, 0.014094},
                    new double[] {0.0095, 0.01, 0.01, 0.01, 0.01, 0.01});
}
