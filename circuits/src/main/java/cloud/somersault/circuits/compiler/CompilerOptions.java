package cloud.somersault.circuits.compiler;

/**
 * What a user may ask of the compiler.
 *
 * @param layout who places the qubits
 * @param optimization 0: what is written is what runs, every written one-qubit gate that is not
 *     diagonal is one pulse; 1: one-qubit runs are merged and inverse CZ cancelled; 2: interactions
 *     meet where they commute, two-qubit blocks take the least CZ, SWAPs are taken into them; 3:
 *     the same with a longer search for layout and routing; 4, patient: with a search some ten
 *     times longer still
 * @param seed of the search for a layout; the same seed gives the same program
 */
public record CompilerOptions(Layout layout, int optimization, long seed) {
    /** The highest level of optimization. */
    public static final int OPTIMIZATION_MAX = 4;

    public CompilerOptions {
        if (optimization < 0 || optimization > OPTIMIZATION_MAX) {
            throw new IllegalArgumentException(
                    "optimization is 0 to " + OPTIMIZATION_MAX + ", not " + optimization);
        }
    }
}
