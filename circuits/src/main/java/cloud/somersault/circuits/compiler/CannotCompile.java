package cloud.somersault.circuits.compiler;

import cloud.somersault.circuits.compiler.Compilation.Refused;

/** Carries a refusal out of a pass; {@link Compiler} turns it back into an answer. */
final class CannotCompile extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final transient Refused refusal;

    CannotCompile(String code, String message, String hint) {
        super(message, null, false, false);
        this.refusal = new Refused(code, message, hint);
    }

    Refused refusal() {
        return refusal;
    }

    static CannotCompile tooManyLayers(Device device, String found) {
        return new CannotCompile(
                "too-many-layers",
                "the program is "
                        + found
                        + " deep on chip "
                        + device.name()
                        + ", which takes "
                        + device.layersMax()
                        + " layers",
                "Split the program, use gates with fewer controls, or compile with optimization 1.");
    }
}
