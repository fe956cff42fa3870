package cloud.somersault.circuits.compiler;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Layouts and routes found before, by all that they depend on: the chip, the options and the
 * program without the values of its parameters. The oldest is forgotten first.
 */
final class Routes {
    private final int most;
    private final Map<Question<?>, Object> known = new LinkedHashMap<>();
    private long searches;

    Routes(int most) {
        this.most = most;
    }

    /**
     * All that a search depends on, equal to itself and nothing else.
     *
     * @param <A> what it answers
     */
    interface Question<A> {}

    /**
     * What is asked of the search above level 1.
     *
     * @param forms the {@link Likeness} of every form of the program
     * @param rest of the program: registers, readout, layout before mapping
     */
    record BlockQuestion(
            Device device, CompilerOptions options, List<List<Piece>> forms, List<Object> rest)
            implements Question<List<Route>> {}

    /**
     * What it answers.
     *
     * @param form which form is best
     * @param start the chip qubit of each wire, -1 for none
     * @param steps as {@link Trail#steps} gives them
     */
    record Route(int form, List<Integer> start, List<Integer> steps) {}

    /** The answer that is known, or that the search finds. */
    @SuppressWarnings("unchecked") // an answer was kept under the question that it answers
    synchronized <A> A find(Question<A> question, Supplier<A> search) {
        var answer = (A) known.get(question);
        if (answer == null) {
            searches++;
            answer = search.get();
            if (most > 0) {
                known.put(question, answer);
                if (known.size() > most) {
                    known.remove(known.keySet().iterator().next());
                }
            }
        }
        return answer;
    }

    synchronized long searches() {
        return searches;
    }
}
