package cloud.somersault.chip.truth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class VisitsTest {
    private static final double EVERY = 1000;
    private static final double LASTING = 300;

    @Test
    void beginnings_are_poisson() {
        var visits = new Visits(Chance.of(5, 0, 7), EVERY, LASTING);
        int windows = 20_000;
        double sum = 0;
        double squares = 0;
        for (int window = 0; window < windows; window++) {
            double from = window * 1500.0;
            int began = visits.beganBetween(from, Math.nextDown(from + 1500)).size();
            sum += began;
            squares += (double) began * began;
        }
        double mean = sum / windows;
        // Six deviations: sqrt(1.5 / 20,000) of the mean, sqrt((1.5 + 2 * 1.5^2) / 20,000) of the
        // variance.
        assertThat(mean).isCloseTo(1.5, within(0.052));
        assertThat(squares / windows - mean * mean).isCloseTo(1.5, within(0.11));
    }

    @Test
    void as_many_go_on_as_begin_in_the_time_that_one_lasts() {
        int many = 20_000;
        double going = 0;
        for (int qubit = 0; qubit < many; qubit++) {
            going += new Visits(Chance.of(9, qubit, 7), EVERY, LASTING).at(50_000).size();
        }
        // A visit lasts an exponential time cut at 8 means: 1 - exp(-8) of the mean.
        assertThat(going / many)
                .isCloseTo(LASTING / EVERY * (1 - Math.exp(-8)), within(6 * Math.sqrt(0.3 / many)));
    }

    @Test
    void none_has_begun_before_0() {
        for (int qubit = 0; qubit < 1000; qubit++) {
            var visits = new Visits(Chance.of(1, qubit, 7), 1, 1);
            assertThat(visits.at(0)).isEmpty();
            assertThat(visits.at(2)).allMatch(visit -> visit.beganSeconds() >= 0);
        }
    }
}
