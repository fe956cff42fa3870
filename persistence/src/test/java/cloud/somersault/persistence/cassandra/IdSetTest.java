package cloud.somersault.persistence.cassandra;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class IdSetTest {
    @Test
    void it_knows_what_was_added_and_nothing_else_however_much_it_is() {
        var set = new IdSet();
        for (int number = 0; number < 100_000; number += 2) {
            set.add("Job|" + number);
            set.add("Job|" + number);
        }
        for (int number = 0; number < 100_000; number++) {
            assertThat(set.contains("Job|" + number)).isEqualTo(number % 2 == 0);
        }
        set.clear();
        assertThat(set.contains("Job|0")).isFalse();
    }
}
