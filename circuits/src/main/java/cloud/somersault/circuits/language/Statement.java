package cloud.somersault.circuits.language;

import cloud.somersault.circuits.language.Expression.Operand;
import cloud.somersault.circuits.language.Expression.Selection;
import cloud.somersault.circuits.language.Expression.Type;
import java.util.List;
import java.util.Optional;

/** A statement of a program, of whichever of the three languages. */
sealed interface Statement {
    int at();

    /** Makes the gates of a standard library known. */
    record Include(String file, int at) implements Statement {}

    /** Declares qubits; without size, a single one. */
    record Qubits(String name, Optional<Expression> size, int at) implements Statement {}

    /**
     * Declares classical bits; without size, a single one.
     *
     * @param measured the qubits whose measurement is their first value
     * @param recordedName the register's name in results, where the text could not use it
     */
    record Bits(
            String name,
            Optional<Expression> size,
            Optional<Expression> value,
            Optional<Operand> measured,
            Optional<String> recordedName,
            int at)
            implements Statement {}

    /**
     * Declares a number.
     *
     * @param measured the qubits whose measurement is its first value
     * @param output it is a result, so that it has bits even if its value is known beforehand
     */
    record Number(
            Type type,
            String name,
            Optional<Expression> value,
            Optional<Operand> measured,
            boolean constant,
            boolean output,
            int at)
            implements Statement {}

    /** Declares a number that comes with the program's inputs. */
    record Input(Type type, String name, int at) implements Statement {}

    /** Names parts of registers. */
    record Alias(String name, List<Operand> parts, int at) implements Statement {}

    /**
     * Defines a gate.
     *
     * @param standard the text is, word for word, how the writers define a gate of the registry
     */
    record GateDefinition(
            String name,
            List<String> parameters,
            List<String> qubits,
            List<Statement> body,
            boolean standard,
            int at)
            implements Statement {}

    /** Declares a gate of which nothing but the form is known. */
    record Opaque(String name, int parameters, int qubits, int at) implements Statement {}

    /**
     * Applies a gate.
     *
     * @param generic controls are kept as controls, even where the registry has the gate
     */
    record Call(
            List<Modifier> modifiers,
            String gate,
            List<Expression> parameters,
            List<Operand> operands,
            boolean generic,
            int at)
            implements Statement {}

    record Measure(Operand qubits, Optional<Operand> bits, int at) implements Statement {}

    record Reset(Operand qubits, int at) implements Statement {}

    /**
     * @param all on every qubit there is, rather than on those named
     */
    record Barrier(List<Operand> qubits, boolean all, int at) implements Statement {}

    record Delay(Expression duration, List<Operand> qubits, boolean all, int at)
            implements Statement {}

    record If(Expression condition, List<Statement> then, List<Statement> otherwise, int at)
            implements Statement {}

    /**
     * Repeats a block for each value of a list of selections.
     *
     * @param values numbers and ranges, or the elements of a named register
     */
    record For(Type type, String name, Values values, List<Statement> body, int at)
            implements Statement {}

    /** Repeats a block as long as a condition holds. */
    record While(Expression condition, List<Statement> body, int iterationsMax, int at)
            implements Statement {}

    /** One of several blocks, by a whole number. */
    record Switch(Expression subject, List<Case> cases, List<Statement> otherwise, int at)
            implements Statement {}

    /** What is done for some values of a {@link Switch}. */
    record Case(List<Expression> labels, List<Statement> body) {}

    /** A block with names of its own. */
    record Block(List<Statement> body, int at) implements Statement {}

    /** A block that nothing is moved into or out of. */
    record Box(List<Statement> body, int at) implements Statement {}

    /** Names qubits that belong to a box although it does nothing to them. */
    record Idle(List<Operand> qubits, int at) implements Statement {}

    record Break(int at) implements Statement {}

    record Continue(int at) implements Statement {}

    /** Ends the program. */
    record End(int at) implements Statement {}

    /** Ends a subroutine, with a value or with what a measurement gives. */
    record Return(Optional<Expression> value, Optional<Operand> measured, int at)
            implements Statement {}

    /** Declares several values under one name. */
    record Array(
            Type element,
            List<Expression> sizes,
            String name,
            Optional<Expression> value,
            boolean constant,
            int at)
            implements Statement {}

    /** Defines something that is written out wherever it is called. */
    record Subroutine(
            String name,
            List<Parameter> parameters,
            Optional<Type> result,
            List<Statement> body,
            int at)
            implements Statement {}

    /** What a subroutine takes. */
    sealed interface Parameter {
        String name();

        int at();
    }

    record QubitParameter(String name, Optional<Expression> size, int at) implements Parameter {}

    record ValueParameter(String name, Type type, int at) implements Parameter {}

    /**
     * @param sizes empty when only the number of dimensions is stated
     * @param mutable what the subroutine writes, the caller sees
     */
    record ArrayParameter(
            String name,
            Type element,
            List<Expression> sizes,
            Optional<Expression> dimensions,
            boolean mutable,
            int at)
            implements Parameter {}

    /** Declares a function that is computed elsewhere. */
    record Extern(String name, int at) implements Statement {}

    /**
     * Gives a gate a calibration of its own.
     *
     * @param qubits as written; those that do not begin with $ stand for any
     */
    record Calibration(String gate, List<String> qubits, int at) implements Statement {}

    record Assign(Operand target, String operator, Expression value, int at) implements Statement {}

    /** A block that is undone: backwards, every gate inverted. */
    record Dagger(List<Statement> body, int at) implements Statement {}

    /** A block that happens where all these qubits are 1. */
    record Control(List<Operand> controls, List<Statement> body, int at) implements Statement {}

    /** States how many qubits the chip has on which the physical qubits lie. */
    record ChipSize(int qubits, int at) implements Statement {}

    /** What a loop runs over. */
    sealed interface Values {}

    record Selected(List<Selection> selections) implements Values {}

    /** The elements of an array or the bits of a register. */
    record Each(Expression all) implements Values {}

    /** What stands before a gate's name and changes it. */
    record Modifier(Kind kind, Optional<Expression> argument, int at) {
        enum Kind {
            INVERSE,
            POWER,
            CONTROL,
            NEGATIVE_CONTROL
        }
    }
}
