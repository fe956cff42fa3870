package cloud.somersault.circuits.qpy;

import cloud.somersault.circuits.language.ReadLimits;
import cloud.somersault.circuits.qpy.QpyCircuit.Custom;
import cloud.somersault.circuits.qpy.QpyCircuit.Instruction;
import cloud.somersault.circuits.qpy.QpyCircuit.Register;
import cloud.somersault.circuits.qpy.QpyCircuit.Variable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads circuits out of the bytes: header, registers, variables, definitions, instructions. */
final class QpyCircuits {
    /** How deep definitions and bodies lie in each other. */
    private static final int DEPTH_MAX = 24;

    private static final int VERSION_WITH_VARIABLES = 12;
    private static final int VERSION_WITH_ANNOTATIONS = 15;
    private static final int REGISTER_BYTES_MIN = 9;
    private static final int VARIABLE_BYTES_MIN = 20;
    private static final int CUSTOM_BYTES_MIN = 36;
    private static final int INSTRUCTION_BYTES_MIN = 33;
    private static final int ARGUMENT_BYTES = 5;
    private static final int PARAMETER_BYTES_MIN = 9;
    private static final int CONDITION_MASK = 3;
    private static final int ANNOTATED = 0x80;

    private final int version;
    private final ReadLimits limits;
    private final QpyValues values;

    /**
     * For the bytes of a version.
     *
     * @param symbols how formulas of parameters are written before version 13
     */
    QpyCircuits(int version, char symbols, ReadLimits limits) {
        this.version = version;
        this.limits = limits;
        this.values = new QpyValues(this, new FormulaReader(version, symbols));
    }

    /**
     * The circuit that comes next; what follows it about its layout is not looked at.
     *
     * @param depth how many circuits it lies in
     */
    QpyCircuit read(QpyInput in, int depth) {
        if (depth > DEPTH_MAX) {
            throw in.wrong("Definitions lie more than " + DEPTH_MAX + " deep in each other.");
        }
        int offset = in.offset();
        int nameLength = in.u16();
        char phaseType = in.letter();
        int phaseLength = in.u16();
        int qubits = within(in, in.u32(), limits.qubitsMax(), "qubits");
        int bits = within(in, in.u32(), limits.bitsMax(), "classical bits");
        long metadataLength = in.i64();
        int registerCount = in.count(in.u32(), REGISTER_BYTES_MIN);
        long instructionCount = in.i64();
        long variableCount = version >= VERSION_WITH_VARIABLES ? in.u32() : 0;
        in.skip(nameLength);
        var phase = values.formula(phaseType, in.slice(phaseLength));
        in.skip(metadataLength);
        var registers = registers(in, registerCount, bits);
        var variables = variables(in, in.count(variableCount, VARIABLE_BYTES_MIN));
        if (version >= VERSION_WITH_ANNOTATIONS) {
            for (long left = in.u32(); left > 0; left--) {
                long name = in.u32();
                long state = in.i64();
                in.skip(name);
                in.skip(state);
            }
        }
        var customs = customs(in, depth);
        int count = in.count(instructionCount, INSTRUCTION_BYTES_MIN);
        var instructions = new ArrayList<Instruction>(count);
        for (int number = 0; number < count; number++) {
            instructions.add(instruction(in, number, depth));
        }
        if (in.u16() != 0) {
            throw in.wrong("The circuit has pulse calibrations.");
        }
        return new QpyCircuit(
                offset, qubits, bits, phase, registers, variables, customs, instructions);
    }

    private static int within(QpyInput in, long count, int most, String what) {
        if (count > most) {
            throw in.wrong("There are %d %s; at most %d are read.".formatted(count, what, most));
        }
        return (int) count;
    }

    private static List<Register> registers(QpyInput in, int count, int bits) {
        var registers = new ArrayList<Register>();
        for (int i = 0; i < count; i++) {
            char type = in.letter();
            in.skip(1);
            int size = in.count(in.u32(), Long.BYTES);
            int nameLength = in.u16();
            boolean inCircuit = in.truth();
            var name = in.text(nameLength);
            var own = new ArrayList<Integer>(size);
            for (int bit = 0; bit < size; bit++) {
                long index = in.i64();
                if (type == 'c' && inCircuit) {
                    if (index < 0 || index >= bits) {
                        throw in.wrong("A register has a bit that the circuit does not have.");
                    }
                    own.add((int) index);
                }
            }
            if (type == 'c' && inCircuit) {
                registers.add(new Register(name, own));
            }
        }
        return registers;
    }

