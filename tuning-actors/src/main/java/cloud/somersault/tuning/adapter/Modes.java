package cloud.somersault.tuning.adapter;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How a width is written as a product of four, one factor for each core of an MPO. */
final class Modes {
    private static final Map<Integer, List<Integer>> PUBLISHED =
            Map.ofEntries(
                    Map.entry(256, List.of(4, 4, 4, 4)),
                    Map.entry(512, List.of(8, 4, 4, 4)),
                    Map.entry(1024, List.of(8, 8, 4, 4)),
                    Map.entry(1536, List.of(8, 8, 6, 4)),
                    Map.entry(2048, List.of(8, 8, 8, 4)),
                    Map.entry(2560, List.of(8, 8, 8, 5)),
                    Map.entry(3584, List.of(8, 8, 8, 7)),
                    Map.entry(4096, List.of(8, 8, 8, 8)),
                    Map.entry(5120, List.of(10, 8, 8, 8)),
                    Map.entry(8960, List.of(20, 8, 8, 7)),
                    Map.entry(18944, List.of(37, 8, 8, 8)));

    private Modes() {}

    /** The published factors, or the four with the least sum, in descending order. */
    static List<Integer> of(int width) {
        if (width < 1) {
            throw new IllegalArgumentException("a layer is at least 1 wide, not " + width);
        }
        var published = PUBLISHED.get(width);
        return published == null ? mostEven(width) : published;
    }

    private static List<Integer> mostEven(int width) {
        var divisors = new ArrayList<Integer>();
        for (int d = 1; (long) d * d <= width; d++) {
            if (width % d == 0) {
                divisors.add(d);
                if (d != width / d) {
                    divisors.add(width / d);
                }
            }
        }
        List<Integer> best = List.of(width, 1, 1, 1);
        for (int first : divisors) {
            for (int second : divisors) {
                if (second > first || width / first % second != 0) {
                    continue;
                }
                int left = width / first / second;
                for (int third : divisors) {
                    if (third > second || left % third != 0 || left / third > third) {
                        continue;
                    }
                    var four = List.of(first, second, third, left / third);
                    if (sum(four) < sum(best)) {
                        best = four;
                    }
                }
            }
        }
        return best;
    }

    private static int sum(List<Integer> factors) {
        return factors.stream().mapToInt(Integer::intValue).sum();
    }
}
