package cloud.somersault.users.gatling;

import cloud.somersault.users.Habits;
import cloud.somersault.users.Population;
import cloud.somersault.users.Timetable;
import cloud.somersault.users.World;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/**
 * What is played: system properties {@code users.*}.
 *
 * @param url of the server; on this machine
 * @param tasks how many circuits are brought
 * @param lived the span of the calendar in which they came
 * @param played in how much time they come here
 * @param lead how long before that the visitors are there already, and knock
 * @param within the most that it may take; who is not done by then is cut off, and that is wrong
 * @param tenants how many there are
 * @param visitors how many visits may be under way at once, each with a connection of its own
 * @param tries how often a visitor who is refused or not answered comes with the same
 * @param chip share of visits whose programs run on the chip
 * @param tunings how many sessions tune a language model, one after the other over the whole play
 * @param model that they tune: its folder on the server's machine
 * @param out where encounters are written
 */
record Play(
        URI url,
        int tasks,
        Duration lived,
        Duration played,
        Duration lead,
        Duration within,
        int tenants,
        int visitors,
        int tries,
        double chip,
        long seed,
        int tunings,
        String model,
        Path out) {
    /** The year in which the original opened its doors to the world: 2024. */
    private static final Instant OPENED = Instant.parse("2024-01-06T00:00:00Z");

    private static final int VISITORS_MOST = 2000;
    private static final int AFTERPLAY = 3;
    private static final Duration FOR_THE_LAST = Duration.ofMinutes(2);

    Play {
        if (visitors < 1 || visitors > VISITORS_MOST) {
            throw new IllegalArgumentException("1 to " + VISITORS_MOST + " visitors");
        }
        if (tunings > 0 && model.isEmpty()) {
            throw new IllegalArgumentException("no model to tune");
        }
        if (!isHere(url)) {
            throw new IllegalArgumentException("load is for a server on this machine, not " + url);
        }
    }

    private static boolean isHere(URI url) {
        try {
            return InetAddress.getByName(url.getHost()).isLoopbackAddress();
        } catch (UnknownHostException nobody) {
            return false;
        }
    }

    static Play ofProperties() {
        var played = Duration.ofSeconds(Long.parseLong(text("seconds", "60")));
        var usual = played.multipliedBy(AFTERPLAY).plus(FOR_THE_LAST);
        return new Play(
                URI.create(text("url", "http://127.0.0.1:7272")),
                Integer.parseInt(text("tasks", "1000")),
                Duration.ofDays(Integer.parseInt(text("days", "365"))),
                played,
                Duration.ofSeconds(Long.parseLong(text("lead", "0"))),
                Duration.ofSeconds(
                        Long.parseLong(text("within", Long.toString(usual.toSeconds())))),
                Integer.parseInt(text("tenants", "2000")),
                Integer.parseInt(text("visitors", "192")),
                Integer.parseInt(text("tries", "50")),
                Double.parseDouble(text("chip", Double.toString(Habits.USUAL.chip()))),
                Long.parseLong(text("seed", "7")),
                Integer.parseInt(text("tunings", "0")),
                text("model", ""),
                Path.of(text("out", "encounters.tsv")));
    }

    private static String text(String name, String usual) {
        return System.getProperty("users." + name, usual);
    }

    Timetable timetable() {
        return new Timetable(
                population(), Habits.USUAL.withChip(chip), OPENED, lived, played, tasks, seed);
    }

    Population population() {
        return Population.of(World.countries(seed), tenants, seed);
    }
}
