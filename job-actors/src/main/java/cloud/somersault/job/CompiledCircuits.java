package cloud.somersault.job;

import cloud.somersault.circuits.language.Language;
import cloud.somersault.job.model.JobSpec.ProgramText;
import java.util.Map;

/** Compiled programs, read again from what was stored of them. */
public final class CompiledCircuits {

    private CompiledCircuits() {}

    /** The text of a compiled program as a program again. */
    public static ProgramText program(String compiledText) {
        return new ProgramText(Language.OPENQASM_3.id(), compiledText, Map.of());
    }
}
