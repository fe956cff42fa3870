package cloud.somersault.cli;

import cloud.somersault.cli.terminal.Terminal;
import cloud.somersault.cli.terminal.Terminal.Style;
import cloud.somersault.client.Cloud;
import cloud.somersault.client.JobView;
import cloud.somersault.client.RefusedException;
import cloud.somersault.client.Replay;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** {@code audit}: runs what the log recorded once more and compares. */
final class AuditCommand implements Command {
    private static final int DIGEST_SHOWN = 12;

    @Override
    public String name() {
        return "audit";
    }

    @Override
    public String help() {
        return """
        Usage: ./somersault audit replay ID | replay --all | log ID | show | queue | diff [options]
               ./somersault audit verify [--data DIR | --cassandra HOST:PORT] [--checkpoint FILE]
                                         [--key FILE]
               ./somersault audit export ID [--to FILE]
               ./somersault audit verify FILE [--key FILE] [--replay]
               ./somersault audit erase TENANT [--before DATE] --yes | erasures TENANT
               ./somersault audit verify --server | keys | rotate-key | checkpoint | sign [options]

        Runs a completed job again from the event log alone: the same program, the same calibration
        of the chip, the same seed. The counts must come out the same, and their digests show it.

          replay ID          one job
          replay --all       every completed job, the oldest first
          log ID             the events that a job left, as they are stored
          log                who did what to this cloud, and who was turned away; for auditors
            --tenant T, --actor KEY-ID, --what ACT   only those
          verify             every chain of the log in a data folder or a Cassandra, and every signed
                             checkpoint; a server may run. FILEs: checkpoints that were kept elsewhere, a public
                             key that must have signed
          export ID          a job's evidence as one file (default ID.evidence.zip); verify FILE checks
                             it on any machine without a server, --replay runs the job again from
                             the file alone
          verify --server    the same by the server, over what keeps everything
          keys               the public keys that sign; rotate-key makes a new one
          checkpoint         the last signed checkpoint, to be kept; sign makes one now

          erase TENANT       destroys the keys of what the tenant's jobs brought and got, for ever; the
                             log stays whole. --before 2026-11-01 spares what came from that day on
          erasures TENANT    what was erased, when and by whom

          replay --since M [--until M] [--from-event N] [--to-event N] [--tenant T] [--target X]
                 [--max N] [--follow]        many jobs, run again by the server on all cores that
                                             live jobs leave; goes on without you
          what-if --noise 2 [the same]       the same jobs otherwise than they were: --calibration N,
                                             --truth-seconds S, --noise 0 to 3, --engine ID,
                                             --optimization 0 to 4; a table of how far apart
          replays [ID | cancel ID] [--follow]  how these stand, and their reports

          show KIND ID [--at M]              how it stood: job, tuning, chip, qubit, coupler
          queue [--at M] [--tenant T]        who waited and who ran
          diff KIND ID --from M [--to M]     what is not the same at two moments
          diff queue --from M [--to M]       who joined, started and left

        A moment M is like 2026-03-06T07:41:31Z, or a place in the log like event:123, or the
        entity's own number like sequence:5; now where it is left out. --json prints everything.

        """
                + Context.WHICH_SERVER_HELP
                + """


                Exit code: 0 all equal, 1 a difference or a job that cannot be replayed.\
                """;
    }

