package cloud.somersault.users;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * The countries. Who has more users than whom is hardly published: seven countries that press
 * reports named come first, in their order, the others as the seed says; the k-th has 1/k of the
 * first one's users.
 */
public final class World {
    private static final int NAMED = 7;

    private World() {}

    /** The 139 countries, those with the most users first. */
    public static List<Country> countries(long seed) {
        var lines = new ArrayList<>(lines());
        Collections.shuffle(
                lines.subList(NAMED, lines.size()), Random.from(new SplittableRandom(seed)));
        double all = IntStream.rangeClosed(1, lines.size()).mapToDouble(rank -> 1.0 / rank).sum();
        return IntStream.range(0, lines.size())
                .mapToObj(index -> {
                    var columns = lines.get(index).split("\t");
                    return new Country(columns[0], ZoneId.of(columns[1]), 1 / (index + 1.0) / all);
                })
                .toList();
    }

    private static List<String> lines() {
        try (var file =
                new BufferedReader(
                        new InputStreamReader(
                                Objects.requireNonNull(
                                        World.class.getResourceAsStream("countries.tsv")),
                                StandardCharsets.UTF_8))) {
            return file.lines().filter(line -> !line.startsWith("#")).toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
