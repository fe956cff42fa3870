package cloud.somersault.cli;

import cloud.somersault.cli.terminal.Terminal;
import cloud.somersault.client.NoServerException;
import cloud.somersault.client.RefusedException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** The command line. */
public final class Main {
    private static final List<Command> COMMANDS =
            List.of(
                    new RunCommand(),
                    new CompileCommand(),
                    new ConvertCommand(),
                    new DrawCommand(),
                    new JobsCommand(),
                    new ChipCommand(),
                    new TuneCommand(),
                    new AuditCommand(),
                    new KeysCommand(),
                    new SessionsCommand(),
                    new DemoCommand());

    private Main() {}

    /** Runs one command and exits with an {@link ExitCode}. */
    public static void main(String[] arguments) {
        var out = utf8(FileDescriptor.out);
        var err = utf8(FileDescriptor.err);
        int code = run(List.of(arguments), System.getenv(), out, err);
        out.flush();
        err.flush();
        System.exit(code);
    }

    private static PrintStream utf8(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }

    /**
     * Runs one command.
     *
     * @return an {@link ExitCode}
     */
    public static int run(
            List<String> arguments,
            Map<String, String> environment,
            PrintStream out,
            PrintStream err) {
        var terminal = Terminal.of(out, err, environment);
        var word = arguments.isEmpty() ? "" : arguments.getFirst();
        var command = COMMANDS.stream().filter(known -> known.name().equals(word)).findFirst();
        if (command.isEmpty()) {
            terminal.note("somersault: there is no command '" + word + "'; try ./somersault help");
            return ExitCode.USAGE;
        }
        var rest = arguments.subList(1, arguments.size());
        if (rest.contains("--help") || rest.contains("-h")) {
            terminal.say(command.get().help().stripTrailing());
            return ExitCode.OK;
        }
        try {
            return command.get().run(new Context(terminal, environment), rest);
        } catch (UsageException wrong) {
            terminal.note("somersault " + word + ": " + wrong.getMessage());
            terminal.note("  ./somersault " + word + " --help says what it takes.");
            return ExitCode.USAGE;
        } catch (RefusedException refused) {
            ProblemPrinter.print(terminal, refused.problem(), List.of(), "nothing was done");
            return ExitCode.REFUSED;
        } catch (NoServerException nobody) {
            terminal.progressDone();
            terminal.note("somersault: no server answers at " + nobody.address() + ".");
            terminal.note("  Start one with ./somersault serve, or say where it is with --url URL");
            terminal.note("  (or SOMERSAULT_URL).");
            return ExitCode.NO_SERVER;
        }
    }
}
