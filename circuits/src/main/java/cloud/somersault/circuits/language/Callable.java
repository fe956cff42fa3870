package cloud.somersault.circuits.language;

import cloud.somersault.circuits.Gate;
import cloud.somersault.circuits.language.Statement.Modifier;
import java.util.List;

/** What a gate's name may stand for. */
sealed interface Callable {
    String name();

    /** How many parameters. */
    int parameters();

    /** How many operands. */
    int qubits();

    /** How many calls lie inside each other at most; 0 when there is no body. */
    default int depth() {
        return 0;
    }

    /** How many operations come of a call at least; bounded, so that it never overflows. */
    default long operations() {
        return 1;
    }

    /** How many calls of own gates a call makes at least, bounded alike. */
    default long calls() {
        return 0;
    }

    /** A gate of the registry. */
    record Registry(String name, Gate gate) implements Callable {
        @Override
        public long operations() {
            return gate == Gate.GPHASE ? 0 : 1;
        }

        @Override
        public int parameters() {
            return gate.parameters().size();
        }

        @Override
        public int qubits() {
            return gate.qubits();
        }
    }

    /** A gate that libraries have and that is made of the registry's. */
    record Derived(String name, int parameters, int qubits, Recipe recipe) implements Callable {}

    /** A gate that the program defines. */
    record Own(
            String name,
            List<String> parameterNames,
            List<String> qubitNames,
            List<Step> steps,
            int depth,
            long operations,
            long calls)
            implements Callable {
        @Override
        public int parameters() {
            return parameterNames.size();
        }

        @Override
        public int qubits() {
            return qubitNames.size();
        }
    }

    /** A gate without a body: nobody knows what it does. */
    record Unknown(String name, int parameters, int qubits) implements Callable {}

    /** A gate whose definition was wrong. */
    record Broken(String name) implements Callable {
        @Override
        public int parameters() {
            return 0;
        }

        @Override
        public int qubits() {
            return 0;
        }
    }

    /** How a derived gate is made. */
    @FunctionalInterface
    interface Recipe {
        void make(List<Double> parameters, List<Integer> qubits, Emission to);
    }

    /**
     * A statement of a gate's body, its names resolved; operands are positions of the gate's own.
     */
    sealed interface Step {
        int at();
    }

    record Apply(
            Callable gate,
            List<Modifier> modifiers,
            List<Expression> parameters,
            int[] operands,
            int at)
            implements Step {}

    record Barrier(int[] operands, int at) implements Step {}

    record Delay(Expression duration, int[] operands, int at) implements Step {}

    record Repeat(Statement.For loop, List<Step> steps, int at) implements Step {}
}
