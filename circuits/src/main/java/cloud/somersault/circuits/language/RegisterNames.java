package cloud.somersault.circuits.language;

import cloud.somersault.circuits.ClassicalRegister;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Names for registers in written OpenQASM: their own where the language lets them have it. */
final class RegisterNames {
    private static final Set<String> KEYWORDS =
            Set.of(
                    "OPENQASM",
                    "include",
                    "defcalgrammar",
                    "def",
                    "cal",
                    "defcal",
                    "gate",
                    "extern",
                    "box",
                    "let",
                    "break",
                    "continue",
                    "if",
                    "else",
                    "end",
                    "return",
                    "for",
                    "while",
                    "in",
                    "switch",
                    "case",
                    "default",
                    "nop",
                    "pragma",
                    "input",
                    "output",
                    "const",
                    "readonly",
                    "mutable",
                    "qreg",
                    "qubit",
                    "creg",
                    "bool",
                    "bit",
                    "int",
                    "uint",
                    "float",
                    "angle",
                    "complex",
                    "array",
                    "void",
                    "duration",
                    "stretch",
                    "gphase",
                    "inv",
                    "pow",
                    "ctrl",
                    "negctrl",
                    "durationof",
                    "measure",
                    "barrier",
                    "delay",
                    "reset",
                    "opaque",
                    "true",
                    "false",
                    "im",
                    "pi",
                    "tau",
                    "euler",
                    "U",
                    "CX",
                    "sin",
                    "cos",
                    "tan",
                    "exp",
                    "ln",
                    "sqrt",
                    "sizeof");

    private final List<ClassicalRegister> registers;
    private final List<String> names = new ArrayList<>();
    private final Set<String> taken = new HashSet<>();
    private final boolean lowerCase;
    private final String qubits;

    /** For OpenQASM 3. */
    RegisterNames(List<ClassicalRegister> registers) {
        this(registers, false);
    }

    /** For OpenQASM 2, whose names begin with a small letter and have only plain ones. */
    static RegisterNames ofOpenQasm2(List<ClassicalRegister> registers) {
        return new RegisterNames(registers, true);
    }

    private RegisterNames(List<ClassicalRegister> registers, boolean lowerCase) {
        this.registers = registers;
        this.lowerCase = lowerCase;
        for (var register : registers) {
            names.add(isFree(register.name()) ? register.name() : "");
            taken.add(names.getLast());
        }
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).isEmpty()) {
                names.set(i, fresh("c_" + i));
            }
        }
        qubits = fresh("q");
    }

    private boolean isFree(String name) {
        if (name.isEmpty() || !Lexer.isNameStart(name.charAt(0))) {
            return false;
        }
        for (int i = 1; i < name.length(); i++) {
            if (!Lexer.isNamePart(name.charAt(i))) {
                return false;
            }
        }
        boolean plain =
                name.chars().allMatch(c -> c < 128) && Character.isLowerCase(name.charAt(0));
        return (plain || !lowerCase)
                && !KEYWORDS.contains(name)
                && !taken.contains(name)
                && !GateLibrary.stdgates().containsKey(name);
    }

    /** This name, or the first of its variants that nobody has. */
    String fresh(String wanted) {
        String name = wanted;
        for (int i = 0; !isFree(name); i++) {
            name = wanted + "_" + i;
        }
        taken.add(name);
        return name;
    }

    /** The register of all qubits. */
    String qubits() {
        return qubits;
    }

    /** The name of the register at this place of the list. */
    String bits(int register) {
        return names.get(register);
    }

    /** One classical bit. */
    String bit(int bit) {
        return part(bit, false);
    }

    /** One classical bit, as a part of its register. */
    String slice(int bit) {
        return part(bit, true);
    }

    private String part(int bit, boolean slice) {
        int low = 0;
        int high = registers.size() - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (bit >= registers.get(middle).end()) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        int index = bit - registers.get(low).offset();
        return names.get(low) + "[" + index + (slice ? ":" + index : "") + "]";
    }

    /** The register that consists of just these bits, in order. */
    Optional<String> whole(List<Integer> bits) {
        for (int i = 0; i < registers.size(); i++) {
            var register = registers.get(i);
            if (register.size() != bits.size() || bits.getFirst() != register.offset()) {
                continue;
            }
            boolean same = true;
            for (int k = 0; k < bits.size(); k++) {
                same &= bits.get(k) == register.offset() + k;
            }
            if (same) {
                return Optional.of(names.get(i));
            }
        }
        return Optional.empty();
    }
}