    @Override
    public int run(Context context, List<String> arguments) {
        var valued = new HashSet<>(Set.of("at", "from", "to", "actor", "what", "before"));
        valued.addAll(AuditRuns.valued());
        var options =
                Context.parse(arguments, valued, Set.of("all", "json", "server", "follow", "yes"));
        var words = options.words();
        var what = words.isEmpty() ? "" : words.getFirst();
        if (AuditErasures.WORDS.contains(what)) {
            try (var cloud = context.cloud(options)) {
                return AuditErasures.run(context.terminal(), cloud, options);
            }
        }
        if (AuditPast.WORDS.contains(what)) {
            try (var cloud = context.cloud(options)) {
                return AuditPast.run(context.terminal(), cloud, options);
            }
        }
        if (what.equals("what-if") || what.equals("replays") || meansMany(options)) {
            try (var cloud = context.cloud(options)) {
                return what.equals("replays")
                        ? AuditRuns.shown(context.terminal(), cloud, options)
                        : AuditRuns.begin(
                                context.terminal(), cloud, options, what.equals("what-if"));
            }
        }
        boolean all = options.has("all");
        if (what.equals("log") && words.size() == 1) {
            try (var cloud = context.cloud(options)) {
                return AuditPages.print(context.terminal(), cloud, options);
            }
        }
        if (what.equals("export") && words.size() == 2) {
            try (var cloud = context.cloud(options)) {
                return AuditProofs.export(
                        context.terminal(), cloud, words.get(1), options.value("to"));
            }
        }
        if (AuditProofs.WORDS.contains(what) && words.size() == 1) {
            try (var cloud = context.cloud(options)) {
                return AuditProofs.run(context.terminal(), cloud, what, options.has("json"));
            }
        }
        if (!(what.equals("replay") || what.equals("log")) || words.size() > 2) {
            throw new UsageException(
                    "audit what? replay ID, replay --all, log ID, export ID, verify, keys, checkpoint or sign");
        }
        if (words.size() < 2 && !(all && what.equals("replay"))) {
            throw new UsageException("audit which job? './somersault jobs' lists them");
        }
        try (var cloud = context.cloud(options)) {
            if (what.equals("log")) {
                return JobsCommand.log(context.terminal(), cloud, words.get(1), options);
            }
            var jobs =
                    all
                            ? cloud.allJobs(Optional.of("completed")).reversed()
                            : List.of(cloud.job(words.get(1)));
            return replay(context.terminal(), cloud, jobs);
        }
    }

    /** Whether {@code replay} is to be done by the server. */
    private static boolean meansMany(Options options) {
        return options.words().equals(List.of("replay"))
                && !options.has("all")
                && AuditRuns.isMeant(options);
    }

    private static int replay(Terminal terminal, Cloud cloud, List<JobView> jobs) {
        int idWidth = jobs.stream().mapToInt(job -> job.id().length()).max().orElse(3);
        var columns = "%-" + idWidth + "s  %8s  %9s  %-12s  %-12s  %-9s  %7s";
        terminal.say(
                columns.formatted(
                        "JOB", "CIRCUITS", "SHOTS", "RECORDED", "REPLAYED", "", "SECONDS"));
        int equal = 0;
        int different = 0;
        for (var job : jobs) {
            try {
                var replay = cloud.replay(job.id());
                terminal.say(line(terminal, columns, replay));
                if (replay.equal()) {
                    equal++;
                } else {
                    different++;
                    terminal.say("  " + replay.explanation());
                }
            } catch (RefusedException refused) {
                different++;
                terminal.say(
                        job.id()
                                + " ".repeat(idWidth - job.id().length())
                                + "  "
                                + terminal.styled(Style.BAD, "not replayed: ")
                                + refused.problem().detail());
            }
        }
        terminal.say("");
        terminal.say(
                different == 0
                        ? "%d of %d jobs gave the same result again".formatted(equal, jobs.size())
                        : terminal.styled(
                                Style.BAD,
                                "%d of %d jobs did not give the same result again"
                                        .formatted(different, jobs.size())));
        return different == 0 ? ExitCode.OK : ExitCode.REFUSED;
    }

    private static String line(Terminal terminal, String columns, Replay replay) {
        var verdict = "%-9s".formatted(replay.equal() ? "equal" : "DIFFERENT");
        return columns.formatted(
                        replay.jobId(),
                        replay.circuits(),
                        replay.shots(),
                        shortened(replay.recordedDigest()),
                        shortened(replay.replayedDigest()),
                        verdict,
                        String.format(Locale.ROOT, "%.2f", replay.seconds()))
                .replace(
                        verdict, terminal.styled(replay.equal() ? Style.GOOD : Style.BAD, verdict));
    }

    private static String shortened(String digest) {
        return digest.substring(0, Math.min(DIGEST_SHOWN, digest.length()));
    }
}
