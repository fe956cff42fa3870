package cloud.somersault.circuits.language;

import cloud.somersault.circuits.Gate;
import cloud.somersault.circuits.language.Callable.Derived;
import cloud.somersault.circuits.language.Callable.Recipe;
import cloud.somersault.circuits.language.Callable.Registry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The gates that programs may use without defining them: those built into OpenQASM, those of {@code
 * stdgates.inc} and {@code qelib1.inc}, and those that other tools' libraries add. In OpenQASM 3,
 * U, u2 and u3 have the global phases of the language's specification, which a control makes
 * visible: U(theta, phi, lambda) is e^{i theta/2} times the registry's U3, and u3 is
 * e^{-i(phi+lambda)/2} times it. In OpenQASM 2 all of them are the registry's U3.
 */
final class GateLibrary {
    /** What OpenQASM 3's own library defines; a program may not define these again. */
    private static final Set<String> STDGATES =
            Set.of(
                    "p", "x", "y", "z", "h", "s", "sdg", "t", "tdg", "sx", "rx", "ry", "rz", "cx",
                    "cy", "cz", "cp", "crx", "cry", "crz", "ch", "swap", "ccx", "cswap", "cu", "CX",
                    "phase", "cphase", "id", "u1", "u2", "u3");

    /** What every version of qelib1.inc defines. */
    private static final Set<String> QELIB1 =
            Set.of(
                    "u3", "u2", "u1", "cx", "id", "x", "y", "z", "h", "s", "sdg", "t", "tdg", "rx",
                    "ry", "rz", "cz", "cy", "ch", "ccx", "crz", "cu1", "cu3");

    private static final Map<String, Callable> OPENQASM_3 = openQasm3();
    private static final Map<String, Callable> OPENQASM_2 = openQasm2();

    private GateLibrary() {}

    /** Known in every OpenQASM 3 program. */
    static Map<String, Callable> builtIntoOpenQasm3() {
        return Map.of("U", OPENQASM_3.get("U"), "gphase", new Registry("gphase", Gate.GPHASE));
    }

    /** Known after {@code include "stdgates.inc"}. */
    static Map<String, Callable> stdgates() {
        return OPENQASM_3;
    }

    /** Known in every OpenQASM 2 program. */
    static Map<String, Callable> builtIntoOpenQasm2() {
        return Map.of("U", new Registry("U", Gate.U3), "CX", new Registry("CX", Gate.CX));
    }

    /** Known after {@code include "qelib1.inc"}. */
    static Map<String, Callable> qelib1() {
        return OPENQASM_2;
    }

    /** Whether the language itself defines the name, so that a program may not. */
    static boolean isReserved(Language language, String name) {
        return switch (language) {
            case OPENQASM_2 -> QELIB1.contains(name) || name.equals("U") || name.equals("CX");
            case OPENQASM_3 -> STDGATES.contains(name) || name.equals("U") || name.equals("gphase");
            case ORIGINIR -> false;
        };
    }

    private static Map<String, Callable> openQasm3() {
        var gates = shared();
        derived(
                gates,
                "U",
                3,
                1,
                (p, q, to) -> {
                    to.phase(p.get(0) / 2);
                    to.apply(Gate.U3, p, q.get(0));
                });
        derived(
                gates,
                "u3",
                3,
                1,
                (p, q, to) -> {
                    to.phase(-(p.get(1) + p.get(2)) / 2);
                    to.apply(Gate.U3, p, q.get(0));
                });
        derived(
                gates,
                "u2",
                2,
                1,
                (p, q, to) -> {
                    to.phase(-(p.get(0) + p.get(1)) / 2);
                    to.apply(Gate.U3, List.of(Math.PI / 2, p.get(0), p.get(1)), q.get(0));
                });
        registry(gates, "CX", Gate.CX);
        registry(gates, "phase", Gate.P);
        registry(gates, "cphase", Gate.CP);
        return Map.copyOf(gates);
    }

    private static Map<String, Callable> openQasm2() {
        var gates = shared();
        registry(gates, "u3", Gate.U3);
        derived(
                gates,
                "u2",
                2,
                1,
                (p, q, to) ->
                        to.apply(Gate.U3, List.of(Math.PI / 2, p.get(0), p.get(1)), q.get(0)));
        gates.remove("gphase");
        return Map.copyOf(gates);
    }

