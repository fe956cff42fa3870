package cloud.somersault.load;

import cloud.somersault.cli.server.ServerProcess;
import cloud.somersault.load.Findings.Figure;
import cloud.somersault.users.Encounter;
import cloud.somersault.users.Encounter.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Five times more than a server can carry. First it is found out what it carries when it is warm:
 * users come as fast as they are let in, and what ends in a second is counted. Then they come five
 * times as fast, and who is refused goes away or comes back once. The server has one processor and
 * its users have another: otherwise who comes would take away what the server works with. {@code
 * ./somersault bench overload}.
 */
public final class Overload {
    private static final int TIMES = 5;

    /**
     * So many more are asked to come: a session that is refused doesn't bring its other batches.
     */
    private static final double FOR_THOSE_WHO_GO = 1.15;

    private static final int VISITORS = 2000;
    private static final int WITHIN_SECONDS = 900;
    private static final int SERVERS_PROCESSOR = 0;
    private static final int USERS_PROCESSOR = 1;
    private static final double ACCEPT_P99_MOST_MS = 1000;
    private static final double GROWTH_MOST = 1.25;

    private final Options options;
    private final Path folder;

    Overload(Options options, Path folder) {
        this.options = options;
        this.folder = folder;
    }

    /** By hand. */
    public static void main(String[] words) throws Exception {
        var options =
                Options.of(
                        words,
                        "seconds",
                        "warm",
                        "times",
                        "queue",
                        "door",
                        "visitors",
                        "heap",
                        "seed",
                        "apart",
                        "out");
        var folder = Files.createTempDirectory("somersault-overload");
        var findings = new Overload(options, folder).run();
        System.out.println(findings.text());
        findings.write(options.out());
        Folders.remove(folder);
        System.exit(findings.allReached() ? 0 : 1);
    }

    /** Everything, one after the other. */
    Findings run() throws Exception {
        var data = Files.createDirectories(folder.resolve("data"));
        var flags =
                List.of(
                        "-Xmx" + options.text("heap", "1g"),
                        "-Dsomersault.job.queue.jobs-max=" + options.number("queue", 5000),
                        "-Dsomersault.http.submissions-max=" + options.number("door", 32),
                        "-Dpekko.http.server.max-connections=" + 2 * VISITORS);
        try (var server = Servers.startFlagged(data, flags);
                var gauges = new Gauges(() -> server)) {
            if (options.text("apart", "yes").equals("yes")) {
                keepTo(SERVERS_PROCESSOR, server.pid());
                keepTo(USERS_PROCESSOR, ProcessHandle.current().pid());
            }
            var carried = carried(server);
            int seconds = options.number("seconds", 120);
            int times = options.number("times", TIMES);
            double overload_s = gauges.seconds(System.nanoTime());
            var played =
                    play(
                            server,
                            "flood",
                            (int) (carried.tasksASecond() * times * FOR_THOSE_WHO_GO * seconds),
                            seconds,
                            2);
            double over_s = gauges.seconds(System.nanoTime());
            Lifetime.untilNothingIsLeft(server);
            gauges.close();
            var ledger = Ledger.read(server.url());
            boolean alive = server.alive();
            server.close();
            return findings(
                    carried,
                    offered(played, seconds),
                    played,
                    ledger,
                    gauges,
                    overload_s,
                    over_s,
                    alive,
                    Folders.journalIsSound(data));
        }
    }

    /**
     * What the server carries.
     *
     * @param jobs that it was given meanwhile
     * @param wrong answers that must not be
     */
    private record Carried(double tasksASecond, long jobs, List<String> wrong) {
        Carried {
            wrong = List.copyOf(wrong);
        }
    }

