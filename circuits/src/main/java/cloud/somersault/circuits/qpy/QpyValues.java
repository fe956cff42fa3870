package cloud.somersault.circuits.qpy;

import java.util.ArrayList;

/** Reads what stands as a parameter of an instruction. */
final class QpyValues {
    private static final int VALUE_BYTES_MIN = 9;
    private static final int TUPLES_DEEP_MAX = 8;

    private final QpyCircuits circuits;
    private final FormulaReader formulas;

    QpyValues(QpyCircuits circuits, FormulaReader formulas) {
        this.circuits = circuits;
        this.formulas = formulas;
    }

    /** The angle in all of the bytes, as values outside of instructions are written. */
    Formula formula(char type, QpyInput in) {
        return formulas.value(type, in);
    }

    /** A condition that is an expression. */
    Classic condition(QpyInput in) {
        char type = in.letter();
        var payload = in.slice(in.i64());
        if (type != 'x') {
            throw payload.wrong("A condition is no expression.");
        }
        return ClassicReader.expression(payload);
    }

    /**
     * The next parameter.
     *
     * @param depth of the circuit whose instruction has it
     */
    QpyValue parameter(QpyInput in, int depth) {
        return parameter(in, depth, 0);
    }

    private QpyValue parameter(QpyInput in, int depth, int tuples) {
        char type = in.letter();
        var payload = in.slice(in.i64());
        return switch (type) {
            // Numbers of instructions have their little end first, up to version 17.
            case 'i' -> new QpyValue.Whole(payload.i64LittleEnd());
            case 'f' -> new QpyValue.Angle(FormulaReader.number(payload, payload.realLittleEnd()));
            case 'p', 'v', 'e' -> new QpyValue.Angle(formulas.value(type, payload));
            case 's' -> new QpyValue.Text(payload.text());
            case 'z' -> new QpyValue.Nothing();
            case 'r' -> new QpyValue.Range(payload.i64(), payload.i64(), payload.i64());
            case 't' -> tuple(payload, depth, tuples);
            case 'q' -> new QpyValue.Block(circuits.read(payload, depth + 1));
            case 'R' -> new QpyValue.Classical(ClassicReader.registerOrBit(payload));
            case 'x' -> new QpyValue.Classical(ClassicReader.expression(payload));
            case 'd' -> new QpyValue.CaseDefault();
            case 'm' ->
                    new QpyValue.Modifier(
                            payload.letter(), payload.u32(), payload.u32(), payload.real());
            case 'c' -> complex(payload);
            case 'n' -> new QpyValue.Other("a NumPy array");
            default -> throw payload.wrong("There is no parameter of the type " + (int) type + ".");
        };
    }

    private QpyValue tuple(QpyInput in, int depth, int tuples) {
        if (tuples == TUPLES_DEEP_MAX) {
            throw in.wrong("Tuples lie too deep in each other.");
        }
        int count = in.count(in.i64(), VALUE_BYTES_MIN);
        var values = new ArrayList<QpyValue>(count);
        for (int i = 0; i < count; i++) {
            values.add(parameter(in, depth, tuples + 1));
        }
        return new QpyValue.Tuple(values);
    }

    private static QpyValue complex(QpyInput in) {
        double real = in.real();
        return in.real() == 0
                ? new QpyValue.Angle(FormulaReader.number(in, real))
                : new QpyValue.Other("a complex number");
    }
}
