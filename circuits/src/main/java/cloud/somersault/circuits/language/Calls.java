package cloud.somersault.circuits.language;

import cloud.somersault.circuits.Gate;
import cloud.somersault.circuits.Operation.Apply;
import cloud.somersault.circuits.Operation.Controlled;
import cloud.somersault.circuits.language.Expression.Operand;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The gates that a program knows, and the calls that it makes of them. */
final class Calls {
    private final Language language;
    private final Operands operands;
    private final Expansion expansion;
    private final Map<String, Callable> own = new HashMap<>();
    private final Map<String, Callable> builtIn;
    private Map<String, Callable> library = Map.of();

    Calls(Language language, Operands operands, Expansion expansion) {
        this.language = language;
        this.operands = operands;
        this.expansion = expansion;
        this.builtIn =
                switch (language) {
                    case OPENQASM_2 -> GateLibrary.builtIntoOpenQasm2();
                    case OPENQASM_3 -> GateLibrary.builtIntoOpenQasm3();
                    case ORIGINIR -> OriginIrGates.ALL;
                };
    }

    void include(Map<String, Callable> gates) {
        library = gates;
    }

    @Nullable Callable find(String name) {
        Callable found = own.get(name);
        if (found == null) {
            found = builtIn.get(name);
        }
        return found == null ? library.get(name) : found;
    }

    Callable resolve(String name, int at) {
        Callable found = find(name);
        if (found == null && includesNothing()) {
            found = BraketGates.ALL.get(name);
        }
        if (found == null) {
            throw unknown(name, at);
        }
        return found;
    }

    /** Whether a program may define a gate of that name. */
    boolean isTaken(String name) {
        boolean reserved = builtIn.containsKey(name) || library.containsKey(name);
        return own.containsKey(name) || reserved && GateLibrary.isReserved(language, name);
    }

    void define(String name, Callable gate) {
        own.put(name, gate);
    }

    /** As Amazon Braket's programs, which know its gates nevertheless. */
    private boolean includesNothing() {
        return language == Language.OPENQASM_3 && library.isEmpty();
    }

    private ProgramError unknown(String name, int at) {
        String sentence = "there is no gate " + Source.quoted(name);
        var all = new java.util.TreeSet<>(own.keySet());
        all.addAll(builtIn.keySet());
        all.addAll(library.keySet());
        if (includesNothing()) {
            all.addAll(BraketGates.ALL.keySet());
        }
        String hint = Suggestions.question(name, all);
        if (includesNothing() && GateLibrary.stdgates().containsKey(name)) {
            hint = "write include \"stdgates.inc\"; before it";
        } else if (language == Language.OPENQASM_3 && BraketGates.ALL.containsKey(name)) {
            hint = "this is Amazon Braket's name for it: leave the include out to use its gates";
        } else if (language == Language.OPENQASM_2
                && library.isEmpty()
                && GateLibrary.qelib1().containsKey(name)) {
            hint = "write include \"qelib1.inc\"; before it";
        }
        return new ProgramError("unknown-gate", at, sentence, hint);
    }

    /** A call with whole registers is one call for each of their elements. */
    void call(Statement.Call call, Names names, Emission to) {
        Callable gate = resolve(call.gate(), call.at());
        if (gate instanceof Callable.Broken) {
            throw ProgramError.consequence(call.at());
        }
        requireParameters(gate, call.parameters().size(), call.at());
        to.at(call.at());
        var parameters = expansion.parameters(call.parameters(), names);
        var modifiers = expansion.bind(call.modifiers(), names);
        int wanted = Expansion.operands(gate, modifiers);
        if (wanted != call.operands().size()) {
            throw wrongOperandCount(gate, wanted, call.operands().size(), call.at());
        }
        var picked = new ArrayList<Operands.Picked>(wanted);
        for (var operand : call.operands()) {
            picked.add(operands.qubits(operand, names));
        }
        int times = times(picked, call.operands());
        if (gate instanceof Callable.Own && call.modifiers().stream().noneMatch(Calls::isPower)) {
            to.budget().foresee(times * gate.operations(), times * gate.calls(), call.at());
        }
        for (int i = 0; i < times; i++) {
            var qubits = new Integer[wanted];
            for (int k = 0; k < wanted; k++) {
                var each = picked.get(k);
                qubits[k] = each.indices().get(each.single() ? 0 : i);
            }
            one(gate, modifiers, parameters, List.of(qubits), call, to);
        }
    }

    private static boolean isPower(Statement.Modifier modifier) {
        return modifier.kind() == Statement.Modifier.Kind.POWER;
    }

    private void one(
            Callable gate,
            List<Expansion.Bound> modifiers,
            List<Double> parameters,
            List<Integer> qubits,
            Statement.Call call,
            Emission to) {
        requireDifferent(qubits, call);
        if (gate instanceof Callable.Registry(_, var known)) {
            if (call.generic() && gate.qubits() < qubits.size()) {
                int controls = qubits.size() - gate.qubits();
                var target = new Apply(known, parameters, qubits.subList(controls, qubits.size()));
                to.add(new Controlled(qubits.subList(0, controls), target));
                return;
            }
            if (known == Gate.GPHASE && modifiers.isEmpty()) {
                to.add(new Apply(known, parameters, List.of()));
                return;
            }
        }
        expansion.call(gate, modifiers, parameters, qubits, to);
    }

    private static int times(List<Operands.Picked> picked, List<Operand> operands) {
        int times = -1;
        for (int k = 0; k < picked.size(); k++) {
            if (picked.get(k).single()) {
                continue;
            }
            int size = picked.get(k).indices().size();
            if (times >= 0 && times != size) {
                throw new ProgramError(
                        "size-mismatch",
                        operands.get(k).at(),
                        "this register has " + size + " qubits, the one before has " + times,
                        "registers in one gate have the same size");
            }
            times = size;
        }
        return Math.max(times, times < 0 ? 1 : 0);
    }

    private static void requireDifferent(List<Integer> qubits, Statement.Call call) {
        int count = qubits.size();
        if (count < 2) {
            return;
        }
        if (count > 8) {
            if (new HashSet<>(qubits).size() < count) {
                throw repeated(call.operands().getFirst().at());
            }
            return;
        }
        for (int i = 1; i < count; i++) {
            for (int j = 0; j < i; j++) {
                if (qubits.get(i).intValue() == qubits.get(j).intValue()) {
                    throw repeated(call.operands().get(i).at());
                }
            }
        }
    }

    private static ProgramError repeated(int at) {
        return new ProgramError("repeated-qubit", at, "the same qubit stands twice in one gate");
    }

    static void requireParameters(Callable gate, int found, int at) {
        if (gate.parameters() != found) {
            throw new ProgramError(
                    "wrong-parameter-count",
                    at,
                    "the gate "
                            + Source.quoted(gate.name())
                            + " takes "
                            + counted(gate.parameters(), "parameter")
                            + ", found "
                            + found);
        }
    }

    static ProgramError wrongOperandCount(Callable gate, int wanted, int found, int at) {
        return new ProgramError(
                "wrong-operand-count",
                at,
                "the gate "
                        + Source.quoted(gate.name())
                        + " acts here on "
                        + counted(wanted, "qubit")
                        + ", found "
                        + found);
    }

    private static String counted(int count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }
}
