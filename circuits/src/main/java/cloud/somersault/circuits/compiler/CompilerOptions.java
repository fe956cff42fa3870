package cloud.somersault.circuits.compiler;

/**
 * What a user may ask of the compiler.
 *
 * @param layout who places the qubits
 * @param optimization 0: what is written is what runs, every written one-qubit gate that is not
 *     diagonal is one pulse; 1: one-qubit runs are merged and inverse CZ cancelled; 2: interactions
 *     meet where they commute, two-qubit blocks take the least CZ, SWAPs are taken into them; 3:
 *     the same with a longer search for layout and routing; 4, patient: with a search some ten
 *     times longer still. Of what 2 to 4 find the program with the highest estimated success is
 *     kept, what the levels below find included; the one with the fewest CZ where no part of the
 *     chip is known to err. Above 1 nothing is presumed of the input: a program without
 *     measurements and resets stays the same unitary, level 1 keeps what it does to |0...0>
 * @param seed of the search for a layout; the same seed gives the same program
 * @param decoupling whether long waits that the compiler inserts are filled with two X pulses,
 *     which undo slow dephasing; the duration stays the same
 * @param region where on the chip
 */
public record CompilerOptions(
        Layout layout, int optimization, long seed, boolean decoupling, Region region) {
    /** The highest level of optimization. */
    public static final int OPTIMIZATION_MAX = 4;

    public CompilerOptions {
        if (optimization < 0 || optimization > OPTIMIZATION_MAX) {
            throw new IllegalArgumentException(
                    "optimization is 0 to " + OPTIMIZATION_MAX + ", not " + optimization);
        }
    }

    /** Without decoupling, anywhere on the chip. */
    public CompilerOptions(Layout layout, int optimization, long seed) {
        this(layout, optimization, seed, false, Region.ANYWHERE);
    }

    /** The same at another level. */
    CompilerOptions withOptimization(int other) {
        return new CompilerOptions(layout, other, seed, decoupling, region);
    }

    /** The same, with or without decoupling. */
    public CompilerOptions withDecoupling(boolean other) {
        return new CompilerOptions(layout, optimization, seed, other, region);
    }

    /** The same elsewhere. */
    public CompilerOptions withRegion(Region other) {
        return new CompilerOptions(layout, optimization, seed, decoupling, other);
    }
}
