package cloud.somersault.job.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** A line counts and weighs like a sorted list that is looked through from its beginning. */
class LineTest {

    private record Item(int place, double weight) {}

    @Test
    void a_line_agrees_with_a_sorted_set_that_is_counted_through() {
        var random = new SplittableRandom(Long.getLong("seed", 5));
        for (int round = 0; round < 50; round++) {
            var line = new Line<>(Comparator.comparingInt(Item::place), Item::weight);
            var all = new TreeSet<>(Comparator.comparingInt(Item::place));
            for (int step = 0; step < 200; step++) {
                var item = new Item(random.nextInt(100), random.nextInt(8) / 8.0);
                if (all.add(item)) {
                    line.add(item);
                } else {
                    assertThat(line.remove(item)).isTrue();
                    all.remove(item);
                    assertThat(line.remove(item)).isFalse();
                }
                agree(line, all, new Item(random.nextInt(100), 0), random.nextInt(100) / 8.0);
            }
        }
    }

    private static void agree(Line<Item> line, TreeSet<Item> all, Item at, double limit) {
        assertThat(line.size()).isEqualTo(all.size());
        assertThat(line.isEmpty()).isEqualTo(all.isEmpty());
        assertThat(line.first()).isEqualTo(all.stream().findFirst());
        assertThat(line.countBefore(at)).isEqualTo(all.headSet(at).size());
        // Eighths: every sum is exact in binary.
        assertThat(line.sumBefore(at)).isEqualTo(sum(all.headSet(at)));
        assertThat(line.sum()).isEqualTo(sum(all));
        long below = all.stream().filter(one -> sum(all.headSet(one)) < limit).count();
        long upTo = all.stream().filter(one -> sum(all.headSet(one)) <= limit).count();
        assertThat(line.countStartingBelow(limit, false)).isEqualTo((int) below);
        assertThat(line.countStartingBelow(limit, true)).isEqualTo((int) upTo);
    }

    private static double sum(Iterable<Item> items) {
        double sum = 0;
        for (var item : items) {
            sum += item.weight();
        }
        return sum;
    }
}
