package cloud.somersault.circuits.language;

import cloud.somersault.circuits.Gate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How each language calls the gates that a program may use without defining them. */
public final class GateNames {

    /**
     * A gate of a language's library that readers write out in gates of the registry.
     *
     * @param name as programs write it
     * @param parameters how many parameters
     * @param qubits how many operands
     */
    public record Composite(String name, int parameters, int qubits) {}

    private GateNames() {}

    /** The names of a gate of the registry, the one that the registry uses first. */
    public static List<String> of(Gate gate, Language language) {
        return library(language).values().stream()
                .filter(found -> found instanceof Callable.Registry(_, var g) && g == gate)
                .map(Callable::name)
                .sorted(
                        Comparator.comparing((String name) -> !name.equalsIgnoreCase(gate.id()))
                                .thenComparing(Comparator.naturalOrder()))
                .toList();
    }

    /** All other gates of a language's library, by name. */
    public static List<Composite> composites(Language language) {
        return library(language).values().stream()
                .filter(found -> !(found instanceof Callable.Registry))
                .map(found -> new Composite(found.name(), found.parameters(), found.qubits()))
                .toList();
    }

    private static Map<String, Callable> library(Language language) {
        var all = new TreeMap<String, Callable>();
        switch (language) {
            case OPENQASM_2 -> {
                all.putAll(GateLibrary.qelib1());
                all.putAll(GateLibrary.builtIntoOpenQasm2());
            }
            case OPENQASM_3 -> {
                all.putAll(GateLibrary.stdgates());
                all.putAll(GateLibrary.builtIntoOpenQasm3());
            }
            case ORIGINIR -> all.putAll(OriginIrGates.ALL);
        }
        return all;
    }
}
