package cloud.somersault.persistence;

import cloud.somersault.chip.ChipSnapshot;
import cloud.somersault.chip.truth.ChipTruth;
import cloud.somersault.chip.truth.Drift;
import java.util.Comparator;

/**
 * Ramsey fringes of the qubit that has drifted most, in closed form: two quarter turns about x with
 * a wait t between them and a virtual quarter turn. A qubit faster than its drive by d reads 1 with
 * (1 + (1 - p)^2 e^{-t/T2} sin(2 pi d t)) / 2 before readout; the wait's relaxation does not enter.
 *
 * @param qubit which
 * @param readOne probability to read 1 on the chip as it is
 * @param readOneAsKnown probability to read 1 if the chip were as it was published
 * @param inTune probability to read 1 on the chip as it is, with its drive on the qubit
 */
record DriftedQubit(int qubit, double readOne, double readOneAsKnown, double inTune) {
    private static final double WAIT_SECONDS = 1e-6;

    static DriftedQubit of(ChipSnapshot first, long seed, double seconds) {
        var truth = new ChipTruth(first, seed, Drift.TRANSMONS);
        return first.qubits().stream()
                .flatMap(qubit ->
                        qubit.known().stream()
                                .filter(known -> known.t2Seconds() > 5 * WAIT_SECONDS)
                                .map(known -> {
                                    var now = truth.qubit(qubit.id(), seconds).orElseThrow();
                                    double phase =
                                            2
                                                    * Math.PI
                                                    * (now.frequencyHz() - known.frequencyHz())
                                                    * WAIT_SECONDS;
                                    double contrast =
                                            Math.pow(1 - 2 * now.pulseError(), 2)
                                                    * Math.exp(-WAIT_SECONDS / now.t2Seconds());
                                    return new DriftedQubit(
                                            qubit.id(),
                                            read(
                                                    (1 + contrast * Math.sin(phase)) / 2,
                                                    now.readZeroGivenZero(),
                                                    now.readOneGivenOne()),
                                            read(
                                                    0.5,
                                                    known.readZeroGivenZero(),
                                                    known.readOneGivenOne()),
                                            read(
                                                    0.5,
                                                    now.readZeroGivenZero(),
                                                    now.readOneGivenOne()));
                                }))
                .max(Comparator.comparingDouble(one -> Math.abs(one.readOne - one.readOneAsKnown)))
                .orElseThrow();
    }

    private static double read(double one, double zeroGivenZero, double oneGivenOne) {
        return one * oneGivenOne + (1 - one) * (1 - zeroGivenZero);
    }

    String program() {
        return """
        OPENQASM 3.0;
        include "stdgates.inc";
        bit[1] c;
        sx $%1$d;
        delay[1000.0ns] $%1$d;
        rz(pi/2) $%1$d;
        sx $%1$d;
        c[0] = measure $%1$d;
        """
                .formatted(qubit);
    }
}
