package cloud.somersault.job.prepare;

import cloud.somersault.chip.ChipSnapshot;
import cloud.somersault.circuits.compiler.Compilation;
import cloud.somersault.circuits.compiler.CompilerOptions;
import cloud.somersault.job.model.JobSpec.ProgramText;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What was compiled a moment ago on this node. A job for a chip is compiled when it is accepted,
 * when it is given a place beside others, and when its turn comes: as a rule the same program for
 * the same chip, and so with the same answer. Safe for several threads.
 */
public final class CompiledLately {
    private static final int OPERATIONS_MOST = 1000;

    private final int most;
    private final Map<Question, Compiled> known = new LinkedHashMap<>();

    /** All that an answer depends on. */
    record Question(ProgramText program, Chip chip, CompilerOptions options) {}

    /**
     * A chip's figures; told apart by being the very same object, since those of a chip are shared
     * by all who ask for it, and many.
     */
    record Chip(ChipSnapshot figures) {
        @Override
        @SuppressWarnings("ReferenceEquality") // that is what it is for
        public boolean equals(Object other) {
            return other instanceof Chip(var others) && others == figures;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(figures);
        }
    }

    /** The program on the chip, and as a text that runs there. */
    record Compiled(Compilation.Compiled compilation, ProgramText run) {}

    /**
     * An empty one.
     *
     * @param most how many programs it remembers, the oldest forgotten first; 0: none
     */
    public CompiledLately(int most) {
        this.most = most;
    }

    synchronized Optional<Compiled> find(Question question) {
        return Optional.ofNullable(known.get(question));
    }

    /** Remembers an answer, unless it is a large one. */
    synchronized void note(Question question, Compiled answer) {
        if (answer.compilation().circuit().operations().size() > OPERATIONS_MOST || most == 0) {
            return;
        }
        known.put(question, answer);
        if (known.size() > most) {
            known.remove(known.keySet().iterator().next());
        }
    }
}