    /** A process, and those that it starts from now on. */
    private static void keepTo(int processor, long pid) throws Exception {
        var set =
                new ProcessBuilder("taskset", "-a", "-c", "-p", "" + processor, Long.toString(pid))
                        .redirectErrorStream(true)
                        .start();
        var said = new String(set.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (set.waitFor() != 0) {
            throw new IllegalStateException("processors can't be given: " + said);
        }
    }

    /**
     * As many as are let in, from the first stored submission to the last stored end; those who
     * come first only warm the server up.
     */
    private Carried carried(ServerProcess server) throws Exception {
        int warm = options.number("warm", 60);
        var before = playAll(server, "warm", warm * 300);
        var measured = playAll(server, "measure", warm * 200);
        var jobs = Lifetime.jobs(measured.encounters());
        double seconds = Ledger.read(server.url()).seconds(jobs.keySet());
        double carried = jobs.values().stream().mapToLong(Encounter::tasks).sum() / seconds;
        var wrong = new ArrayList<>(before.wrong());
        wrong.addAll(measured.wrong());
        return new Carried(
                Math.max(1, carried),
                Lifetime.jobs(before.encounters()).size() + jobs.size(),
                wrong);
    }

    /** Far more than fits into the time: users come back until they are let in. */
    private Users.Played playAll(ServerProcess server, String name, int tasks) throws Exception {
        var played = play(server, name, tasks, 1, 1000);
        Lifetime.untilNothingIsLeft(server);
        return played;
    }

    private Users.Played play(ServerProcess server, String name, int tasks, int seconds, int tries)
            throws IOException {
        return Users.play(
                server,
                Files.createDirectories(folder.resolve(name)),
                Map.of(
                        "tasks", Integer.toString(tasks),
                        "seconds", Integer.toString(seconds),
                        "days", "7",
                        "tries", Integer.toString(tries),
                        "seed", Integer.toString(options.number("seed", 7) + name.hashCode()),
                        "visitors", options.text("visitors", Integer.toString(VISITORS)),
                        "within", Integer.toString(WITHIN_SECONDS)));
    }

    /**
     * Tasks a second that were brought while the flood was to last; who comes back with the same
     * counts once.
     */
    private static double offered(Users.Played played, int seconds) {
        record Asked(int visit, long due_ms) {}
        var asked = new HashMap<Asked, Integer>();
        played.encounters().stream()
                .filter(one -> one.kind() == Kind.SUBMIT && one.sent_ms() <= seconds * 1000L)
                .forEach(one -> asked.put(new Asked(one.visit(), one.due_ms()), one.tasks()));
        return asked.values().stream().mapToInt(Integer::intValue).sum() / (double) seconds;
    }

    private Findings findings(
            Carried carried,
            double offered,
            Users.Played played,
            Ledger ledger,
            Gauges gauges,
            double from_s,
            double to_s,
            boolean alive,
            boolean sound) {
        var jobs = Lifetime.jobs(played.encounters());
        var wrong = new ArrayList<>(carried.wrong());
        wrong.addAll(played.wrong());
        int answers = wrong.size();
        var notOnce = ledger.notOnce(jobs.keySet());
        wrong.addAll(notOnce);
        wrong.stream().limit(20).forEach(System.out::println);
        var submissions =
                played.encounters().stream()
                        .filter(one -> one.kind() == Kind.SUBMIT || one.kind() == Kind.AGAIN)
                        .toList();
        var accept =
                new Quantiles(
                        submissions.stream()
                                .filter(Encounter::accepted)
                                .mapToLong(Encounter::answer_ms));
        var refuse =
                new Quantiles(
                        submissions.stream()
                                .filter(one -> one.status() == 429)
                                .mapToLong(Encounter::answer_ms));
        double seconds =
                Math.max(
                        1,
                        played.encounters().stream().mapToLong(Encounter::sent_ms).max().orElse(1)
                                / 1e3);
        long impolite =
                submissions.stream()
                        .filter(one -> one.status() != 202 && one.status() != 429)
                        .filter(one -> one.status() != 0)
                        .count();
        long unanswered = submissions.stream().filter(one -> one.status() == 0).count();
        double growth = growth(gauges.looks(), from_s, to_s);
        var figures =
                List.of(
                        Figure.of("carried, tasks a second", carried.tasksASecond(), ""),
                        Figure.of("offered, tasks a second", offered, ""),
                        Figure.least(
                                "times what it carries",
                                offered / carried.tasksASecond(),
                                TIMES,
                                ""),
                        Figure.of("submissions", submissions.size(), ""),
                        Figure.of("accepted", accept.size(), ""),
                        Figure.of("refused with 429 and Retry-After", refuse.size(), ""),
                        Figure.zero("other refusals", impolite),
                        Figure.zero("without an answer, but for those who hung up", unanswered),
                        Figure.of("accept, p50", accept.at(0.5), " ms"),
                        Figure.most("accept, p99", accept.at(0.99), ACCEPT_P99_MOST_MS, " ms"),
                        Figure.of("refuse, p99", refuse.at(0.99), " ms"),
                        Figure.zero("acknowledged jobs not ended exactly once", notOnce.size()),
                        Figure.zero(
                                "jobs in the log that nobody has been told of",
                                Math.max(
                                        0,
                                        ledger.jobs().size()
                                                - jobs.size()
                                                - carried.jobs()
                                                - unaware(played))),
                        Figure.zero("wrong answers", answers),
                        Figure.most(
                                "memory, last third of the flood beside the middle one",
                                growth,
                                GROWTH_MOST,
                                ""),
                        new Figure("the server at the end", alive ? "well" : "dead", "well", alive),
                        new Figure(
                                "hash chains of the whole log",
                                sound ? "whole" : "broken",
                                "whole",
                                sound));
        return new Findings(
                "overload",
                "Five times too much",
                "Users come five times as fast as one server can carry. Who is refused is told when to"
                        + " come back, does so once, and then goes away.",
                figures,
                List.of(
                        LifetimeCharts.throughput(played.encounters(), gauges.looks()),
                        answers(submissions, seconds),
                        LifetimeCharts.acceptance(played.encounters()),
                        LifetimeCharts.quantiles(played.encounters()),
                        LifetimeCharts.queue(gauges.looks()),
                        LifetimeCharts.memory(gauges.looks())));
    }

    /**
     * Visitors who hung up and were not let in again: their job may be there, and they don't know.
     */
    private static long unaware(Users.Played played) {
        var vanished = visits(played, one -> one.kind() == Kind.VANISH);
        vanished.removeAll(visits(played, Encounter::accepted));
        return vanished.size();
    }

    private static Set<Integer> visits(Users.Played played, Predicate<Encounter> wanted) {
        return played.encounters().stream()
                .filter(wanted)
                .map(Encounter::visit)
                .collect(Collectors.toCollection(HashSet::new));
    }

    private static Findings.Chart answers(List<Encounter> submissions, double seconds) {
        double bin = Math.max(1, seconds / 120);
        var curves = new ArrayList<Findings.Curve>();
        for (int status : new int[] {202, 429}) {
            var values = new TreeMap<Integer, Double>();
            submissions.stream()
                    .filter(one -> one.status() == status)
                    .forEach(one ->
                            values.merge((int) (one.sent_ms() / 1e3 / bin), 1 / bin, Double::sum));
            curves.add(
                    new Findings.Curve(
                            status == 202 ? "accepted" : "asked to come back",
                            values.entrySet().stream()
                                    .map(one -> new double[] {one.getKey() * bin, one.getValue()})
                                    .toList()));
        }
        return new Findings.Chart("Answers", "seconds", "a second", curves);
    }

    /** The largest memory of the last third of a span beside that of the third before. */
    private static double growth(List<Gauges.Look> looks, double from_s, double to_s) {
        double third = (to_s - from_s) / 3;
        double middle = largest(looks, from_s + third, to_s - third);
        double last = largest(looks, to_s - third, to_s);
        return middle > 0 && last > 0 ? last / middle : 1;
    }

    private static double largest(List<Gauges.Look> looks, double from_s, double to_s) {
        return looks.stream()
                .filter(look -> look.t_s() >= from_s && look.t_s() <= to_s)
                .mapToDouble(Gauges.Look::resident_mb)
                .max()
                .orElse(0);
    }
}
