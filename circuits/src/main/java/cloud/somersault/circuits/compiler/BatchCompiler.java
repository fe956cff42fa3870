package cloud.somersault.circuits.compiler;

import cloud.somersault.circuits.Circuit;

/**
 * Compiles many programs, and searches a layout and routes only once for those that differ in
 * nothing but parameters. What it answers is what {@link Compiler#compile} answers: there too the
 * search looks only at a likeness of the program in which parameters are replaced. Safe for several
 * threads; they wait for each other's searches.
 */
public final class BatchCompiler {
    private final Routes routes;

    /**
     * An empty one.
     *
     * @param structuresMax how many different programs it remembers, the oldest forgotten first
     */
    public BatchCompiler(int structuresMax) {
        if (structuresMax < 1) {
            throw new IllegalArgumentException("remember at least one structure");
        }
        // Above level 1 there are two searches for each: the level's and level 1's.
        routes = new Routes(2 * structuresMax);
    }

    /** The program on the chip, or the refusal. */
    public Compilation compile(Circuit circuit, Device device, CompilerOptions options) {
        return compile(circuit, device, options, Cancellation.never());
    }

    /**
     * The same, unless it is cancelled before it is done; a search that is cancelled is forgotten.
     *
     * @throws CancelledCompilationException when the cancellation was requested
     */
    public Compilation compile(
            Circuit circuit, Device device, CompilerOptions options, Cancellation cancellation) {
        return Compiler.compile(circuit, device, options, routes, cancellation);
    }

    /** How often layout and routes had to be searched. */
    public long searches() {
        return routes.searches();
    }
}
