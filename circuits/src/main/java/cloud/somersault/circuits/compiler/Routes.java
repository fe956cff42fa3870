package cloud.somersault.circuits.compiler;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Layouts and routes found before, by all that they depend on: the {@link Likeness} of the program,
 * the chip and the options. The oldest is forgotten first.
 */
final class Routes {
    private final int most;
    private final Map<Question, Route> known = new LinkedHashMap<>();
    private long searches;

    Routes(int most) {
        this.most = most;
    }

    /**
     * What a search is asked.
     *
     * @param forms the likeness of every form of the program
     * @param rest of the program: registers, readout, layout before mapping
     */
    record Question(
            Device device, CompilerOptions options, List<List<Piece>> forms, List<Object> rest) {}

    /**
     * What it answers.
     *
     * @param form which form is best
     * @param start the chip qubit of each wire, -1 for none
     * @param steps as {@link Trail#steps} gives them
     */
    record Route(int form, List<Integer> start, List<Integer> steps) {}

    synchronized Route find(Question question, Supplier<Route> search) {
        var route = known.get(question);
        if (route == null) {
            searches++;
            route = search.get();
            if (most > 0) {
                known.put(question, route);
                if (known.size() > most) {
                    known.remove(known.keySet().iterator().next());
                }
            }
        }
        return route;
    }

    synchronized long searches() {
        return searches;
    }
}