    private static List<Variable> variables(QpyInput in, int count) {
        var variables = new ArrayList<Variable>(count);
        for (int i = 0; i < count; i++) {
            var uuid = in.uuid();
            char usage = in.letter();
            int nameLength = in.u16();
            var type = ClassicReader.type(in);
            variables.add(new Variable(uuid, usage, type, in.text(nameLength)));
        }
        return variables;
    }

    private Map<String, Custom> customs(QpyInput in, int depth) {
        int count = in.count(in.i64(), CUSTOM_BYTES_MIN);
        var customs = new HashMap<String, Custom>();
        for (int i = 0; i < count; i++) {
            int nameLength = in.u16();
            char kind = in.letter();
            in.skip(8);
            boolean defined = in.truth();
            long size = in.i64();
            long controls = in.u32();
            long state = in.u32();
            long baseSize = in.i64();
            var name = in.text(nameLength);
            Optional<QpyCircuit> definition = Optional.empty();
            if (defined) {
                var inside = in.slice(size);
                // An evolution under Pauli operators has no circuit there.
                if (kind != 'p') {
                    definition = Optional.of(read(inside, depth + 1));
                }
            }
            var base = in.slice(baseSize);
            Optional<Instruction> baseInstruction =
                    kind == 'a' ? Optional.of(base(base, depth)) : Optional.empty();
            customs.put(name, new Custom(kind, definition, controls, state, baseInstruction));
        }
        return customs;
    }

    /** What an annotated operation is made of: written without the qubits that it says it has. */
    private Instruction base(QpyInput in, int depth) {
        return instruction(in, 0, depth, false);
    }

    private Instruction instruction(QpyInput in, int number, int depth) {
        return instruction(in, number, depth, true);
    }

    private Instruction instruction(QpyInput in, int number, int depth, boolean withArguments) {
        int offset = in.offset();
        int nameLength = in.u16();
        int labelLength = in.u16();
        int parameterCount = in.u16();
        long qubitCount = in.u32();
        long bitCount = in.u32();
        int extras = in.u8();
        int registerLength = in.u16();
        long conditionValue = in.i64();
        long controls = in.u32();
        long state = in.u32();
        var name = in.text(nameLength);
        in.skip(labelLength);
        var condition =
                switch (extras & CONDITION_MASK) {
                    case 0 -> {
                        in.skip(registerLength);
                        yield Optional.<Classic>empty();
                    }
                    case 1 ->
                            Optional.<Classic>of(
                                    new Classic.Binary(
                                            "==",
                                            ClassicReader.registerOrBit(in.slice(registerLength)),
                                            new Classic.Literal(natural(in, conditionValue))));
                    case 2 -> Optional.of(values.condition(in));
                    default -> throw in.wrong("There is no such kind of condition.");
                };
        var qubits = new ArrayList<Integer>();
        var bits = new ArrayList<Integer>();
        if (withArguments) {
            qubits.addAll(arguments(in, qubitCount, 'q'));
            bits.addAll(arguments(in, bitCount, 'c'));
        }
        int count = in.count(parameterCount, PARAMETER_BYTES_MIN);
        var parameters = new ArrayList<QpyValue>(count);
        for (int i = 0; i < count; i++) {
            parameters.add(values.parameter(in, depth));
        }
        if ((extras & ANNOTATED) != 0) {
            for (long left = in.u32(); left > 0; left--) {
                in.skip(4);
                in.skip(in.i64());
            }
        }
        return new Instruction(
                offset,
                number,
                name,
                condition,
                List.copyOf(qubits),
                List.copyOf(bits),
                List.copyOf(parameters),
                controls,
                state);
    }

    private static String natural(QpyInput in, long value) {
        if (value < 0) {
            throw in.wrong("A condition compares with a negative number.");
        }
        return Long.toString(value);
    }

    private static List<Integer> arguments(QpyInput in, long announced, char type) {
        int count = in.count(announced, ARGUMENT_BYTES);
        var indices = new ArrayList<Integer>(count);
        for (int i = 0; i < count; i++) {
            if (in.letter() != type) {
                throw in.wrong("An instruction has its qubits and bits in the wrong order.");
            }
            long index = in.u32();
            if (index > Integer.MAX_VALUE) {
                throw in.wrong("An instruction has a qubit or bit that there is not.");
            }
            indices.add((int) index);
        }
        return indices;
    }
}
