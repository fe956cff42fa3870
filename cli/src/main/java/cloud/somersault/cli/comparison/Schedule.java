package cloud.somersault.cli.comparison;

import java.util.List;

/**
 * How the sessions of a table are trained and examined: alike for all of its rows.
 *
 * @param batch sequences of a step
 * @param rates that are tried for each method
 * @param examples of each kind that a tuned model is asked
 */
public record Schedule(int steps, int batch, List<Double> rates, int examples) {
    public Schedule {
        rates = List.copyOf(rates);
    }
}
