package cloud.somersault.cli;

import cloud.somersault.cli.demo.Demo;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** {@code demo}: the whole cloud in a few minutes. */
final class DemoCommand implements Command {
    @Override
    public String name() {
        return "demo";
    }

    @Override
    public String help() {
        return """
        Usage: ./somersault demo [--keep] [--data DIR] [--port N]

        Starts a server of its own in a temporary folder, sends it every program of examples/, kills
        it with SIGKILL while jobs are waiting and running, starts it again, and checks every result
        against what must come out. Then it runs all the jobs again from the event log and compares, and
        tunes a small language model whose quantum layer is on the chip.

          --keep             leave the server running and its folder in place at the end
          --data DIR         use this folder instead of a temporary one; it stays
          --port N           where the server listens; default any free port

        Exit code: 0 everything was as it must be, 1 something was not.\
        """;
    }

    @Override
    public int run(Context context, List<String> arguments) {
        var options = Options.parse(arguments, Set.of("data", "port"), Set.of("keep"));
        if (!options.words().isEmpty()) {
            throw new UsageException("what is " + options.words().getFirst() + "?");
        }
        var home = System.getProperty("somersault.home");
        if (home == null) {
            throw new UsageException("the demo is started by the launcher: ./somersault demo");
        }
        var demo =
                new Demo(
                        context.terminal(),
                        Path.of(home),
                        options.value("data").map(Path::of),
                        (int) options.number("port", 0, 65535).orElse(0),
                        options.has("keep"));
        return demo.run() ? ExitCode.OK : ExitCode.REFUSED;
    }
}