    private static Map<String, Callable> shared() {
        var gates = new HashMap<String, Callable>();
        for (var gate : Gate.values()) {
            if (gate != Gate.GPHASE) {
                registry(gates, gate.id(), gate);
            }
        }
        registry(gates, "u", Gate.U3);
        registry(gates, "u1", Gate.P);
        registry(gates, "r", Gate.RPHI);
        registry(gates, "cu1", Gate.CP);
        derived(gates, "u0", 1, 1, (_, q, to) -> to.apply(Gate.ID, q.get(0)));
        derived(
                gates,
                "cu3",
                3,
                2,
                (p, q, to) ->
                        to.apply(
                                Gate.CU,
                                List.of(p.get(0), p.get(1), p.get(2), 0.0),
                                q.get(0),
                                q.get(1)));
        derived(
                gates,
                "cs",
                0,
                2,
                (_, q, to) -> to.apply(Gate.CP, List.of(Math.PI / 2), q.get(0), q.get(1)));
        derived(
                gates,
                "csdg",
                0,
                2,
                (_, q, to) -> to.apply(Gate.CP, List.of(-Math.PI / 2), q.get(0), q.get(1)));
        derived(gates, "c3x", 0, 4, controlled(Gate.X));
        derived(gates, "c4x", 0, 5, controlled(Gate.X));
        derived(gates, "c3sqrtx", 0, 4, controlled(Gate.SX));
        derived(gates, "rccx", 0, 3, GateLibrary::relativeToffoli);
        derived(gates, "rc3x", 0, 4, GateLibrary::relativeTripleControlledX);
        derived(gates, "rcccx", 0, 4, GateLibrary::relativeTripleControlledX);
        derived(
                gates,
                "dcx",
                0,
                2,
                (_, q, to) -> {
                    to.apply(Gate.CX, q.get(0), q.get(1));
                    to.apply(Gate.CX, q.get(1), q.get(0));
                });
        derived(gates, "ecr", 0, 2, GateLibrary::echoedCrossResonance);
        return gates;
    }

    /** (X I - Y X) / sqrt(2). */
    static void echoedCrossResonance(List<Double> p, List<Integer> q, Emission to) {
        to.apply(Gate.RZX, List.of(Math.PI / 4), q.get(0), q.get(1));
        to.apply(Gate.X, q.get(0));
        to.apply(Gate.RZX, List.of(-Math.PI / 4), q.get(0), q.get(1));
    }

    /** All operands but the last are controls. */
    private static Recipe controlled(Gate gate) {
        return (_, q, to) ->
                Controls.add(
                        q.subList(0, q.size() - 1),
                        new cloud.somersault.circuits.Operation.Apply(
                                gate, List.of(), List.of(q.getLast())),
                        to);
    }

    /** Margolus' gate: a Toffoli but for a phase. */
    private static void relativeToffoli(List<Double> p, List<Integer> q, Emission to) {
        to.apply(Gate.H, q.get(2));
        to.apply(Gate.T, q.get(2));
        to.apply(Gate.CX, q.get(1), q.get(2));
        to.apply(Gate.TDG, q.get(2));
        to.apply(Gate.CX, q.get(0), q.get(2));
        to.apply(Gate.T, q.get(2));
        to.apply(Gate.CX, q.get(1), q.get(2));
        to.apply(Gate.TDG, q.get(2));
        to.apply(Gate.H, q.get(2));
    }

    private static void relativeTripleControlledX(List<Double> p, List<Integer> q, Emission to) {
        Integer target = q.get(3);
        conjugatedT(q.get(2), target, to);
        to.apply(Gate.CX, q.get(0), target);
        to.apply(Gate.T, target);
        to.apply(Gate.CX, q.get(1), target);
        to.apply(Gate.TDG, target);
        to.apply(Gate.CX, q.get(0), target);
        to.apply(Gate.T, target);
        to.apply(Gate.CX, q.get(1), target);
        to.apply(Gate.TDG, target);
        conjugatedT(q.get(2), target, to);
    }

    private static void conjugatedT(Integer control, Integer target, Emission to) {
        to.apply(Gate.H, target);
        to.apply(Gate.T, target);
        to.apply(Gate.CX, control, target);
        to.apply(Gate.TDG, target);
        to.apply(Gate.H, target);
    }

    private static void registry(Map<String, Callable> gates, String name, Gate gate) {
        gates.put(name, new Registry(name, gate));
    }

    private static void derived(
            Map<String, Callable> gates, String name, int parameters, int qubits, Recipe recipe) {
        gates.put(name, new Derived(name, parameters, qubits, recipe));
    }
}
