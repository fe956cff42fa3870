package cloud.somersault.circuits.compiler;

/** One step of the compiler: a pure function from draft to draft with a name to explain it by. */
interface Pass {

    /** Stable, in kebab-case. */
    String name();

    /** One sentence for people. */
    String explanation();

    /**
     * The next draft.
     *
     * @throws CannotCompile when the chip can't run the program
     */
    Draft run(Draft draft);
}
